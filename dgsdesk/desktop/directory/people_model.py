"""The directors' posts as a table: what is kept, and over it what is typed and cannot be kept yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dgsdesk.application.directory.grid import FillPost, GridRow
from dgsdesk.application.directory.page import STATUS_WORDS
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.network import Civility, PostStatus, Role
from dgsdesk.domain.wording import capitalised, civility_mark, join_and, role_initials

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    PLACE = 0
    ROLE = 1
    CIVILITY = 2
    GIVEN = 3
    FAMILY = 4
    EMAIL = 5
    STATUS = 6


@dataclass(frozen=True)
class Refused:
    """Why a line could not be kept: a sentence, and the column that it is about."""

    sentence: str
    column: Column


CIVILITIES: list[tuple[str, str]] = [
    (civility_mark(civility) or "–", civility)
    for civility in (Civility.UNKNOWN, Civility.MADAM, Civility.SIR)
]
DIRECTORS = [(role_initials(role), role) for role in (Role.DGS, Role.SGM)]
STATUS_ICONS = {PostStatus.HELD: "check", PostStatus.INTERIM: "clock", PostStatus.VACANT: "circle-dashed"}
#: A cell answers this role with the colour role of its words.
INK_ROLE = int(Qt.ItemDataRole.UserRole) + 30
_NAMES = {Column.GIVEN: "given_name", Column.FAMILY: "family_name", Column.EMAIL: "email"}


class PeopleModel(QAbstractTableModel):
    """``wanted(FillPost)`` asks that a line be kept; ``incomplete(bool)`` when a line lacks its name."""

    wanted = Signal(object)
    incomplete = Signal(bool)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: list[GridRow] = []
        self._typed: dict[str, GridRow] = {}
        self._refused: dict[str, Refused] = {}
        self._headers = [
            self.tr("Collectivité"),
            self.tr("Fonction"),
            self.tr("Civilité"),
            self.tr("Prénom"),
            self.tr("Nom"),
            self.tr("Courriel"),
            self.tr("Poste"),
        ]

    # -- reading ---------------------------------------------------------------------------------------------

    def person_id(self, index: QModelIndex) -> str:
        """Return the id of the person whose post a line is, empty for none."""
        return self._rows[index.row()].person_id if index.isValid() else ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of organisations."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Name the columns; lines are named by their organisation."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._headers[section]

    def line(self, row: int) -> GridRow:
        """Return a line as it is shown."""
        kept = self._rows[row]
        return self._typed.get(kept.organisation_id, kept)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what is shown, edited, said or warned of a cell."""
        if not index.isValid():
            return None
        line, column = self.line(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._value(line, column)
        if role == EDIT_ROLE:
            return _choices(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{line.organisation}, {self._headers[column]} : {self._shown(line, column)}"
            return f"{said}. {why}" if (why := self._fault(line, column)) else said
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        return self._look(line, column, role)

    def _look(self, line: GridRow, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return self.theme.font("small", bold=column is Column.PLACE)
        if role == INK_ROLE:
            return self._ink(line, column)
        if role == Qt.ItemDataRole.DecorationRole and column is Column.STATUS:
            return "circle-alert" if self._is_kept_back(line) else STATUS_ICONS[line.status]
        return None

    def _ink(self, line: GridRow, column: Column) -> str:
        if self._is_kept_back(line) and column in (Column.STATUS, self._faulty(line)):
            return "bad"
        if column is Column.STATUS:
            return "ok" if line.status is PostStatus.HELD else "warn"
        return "text_soft" if column in (Column.ROLE, Column.CIVILITY) else "text"

    def _shown(self, line: GridRow, column: Column) -> str:
        if column is Column.PLACE:
            return line.organisation
        if column is Column.ROLE:
            return role_initials(line.role)
        if column is Column.CIVILITY:
            return civility_mark(line.person.civility)
        if column is Column.STATUS:
            return self._status(line)
        return str(self._value(line, column))

    def _status(self, line: GridRow) -> str:
        if line.organisation_id in self._refused:
            return self.tr("À corriger")
        if self._waits(line):
            return self.tr("Il manque le nom")
        words = STATUS_WORDS[line.status]
        if not line.also:
            return words
        shared = self.tr("partagé avec {}").format(join_and(line.also))
        return capitalised(shared) if line.status is PostStatus.HELD else f"{words}, {shared}"

    def _is_kept_back(self, line: GridRow) -> bool:
        """Tell whether a line is not kept as it stands: refused, or without its name."""
        return line.organisation_id in self._refused or self._waits(line)

    def _faulty(self, line: GridRow) -> Column:
        """Return the column that has to be mended."""
        refused = self._refused.get(line.organisation_id)
        return refused.column if refused is not None else Column.FAMILY

    def _fault(self, line: GridRow, column: Column) -> str:
        """Return why a cell has to be mended, empty for the others."""
        refused = self._refused.get(line.organisation_id)
        return refused.sentence if refused is not None and column is refused.column else ""

    def _tip(self, line: GridRow, column: Column) -> str | None:
        if fault := self._fault(line, column):
            return fault
        if column is Column.STATUS and line.also:
            return self._status(line)
        return str(self._value(line, column)) or None if column is Column.EMAIL else None

    def _value(self, line: GridRow, column: Column) -> Any:
        if column in _NAMES:
            return getattr(line.person, _NAMES[column])
        by_column: dict[Column, Any] = {
            Column.PLACE: line.organisation,
            Column.ROLE: line.role,
            Column.CIVILITY: line.person.civility,
            Column.STATUS: line.status,
        }
        return by_column[column]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything but the organisation be edited."""
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and index.column() != Column.PLACE:
            kept |= Qt.ItemFlag.ItemIsEditable
        return kept

    # -- changing --------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Show what is kept; what is typed and incomplete stays."""
        if [row.organisation_id for row in rows] == [row.organisation_id for row in self._rows]:
            self._rows = list(rows)
            self._all_changed()
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Take what was typed; ask that the line be kept once it has a name, or is vacant."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line = _changed(self.line(index.row()), Column(index.column()), value)
        self._typed[line.organisation_id] = line
        self._refused.pop(line.organisation_id, None)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(Column) - 1))
        if not self._waits(line):
            self.wanted.emit(_command(line))
        self.incomplete.emit(self.waiting())
        return True

    @staticmethod
    def _waits(line: GridRow) -> bool:
        """Tell whether a line cannot be kept: something was typed, the name is missing."""
        person = line.person
        return not person.family_name.strip() and bool(person.given_name.strip() or person.email.strip())

    def kept_back(self) -> list[QModelIndex]:
        """Return the cell to mend in each line that is not kept: refused, or without its name."""
        lines = [(row, self.line(row)) for row in range(len(self._rows))]
        return [self.index(row, self._faulty(line)) for row, line in lines if self._is_kept_back(line)]

    def waiting(self) -> bool:
        """Tell whether a line waits for its name, or to be mended."""
        return bool(self.kept_back())

    def kept(self, command: FillPost) -> None:
        """Forget what was typed, now that it is kept, unless more was typed on the line meanwhile."""
        line = self._typed.get(command.organisation_id)
        if line is not None and _command(line) == command:
            del self._typed[command.organisation_id]
            self._refused.pop(command.organisation_id, None)
        self._all_changed()
        self.incomplete.emit(self.waiting())

    def refused(self, command: FillPost, refused: Refused) -> None:
        """Mark the line that could not be kept, unless more was typed on it meanwhile."""
        line = self._typed.get(command.organisation_id)
        if line is not None and _command(line) == command:
            self._refused[command.organisation_id] = refused
        self._all_changed()
        self.incomplete.emit(self.waiting())

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))


