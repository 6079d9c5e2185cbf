"""Twelve months of a circle as on a wall calendar: dates dragged to other days, holidays behind them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from dgsdesk.application.rota.dates import MONTHS_SHOWN, DateMark, DatesPage
from dgsdesk.application.rota.page import STATE_WORDS
from dgsdesk.desktop.components.day_table import DayTable
from dgsdesk.desktop.components.kept_columns import Memory
from dgsdesk.desktop.components.paint import LEFT, fill_line, hatch, write
from dgsdesk.desktop.rota.turn_chip import paint_turn
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import WEEKDAYS, capitalised, date_full, month_year_short

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DAYS = 31
_FRIDAY = 4
_LEAST_MONTH = 46
_ROW = 17


class DatesModel(QAbstractTableModel):
    """Days down, months across; every cell speaks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page: DatesPage | None = None
        self._on: dict[date, DateMark] = {}

    def show_page(self, page: DatesPage) -> None:
        """Show twelve months."""
        self.beginResetModel()
        self.page = page
        self._on = {one.day: one for one in page.dates}
        self.endResetModel()

    def day_at(self, index: Index) -> date | None:
        """Return the day of a cell; none for 30 February and before anything is shown."""
        if not index.isValid() or self.page is None:
            return None
        month = self.page.first.month - 1 + index.column()
        year, month, day = self.page.first.year + month // 12, month % 12 + 1, index.row() + 1
        return date(year, month, day) if day <= monthrange(year, month)[1] else None

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day."""
        if self.page is None:
            return QModelIndex()
        months = (day.year - self.page.first.year) * 12 + day.month - self.page.first.month
        return self.index(day.day - 1, months) if 0 <= months < MONTHS_SHOWN else QModelIndex()

    def mark_on(self, day: date | None) -> DateMark | None:
        """Return the date of the circle on a day."""
        return self._on.get(day) if day is not None else None

    def said_of(self, day: date) -> str:
        """Say what stands on a day: why nobody meets then, what to look at."""
        page = self.page
        if page is None:
            return ""
        month = self.tr("mois sans réunion") if day.month in page.skipped_months else ""
        school = page.school.get(day, "")
        words = [page.holidays.get(day, ""), page.closed.get(day, ""), month]
        words.append(self.tr("vacances scolaires : {}").format(school) if school else "")
        words.append(page.others.get(day, ""))
        return ", ".join(word for word in words if word)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the days of the longest month."""
        return 0 if parent.isValid() or self.page is None else _DAYS

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the months."""
        return 0 if parent.isValid() else MONTHS_SHOWN

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell says; it is painted by the delegate."""
        day = self.day_at(index)
        if day is None:
            return None
        mark = self.mark_on(day)
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.host or self.tr("sans hôte") if mark is not None else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = [capitalised(date_full(day))]
            if mark is not None:
                words.append(f"date {STATE_WORDS[mark.state]}, {mark.host or self.tr('sans hôte')}")
            words.append(self.said_of(day))
            return ", ".join(word for word in words if word)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the months."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        day = self.day_at(self.index(0, section))
        if day is None:
            return None
        short, _, year = month_year_short(day).partition(" ")
        return year if day.month == 1 else capitalised(short)


