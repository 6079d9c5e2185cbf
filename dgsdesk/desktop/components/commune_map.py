"""The map of the communes: real points on a soft shape; it repeats a list and is never the only way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dgsdesk.desktop.components.map_painter import MapPainter, MapPoint
from dgsdesk.desktop.components.paint import Painted
from dgsdesk.desktop.theme.theme import Theme


class CommuneMap(Painted):
    """Points grown with population on a soft shape, next hosts numbered and named, a scale in kilometres."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.painter = MapPainter(theme)
        self._ground: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_communes(self, points: Sequence[MapPoint], sentence: str) -> None:
        """Show these communes; ``sentence`` says what the map says, for screen readers."""
        self.setAccessibleName(sentence)
        self._lay_out(points)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable square."""
        return QSize(260, 320)

    def minimumSizeHint(self) -> QSize:
        """Return the least that still shows something."""
        return QSize(160, self.painter.inks.wide(160))

    def resizeEvent(self, event: object) -> None:
        """Lay the points out anew."""
        del event
        self._lay_out(self.painter.points)

    def point_at(self, place: QPointF) -> MapPoint | None:
        """Return the commune under a place, or None."""
        for point, spot in zip(self.painter.points, self.painter.places, strict=False):
            if (spot - place).manhattanLength() <= 12:
                return point
        return None

    def event(self, event: QEvent) -> bool:
        """Show the name of the point under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.point_at(event.pos().toPointF())
            words = f"{found.name}, {found.caption}".removesuffix(", ") if found else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def restyle(self) -> None:
        """Paint the ground anew in the theme's colours."""
        self._ground = None
        super().restyle()

    def _lay_out(self, points: Sequence[MapPoint]) -> None:
        self._ground = None
        self.painter.lay_out(points, self.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map."""
        del event
        painter = QPainter(self)
        self.painter.paint(painter, self._lay_ground)
        painter.end()

    def _lay_ground(self, painter: QPainter) -> None:
        """Lay the shape, kept as a picture until something moves."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(0)
            brush = QPainter(self._ground)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.painter.draw_shape(brush)
            brush.end()
        painter.drawImage(0, 0, self._ground)
