"""The months of the timeline: painted row by row where visible, walked by arrows, turns dragged by hand."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from dgsdesk.application.rota.absence_rows import BlackoutBar
from dgsdesk.application.rota.page import TurnCell
from dgsdesk.desktop.components.paint import fill_line
from dgsdesk.desktop.rota.grid_model import FIRST_MONTH, GridLine, RotaGrid
from dgsdesk.desktop.rota.grid_view import GridView
from dgsdesk.desktop.rota.turn_chip import SIDE, paint_blackout, paint_dots, paint_hint, paint_turn
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True)
class Landing:
    """Where a turn is let go: the line of a commune (empty: without a host), its month when another one."""

    key: str
    month: date | None


class MonthsView(GridView):
    """``turn_dragged(turn, Landing)`` while a turn hangs over a cell (None: over none that takes it),

    ``turn_dropped(turn, Landing)`` when it is let go there or Alt and an arrow ask for another month,
    ``gave_up`` on Esc.
    """

    turn_dragged = Signal(object, object)
    turn_dropped = Signal(object, object)
    gave_up = Signal()

    def __init__(self, theme: Theme, grid: RotaGrid) -> None:
        super().__init__(theme, grid)
        self.swap_source = ""
        self._pressed: TurnCell | None = None
        self._pressed_at = QPoint()
        self._dragged: TurnCell | None = None
        self._target: Landing | None = None
        self._landing_day: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Frise du tour d’accueil"))

    # -- dragging a turn to another commune, another month ----------------------------------------

    @property
    def dragging(self) -> bool:
        """Say whether a turn hangs at the mouse."""
        return self._dragged is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell, and remember a turn that may be dragged."""
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint()
        turn = self.grid.turn_at(self.indexAt(self._pressed_at))
        self._pressed = turn if turn is not None and self._may_move(turn) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the turn along, and say over which commune and month it hangs."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        far = (place - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed is not None and self._dragged is None and far:
            self._dragged = self._pressed
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged is not None:
            self._hang_over(place)

    def _hang_over(self, place: QPoint) -> None:
        assert self._dragged is not None
        step = self.verticalHeader().defaultSectionSize()
        bar = self.verticalScrollBar()
        if place.y() < step / 2:
            bar.setValue(bar.value() - step)
        elif place.y() > self.viewport().height() - step / 2:
            bar.setValue(bar.value() + step)
        target = self._landing(self._dragged, self.rowAt(place.y()), self.columnAt(place.x()))
        if target != self._target:
            self._target, self._landing_day = target, None
            self.turn_dragged.emit(self._dragged, target)
        self.viewport().update()

    def _landing(self, turn: TurnCell, row: int, column: int) -> Landing | None:
        """Return what letting a turn go on a cell asks for; None on its own, on a month that is over."""
        month, own = self.grid.month_of(column), turn.day.replace(day=1)
        if row < 0 or month is None or month < self.grid.today.replace(day=1):
            return None
        key = self.grid.lines[row].key
        is_other = bool(key) and key != turn.host_id
        if not is_other and (month == own or key != (turn.host_id or "")):
            return None
        return Landing(key, month if month != own else None)

    def show_landing(self, day: date) -> None:
        """Write the day that the turn that hangs there would take."""
        self._landing_day = day
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the turn go."""
        dragged, target = self._dragged, self._target
        self._stop_dragging()
        if dragged is None:
            super().mouseReleaseEvent(event)
        elif target is not None:
            self.turn_dropped.emit(dragged, target)
        else:
            self.turn_dragged.emit(None, None)

    def _stop_dragging(self) -> None:
        self._pressed = self._dragged = None
        self._target = self._landing_day = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up a drag or a swap; Alt and an arrow move the turn by a month."""
        if event.key() == Qt.Key.Key_Escape:
            if self.dragging:
                self._stop_dragging()
                self.turn_dragged.emit(None, None)
            self.gave_up.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, columns: int) -> None:
        index = self.currentIndex()
        turn = self.grid.turn_at(index)
        if turn is None or not self._may_move(turn):
            return
        target = self._landing(turn, index.row(), index.column() + columns)
        if target is not None:
            self.turn_dropped.emit(turn, target)

    def _may_move(self, turn: TurnCell) -> bool:
        return turn.state is not TurnState.HELD and turn.day >= self.grid.today

    # -- where days lie ----------------------------------------

    def x_of(self, day: date) -> float:
        """Return the left edge of a day in the viewport, within the months shown."""
        months = self.grid.months
        if day < months[0]:
            return self.columnViewportPosition(FIRST_MONTH)
        column = self.grid.column_of(day)
        if column < 0:
            last = FIRST_MONTH + len(months) - 1
            return self.columnViewportPosition(last) + self.columnWidth(last)
        share = (day.day - 1) / monthrange(day.year, day.month)[1]
        return self.columnViewportPosition(column) + share * self.columnWidth(column)

    def chip_rect(self, row: int, column: int) -> QRectF:
        """Return where the turn of a cell is painted."""
        side = self.theme.wide(SIDE)
        wide = min(side, self.columnWidth(column) - 2)
        rect = QRectF(0, 0, wide, min(side, self.rowHeight(row) - 4))
        cell = self.visualRect(self.grid.index(row, column))
        rect.moveCenter(QRectF(cell).center())
        return rect

    # -- painting ----------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and months that the viewport shows, and nothing else."""
        del event
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.color("surface"))
        if self.grid.lines and self.grid.months:
            rows, columns = self._seen()
            self._paint_skipped(painter, columns)
            grounds = [self._paint_ground(painter, row) for row in rows]
            self._paint_lines(painter, columns)
            for row, ground in zip(rows, grounds, strict=True):
                self._paint_row(painter, row, columns, ground)
            self._paint_current(painter)
            self._paint_target(painter)
        painter.end()

    def _seen(self) -> tuple[range, range]:
        area = self.viewport().rect()
        last_row, last_column = self.rowAt(area.bottom()), self.columnAt(area.right())
        rows = range(max(self.rowAt(0), 0), (last_row if last_row >= 0 else len(self.grid.lines) - 1) + 1)
        first = max(self.columnAt(0), FIRST_MONTH)
        end = last_column if last_column >= 0 else FIRST_MONTH + len(self.grid.months) - 1
        return rows, range(first, end + 1)

    def _paint_skipped(self, painter: QPainter, columns: range) -> None:
        for column in columns:
            month = self.grid.month_of(column)
            if month is not None and month.month in self.grid.skipped:
                left, width = self.columnViewportPosition(column), self.columnWidth(column)
                painter.fillRect(left, 0, width, self._bottom(), self.theme.color("window"))

    def _bottom(self) -> int:
        last = len(self.grid.lines) - 1
        return min(self.viewport().height(), self.rowViewportPosition(last) + self.rowHeight(last))

    def _paint_ground(self, painter: QPainter, row: int) -> str:
        top, height, width = self.rowViewportPosition(row), self.rowHeight(row), self.viewport().width()
        ground = self.row_ground(row)
        if ground:
            painter.fillRect(0, top, width, height, self.theme.color(ground))
        fill_line(painter, QRectF(0, top + height - 1, width, 1), self.theme.color("line"))
        return ground or "surface"

    def _paint_row(self, painter: QPainter, row: int, columns: range, ground: str) -> None:
        line = self.grid.lines[row]
        if line.row.cannot:
            self._paint_cannot(painter, line.row.cannot, row, columns, ground)
        for bar in line.row.blackouts:
            self._paint_blackout(painter, bar, row, ground)
        for turn in line.row.turns:
            column = self.grid.column_of(turn.day)
            if column in columns:
                self._paint_turn(painter, line, turn, row, column)

    def _paint_cannot(self, painter: QPainter, why: str, row: int, columns: range, ground: str) -> None:
        left = self.columnViewportPosition(columns[0]) + 2
        right = self.columnViewportPosition(columns[-1]) + self.columnWidth(columns[-1]) - 2
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        room = QRectF(left, top + 4, right - left, height - 9)
        words = paint_hint(painter, self.theme, room, why, ground)
        for start, end in ((left, words.left() - 4), (words.right() + 4, right)):
            paint_dots(painter, self.theme, start, end, top + height / 2)

    def _paint_blackout(self, painter: QPainter, bar: BlackoutBar, row: int, ground: str) -> None:
        left, right = self.x_of(bar.starts), self.x_of(bar.ends + timedelta(days=1))
        if right <= left:
            return
        high = min(self.theme.wide(15), self.rowHeight(row) - 6)
        top = self.rowViewportPosition(row) + (self.rowHeight(row) - high) / 2
        rect = QRectF(left, top, right - left, high)
        if rect.intersects(QRectF(self.viewport().rect())):
            paint_blackout(painter, self.theme, rect, bar.reason, ground)

    def _paint_turn(self, painter: QPainter, line: GridLine, turn: TurnCell, row: int, column: int) -> None:
        rect = self.chip_rect(row, column)
        painter.setOpacity(0.4 if self._dragged is not None and self._dragged.id == turn.id else 1)
        tone = "accent" if line.key else "bad"
        text = str(turn.day.day)
        paint_turn(painter, self.theme, rect, text, turn.state, locked=turn.locked, tone=tone)
        painter.setOpacity(1)
        if turn.id == self.swap_source:
            focus_ring(painter, rect.adjusted(-3, -3, 3, 3), self.theme.color("warn"), 6)

    def _paint_lines(self, painter: QPainter, columns: range) -> None:
        bottom = self._bottom()
        for column in columns:
            month = self.grid.month_of(column)
            if month is not None and (month.month == 1 or column == FIRST_MONTH):
                edge = QRectF(self.columnViewportPosition(column), 0, 1, bottom)
                fill_line(painter, edge, self.theme.color("text_faint"))
        if self.grid.column_of(self.grid.today) >= 0:
            fill_line(painter, QRectF(self.x_of(self.grid.today), 0, 2, bottom), self.theme.color("accent"))

    def _paint_current(self, painter: QPainter) -> None:
        index = self.currentIndex()
        if not index.isValid() or self.grid.month_of(index.column()) is None:
            return
        rect = self.chip_rect(index.row(), index.column()).adjusted(-3, -3, 3, 3)
        role = "focus_on_selected" if self.hasFocus() else "line_strong"
        focus_ring(painter, rect, self.theme.color(role), 6)

    def _paint_target(self, painter: QPainter) -> None:
        """Show the turn where it would land."""
        turn, target = self._dragged, self._target
        if turn is None or target is None:
            return
        row = self.grid.row_of(target.key)
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        accent = self.theme.color("accent")
        for y in (top - 1, top + height - 2):
            fill_line(painter, QRectF(0, y, self.viewport().width(), 2), accent)
        day = turn.day if target.month is None else self._landing_day
        rect = self.chip_rect(row, self.grid.column_of(target.month or turn.day))
        paint_turn(
            painter, self.theme, rect, str(day.day) if day else "", turn.state, locked=bool(target.key)
        )

    def index_beside(self, row: int) -> QModelIndex:
        """Return the cell of a row in the column that is current, or in the month of today."""
        column = self.currentIndex().column()
        if self.grid.month_of(column) is None:
            column = max(self.grid.column_of(self.grid.today), FIRST_MONTH)
        return self.grid.index(row, column)
