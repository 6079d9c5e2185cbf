"""Words with buttons at their right, or below them where the words would have too little room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from dgsdesk.desktop.theme.theme import Theme

LEAST_WORDS = 300
"""Pixels at 100 % that words keep beside the buttons unless told otherwise: nothing jumps with the words."""


class _Holder(QWidget):
    """Say when its buttons take more or less room.

    (A Python ``event`` that waited for the layout's request would see children half made, which crashes Qt.)
    """

    resized = Signal()

    def __init__(self, buttons: QWidget) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class WordsAndButtons(QWidget):
    """Hold both; larger text or a narrow page sends the buttons below.

    ``whole`` returns the pixels that a first line needs whole: larger text gives them to it, at 100 % nothing
    jumps with the words.
    """

    def __init__(
        self,
        theme: Theme,
        words: QWidget,
        buttons: QWidget,
        place: Qt.AlignmentFlag,
        *,
        least: int = LEAST_WORDS,
        whole: Callable[[], int] = lambda: 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._least, self._whole = least, whole
        self._inside = buttons
        self._buttons = _Holder(buttons)
        self._buttons.resized.connect(self.arrange)
        self._place = place
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(words, 1)
        self._layout.addWidget(self._buttons, 0, place)

    @property
    def below(self) -> bool:
        """Say whether the buttons stand below the words."""
        return self._layout.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where the words keep their room."""
        super().resizeEvent(event)
        self.arrange()

    def settle(self) -> None:
        """Lay the buttons out at once, after some came or went.

        By itself Qt takes a turn of its loop, and a painting, for each widget that stands in another:
        meanwhile those that stay are seen scattered over the room of those that went.
        """
        for part in (self._inside, self._buttons, self):
            layout = part.layout()
            if layout is not None:
                layout.activate()

    def arrange(self) -> None:
        """Put the buttons beside the words or below them."""
        wanted = self._buttons.sizeHint().width()
        least = self.theme.wide(self._least)
        if self.theme.text_scale > 100:
            least = max(least, self._whole())
        below = wanted > 0 and self.width() - wanted - 12 < least
        if below == self.below:
            return
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(way)
        self._layout.setSpacing(6 if below else 12)
        self._layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignLeft if below else self._place)
