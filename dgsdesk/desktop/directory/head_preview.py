"""The head and foot of a document as our identity makes them, at a glance: not the document itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dgsdesk.application.directory.letterhead import LetterheadView
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import civility_mark

_LOGO_WIDTH, _LOGO_HEIGHT = 180, 70
"""Pixels at 100 % that the logo may take."""


class HeadPreview(Panel):
    """Our lines in the order in which a document carries them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "l", parent)
        self._name = TextLabel(theme, "", "section", "accent_text", wrap=True)
        self._sender = TextLabel(theme, "", "small", wrap=True)
        self._handled = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._logo = QLabel()
        self._signature = TextLabel(theme, "", "small", wrap=True)
        paper = Panel(theme, "surface", "tblr")
        sheet = QVBoxLayout(paper)
        sheet.setContentsMargins(20, 18, 20, 18)
        sheet.setSpacing(4)
        for part in (self._logo, self._name, self._sender):
            sheet.addWidget(part)
        sheet.addSpacing(10)
        sheet.addWidget(self._handled)
        sheet.addSpacing(24)
        sheet.addWidget(self._signature)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.addWidget(SectionHeader(theme, self.tr("En tête et au pied de chaque document")))
        column.addWidget(paper)
        column.addStretch(1)

    def _show_logo(self, kept: LetterheadView) -> None:
        """Draw the logo as large as a document has it, within the sheet."""
        picture = QPixmap()
        shown = bool(kept.logo) and picture.loadFromData(kept.logo)
        if shown:
            room = QSize(self.theme.wide(_LOGO_WIDTH), self.theme.wide(_LOGO_HEIGHT))
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._logo.setPixmap(picture.scaled(room, keep, smooth))
        self._logo.setAccessibleName(self.tr("Logo : {}").format(kept.logo_name))
        self._logo.setToolTip(kept.logo_name)
        self._logo.setVisible(shown)

    def show_head(self, kept: LetterheadView) -> None:
        """Show our identity."""
        ours = kept.fields
        town = f"{ours.postal_code} {ours.town}".strip()
        contact = " · ".join(part for part in (ours.phone, ours.mailbox, ours.website) if part)
        lines = [line for line in (ours.service, ours.address, town, contact) if line]
        self._name.show_text(ours.name)
        self._sender.show_text("\n".join(lines))
        handled = ", ".join(p for p in (ours.handled_by, ours.handled_by_phone, ours.handled_by_email) if p)
        self._handled.show_text(self.tr("Affaire suivie par : {}").format(handled) if handled else "")
        self._show_logo(kept)
        name = f"{civility_mark(ours.signatory_civility)} {ours.signatory_name}".strip()
        self._signature.show_text("\n".join(line for line in (ours.signatory_title, name) if line))
        for label in (self._sender, self._handled, self._signature):
            label.setVisible(bool(label.whole_text()))
