"""A chart in the window: it shows a line, tells what was pointed at; and the same chart as a picture."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from dgsdesk.application.chart import Chart
from dgsdesk.desktop.components.chart_painter import ChartPainter
from dgsdesk.desktop.components.paint import Painted, take_ground
from dgsdesk.desktop.theme.inks import PaperInks
from dgsdesk.desktop.theme.ring import WANTS_RING
from dgsdesk.desktop.theme.theme import Theme

_PICTURE_WIDTH = 760
_SHARPNESS = 2.0
"""Pixels of the picture for each one on the screen."""


class _Canvas(Painted):
    """The chart itself; ``pointed(line, column)`` on a click, ``opened(line, column)`` on a double click."""

    pointed = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.painter = ChartPainter(theme)
        self.current = -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def restyle(self) -> None:
        """Take the size of the letters anew."""
        self.painter.show(self.painter.chart)
        self.take_size()
        super().restyle()

    def take_size(self) -> None:
        """Be as large as the chart needs."""
        self.setMinimumSize(self.painter.least_width(), self.painter.height())

    def sizeHint(self) -> QSize:
        """Return the chart's size."""
        return QSize(self.painter.least_width(), self.painter.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which line and column are under the mouse."""
        self.pointed.emit(*self.painter.at(event.position(), self.width()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell what is to be opened."""
        self.opened.emit(*self.painter.at(event.position(), self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        self.painter.paint(painter, self.width(), self.current, event.rect().toRectF())
        painter.end()


class ChartView(QScrollArea):
    """A chart that scrolls where it has not its room; its name says all that it shows."""

    pointed = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._canvas = _Canvas(theme)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self._canvas)
        self.setProperty(WANTS_RING, True)
        self._canvas.pointed.connect(self.pointed)
        self._canvas.opened.connect(self.opened)
        theme.follow(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        take_ground(self, self.theme, "surface")

    def show_chart(self, chart: Chart) -> None:
        """Show a chart from its top."""
        self._canvas.painter.show(chart)
        self._canvas.current = -1
        self._canvas.take_size()
        self._canvas.update()
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.sentence)
        self.verticalScrollBar().setValue(0)

    def whole_height(self) -> int:
        """Return the height at which nothing of the chart is hidden."""
        across = self.horizontalScrollBar()
        return self._canvas.painter.height() + (across.height() if across.isVisible() else 0)

    def show_line(self, line: int) -> None:
        """Mark a line, and bring it into view."""
        self._canvas.current = line
        self._canvas.update()
        painter = self._canvas.painter
        self.ensureVisible(0, round(painter.middle_of(line)), 0, 60)


def chart_image(chart: Chart) -> QImage:
    """Paint a chart for documents: light, sharp, as wide as its columns need."""
    painted = ChartPainter(PaperInks())
    painted.show(chart)
    width, height = max(_PICTURE_WIDTH, painted.least_width()), painted.height()
    image = QImage(QSize(width, height) * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(painted.inks.color("surface"))
    painter = QPainter(image)
    painted.paint(painter, width)
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return a picture as PNG; it takes 40 to 150 ms, so ask for it beside the window."""
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(kept, b"png")
    writer.setCompression(50)
    writer.write(image)
    return bytes(kept.data().data())
