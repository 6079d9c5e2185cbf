"""The grid as a model: communes down; name, months, fairness across. Every cell says itself in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dgsdesk.application.rota.absence_rows import BlackoutBar
from dgsdesk.application.rota.page import STATE_WORDS, RotaPage, RotaRow, TurnCell
from dgsdesk.desktop.components.table_copy import COPY_ROLE
from dgsdesk.domain.wording import date_full, month_year, number, plural, signed, weekday_and_day

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

NAME = 0
FIRST_MONTH = 1
SHARE_COLUMNS = 3
"""After the months: the bar, the count, the debt."""

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class GridLine:
    """A row of the grid: a commune, a host that is no member today, or the turns without a host."""

    row: RotaRow
    member: bool = True

    @property
    def key(self) -> str:
        """Name the line for good; the turns without a host have an empty one."""
        return self.row.organisation_id

    def turns_in(self, month: date) -> list[TurnCell]:
        """Return the turns of a month, those to come first."""
        return [turn for turn in self.row.turns if turn.day.replace(day=1) == month]

    def blackouts_in(self, month: date) -> list[BlackoutBar]:
        """Return the blackouts that touch a month."""
        return [bar for bar in self.row.blackouts if bar.starts < next_month(month) and bar.ends >= month]


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month, both ends included."""
    months = [first.replace(day=1)]
    while next_month(months[-1]) <= last:
        months.append(next_month(months[-1]))
    return tuple(months)


class RotaGrid(QAbstractTableModel):
    """A `RotaPage` for views. Replacing the same communes and months keeps every index valid."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[GridLine] = []
        self.months: tuple[date, ...] = ()
        self.skipped: frozenset[int] = frozenset()
        self.today = date.min
        self.fair_share = ""
        self.most_turns = 1.0

    # -- changing ----------------------------------------

    def show(self, page: RotaPage, months: tuple[date, ...]) -> None:
        """Show a page on these months."""
        lines = _lines_of(page)
        same = months == self.months and [one.key for one in lines] == [one.key for one in self.lines]
        if not same:
            self.beginResetModel()
        self.lines, self.months = lines, months
        self.skipped, self.today, self.fair_share = page.skipped_months, page.today, page.fair_share
        self.most_turns = max([1.0, *(max(row.count, row.owed) for row in page.rows)])
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))

    # -- finding ----------------------------------------

    def month_of(self, column: int) -> date | None:
        """Return the month of a column, or None."""
        at = column - FIRST_MONTH
        return self.months[at] if 0 <= at < len(self.months) else None

    def column_of(self, day: date) -> int:
        """Return the column of the month of a day, -1 when it is not shown."""
        month = day.replace(day=1)
        return self.months.index(month) + FIRST_MONTH if month in self.months else -1

    def row_of(self, key: str) -> int:
        """Return the row of a line, -1 when it is not there."""
        return next((at for at, line in enumerate(self.lines) if line.key == key), -1)

    def turn_at(self, index: Index) -> TurnCell | None:
        """Return the turn of a cell, or None."""
        month = self.month_of(index.column())
        if month is None or not index.isValid():
            return None
        turns = self.lines[index.row()].turns_in(month)
        return turns[0] if turns else None

    def index_of_turn(self, turn_id: str) -> QModelIndex:
        """Return the cell of a turn, invalid when it is not shown."""
        for at, line in enumerate(self.lines):
            for turn in line.row.turns:
                if turn.id == turn_id and self.column_of(turn.day) >= 0:
                    return self.index(at, self.column_of(turn.day))
        return QModelIndex()

    @property
    def bar_column(self) -> int:
        """Return the first of the columns of fairness."""
        return FIRST_MONTH + len(self.months)

    # -- what Qt asks ----------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return name, months and fairness."""
        return 0 if parent.isValid() else FIRST_MONTH + len(self.months) + SHARE_COLUMNS

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell shows and says."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, index.column())
        if role == COPY_ROLE:
            return self._shown(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.row.name}, {self._said(line, index.column())}".removesuffix(", ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return « mars 2027 », « Dette », or the commune."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.lines[section].row.name if 0 <= section < len(self.lines) else None
        month = self.month_of(section)
        if month is not None:
            return month_year(month)
        return self.tr("Commune") if section == NAME else self._share_titles()[section - self.bar_column]

    # -- words ----------------------------------------

    def _share_titles(self) -> Sequence[str]:
        return (self.tr("Tours tenus ou prévus"), self.tr("Nombre de tours"), self.tr("Dette"))

    def _shown(self, line: GridLine, column: int) -> str:
        month = self.month_of(column)
        if month is not None:
            return " ".join(str(turn.day.day) for turn in line.turns_in(month))
        if column == NAME:
            return line.row.name
        if not line.member:
            return str(line.row.count) if column == self.bar_column + 1 and line.key else ""
        return ("", str(line.row.count), signed(line.row.debt))[column - self.bar_column]

    def _said(self, line: GridLine, column: int) -> str:
        month = self.month_of(column)
        if month is not None:
            return f"{month_year(month)} : {self._in_month(line, month)}"
        if column == NAME:
            return line.row.cannot
        if column == self.bar_column + 2:
            return self.tr("dette de {} tour").format(signed(line.row.debt))
        turns = plural(line.row.count, "tour tenu ou prévu", "tours tenus ou prévus")
        return self.tr("{}, part juste {}").format(turns, number(line.row.owed, 2))

    def _in_month(self, line: GridLine, month: date) -> str:
        said = [_turn_words(turn) for turn in line.turns_in(month)]
        said += [_blackout_words(bar) for bar in line.blackouts_in(month)]
        if line.row.cannot:
            said.append(line.row.cannot)
        if not said:
            said.append("mois sans réunion" if month.month in self.skipped else "pas de tour")
        return ", ".join(said)

    def _tip(self, line: GridLine, column: int) -> str | None:
        month = self.month_of(column)
        if month is None:
            return line.row.name if column == NAME else self._said(line, column)
        if line.turns_in(month) or line.blackouts_in(month) or line.row.cannot:
            return self._in_month(line, month)
        return None


def _turn_words(turn: TurnCell) -> str:
    locked = ", verrouillée" if turn.locked else ""
    return f"{weekday_and_day(turn.day)}, date {STATE_WORDS[turn.state]}{locked}"


def _blackout_words(bar: BlackoutBar) -> str:
    reason = f" ({bar.reason})" if bar.reason else ""
    return f"indisponible du {date_full(bar.starts)} au {date_full(bar.ends)}{reason}"


def _lines_of(page: RotaPage) -> list[GridLine]:
    lines = [GridLine(row) for row in page.rows] + [GridLine(row, member=False) for row in page.others]
    if page.unfilled:
        nobody = RotaRow("", "Sans hôte", page.unfilled, (), "", len(page.unfilled), 0, 0, None, None)
        lines.append(GridLine(nobody, member=False))
    return lines
