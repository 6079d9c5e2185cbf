"""Before extracts leave: commission by commission what each holds, and which members get it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.application.dispatch.commission_extract import ExtractReader, ExtractRow
from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.scrolled import framed
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.window_size import size_window
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP, capitalised, plural


class ExtractPanel(QWidget):
    """One commission: the items of its extract, then its members, each to tick."""

    def __init__(self, theme: Theme, row: ExtractRow) -> None:
        super().__init__()
        self.row = row
        self.boxes: list[tuple[QCheckBox, ExtractReader]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(TextLabel(theme, f"Commission {row.commission}", "section", bold=True, wrap=True))
        for heading in row.contains:
            line = QHBoxLayout()
            line.setSpacing(theme.space("s"))
            line.addWidget(IconView(theme, "check", "ok", "badge"))
            line.addWidget(TextLabel(theme, heading, "body", "text", elide=True), 1)
            column.addLayout(line)
        for reader in row.readers:
            column.addWidget(self._box(reader))
        if not row.readers:
            said = self.tr("Aucun membre n’a d’adresse : l’extrait est seulement déposé.")
            column.addWidget(TextLabel(theme, said, "small", "text_soft", wrap=True))
        if row.unreachable:
            names = ", ".join(one.quality or one.name for one in row.unreachable)
            column.addWidget(
                TextLabel(theme, f"Sans adresse{NBSP}: {names}.", "small", "text_soft", wrap=True)
            )

    def _box(self, reader: ExtractReader) -> QCheckBox:
        one = reader.recipient
        gone = self.tr("retiré de la diffusion") if reader.withdrawn else ""
        words = (one.name, one.quality.partition(", commission ")[0], one.address, gone)
        box = QCheckBox(" · ".join(filter(None, words)))
        box.setChecked(not reader.withdrawn)
        self.boxes.append((box, reader))
        return box

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that are ticked."""
        return tuple(reader.recipient.address for box, reader in self.boxes if box.isChecked())


class ExtractCheck(QDialog):
    """A window before the page: ``accepted`` when the extracts may be written and their messages prepared."""

    def __init__(self, theme: Theme, rows: Sequence[ExtractRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panels = [ExtractPanel(theme, row) for row in rows]
        words = [(way.value, capitalised(said)) for way, said in WAY_WORDS.items()]
        self.ways = choice_field(self.tr("Façon d’envoyer les messages"), words)
        self.ways.setMinimumContentsLength(34)
        self.told = TextLabel(theme, "", "section", bold=True, wrap=True)
        self.go = Button(theme, self.tr("Préparer les extraits"), kind=ButtonKind.FILLED)
        self.go.clicked.connect(self.accept)
        self.back = Button(theme, self.tr("Revenir"))
        self.back.clicked.connect(self.reject)
        for panel in self.panels:
            for box, _ in panel.boxes:
                box.toggled.connect(lambda _: self._count())
        self._lay_out()
        self._count()
        size_window(self, theme, 760, 560)
        self.go.setFocus()

    @property
    def way(self) -> Way:
        """How the messages leave."""
        return Way(self.ways.currentData())

    @property
    def readers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The addresses that are ticked, by the commission's id."""
        return tuple((panel.row.commission_id, panel.addresses) for panel in self.panels)

    def _count(self) -> None:
        extracts = plural(len(self.panels), "extrait", "extraits")
        messages = sum(len(panel.addresses) for panel in self.panels)
        sent = f", à {plural(messages, 'destinataire', 'destinataires')}" if messages else ", sans envoi"
        self.told.show_text(f"Préparer {extracts} par commission{sent}")
        self.setWindowTitle(self.told.text())
        self.ways.setEnabled(bool(messages))

    def _lay_out(self) -> None:
        theme = self.theme
        layout = QVBoxLayout(self)
        margin = theme.space("xl")
        layout.setContentsMargins(margin, theme.space("l"), margin, theme.space("l"))
        layout.setSpacing(theme.space("m"))
        layout.addWidget(self.told)
        said = self.tr(
            "Chaque extrait ne contient que les points de sa commission, dans l’édition des élus. Les "
            "messages sont préparés sur ce poste et partent de votre messagerie."
        )
        layout.addWidget(TextLabel(theme, said, "body", "text_soft", wrap=True))
        layout.addWidget(self._list(), 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s"))
        foot.addWidget(self.ways)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        layout.addLayout(foot)

    def _list(self) -> QScrollArea:
        theme = self.theme
        content = Panel(theme, "surface")
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.space("l"), theme.space("m"), theme.space("l"), theme.space("m"))
        column.setSpacing(theme.space("l"))
        for panel in self.panels:
            column.addWidget(panel)
        column.addStretch(1)
        return framed(content, self.tr("Commissions et destinataires"))
