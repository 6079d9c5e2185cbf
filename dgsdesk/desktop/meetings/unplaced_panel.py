"""« À rattacher »: texts of a returned file that no item is known for, kept until a person places them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dgsdesk.application.session_page import SessionPage, UnplacedLine
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import plain_text


class UnplacedPanel(Panel):
    """Each text with the item to which it may be attached; hidden when nothing waits."""

    placed = Signal(str, str)
    dropped = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warn_soft")
        self._header = SectionHeader(theme, self.tr("À rattacher"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("s"))
        layout = QVBoxLayout(self)
        margin = theme.space("m")
        layout.setContentsMargins(margin, theme.space("s"), margin, margin)
        layout.addWidget(self._header)
        layout.addLayout(self._lines)
        self._shown: tuple[UnplacedLine, ...] = ()
        self.hide()

    def show_page(self, page: SessionPage) -> None:
        """Show the texts that wait, with the items of this meeting."""
        self.setVisible(bool(page.unplaced))
        if page.unplaced == self._shown:
            return
        self._shown = page.unplaced
        self._header.show_title(self.tr("À rattacher"), str(len(page.unplaced)))
        _clear(self._lines)
        choices = [(item.id, f"{item.number} {item.title}") for item in page.items]
        for line in page.unplaced:
            self._lines.addWidget(self._entry(line, choices))

    def _entry(self, line: UnplacedLine, choices: list[tuple[str, str]]) -> QWidget:
        widget = QWidget()
        words = plain_text(line.text)
        item = choice_field(self.tr("Point auquel rattacher ce texte"), choices)
        item.setMinimumContentsLength(30)
        place = Button(self.theme, self.tr("Rattacher"))
        place.clicked.connect(lambda: self.placed.emit(line.id, item.currentData()))
        drop = Button(self.theme, self.tr("Laisser de côté"), kind=ButtonKind.LINK)
        drop.clicked.connect(lambda: self.dropped.emit(line.id))
        buttons = QHBoxLayout()
        buttons.setSpacing(self.theme.space("s"))
        for part in (item, place, drop):
            buttons.addWidget(part)
        buttons.addStretch(1)
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.space("xs"))
        layout.addWidget(TextLabel(self.theme, words, "body", wrap=True))
        if line.source:
            layout.addWidget(TextLabel(self.theme, line.source, "small", "text_soft", wrap=True))
        layout.addLayout(buttons)
        return widget


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
