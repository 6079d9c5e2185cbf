"""A number in a disc: the rank of a next host, the same as on the map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import Painted, number_disc
from dgsdesk.desktop.theme.theme import Theme


class NumberDisc(Painted):
    """Show a number; ``look`` is filled, plain, dashed or soft."""

    def __init__(self, theme: Theme, number: int, look: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._number = number
        self._look = look
        self.setAccessibleName(str(number))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square a little higher than a line of small text."""
        side = int(self.theme.line("small")) + 5
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(self.width() / 2, self.height() / 2)
        number_disc(painter, self.theme, center, str(self._number), self.width() - 2, self._look)
        painter.end()
