"""The agenda as a table: the opening, bands of parts with their items, the round-table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dgsdesk.application.agenda.workshop import FixedRow, Workshop, WorkshopItem, WorkshopPart
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE
from dgsdesk.domain.agenda import Referral
from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.wording import capitalised, duration

Index = QModelIndex | QPersistentModelIndex
Line = FixedRow | WorkshopPart | WorkshopItem

GRIP, NUMBER, TITLE, PRESENTER, MINUTES, AUDIENCE = range(6)
"""The columns."""

_SIDES = {NUMBER: Qt.AlignmentFlag.AlignHCenter, MINUTES: Qt.AlignmentFlag.AlignRight}

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROOT = QModelIndex()
_MOST = 600

AUDIENCE_SHORT = {audience: capitalised(words) for audience, words in AUDIENCE_WORDS.items()}
AUDIENCE_SHORT[Audience.ELECTED] = "+ maires et élus"
"""The levels of audience as a narrow cell says them."""

_AUDIENCES = [(words, audience) for audience, words in AUDIENCE_SHORT.items()]
_EDITABLE_OF_ITEM = (TITLE, PRESENTER, MINUTES, AUDIENCE)
_EDITABLE_OF_PART = (TITLE, MINUTES)


def line_key(line: Line) -> str:
    """Return what names a line for good: an id, or the title of a fixed row."""
    return line.title if isinstance(line, FixedRow) else line.id


def mark_of(item: WorkshopItem) -> BadgeSpec | None:
    """Return what an item is besides its title; one badge in a row, the rarest wins."""
    if item.added_late:
        return BadgeSpec("warn", "act.add", "point ajouté")
    if item.referral is not Referral.NONE:
        return BadgeSpec("accent", "nav.meetings", _REFERRED[item.referral])
    return BadgeSpec("neutral", "act.recompute", "récurrent") if item.recurring else None


_REFERRED = {Referral.MAYORS: "conférence des maires", Referral.ARBITRATION: "arbitrage"}


def preparation_of(item: WorkshopItem) -> str:
    """Say who prepares an item and how far it is: « prêt 1 sur 3 · DGA ressources »."""
    if not item.tasks:
        return f"préparé par {item.prepared_by}" if item.prepared_by else ""
    return " · ".join(filter(None, (f"prêt {item.done} sur {item.tasks}", item.prepared_by)))


class AgendaModel(QAbstractTableModel):
    """Lines of a workshop. ``edited(line, column, value)`` asks for a command; nothing is kept here.

    While something is dragged, ``preview`` counts its minutes in the part where it would land.
    """

    edited = Signal(object, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._editable = False
        self._preview: dict[str, int] = {}

    # -- content ---------------------------------------------------------------------------------------------

    def show_workshop(self, workshop: Workshop) -> bool:
        """Show a workshop; return whether the lines themselves are others (rows came, went or moved)."""
        lines: list[Line] = [workshop.opening]
        for part in workshop.parts:
            lines += [part, *part.items]
        lines.append(workshop.closing)
        same = [line_key(line) for line in lines] == [line_key(line) for line in self._lines]
        self._editable = workshop.editable
        if same:
            self._lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, AUDIENCE))
            return False
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return True

    def lines(self) -> list[Line]:
        """Return every line in order."""
        return list(self._lines)

    def line(self, index: Index) -> Line | None:
        """Return the line of an index."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def row_of(self, key: str) -> int:
        """Return the row of a key, -1 when it is not there."""
        return next((row for row, line in enumerate(self._lines) if line_key(line) == key), -1)

    def part_of(self, row: int) -> tuple[WorkshopPart | None, int]:
        """Return the part that a row belongs to, and the place in it that this row stands for."""
        for at in range(min(row, len(self._lines) - 1), -1, -1):
            line = self._lines[at]
            if isinstance(line, WorkshopPart):
                return line, max(0, min(row - at - 1, len(line.items)))
        first = next((line for line in self._lines if isinstance(line, WorkshopPart)), None)
        return first, 0

    def preview(self, minutes: dict[str, int]) -> None:
        """Count minutes (part id -> more or less) as if what is dragged had landed; empty for none."""
        if minutes != self._preview:
            self._preview = minutes
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, AUDIENCE))

    def used(self, part: WorkshopPart) -> int:
        """Return the minutes of a part, what is dragged included."""
        return part.used + self._preview.get(part.id, 0)

    # -- Qt --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else AUDIENCE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                "",
                self.tr("Nº"),
                self.tr("Point et question posée"),
                self.tr("Présente"),
                self.tr("Minutes"),
                self.tr("Diffusion"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = _SIDES.get(section, Qt.AlignmentFlag.AlignLeft)
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the line, its cell's words, or what its editor takes."""
        line = self.line(index)
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == EDIT_ROLE:
            return self._editor_of(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._value(line, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, index.column())
        return None

    @staticmethod
    def _editor_of(column: int) -> Any:
        if column == MINUTES:
            return (1, _MOST)
        return _AUDIENCES if column == AUDIENCE else None

    @staticmethod
    def _value(line: Line, column: int) -> Any:
        if isinstance(line, WorkshopItem):
            return (
                "",
                line.number,
                (line.title, line.question),
                line.presenter,
                line.minutes,
                line.audience,
            )[column]
        if isinstance(line, WorkshopPart):
            return {TITLE: (line.title, None), MINUTES: line.planned}.get(column)
        return None

    def words(self, line: Line, column: int) -> str:
        """Return what a cell says."""
        if isinstance(line, FixedRow):
            return {TITLE: line.title, PRESENTER: line.presenter, MINUTES: str(line.minutes)}.get(column, "")
        if isinstance(line, WorkshopPart):
            said = {NUMBER: str(line.rank), TITLE: line.title, AUDIENCE: self.balance(line)}
            return said.get(column, "")
        return {
            NUMBER: line.number,
            TITLE: "\n".join(filter(None, (line.title, line.question))),
            PRESENTER: line.presenter or self.tr("à désigner"),
            MINUTES: str(line.minutes),
            AUDIENCE: AUDIENCE_SHORT[line.audience],
        }.get(column, "")

    def balance(self, part: WorkshopPart) -> str:
        """Return « 50 min sur 40 »."""
        return self.tr("%1 sur %2").replace("%1", duration(self.used(part))).replace("%2", str(part.planned))

    def _spoken(self, line: Line, column: int) -> str:
        """Return the whole line in its title's cell, the cell's words elsewhere."""
        if column != TITLE or not isinstance(line, WorkshopItem):
            return self.words(line, column)
        mark = mark_of(line)
        parts = (line.number, line.title, line.question, mark.text if mark else "", preparation_of(line))
        return ", ".join(part for part in parts if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let items and bands be chosen, their cells edited, and items dragged."""
        line = self.line(index)
        if line is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(line, FixedRow):
            return flags
        flags |= Qt.ItemFlag.ItemIsSelectable
        columns = _EDITABLE_OF_ITEM if isinstance(line, WorkshopItem) else _EDITABLE_OF_PART
        if self._editable and index.column() in columns:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._editable and isinstance(line, WorkshopItem):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the command that keeps the value."""
        line = self.line(index)
        if line is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.edited.emit(line, index.column(), value)
        return True
