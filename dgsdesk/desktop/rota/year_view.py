"""« Année »: every date of every circle on one wall calendar; Enter opens the turn or its meeting."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QPainter, Qt
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from dgsdesk.application.rota.year_calendar import CircleMark, YearCalendar, YearDate, year_calendar
from dgsdesk.desktop.components.day_table import DayTable
from dgsdesk.desktop.components.paint import LEFT, fill_line, write
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.rota.turn_chip import TURN_INK, paint_turn
from dgsdesk.desktop.rota.year_model import YearModel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.domain.toponym import short_name
from dgsdesk.domain.wording import WEEKDAYS

_LEAST_MONTH = 114
_ROW = 18
_FRIDAY = 4


class YearView(Panel):
    """``opened(turn id, meeting id)`` on Enter or a double click."""

    opened = Signal(str, str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.model = YearModel(self)
        self.legend = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.table = _YearTable(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.legend)
        self.legend.setContentsMargins(14, 0, 14, 0)
        self.setFocusProxy(self.table)
        self.table.doubleClicked.connect(self._open)
        self.table.entered_key.connect(self._open)

    def read(self, year: int) -> None:
        """Read a year, 0 for the current one."""
        self.host.ask(year_calendar, year, then=self._show, owner=self, replaces="year")

    def _show(self, calendar: YearCalendar) -> None:
        index = self.table.currentIndex()
        self.model.show(calendar)
        marks = [f"{mark.letter}\u00a0: {mark.name}" for mark in calendar.circles]
        state = self.tr("Plein : publiée ou tenue ; tireté : proposée.")
        self.legend.show_text("\u2002".join([*marks, state]))
        first = next((one.day for one in calendar.dates if one.day >= calendar.today), None)
        if index.isValid():
            self.table.setCurrentIndex(self.model.index(index.row(), index.column()))
        elif first is not None:
            self.table.setCurrentIndex(self.model.index_of(first))

    def _open(self, index: QModelIndex) -> None:
        day = self.model.day_at(index)
        dates = self.model.dates_on(day) if day is not None else []
        if dates:
            self.opened.emit(dates[0].turn_id, dates[0].meeting_id)


class _YearTable(DayTable):
    """``entered_key(index)`` on Enter; months fill the width."""

    entered_key = Signal(QModelIndex)

    def __init__(self, view: YearView) -> None:
        super().__init__(view.theme, view.model, _LEAST_MONTH, view.host.preferences, "year")
        self.setAccessibleName(view.tr("Calendrier de l’année"))
        self.setItemDelegate(_DayDelegate(view, self))

    def fit(self) -> None:
        """Let the days fill the height, too."""
        super().fit()
        least = max(round(self.theme.line("caption")) + 4, self.theme.wide(_ROW))
        self.fit_rows(least, 2 * least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _DayDelegate(QStyledItemDelegate):
    """A day: its letter and number, then the mark of each circle and its host."""

    def __init__(self, view: YearView, table: QTableView) -> None:
        super().__init__(table)
        self._view = view
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, number and dates."""
        model, theme = self._view.model, self._view.theme
        day, rect = model.day_at(index), QRectF(option.rect)
        painter.save()
        fill_line(painter, QRectF(rect.left(), rect.top(), 1, rect.height()), theme.color("line"))
        if day is not None:
            calendar = model.calendar
            assert calendar is not None
            rests = day.weekday() > _FRIDAY or bool(model.holiday(day))
            plain = theme.scheme == "high_contrast"  # its soft grounds are black like the page
            if rests:
                ground = theme.color("pressed" if plain else "neutral_soft")
                painter.fillRect(rect.adjusted(1, 0, 0, 0), ground)
            today = day == calendar.today
            words = f"{WEEKDAYS[day.weekday()][0].upper()}\u00a0{day.day}"
            lit = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active  # Qt paints that ground
            chosen = option.state & lit == lit and plain and not rests
            role = "on_selected" if chosen else "accent_text" if today else "text_soft" if rests else "text"
            ink = theme.color(role)
            write(painter, rect.adjusted(5, 0, 0, 0), words, theme.font("caption", bold=today), ink, LEFT)
            self._dates(painter, rect, model.dates_on(day), model.holiday(day))
        if index == self._table.currentIndex():
            role = "focus_on_selected" if self._table.hasFocus() else "line_strong"
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), theme.color(role), 3)
        painter.restore()

    def _dates(self, painter: QPainter, rect: QRectF, dates: list[YearDate], holiday: str) -> None:
        theme = self._view.theme
        left = rect.left() + 8 + theme.metrics("caption").horizontalAdvance("M\u00a030")
        room = QRectF(left, rect.top() + 1, rect.right() - left - 1, rect.height() - 2)
        if len(dates) == 1:
            self._date(painter, room, dates[0])
        elif dates:
            side = room.height()
            for at, one in enumerate(dates):
                chip = QRectF(left + at * (side + 3), room.top(), side, side)
                paint_turn(painter, theme, chip, one.circle.letter, one.state)
        elif holiday:
            write(painter, room, holiday, theme.font("caption"), theme.color("text_soft"), LEFT)

    def _date(self, painter: QPainter, room: QRectF, one: YearDate) -> None:
        """Paint the only date of a day over the room that there is: its letter, then its host."""
        theme = self._view.theme
        paint_turn(painter, theme, room, "", one.state)
        letter = f"{one.circle.letter}\u00a0" if len(self._circles()) > 1 else ""
        font, ink = theme.font("caption", bold=True), theme.color(TURN_INK[one.state])
        write(painter, room.adjusted(4, 0, -3, 0), f"{letter}{short_name(one.host) or '?'}", font, ink, LEFT)

    def _circles(self) -> tuple[CircleMark, ...]:
        calendar = self._view.model.calendar
        return calendar.circles if calendar is not None else ()
