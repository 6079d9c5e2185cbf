"""The answers to an invitation as a table: who, what was answered, by whom represented, lunch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dgsdesk.application.invitation.attendance import ANSWER_WORDS, AnswerRow, AnswersGrid
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.meeting import Answer
from dgsdesk.domain.wording import capitalised

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

SEAT, NAME, ANSWER, REPRESENTED, REMARK, LUNCH = range(6)
_TITLES = ("Collectivité", "Personne", "Réponse", "Représentée par", "Remarque", "Déjeuner")
_ICONS = {
    Answer.UNKNOWN: ("circle-dashed", "text_faint"),
    Answer.COMES: ("check", "ok"),
    Answer.REMOTE: ("video", "info"),
    Answer.REPRESENTED: ("users", "info"),
    Answer.TENTATIVE: ("circle-help", "warn"),
    Answer.DECLINES: ("x", "bad"),
}
LUNCH_WORDS = {True: "oui", False: "non", None: ""}


class AnswersModel(QAbstractTableModel):
    """Rows of one grid; ``kept(row)`` hears of a row as it was edited in a cell."""

    def __init__(self, theme: Theme, kept: Callable[[AnswerRow], object], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept = kept
        self._rows: tuple[AnswerRow, ...] = ()
        self._lunch = False

    def show_grid(self, grid: AnswersGrid) -> None:
        """Show a grid; the same people keep their rows, so that the keyboard keeps its place."""
        same = [row.id for row in grid.rows] == [row.id for row in self._rows] and grid.lunch == self._lunch
        if same:
            self._rows = grid.rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows, self._lunch = grid.rows, grid.lunch
        self.endResetModel()

    def expect(self, attendance_id: str, answer: Answer) -> None:
        """Show an answer that is on its way to be kept, so that what belongs to it can be typed at once."""
        at = self.row_of(attendance_id)
        if at >= 0:
            rows = list(self._rows)
            rows[at] = replace(rows[at], answer=answer)
            self._rows = tuple(rows)
            self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def row(self, index: Index) -> AnswerRow:
        """Return the person of a row."""
        return self._rows[index.row()]

    def row_of(self, attendance_id: str) -> int:
        """Return the row of a person, -1 when they are gone."""
        return next((at for at, row in enumerate(self._rows) if row.id == attendance_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of people."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return five columns, six when there is a lunch."""
        return 0 if parent.isValid() else (LUNCH + 1 if self._lunch else LUNCH)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr(_TITLES[section])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell shows, says and edits."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == ANSWER:
            return self._theme.icon(*_ICONS[row.answer])
        if (
            role == Qt.ItemDataRole.ForegroundRole
            and row.answer is Answer.UNKNOWN
            and index.column() == ANSWER
        ):
            return self._theme.color("text_faint")
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == REMARK:
            return row.remark or None
        if role == EDIT_ROLE:
            return self._choices(index.column())
        return self._value(row, index.column()) if role == Qt.ItemDataRole.EditRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let answers, representatives, remarks and lunches be edited."""
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        editable = index.column() in (ANSWER, REMARK, LUNCH) or (
            index.isValid()
            and index.column() == REPRESENTED
            and self._rows[index.row()].answer is Answer.REPRESENTED
        )
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Hand over what was edited; it shows once it is kept."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value)
        change: dict[str, Any] = {
            ANSWER: {"answer": value},
            REPRESENTED: {"represented_by": text},
            REMARK: {"remark": text},
            LUNCH: {"lunch": _LUNCHES.get(text)},
        }[index.column()]
        row = replace(self._rows[index.row()], **change)
        self._kept(replace(row, answer=Answer(row.answer)))
        return True

    def _spoken(self, row: AnswerRow, column: int) -> str:
        """Return whose line it is with the cell's words; a screen reader tells the column by itself."""
        whose, words = row.organisation or row.name, self._words(row, column)
        if column == SEAT or words.startswith(whose):
            return words or whose
        return f"{whose}, {words or self.tr('vide')}"

    def _words(self, row: AnswerRow, column: int) -> str:
        return {
            SEAT: row.organisation,
            NAME: " · ".join(filter(None, (row.name, row.title))),
            ANSWER: capitalised(row.answer_words.removesuffix(" par")),
            REPRESENTED: row.represented_by,
            REMARK: row.remark,
            LUNCH: LUNCH_WORDS[row.lunch],
        }[column]

    @staticmethod
    def _value(row: AnswerRow, column: int) -> str:
        lunch = {True: "yes", False: "no", None: ""}[row.lunch]
        written = {REPRESENTED: row.represented_by, REMARK: row.remark}
        return (written | {ANSWER: row.answer.value, LUNCH: lunch}).get(column, "")

    @staticmethod
    def _choices(column: int) -> list[tuple[str, str]] | None:
        if column == ANSWER:
            return [
                (capitalised(words.removesuffix(" par")), answer.value)
                for answer, words in ANSWER_WORDS.items()
            ]
        if column == LUNCH:
            return [("on ne sait pas", ""), ("oui", "yes"), ("non", "no")]
        return None


_LUNCHES: dict[str, bool | None] = {"yes": True, "no": False, "": None}
