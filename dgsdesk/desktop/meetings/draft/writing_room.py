"""Writing with nothing around: the text alone in the whole screen, one quiet line below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost

TIMES = 1.2
"""How much larger the text is than in its page: it is read from further away."""

MEASURE = 72
"""Characters in a line: what books have, and an eye finds its way back from."""

_LINE = 900


class WritingRoom(Panel):
    """Holds the texts of a pane for a while; ``left()`` when another page came or Esc was pressed.

    They are the same editors: their undo, spelling, find bar and saving go on.
    """

    left = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.place = TextLabel(host.theme, "", "small", "text_faint", elide=True)
        self.facts = TextLabel(host.theme, "", "small", "text_faint")
        self.saved = TextLabel(host.theme, "", "small", "text_faint")
        self._texts = QVBoxLayout()
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, host.theme.space("s"), 0, host.theme.space("m"))
        row.setSpacing(host.theme.space("l"))
        row.addWidget(self.place, 1)
        for label in (self.facts, self.saved, TextLabel(host.theme, self._way_back(), "small", "text_faint")):
            row.addWidget(label)
        bound(host.theme, foot, _LINE)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(foot, 10)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(host.theme.space("xl"), 0, host.theme.space("xl"), 0)
        layout.setSpacing(0)
        layout.addLayout(self._texts, 1)
        layout.addLayout(middle)
        self.hide()

    def _way_back(self) -> str:
        return self.tr("Échap\u00a0: revenir")

    def take_in(self, *texts: QWidget) -> None:
        """Hold these, out of sight until all of it stands in the whole window."""
        for text in texts:
            self._texts.addWidget(text)

    def open(self) -> None:
        """Stand in the whole window."""
        self.host.stand_bare(self)

    def say(self, place: str, facts: str, saved: tuple[str, str]) -> None:
        """Say below the text what is written, how much, and whether it is kept."""
        words, tone = saved
        self.place.show_text(place)
        self.facts.show_text(facts)
        self.saved.show_text(words)
        self.saved.set_role("bad" if tone == "bad" else "text_faint")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, unless a bar or a list took it for itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.host.stand_bare(None)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the texts back, whatever came in the place of the room; a minimised window keeps them."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()