class DatesGrid(DayTable):
    """``moved(turn id, day)`` when a date was dropped on another day, by the mouse or by Alt and an arrow.

    ``hovered(day or None)`` while one is being dragged.
    """

    moved = Signal(str, object)
    hovered = Signal(object)

    def __init__(self, theme: Theme, model: DatesModel, memory: Memory) -> None:
        super().__init__(theme, model, _LEAST_MONTH, memory, "dates")
        self.dates = model
        self.dragged: DateMark | None = None
        self.target: date | None = None
        self._pressed = QPoint()
        self.setAccessibleName(self.tr("Dates du format"))
        self.setItemDelegate(_DayDelegate(self))

    def fit(self) -> None:
        """Let the days fill the height, that what the grounds mean is read below them."""
        super().fit()
        least = max(round(self.theme.line("caption")) + 3, self.theme.wide(_ROW))
        self.fit_rows(least, 2 * least)

    # -- dragging --------------------------------------------------------------------------------------------

    def _mark(self, index: QModelIndex) -> DateMark | None:
        mark = self.dates.mark_on(self.dates.day_at(index))
        return mark if mark is not None and mark.movable else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a proposed date up."""
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()
        self.dragged = self._mark(self.indexAt(self._pressed))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where it would land."""
        point = event.position().toPoint()
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self.dragged is not None and (far or self.target is not None):
            self._aim(self.dates.day_at(self.indexAt(point)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it land."""
        super().mouseReleaseEvent(event)
        mark, day = self.dragged, self.target
        self._let_go()
        if mark is not None and day is not None and day != mark.day:
            self.moved.emit(mark.turn_id, day)

    def _aim(self, day: date | None) -> None:
        if day != self.target:
            self.target = day
            self.hovered.emit(day)
            self.viewport().update()

    def _let_go(self) -> None:
        self._aim(None)
        self.dragged = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the date by a day or a month; Esc lets a dragged one go."""
        if event.key() == Qt.Key.Key_Escape and self.dragged is not None:
            self._let_go()
            return
        mark = self._mark(self.currentIndex())
        if mark is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            day = _stepped(mark.day, Qt.Key(event.key()))
            if day is not None:
                self.moved.emit(mark.turn_id, day)
                return
        super().keyPressEvent(event)


def _stepped(day: date, key: Qt.Key) -> date | None:
    steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
    if key in steps:
        return day + timedelta(days=steps[key])
    months = {Qt.Key.Key_Left: -28, Qt.Key.Key_Right: 28}
    return day + timedelta(days=months[key]) if key in months else None


class _DayDelegate(QStyledItemDelegate):
    """A day: its letter and number, why nobody meets then, the circle's date."""

    def __init__(self, grid: DatesGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, number and date."""
        grid, theme = self._grid, self._grid.theme
        model, rect = grid.dates, QRectF(option.rect)
        day, page = model.day_at(index), model.page
        painter.save()
        fill_line(painter, QRectF(rect.left(), rect.top(), 1, rect.height()), theme.color("line"))
        if day is not None and page is not None:
            self._ground(painter, rect.adjusted(1, 0, 0, 0), day, page)
            today = day == page.today
            words = f"{WEEKDAYS[day.weekday()][0].upper()}\u00a0{day.day}"
            ink = theme.color("accent_text" if today else "text_soft")
            write(painter, rect.adjusted(5, 0, 0, 0), words, theme.font("caption", bold=today), ink, LEFT)
            self._chip(painter, rect, day)
        if index == grid.currentIndex():
            role = "focus_on_selected" if grid.hasFocus() else "line_strong"
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), theme.color(role), 3)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, day: date, page: DatesPage) -> None:
        theme = self._grid.theme
        plain = theme.scheme == "high_contrast"  # its soft grounds are black like the page
        if day.weekday() > _FRIDAY or day in page.holidays:
            painter.fillRect(rect, theme.color("pressed" if plain else "neutral_soft"))
        elif day in page.school:
            painter.fillRect(rect, theme.color("info_soft"))
            if plain:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("info"))
        if day in page.closed or day.month in page.skipped_months:
            hatch(painter, rect, theme.color("chart_off" if plain else "line"))
        if day in page.others:
            bar = QRectF(rect.right() - 3, rect.top() + 2, 3, rect.height() - 4)
            painter.fillRect(bar, theme.color("warn"))

    def _chip(self, painter: QPainter, rect: QRectF, day: date) -> None:
        grid, theme = self._grid, self._grid.theme
        mark = grid.dates.mark_on(day)
        chip = rect.adjusted(3, 1, -4, -1)
        words = f"{WEEKDAYS[day.weekday()][0].upper()}\u00a0{day.day}"
        if grid.target == day and grid.dragged is not None:
            paint_turn(painter, theme, chip, words, TurnState.PUBLISHED)
        elif mark is not None and not (grid.target is not None and mark == grid.dragged):
            tone = "warn" if mark.warnings else "accent"
            paint_turn(
                painter, theme, chip, f"{words}\u00a0!" if mark.warnings else words, mark.state, tone=tone
            )
