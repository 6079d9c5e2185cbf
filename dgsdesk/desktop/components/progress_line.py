"""A gauge: how much of a time is spent, how much of a work is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from dgsdesk.desktop.components.paint import Painted, hatch
from dgsdesk.desktop.theme.theme import Theme


class ProgressLine(Painted):
    """A gauge under its sentence; what is over is hatched as well as coloured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._share = 0.0
        self._late = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, *, late: bool, sentence: str) -> None:
        """Show how much is spent, 1.0 for all of it."""
        self._share, self._late = min(max(share, 0.0), 1.0), late
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line of 8 px."""
        return QSize(self.theme.wide(120), self.theme.size("progress"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the gauge."""
        del event
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.fillRect(whole, self.theme.color("chart_off"))
        done = QRectF(0, 0, whole.width() * self._share, whole.height())
        painter.fillRect(done, self.theme.color("warn" if self._late else "chart_1"))
        if self._late:
            hatch(painter, done, self.theme.color("warn_soft"), gap=7, width=1.5)
        painter.end()
