"""« À rattacher »: texts of a returned file that no item is known for, kept until a person places them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dgsdesk.application.minutes.session_page import SessionItem, SessionPage, UnplacedLine
from dgsdesk.application.words import shortened
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.richtext import RichText, block_text, plain_text


class UnplacedPanel(Panel):
    """Each text with the item and the place to which it may be attached; hidden when nothing waits.

    ``placed(id, item id, block before which it goes, -1 for the end)``, ``observed(id)``, ``dropped(id)``.
    """

    placed = Signal(str, str, int)
    observed = Signal(str)
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
        self._fields: list[QWidget] = []
        self.hide()

    def show_page(self, page: SessionPage) -> None:
        """Show the texts that wait, with the items of this meeting."""
        self.setVisible(bool(page.unplaced))
        if page.unplaced == self._shown:
            return
        self._shown = page.unplaced
        self._header.show_title(self.tr("À rattacher"), str(len(page.unplaced)))
        _clear(self._lines)
        self._fields = []
        for line in page.unplaced:
            self._lines.addWidget(self._entry(line, page.items))

    def take_focus(self) -> None:
        """Give the keyboard to the first text that waits."""
        if self._fields:
            self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, line: UnplacedLine, items: Sequence[SessionItem]) -> QWidget:
        widget = QWidget()
        words = plain_text(line.text)
        texts = {item.id: item.text for item in items}
        choices = [(item.id, f"{item.number} {item.title}") for item in items]
        item = choice_field(self.tr("Point auquel rattacher ce texte"), choices)
        where = choice_field(self.tr("Place dans le point"))
        self._fields.append(item)
        item.setMinimumContentsLength(22)
        where.setMinimumContentsLength(18)

        def offer_places() -> None:
            fill_choices(where, self._places(texts.get(item.currentData(), RichText())))

        item.currentIndexChanged.connect(offer_places)
        offer_places()
        place = Button(self.theme, self.tr("Rattacher"))
        place.clicked.connect(lambda: self.placed.emit(line.id, item.currentData(), int(where.currentData())))
        observe = Button(self.theme, self.tr("En faire une observation"), kind=ButtonKind.LINK)
        observe.clicked.connect(lambda: self.observed.emit(line.id))
        drop = Button(self.theme, self.tr("Laisser de côté"), kind=ButtonKind.LINK)
        drop.clicked.connect(lambda: self.dropped.emit(line.id))
        buttons = QHBoxLayout()
        buttons.setSpacing(self.theme.space("s"))
        for part in (item, where, place, observe, drop):
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

    def _places(self, text: RichText) -> list[tuple[str, str]]:
        """Offer the end, the beginning, then behind each block by its first words."""
        places = [("-1", self.tr("à la fin")), ("0", self.tr("au début"))]
        said = [(str(rank + 1), shortened(block_text(block), 40)) for rank, block in enumerate(text.blocks)]
        behind = self.tr("après «\u00a0{}\u00a0»")
        return places + [(place, behind.format(words)) for place, words in said if words]


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
