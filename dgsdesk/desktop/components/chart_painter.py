"""Charts painted from rows, on the window or on paper: bars in patterns, grids of presences, a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from dgsdesk.application.chart import Chart, ChartKind, ChartLine, longest
from dgsdesk.desktop.components.paint import CENTER, LEFT, box, fill_line, hatch, write
from dgsdesk.desktop.theme.inks import Inks
from dgsdesk.domain.meeting import Presence

_MARGIN = 16
_GAP = 10
_LEAST_BAR = 140
_WORST = 4.0
"""Pixels that even the smallest part keeps, to be seen."""

# Presence -> ground (a pattern), icon, word of the legend: never by colour alone.
_PRESENCES: dict[Presence, tuple[str, str, str]] = {
    Presence.PRESENT: ("full", "check", "Présente"),
    Presence.REMOTE: ("light", "monitor", "À distance"),
    Presence.REPRESENTED: ("hatched", "users", "Représentée"),
    Presence.EXCUSED: ("dashed", "minus", "Excusée"),
    Presence.ABSENT: ("plain", "x", "Absente"),
    Presence.UNKNOWN: ("none", "", "Non attendue ou non pointée"),
}
_SERIES = ("full", "hatched", "light", "dashed")


def paint_pattern(painter: QPainter, inks: Inks, rect: QRectF, pattern: str) -> None:
    """Fill a box: full, light, hatched, dashed or plain; ``none`` leaves a dot."""
    line = inks.color("chart_1")
    if pattern == "full":
        box(painter, rect, 2, line)
    elif pattern == "light":
        box(painter, rect, 2, inks.color("chart_3"), line)
    elif pattern == "hatched":
        box(painter, rect, 2, inks.color("surface"), line)
        hatch(painter, rect.adjusted(1, 1, -1, -1), inks.color("chart_2"), 5, 1.6)
    elif pattern == "dashed":
        box(painter, rect, 2, None, inks.color("line_strong"), 1.4, dashed=True)
    elif pattern == "plain":
        box(painter, rect, 2, None, inks.color("line_strong"))


class ChartPainter:
    """Lays a chart out for a width and paints it; says which line and column lie under a point."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self.chart: Chart | None = None
        self._widths = (0.0, 0.0, 0.0)
        self._longest = 1.0
        self._shown: QRectF | None = None

    # -- measuring -------------------------------------------------------------------------------------------

    def show(self, chart: Chart | None) -> None:
        """Take a chart, and measure its names and words: again when the letters changed."""
        self.chart = chart
        lines = chart.lines if chart else ()
        self._longest = longest(chart) if chart else 1.0
        names, words = self.inks.metrics("small"), self.inks.metrics("small", bold=True)
        widest = max((names.horizontalAdvance(one.label) for one in lines), default=0)
        said = max((words.horizontalAdvance(one.words) for one in lines), default=0)
        heads = self.inks.metrics("caption")
        cells = [heads.horizontalAdvance(one) + 10 for one in (chart.head if chart else ())]
        cell = max([*cells, float(self.inks.wide(34))])
        self._widths = (min(widest + 4, float(self.inks.wide(260))), said + 4, cell)

    def least_width(self) -> int:
        """Return the width below which the chart is scrolled."""
        chart = self.chart
        if chart is None:
            return 0
        rest = self._cell() * len(chart.head) if chart.kind is ChartKind.GRID else self.inks.wide(_LEAST_BAR)
        return ceil(2 * _MARGIN + self._names() + self._words() + rest + 2 * _GAP)

    def height(self) -> int:
        """Return the height: legend, head and lines."""
        lines = len(self.chart.lines) if self.chart else 0
        return ceil(self._top() + lines * self._row() + _MARGIN)

    def _row(self) -> float:
        return max(self.inks.line("small") + 10, self.inks.wide(26))

    def _top(self) -> float:
        head = self.inks.line("caption") + 8 if self.chart and self.chart.head else 0
        legend = self.inks.line("caption") + _GAP if self.chart and self._entries(self.chart) else 0
        return _MARGIN + legend + head

    def _names(self) -> float:
        return self._widths[0]

    def _words(self) -> float:
        return self._widths[1]

    def _cell(self) -> float:
        return self._widths[2]

    def _lines(self) -> Sequence[ChartLine]:
        return self.chart.lines if self.chart else ()

    def _plot(self, width: float) -> tuple[float, float]:
        """Return where bars or cells begin, and the room that they have."""
        left = _MARGIN + self._names() + _GAP
        return left, width - left - self._words() - _GAP - _MARGIN

    def at(self, point: QPointF, width: float) -> tuple[int, int]:
        """Return line and column under a point, -1 for none."""
        row = int((point.y() - self._top()) // self._row())
        if not self.chart or not 0 <= row < len(self.chart.lines):
            return -1, -1
        left, _ = self._plot(width)
        column = int((point.x() - left) // self._cell()) if self.chart.kind is ChartKind.GRID else -1
        return row, column if 0 <= column < len(self.chart.head) else -1

    def middle_of(self, row: int) -> float:
        """Return the middle of a line, in pixels from the top."""
        return self._top() + (row + 0.5) * self._row()

    # -- painting --------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, width: float, current: int = -1, shown: QRectF | None = None) -> None:
        """Paint the chart, or what of it is ``shown``; ``current`` is the line that is looked at."""
        self._shown = shown
        chart = self.chart
        if chart is None or not chart.lines:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._legend(painter, chart, width)
        if chart.head:
            self._head(painter, chart, width)
        for row, line in enumerate(chart.lines):
            rect = QRectF(0, self._top() + row * self._row(), width, self._row())
            if shown is not None and not shown.intersects(rect):
                continue
            self._ground(painter, rect, chosen=row == current)
            self._label(painter, rect, line)
            paint = self._grid if chart.kind is ChartKind.GRID else self._bar
            paint(painter, rect, line)

    def _ground(self, painter: QPainter, rect: QRectF, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, self.inks.color("neutral_soft"))
            edge = QRectF(rect.left(), rect.top(), 3, rect.height())
            fill_line(painter, edge, self.inks.color("accent"))
        below = QRectF(_MARGIN, rect.bottom() - 1, rect.width() - 2 * _MARGIN, 1)
        fill_line(painter, below, self.inks.color("line"))

    def _label(self, painter: QPainter, rect: QRectF, line: ChartLine) -> None:
        inks, ink = self.inks, self.inks.color("text")
        name = QRectF(rect.left() + _MARGIN, rect.top(), self._names(), rect.height())
        write(painter, name, line.label, inks.font("small"), ink, LEFT)
        left, room = self._plot(rect.width())
        words = QRectF(left + room + _GAP, rect.top(), self._words(), rect.height())
        write(painter, words, line.words, inks.font("small", bold=True), ink, LEFT)

    def _bar(self, painter: QPainter, rect: QRectF, line: ChartLine) -> None:
        left, room = self._plot(rect.width())
        high = self.inks.wide(14)
        x, top = left, rect.center().y() - high / 2
        scale = room / self._longest
        for part, pattern in zip(line.parts, _SERIES, strict=False):
            if part > 0:
                wide = max(part * scale, _WORST)
                paint_pattern(painter, self.inks, QRectF(x, top, wide - 1, high), pattern)
                x += wide
        if line.mark is not None:
            mark = left + line.mark * scale
            fill_line(painter, QRectF(mark - 1, top - 4, 2, high + 8), self.inks.color("text"))

    def _grid(self, painter: QPainter, rect: QRectF, line: ChartLine) -> None:
        left, _ = self._plot(rect.width())
        cell = self._cell()
        for at, presence in enumerate(line.presences):
            place = QRectF(left + at * cell, rect.top(), cell, rect.height()).adjusted(3, 3, -3, -4)
            if self._shown is not None and not self._shown.intersects(place):
                continue
            self._presence(painter, place, presence)

    def _presence(self, painter: QPainter, place: QRectF, presence: Presence) -> None:
        pattern, icon, _ = _PRESENCES[presence]
        paint_pattern(painter, self.inks, place, pattern)
        if icon:
            side = min(self.inks.wide(14), place.height() - 2)
            spot = QRectF(0, 0, side, side)
            spot.moveCenter(place.center())
            if pattern == "hatched":
                box(painter, spot.adjusted(-2, -1, 2, 1), 2, self.inks.color("surface"))
            role = "on_accent" if pattern == "full" else "text"
            self.inks.icons.paint(painter, icon, role, spot)
        elif pattern == "none":
            dot = QRectF(0, 0, 3, 3)
            dot.moveCenter(place.center())
            box(painter, dot, 1.5, self.inks.color("line_strong"))

    def _head(self, painter: QPainter, chart: Chart, width: float) -> None:
        left, _ = self._plot(width)
        high = self.inks.line("caption")
        for at, words in enumerate(chart.head):
            place = QRectF(left + at * self._cell(), self._top() - high - 6, self._cell(), high)
            write(painter, place, words, self.inks.font("caption"), self.inks.color("text_soft"), CENTER)

    def _legend(self, painter: QPainter, chart: Chart, width: float) -> None:
        """Write the legend on one line; a chart of one plain series needs none."""
        x, high = float(_MARGIN), self.inks.line("caption")
        for words, swatch in self._entries(chart):
            wide = self.inks.metrics("caption").horizontalAdvance(words)
            if x + wide + 24 > width:
                return
            swatch(painter, QRectF(x, _MARGIN + (high - 12) / 2, 18, 12))
            place = QRectF(x + 24, _MARGIN, wide + 2, high)
            write(
                painter,
                place,
                words,
                self.inks.font("caption"),
                self.inks.color("text_soft"),
                LEFT,
                elide=False,
            )
            x += wide + 24 + 18

    def _entries(self, chart: Chart) -> list[tuple[str, Callable[[QPainter, QRectF], None]]]:
        entries: list[tuple[str, Callable[[QPainter, QRectF], None]]] = []
        if chart.kind is ChartKind.GRID:
            seen = {presence for line in chart.lines for presence in line.presences}
            for presence, (_, _, words) in _PRESENCES.items():
                if presence in seen:
                    entries.append((words, self._sample(presence)))
            return entries
        alone = len(chart.series) == 1 and not chart.mark_words
        for words, pattern in zip(() if alone else chart.series, _SERIES, strict=False):
            entries.append((words, self._pattern(pattern)))
        if chart.mark_words:
            entries.append((chart.mark_words, self._mark))
        return entries

    def _sample(self, presence: Presence) -> Callable[[QPainter, QRectF], None]:
        return lambda painter, rect: self._presence(painter, rect.adjusted(0, -1, 0, 1), presence)

    def _pattern(self, pattern: str) -> Callable[[QPainter, QRectF], None]:
        return lambda painter, rect: paint_pattern(painter, self.inks, rect, pattern)

    def _mark(self, painter: QPainter, rect: QRectF) -> None:
        fill_line(painter, QRectF(rect.center().x() - 1, rect.top() - 1, 2, 14), self.inks.color("text"))