def _command(line: GridRow) -> FillPost:
    return FillPost(line.organisation_id, line.role, line.person, line.status is PostStatus.INTERIM)


def _choices(line: GridRow, column: Column) -> list[tuple[str, Any]] | None:
    if column is Column.CIVILITY:
        return list(CIVILITIES)
    if column is Column.ROLE:
        return list(DIRECTORS)
    if column is Column.STATUS:
        return [(words, status) for status, words in STATUS_WORDS.items()]
    return None


def _changed(line: GridRow, column: Column, value: Any) -> GridRow:
    """Return the line with one cell changed; « Vacant » takes the name away, a name takes « Vacant » away."""
    if column is Column.ROLE:
        return replace(line, role=Role(value))
    if column is Column.STATUS:
        return _with_status(line, PostStatus(value))
    field = _NAMES.get(column, "civility")
    person = replace(line.person, **{field: Civility(value) if column is Column.CIVILITY else value.strip()})
    status = line.status
    if person.family_name and status is PostStatus.VACANT:
        status = PostStatus.HELD
    elif not person.family_name and not person.given_name:
        status = PostStatus.VACANT
    return replace(line, person=person, status=status)


def _with_status(line: GridRow, status: PostStatus) -> GridRow:
    if status is PostStatus.VACANT:
        return replace(line, status=status, person=type(line.person)(), also=())
    return replace(line, status=status)
