"""Past dates and hosts as an editable table; each line says what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dgsdesk.application.rota.acts import PastTurn
from dgsdesk.application.rota.past import PastGrid, PastHost, cut_table, find_host
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE
from dgsdesk.domain.typed_day import typed_day, whole_day
from dgsdesk.domain.wording import date_long

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DAY, HOST = 0, 1
PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass
class _Line:
    day: str = ""
    host: str = ""
    known: bool = False

    @property
    def empty(self) -> bool:
        return not self.day.strip() and not self.host.strip()


class PastModel(QAbstractTableModel):
    """What is known comes first; a last empty line waits for the next one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = [_Line()]
        self._hosts: tuple[PastHost, ...] = ()
        self._today = date.max
        self._before: set[PastTurn] = set()

    def show(self, grid: PastGrid, today: date) -> None:
        """Show what is known."""
        self.beginResetModel()
        names = {host.organisation_id: host.name for host in grid.hosts}
        self._hosts, self._today = grid.hosts, today
        self._before = {PastTurn(day, host) for day, host in grid.turns}
        self._lines = [_Line(date_long(day), names.get(host, ""), True) for day, host in grid.turns]
        self._lines.append(_Line())
        self.endResetModel()

    def paste(self, text: str) -> int:
        """Add the lines of a pasted table before the empty one; return how many."""
        cut = cut_table(text)
        if not cut:
            return 0
        at = len(self._lines) - 1
        self.beginInsertRows(_ROOT, at, at + len(cut) - 1)
        self._lines[at:at] = [_Line(self._clean_day(day), self._clean_host(host)) for day, host in cut]
        self.endInsertRows()
        self._tell_all()
        return len(cut)

    def remove(self, row: int) -> bool:
        """Take a line out that is not known yet."""
        if not 0 <= row < len(self._lines) - 1 or self._lines[row].known:
            return False
        self.beginRemoveRows(_ROOT, row, row)
        del self._lines[row]
        self.endRemoveRows()
        self._tell_all()
        return True

    # -- what it says ----------------------------------------

    def problem(self, row: int) -> str:
        """Return what is wrong with a line, empty when nothing is."""
        line = self._lines[row]
        if line.empty:
            return ""
        day = whole_day(line.day)
        if day is None:
            if not line.day.strip():
                return self.tr("date à indiquer")
            return self.tr("date à corriger : « {} »").format(line.day)
        if day >= self._today:
            return self.tr("cette date n’est pas encore passée")
        if Counter(whole_day(one.day) for one in self._lines)[day] > 1:
            return self.tr("cette date figure deux fois")
        if find_host(line.host, self._hosts) is None:
            if not line.host.strip():
                return self.tr("hôte à choisir")
            return self.tr("hôte à choisir : « {} »").format(line.host)
        return ""

    def problems(self) -> list[tuple[int, str]]:
        """Return (row, what is wrong) of every wrong line."""
        found = [(row, self.problem(row)) for row in range(len(self._lines))]
        return [(row, problem) for row, problem in found if problem]

    def turns(self) -> tuple[PastTurn, ...]:
        """Return what is new or corrected, of the lines that are right."""
        turns = []
        for row, line in enumerate(self._lines):
            day, host = whole_day(line.day), find_host(line.host, self._hosts)
            if day is not None and host is not None and not self.problem(row):
                turns.append(PastTurn(day, host.organisation_id))
        return tuple(turn for turn in turns if turn not in self._before)

    # -- what Qt asks ----------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines, the empty one included."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return two: day and host."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be edited but the days that are known."""
        flags = super().flags(index)
        fixed = index.isValid() and index.column() == DAY and self._lines[index.row()].known
        return flags if fixed or not index.isValid() else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return text, choices, and what is wrong."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        text = line.day if index.column() == DAY else line.host
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == EDIT_ROLE and index.column() == HOST:
            return [("", ""), *((host.name, host.name) for host in self._hosts)]
        if role == PROBLEM_ROLE or (role == Qt.ItemDataRole.ToolTipRole and self.problem(index.row())):
            return self.problem(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.headerData(index.column(), Qt.Orientation.Horizontal)
            problem = self.problem(index.row())
            return f"{title} : {text}" + (f", {problem}" if problem else "")
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Take what was typed, as well understood as possible; open another line when this was the last."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = self._lines[index.row()]
        if index.column() == DAY:
            line.day = self._clean_day(str(value))
        else:
            line.host = self._clean_host(str(value))
        if not self._lines[-1].empty:
            at = len(self._lines)
            self.beginInsertRows(_ROOT, at, at)
            self._lines.append(_Line())
            self.endInsertRows()
        self._tell_all()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the titles."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Date"), self.tr("Hôte"))[section] if section in (DAY, HOST) else None

    # -- inside ----------------------------------------

    def _clean_day(self, text: str) -> str:
        day = typed_day(text, self._today, self._today - timedelta(days=1))
        return date_long(day) if day is not None else text.strip()

    def _clean_host(self, text: str) -> str:
        host = find_host(text, self._hosts)
        return host.name if host is not None else text.strip()

    def _tell_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, HOST))
