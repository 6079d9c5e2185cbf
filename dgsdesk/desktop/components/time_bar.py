"""The planned time against the meeting's duration, with what is too much hatched in red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import CENTER, LEFT, RIGHT, Painted, hatch, write
from dgsdesk.desktop.theme.theme import Theme

_INKS = {"chart_1": "on_accent", "chart_2": "on_chart_2", "chart_3": "text", "chart_off": "text_soft"}


@dataclass(frozen=True, slots=True)
class TimePart:
    """Some planned minutes; ``tone`` 1 to 3 for the parts, 0 for what is fixed (opening, round-table)."""

    minutes: int
    label: str = ""
    tone: int = 0

    @property
    def role(self) -> str:
        """Return the colour role of the tone."""
        return f"chart_{self.tone}" if self.tone else "chart_off"


def clock_words(minute: int) -> str:
    """Write a minute of the day as « 9 h 30 » or « 12 h » (U+00A0 inside)."""
    hours, minutes = divmod(minute % (24 * 60), 60)
    return f"{hours}\u00a0h\u00a0{minutes:02d}" if minutes else f"{hours}\u00a0h"


class TimeBar(Painted):
    """Fill the width with the planned time; a red mark stands at the end of the meeting."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._parts: tuple[TimePart, ...] = ()
        self._available = 1
        self._start: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(
        self, parts: Sequence[TimePart], available: int, start_minute: int | None, sentence: str
    ) -> None:
        """Show the parts against ``available`` minutes; ``start_minute`` of the day gives the ticks.

        ``sentence`` says the same, for screen readers (« 2 h 50 prévues pour 2 h 30, 20 min de trop »).
        """
        self._parts, self._available, self._start = tuple(parts), available, start_minute
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.update()

    @property
    def planned(self) -> int:
        """Return the minutes planned."""
        return sum(part.minutes for part in self._parts)

    @property
    def over(self) -> int:
        """Return the minutes beyond the end, 0 for none."""
        return max(self.planned - self._available, 0)

    def _bar_height(self) -> int:
        return self.theme.height("time_bar", "small", padding=5)

    def sizeHint(self) -> QSize:
        """Return bar and line of hours."""
        return QSize(self.theme.wide(400), self._bar_height() + round(self.theme.line("small")) + 6)

    def _x(self, minutes: float) -> float:
        whole = max(self.planned, self._available, 1)
        return round(self.width() * minutes / whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint segments, excess, end mark and hours."""
        del event
        painter = QPainter(self)
        height = self._bar_height()
        painter.fillRect(QRectF(0, 0, self.width(), height), self.theme.color("chart_off"))
        at = 0
        for part in self._parts:
            self._paint_part(painter, part, at, height)
            at += part.minutes
        if self.over:
            self._paint_excess(painter, height)
        self._paint_hours(painter, height)
        painter.end()

    def _paint_part(self, painter: QPainter, part: TimePart, at: int, height: int) -> None:
        rect = QRectF(self._x(at), 0, self._x(at + part.minutes) - self._x(at), height)
        painter.fillRect(rect, self.theme.color(part.role))
        painter.fillRect(QRectF(rect.right() - 1, 0, 1, height), self.theme.color("surface"))
        end = min(rect.right(), self._x(self._available))
        rect.setRight(end)
        if part.label and rect.width() > 24:
            font = self.theme.font("caption", bold=True)
            write(painter, rect, part.label, font, self.theme.color(_INKS[part.role]), CENTER)
        if self.theme.scheme == "high_contrast":
            painter.setPen(self.theme.color("text"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_excess(self, painter: QPainter, height: int) -> None:
        x = self._x(self._available)
        rect = QRectF(x, 0, self.width() - x, height)
        painter.fillRect(rect, self.theme.color("chart_3"))
        hatch(painter, rect, self.theme.color("chart_over"), gap=7, width=2.5)
        painter.setPen(self.theme.color("chart_over"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.fillRect(QRectF(x - 1, -2, 2, height + 4), self.theme.color("chart_over"))

    def _paint_hours(self, painter: QPainter, height: int) -> None:
        if self._start is None:
            return
        theme, top, line = self.theme, height + 3, self.theme.line("small")
        end = self._start + self._available
        taken_right = float(self.width())
        if self.over:
            words = clock_words(self._start + self.planned)
            rect = QRectF(0, top, self.width(), line)
            color = theme.color("chart_over")
            width = write(painter, rect, words, theme.font("small", bold=True), color, RIGHT)
            taken_right -= width + 8
        taken_right = self._hour(painter, end, top, bold=True, limit=taken_right)
        first = self._start + 30 - self._start % 30 if self._start % 30 else self._start + 30
        rect = QRectF(0, top, self.width(), line)
        left = write(
            painter, rect, clock_words(self._start), theme.font("small"), theme.color("text_soft"), LEFT
        )
        step = 30 if self._x(30) > theme.wide(56) else 60
        for minute in range(first, end, 30):
            if (minute % step) == 0:
                left = self._tick(painter, minute, top, left, taken_right)

    def _hour(self, painter: QPainter, minute: int, top: float, *, bold: bool, limit: float) -> float:
        """Write the end of the meeting under its mark; return where it begins."""
        assert self._start is not None
        words = clock_words(minute)
        font = self.theme.font("small", bold=bold)
        width = self.theme.metrics("small", bold=bold).horizontalAdvance(words)
        x = min(self._x(minute - self._start) - width / 2, limit - width)
        rect = QRectF(x, top, width + 1, self.theme.line("small"))
        write(painter, rect, words, font, self.theme.color("text"), LEFT, elide=False)
        return x - 8

    def _tick(self, painter: QPainter, minute: int, top: float, left: float, right: float) -> float:
        """Write one hour when there is room; return where the written part ends."""
        assert self._start is not None
        words = clock_words(minute)
        width = self.theme.metrics("small").horizontalAdvance(words)
        x = self._x(minute - self._start) - width / 2
        if x < left + 8 or x + width > right:
            return left
        rect = QRectF(x, top, width + 1, self.theme.line("small"))
        font, color = self.theme.font("small"), self.theme.color("text_soft")
        write(painter, rect, words, font, color, LEFT, elide=False)
        return x + width
