"""The communes where they lie, painted: on the window, or as a picture by whoever has no window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from dgsdesk.desktop.components.paint import LEFT, number_disc, write
from dgsdesk.desktop.components.soft_shape import soft_shape

if TYPE_CHECKING:
    from dgsdesk.desktop.theme.inks import Inks

_KM_PER_DEGREE = 111.195
_SOFT = 22
_EVERY_NAME_FROM = 500
_PICTURE = QSize(1200, 860)
_SHARPNESS = 2
"""Pixels of the picture for each one of its measures."""
_MARGIN, _GAP = 8, 4


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A commune on the map; ``number`` marks a next host, ``look`` how sure it is.

    ``look`` is filled (the very next), plain (published) or dashed (proposed). ``caption`` stands below the
    name where every name is written.
    """

    key: str
    name: str
    latitude: float
    longitude: float
    population: int
    number: int | None = None
    look: str = "plain"
    caption: str = ""


class MapPainter:
    """Lays communes out in a room and paints them: points on a soft shape, next hosts numbered and named."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self.points: tuple[MapPoint, ...] = ()
        self.places: list[QPointF] = []
        self.size = QSize()
        self._pixels_per_km = 1.0
        self._core = QPainterPath()
        self._sides: list[QLineF] = []

    # -- laying out ------------------------------------------------------------------------------------------

    def lay_out(self, points: Sequence[MapPoint], size: QSize) -> None:
        """Find the place of each commune in so much room."""
        self.points, self.size = tuple(points), size
        if not self.points or self.size.width() < 40:
            self.places, self._core, self._sides = [], QPainterPath(), []
            return
        middle = cos(radians(sum(p.latitude for p in self.points) / len(self.points)))
        flat = [(p.longitude * middle * _KM_PER_DEGREE, -p.latitude * _KM_PER_DEGREE) for p in self.points]
        self.places = self._fit(flat)
        triangles, sides = soft_shape(tuple(flat))
        core = QPainterPath()
        core.setFillRule(Qt.FillRule.WindingFill)
        for corners in triangles:
            core.addPolygon(QPolygonF([self.places[at] for at in (*corners, corners[0])]))
        self._core = core
        self._sides = [QLineF(self.places[a], self.places[b]) for a, b in sides]

    def _fit(self, flat: list[tuple[float, float]]) -> list[QPointF]:
        xs, ys = [x for x, _ in flat], [y for _, y in flat]
        margin = _SOFT + 4
        names = self.inks.wide(70) if self.size.width() < _EVERY_NAME_FROM else self.inks.wide(120)
        wide = max(self.size.width() - 2 * margin - names, 20)
        high = max(self.size.height() - 2 * margin - self.inks.line("caption") - 12, 20)
        self._pixels_per_km = min(wide / max(max(xs) - min(xs), 0.5), high / max(max(ys) - min(ys), 0.5))
        left = margin + (wide - (max(xs) - min(xs)) * self._pixels_per_km) / 2
        if self.size.width() >= _EVERY_NAME_FROM:
            left += names / 2
        top = margin + (high - (max(ys) - min(ys)) * self._pixels_per_km) / 2
        scale = self._pixels_per_km
        return [QPointF(left + (x - min(xs)) * scale, top + (y - min(ys)) * scale) for x, y in flat]

    # -- painting --------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, draw_shape: Callable[[QPainter], None]) -> None:
        """Paint shape, points, numbers, names and scale; ``draw_shape`` may lay a picture of the shape."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(painter)
        placed = list(zip(self.points, self.places, strict=True)) if self.places else []
        for point, place in placed:
            if point.number is None:
                self._paint_point(painter, point, place)
        hosts = sorted((p for p in placed if p[0].number is not None), key=lambda pair: pair[0].number or 0)
        for point, place in hosts:
            number_disc(painter, self.inks, place, str(point.number), self.inks.wide(19), point.look)
        taken = [self._mark(point, place) for point, place in placed]
        others = (
            []
            if self.size.width() < _EVERY_NAME_FROM
            else [pair for pair in placed if pair[0].number is None]
        )
        for point, place in [*hosts, *others]:
            self._paint_name(painter, point, place, taken)
        self._paint_scale(painter)

    def draw_shape(self, painter: QPainter) -> None:
        """Paint the shape twice with broad round lines: its border shows around its ground.

        One pen round the whole path took 50 ms.
        """
        for role, width in (("line", 2 * _SOFT + 1), ("neutral_soft", 2 * _SOFT - 1)):
            color = self.inks.color(role)
            painter.fillPath(self._core, color)
            round_cap = Qt.PenCapStyle.RoundCap
            painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, round_cap))
            painter.drawLines(self._sides)
            painter.drawPoints(self.places)

    def _paint_point(self, painter: QPainter, point: MapPoint, place: QPointF) -> None:
        radius = min(3 + sqrt(max(point.population, 0)) / 32, 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.color("chart_2"))
        painter.drawEllipse(place, radius, radius)

    def _mark(self, point: MapPoint, place: QPointF) -> QRectF:
        """Return the square that the point or the disc of a commune covers."""
        side = self.inks.wide(19) if point.number is not None else 14
        return QRectF(place.x() - side / 2, place.y() - side / 2, side, side)

    def _paint_name(self, painter: QPainter, point: MapPoint, place: QPointF, taken: list[QRectF]) -> None:
        """Write a name beside its point where it covers least; one that cannot be read is left out."""
        bold = point.number is not None
        own, bounds = self._mark(point, place), QRectF(QPointF(), QSizeF(self.size))
        others = [rect for rect in taken if rect != own]

        def room(caption: str) -> QRectF:
            size = self._name_size(point.name, caption, bold=bold)
            return min(_sides(own, size), key=lambda side: _hidden(side, bounds, others))

        caption = self._caption(point)
        rect = room(caption)
        if caption and _hidden(rect, bounds, others) > 0:
            caption, rect = "", room("")
        if not bold and _hidden(rect, bounds, others) > 0:
            return
        if any(_over(rect, name) for name in taken[len(self.points) :]):
            return  # its number stays, and the list says whose it is
        taken.append(rect)
        font = self.inks.font("small", bold=bold)
        high = self._name_size(point.name, "", bold=bold).height()
        name = QRectF(rect.left(), rect.top(), rect.width(), high)
        self._clear_below(painter, name, point.name, font)
        write(painter, name, point.name, font, self.inks.color("text"), LEFT, elide=False)
        if caption:
            below = QRectF(rect.left(), name.bottom(), rect.width(), rect.bottom() - name.bottom())
            ink = self.inks.color("text_soft")
            write(painter, below, caption, self.inks.font("caption"), ink, LEFT, elide=False)

    def _clear_below(self, painter: QPainter, room: QRectF, name: str, font: QFont) -> None:
        """Paint a light edge round a name, so that it can be read where it crosses a point."""
        metrics = QFontMetricsF(font)
        letters = QPainterPath()
        base = room.center().y() + (metrics.ascent() - metrics.descent()) / 2
        letters.addText(QPointF(room.left(), base), font, name)
        painter.strokePath(letters, QPen(self.inks.color("surface"), 3))

    def _name_size(self, name: str, caption: str, *, bold: bool) -> QSizeF:
        metrics, small = self.inks.metrics("small", bold=bold), self.inks.metrics("caption")
        wide = max(metrics.horizontalAdvance(name), small.horizontalAdvance(caption)) + 2
        return QSizeF(wide, metrics.height() + (small.height() if caption else 0))

    def _caption(self, point: MapPoint) -> str:
        return point.caption if self.size.width() >= _EVERY_NAME_FROM else ""

    def _paint_scale(self, painter: QPainter) -> None:
        if not self.places:
            return
        km = next((k for k in (1, 2, 5, 10, 20, 50, 100) if k * self._pixels_per_km >= 30), 100)
        length = km * self._pixels_per_km
        right, bottom = self.size.width() - 12, self.size.height() - 6
        color = self.inks.color("line_strong")
        painter.fillRect(QRectF(right - length, bottom, length, 1), color)
        painter.fillRect(QRectF(right - length, bottom - 4, 1, 5), color)
        painter.fillRect(QRectF(right - 1, bottom - 4, 1, 5), color)
        line = self.inks.line("caption")
        rect = QRectF(right - length - 20, bottom - line - 4, length + 40, line)
        font, ink = self.inks.font("caption"), self.inks.color("text_soft")
        write(painter, rect, f"{km}\u00a0km", font, ink, Qt.AlignmentFlag.AlignCenter)


