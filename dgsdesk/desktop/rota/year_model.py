"""A year as a model: months across, days down, as on a French wall calendar; every cell speaks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dgsdesk.application.rota.page import STATE_WORDS
from dgsdesk.application.rota.year_calendar import YearCalendar, YearDate
from dgsdesk.desktop.components.table_copy import COPY_ROLE
from dgsdesk.domain.wording import WEEKDAYS, capitalised, date_full, month_year_short

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DAYS = 31
MONTHS_SHOWN = 12


class YearModel(QAbstractTableModel):
    """A `YearCalendar` for a view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calendar: YearCalendar | None = None
        self._on: dict[date, list[YearDate]] = {}

    def show(self, calendar: YearCalendar) -> None:
        """Show a year."""
        self.beginResetModel()
        self.calendar = calendar
        self._on = {}
        for one in calendar.dates:
            self._on.setdefault(one.day, []).append(one)
        self.endResetModel()

    def day_at(self, index: Index) -> date | None:
        """Return the day of a cell, None for 30 February and before a year is shown."""
        if not index.isValid() or self.calendar is None:
            return None
        month, day = self.calendar.months[index.column()], index.row() + 1
        return month.replace(day=day) if day <= monthrange(month.year, month.month)[1] else None

    def dates_on(self, day: date) -> list[YearDate]:
        """Return the dates of a day, by circle."""
        return self._on.get(day, [])

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day, invalid when its month is not shown."""
        months = self.calendar.months if self.calendar is not None else ()
        month = day.replace(day=1)
        return self.index(day.day - 1, months.index(month)) if month in months else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the days of the longest month."""
        return 0 if parent.isValid() or self.calendar is None else DAYS

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the months."""
        return 0 if parent.isValid() else MONTHS_SHOWN

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell says; it is painted by the delegate."""
        day = self.day_at(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ", ".join(one.host or "sans hôte" for one in self.dates_on(day))
        if role == COPY_ROLE:
            hosts = ", ".join(one.host or "sans hôte" for one in self.dates_on(day))
            return f"{WEEKDAYS[day.weekday()][0].upper()}\u00a0{day.day} {hosts}".rstrip()
        if role == Qt.ItemDataRole.AccessibleTextRole or (
            role == Qt.ItemDataRole.ToolTipRole and (self.dates_on(day) or self.holiday(day))
        ):
            return self._said(day)
        return None

    def holiday(self, day: date) -> str:
        """Return the name of the public holiday, if it is one."""
        return self.calendar.holidays.get(day, "") if self.calendar is not None else ""

    def _title(self, column: int) -> str:
        """Return the month; the year is said once, and where it changes."""
        months = self.calendar.months if self.calendar is not None else ()
        if not months:
            return ""
        month = months[column]
        name, year = month_year_short(month).rsplit(" ", 1)
        return capitalised(f"{name} {year}" if column == 0 or month.month == 1 else name)

    def _said(self, day: date) -> str:
        words = [capitalised(date_full(day)), self.holiday(day)]
        words += [
            f"{one.circle.name}, {one.host or 'sans hôte'}, date {STATE_WORDS[one.state]}"
            for one in self.dates_on(day)
        ]
        return "\u00a0; ".join(word for word in words if word).replace("\u00a0;", "\u202f;")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the months."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._title(section)
        return str(section + 1)
