"""The table of fairness as a model: a commune per row, its figures across, each cell said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dgsdesk.application.rota.fairness import FairnessRow
from dgsdesk.domain.wording import day_number, month_year_short, number, plural, signed

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BAR = 1
"""The column of the bars."""


@dataclass(frozen=True)
class Column:
    """A title, what a cell writes, what the rows are ordered by."""

    title: str
    text: Callable[[FairnessRow], str]
    key: Callable[[FairnessRow], Any]
    figure: bool = True


def _day(row: FairnessRow) -> str:
    return f"{day_number(row.next_day)} {month_year_short(row.next_day)}" if row.next_day else "–"


def _waits(row: FairnessRow) -> Any:
    return -row.waits_since.toordinal() if row.waits_since else 0


COLUMNS = (
    Column("Commune", lambda row: row.name, lambda row: row.name, figure=False),
    Column("Tours", lambda _row: "", lambda row: row.held + row.planned, figure=False),
    Column("Tenus", lambda row: str(row.held), lambda row: row.held),
    Column("Prévus", lambda row: str(row.planned), lambda row: row.planned),
    Column("Part juste", lambda row: number(row.owed, 2), lambda row: row.owed),
    Column("Dette", lambda row: signed(row.debt), lambda row: row.debt),
    Column("+1\u00a0tour", lambda row: signed(row.after_one_more), lambda row: row.after_one_more),
    Column("Attend depuis", lambda row: row.waiting, _waits, figure=False),
    Column("Prochain", _day, lambda row: row.next_day or date.max, figure=False),
    Column(
        "Distance",
        lambda row: f"{number(row.distance, 1)}\u00a0km" if row.distance is not None else "–",
        lambda row: row.distance or 0,
    ),
)


class FairnessModel(QAbstractTableModel):
    """Rows in the order chosen by a title; worst debts first to begin with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FairnessRow] = []
        self.most = 1.0
        self._order = (5, Qt.SortOrder.DescendingOrder)

    def show(self, rows: Sequence[FairnessRow]) -> None:
        """Show these communes."""
        self.beginResetModel()
        self.rows = list(rows)
        self.most = max([1.0, *(max(row.held + row.planned, row.owed) for row in rows)])
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, names after equal figures."""
        self._order = (column, order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self._order
        self.rows.sort(key=lambda row: row.name)
        self.rows.sort(key=COLUMNS[column].key, reverse=order == Qt.SortOrder.DescendingOrder)

    def row_of(self, organisation_id: str) -> int:
        """Return the row of a commune, -1 when it is not there."""
        return next((at for at, row in enumerate(self.rows) if row.organisation_id == organisation_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of communes."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of figures and the name."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell shows and says."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {column.title}\u00a0: {self._said(row, index.column())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._said(row, index.column())
        return None

    def _said(self, row: FairnessRow, column: int) -> str:
        if column == BAR:
            turns = plural(row.held + row.planned, "tour", "tours")
            return self.tr("{}, part juste {}").format(turns, number(row.owed, 2))
        if column == BAR + 5:
            return self.tr("dette de {} après un tour de plus").format(signed(row.after_one_more))
        return COLUMNS[column].text(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the titles; at right over figures."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
