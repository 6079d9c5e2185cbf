"""The panel that corrects dispatched minutes: which item, what stood, what to read instead, why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, fill_choices, text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.keyboard import escape_clicks
from dgsdesk.desktop.components.scrolled import scrolled_inside
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.minutes import Correction


class RectifyForm(Panel):
    """``wanted(corrections, reason)`` when a rectification is to be prepared, ``closed`` when given up."""

    wanted = Signal(tuple, str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt", "b")
        self._more: tuple[Correction, ...] = ()
        self.item = choice_field(self.tr("Point rectifié"))
        self.quote = text_field(self.tr("Au lieu de"))
        self.wording = text_field(self.tr("Lire"))
        self.reason = text_field(self.tr("Motif du rectificatif"))
        self.count = TextLabel(theme, "", "small", "text_soft")
        self.more = Button(theme, self.tr("Ajouter un autre passage"), icon="act.add")
        self.go = Button(theme, self.tr("Préparer le rectificatif…"), icon="act.send")
        back = Button(theme, self.tr("Annuler"))
        self.more.clicked.connect(self._keep)
        self.go.clicked.connect(self._want)
        back.clicked.connect(self._close)
        escape_clicks(self, back)
        self.reason.returnPressed.connect(self._want)
        inner = Panel(theme, "surface_alt")
        layout = QVBoxLayout(inner)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("s"), margin, theme.space("s"))
        layout.setSpacing(theme.space("xs"))
        for label, field in (
            (self.tr("Point rectifié"), self.item),
            (self.tr("Au lieu de (les mots du compte rendu diffusé)"), self.quote),
            (self.tr("Lire"), self.wording),
            (self.tr("Motif, écrit dans le rectificatif"), self.reason),
        ):
            self._add(layout, label, field)
        layout.addSpacing(theme.space("xs"))
        layout.addWidget(FlowRow(self.go, self.more, back, self.count))
        scrolled_inside(self, inner)
        self.hide()

    def _add(self, layout: QVBoxLayout, label: str, field: QWidget) -> None:
        words = TextLabel(self.theme, label, "small", "text_soft")
        words.setBuddy(field)
        layout.addSpacing(self.theme.space("xs"))
        layout.addWidget(words)
        layout.addWidget(field)

    def open_form(self, items: tuple[tuple[str, str], ...]) -> None:
        """Show empty fields for the items of the dispatched text."""
        self._more = ()
        fill_choices(self.item, items)
        for field in (self.quote, self.wording, self.reason):
            field.clear()
        self.count.show_text("")
        self.show()
        self.item.setFocus(Qt.FocusReason.OtherFocusReason)

    def corrections(self) -> tuple[Correction, ...]:
        """Return every passage that was filled in."""
        quote = self.quote.text().strip()
        if not quote:
            return self._more
        return (*self._more, Correction(str(self.item.currentData()), quote, self.wording.text().strip()))

    def _keep(self) -> None:
        self._more = self.corrections()
        self.quote.clear()
        self.wording.clear()
        self.count.show_text(self.tr("Passages déjà notés : {}").format(len(self._more)))
        self.quote.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want(self) -> None:
        self.wanted.emit(self.corrections(), self.reason.text().strip())

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