def map_image(points: Sequence[MapPoint], words: str) -> QImage:
    """Paint a map with every name and the words below it, for documents: light and sharp, in any thread."""
    from dgsdesk.desktop.theme.inks import PaperInks

    inks = PaperInks()
    image = QImage(_PICTURE * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(inks.color("surface"))
    painter = QPainter(image)
    painter.setFont(inks.font("small"))
    painter.setPen(inks.color("text_soft"))
    room = QRectF(QPointF(), QSizeF(_PICTURE)).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    broken = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    high = painter.boundingRect(room, broken, words).height()
    painter.drawText(QRectF(room.left(), room.bottom() - high, room.width(), high), broken, words)
    painter.translate(room.topLeft())
    drawn = MapPainter(inks)
    drawn.lay_out(points, QSizeF(room.width(), room.height() - high - _GAP).toSize())
    drawn.paint(painter, drawn.draw_shape)
    painter.end()
    return image


def _sides(mark: QRectF, size: QSizeF) -> Iterator[QRectF]:
    """Give the places for a name beside its mark, the best first: right, left, then higher or lower."""
    middle, gap = mark.center(), 2
    right, left = mark.right() + gap, mark.left() - gap - size.width()
    for rise in (0.0, -0.7, 0.7, -1.4, 1.4):
        y = middle.y() - size.height() / 2 + rise * size.height()
        for x in (right, left) if abs(rise) < 1 else (right - 8, left + 8, middle.x() - size.width() / 2):
            yield QRectF(QPointF(x, y), size)


def _over(name: QRectF, other: QRectF) -> bool:
    """Tell whether two names cannot both be read; a hair's breadth of their blank edges does not matter."""
    common = name.intersected(other)
    return common.width() > 2 and common.height() > name.height() / 6


def _hidden(side: QRectF, bounds: QRectF, taken: Sequence[QRectF]) -> float:
    """Return how much of a name would be cut or covered there, in square pixels; other names weigh most."""

    def area(rect: QRectF) -> float:
        return max(rect.width(), 0) * max(rect.height(), 0)

    cut = area(side) - area(side.intersected(bounds))
    return 4 * cut + sum(area(side.intersected(rect)) * (3 if rect.width() > 14 else 0.9) for rect in taken)
