"""The heads of the timeline, painted by hand: years and months with the flag of today, titles of fairness."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from dgsdesk.desktop.components.paint import CENTER, LEFT, RIGHT, box, fill_line, write
from dgsdesk.desktop.rota.grid_model import FIRST_MONTH
from dgsdesk.desktop.rota.grid_view import GridView
from dgsdesk.desktop.rota.months_view import MonthsView
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import MONTHS, date_long, day_and_month


class GridHeader(QHeaderView):
    """Two lines of head over a view, empty by itself."""

    def __init__(self, theme: Theme, view: GridView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.theme = theme
        self.view = view
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(0, round(2 * self.theme.line("small")) + 20)

    def line_rect(self, line: int, left: float, width: float) -> QRectF:
        """Return the room of the first or the second line."""
        high = (self.height() - 8) / 2
        return QRectF(left, 6 + line * high, width, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, line and words."""
        del event
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.color("surface"))
        bottom = QRectF(0, self.height() - 1, self.viewport().width(), 1)
        fill_line(painter, bottom, self.theme.color("line"))
        if self.view.grid.lines:
            self.paint_words(painter)
        painter.end()

    def paint_words(self, painter: QPainter) -> None:
        """Paint nothing: the names of communes need no title."""


class MonthsHeader(GridHeader):
    """Years, the first letters of months, today's flag."""

    def __init__(self, theme: Theme, view: MonthsView) -> None:
        super().__init__(theme, view)
        self.months_view = view

    def paint_words(self, painter: QPainter) -> None:
        """Paint them where visible."""
        width = self.viewport().width()
        flag, words = self._flag()
        for at, month in enumerate(self.view.grid.months):
            column = FIRST_MONTH + at
            left, wide = self.sectionViewportPosition(column), self.sectionSize(column)
            starts = month.month == 1 or at == 0
            if starts and left + self.theme.wide(60) > 0 and left < width:
                covered = bool(words) and flag.intersects(self._year_rect(left, month.year))
                if covered and month.year == self.view.grid.today.year:
                    words = date_long(self.view.grid.today)  # the flag covers the year: it says it
                    flag.setWidth(self._wide(words))
                self._paint_year(painter, left, "" if covered else str(month.year))
            if left + wide > 0 and left < width:
                self._paint_month(painter, left, wide, month.month)
        self._paint_today(painter, flag, words)

    def _year_rect(self, left: float, year: int) -> QRectF:
        wide = self.theme.metrics("small", bold=True).horizontalAdvance(str(year))
        return self.line_rect(0, left + 5, wide)

    def _wide(self, words: str) -> float:
        return self.theme.metrics("small", bold=True).horizontalAdvance(words) + 12

    def _flag(self) -> tuple[QRectF, str]:
        """Return the place of the flag of today, at the left of its line if there is room, and its words.

        There is none where its line is out of sight.
        """
        today = self.view.grid.today
        line = self.months_view.x_of(today)
        if self.view.grid.column_of(today) < 0 or not 0 <= line < self.viewport().width():
            return QRectF(), ""
        words = day_and_month(today)
        width = self._wide(words)
        left = line + 2 - width if line + 2 - width >= 0 else line
        return self.line_rect(0, left, width).adjusted(0, 0, 0, -1), words

    def _paint_year(self, painter: QPainter, left: float, year: str) -> None:
        fill_line(painter, QRectF(left, 10, 1, self.height() - 10), self.theme.color("text_faint"))
        rect = self.line_rect(0, left + 5, self.theme.wide(60))
        write(painter, rect, year, self.theme.font("small", bold=True), self.theme.color("text"), LEFT)

    def _paint_month(self, painter: QPainter, left: float, wide: float, month: int) -> None:
        if month in self.view.grid.skipped:
            top = self.line_rect(1, 0, 1).top()
            low = QRectF(left, top, wide, self.height() - 1 - top)
            painter.fillRect(low, self.theme.color("window"))
        letter = MONTHS[month - 1][0].upper()
        rect = self.line_rect(1, left, wide)
        write(
            painter,
            rect,
            letter,
            self.theme.font("caption"),
            self.theme.color("text_soft"),
            CENTER,
            elide=False,
        )

    def _paint_today(self, painter: QPainter, flag: QRectF, words: str) -> None:
        if not words:
            return
        accent = self.theme.color("accent")
        line = self.months_view.x_of(self.view.grid.today)
        fill_line(painter, QRectF(line, 8, 2, self.height() - 8), accent)
        box(painter, flag, 2, accent)
        write(
            painter, flag, words, self.theme.font("small", bold=True), self.theme.color("on_accent"), CENTER
        )


class SharesHeader(GridHeader):
    """The fair share, and the titles of the columns of fairness."""

    def paint_words(self, painter: QPainter) -> None:
        """Paint the titles over their columns."""
        grid, theme = self.view.grid, self.theme
        first = grid.bar_column
        left = self.sectionViewportPosition(first) + 8
        debt = self.sectionViewportPosition(first + 2)
        font, ink = theme.font("caption"), theme.color("text_soft")
        fill_line(painter, QRectF(0, 10, 1, self.height() - 10), theme.color("line"))
        if grid.fair_share:
            share = self.tr("part juste {}").format(grid.fair_share)
            write(painter, self.line_rect(0, left, debt - left), share, font, ink, LEFT)
        room = self.line_rect(1, left, debt + self.sectionSize(first + 2) - 12 - left)
        taken = write(painter, room, self._title(first + 2), font, ink, RIGHT)
        write(painter, room.adjusted(0, 0, -taken - 4, 0), self._title(first), font, ink, LEFT)

    def _title(self, column: int) -> str:
        return str(self.view.grid.headerData(column, Qt.Orientation.Horizontal))
