"""The usual parts of an agenda in order, each edited in its row, with what adds, moves and takes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QVBoxLayout, QWidget

from dgsdesk.application.agenda.acts import LONGEST
from dgsdesk.application.agenda.template import NEW_PART, PART_WORDS
from dgsdesk.desktop.components.buttons import Button, ButtonRow, IconButton
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE, CellDelegate
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import PartKind, PartTemplate
from dgsdesk.domain.wording import capitalised

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TITLE, KIND, MINUTES = range(3)
_SHOWN_ROWS = 4


class PartsModel(QAbstractTableModel):
    """The parts of a template; ``changed(parts)`` asks to keep them otherwise."""

    changed = Signal(tuple)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts: tuple[PartTemplate, ...] = ()

    def show_parts(self, parts: tuple[PartTemplate, ...]) -> None:
        """Show these parts."""
        self.beginResetModel()
        self.parts = parts
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of parts."""
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Temps"), self.tr("Puise dans"), self.tr("Min"))[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return words, values and how a cell is edited."""
        if not index.isValid():
            return None
        part, column = self.parts[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (part.title, PART_WORDS[part.kind], str(part.minutes))[column]
        if role == Qt.ItemDataRole.EditRole:
            return (part.title, part.kind, part.minutes)[column]
        if role == EDIT_ROLE and column == KIND:
            return [(capitalised(words), kind) for kind, words in PART_WORDS.items()]
        if role == EDIT_ROLE and column == MINUTES:
            return (1, LONGEST)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask to keep a part otherwise."""
        part = self.parts[index.row()]
        if index.column() == TITLE:
            changed = replace(part, title=str(value))
        elif index.column() == KIND:
            changed = replace(part, kind=PartKind(value))
        else:
            changed = replace(part, minutes=int(value))
        row = index.row()
        self.changed.emit((*self.parts[:row], changed, *self.parts[row + 1 :]))
        return True


class PartsTable(QWidget):
    """``changed(parts)`` asks to keep the parts otherwise; they are shown so once `show_parts` brings them.

    ``whole``: it stands on a pane of ``ground``, as high as all its rows; else as high as a few of them.
    """

    changed = Signal(tuple)

    def __init__(self, theme: Theme, name: str, *, ground: str = "surface", whole: bool = False) -> None:
        super().__init__()
        self.theme = theme
        self._whole = whole
        self._wanted_row = -1
        self.model = PartsModel(self)
        self.table = self._make_table(name, ground)
        self.add = Button(theme, self.tr("Ajouter un temps"), icon="act.add")
        self.remove = IconButton(theme, "trash-2", self.tr("Retirer ce temps"), framed=True)
        self.up = IconButton(theme, "chevron-up", self.tr("Monter ce temps"), framed=True)
        self.down = IconButton(theme, "chevron-down", self.tr("Descendre ce temps"), framed=True)
        buttons = ButtonRow(self.add, self.remove, self.up, self.down)
        buttons.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        self._connect()

    def _make_table(self, name: str, ground: str) -> PlainTable:
        table = PlainTable(self.theme, self.model, name, edited=True)
        table.setItemDelegate(CellDelegate(table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        if self._whole:
            table.stand_on(ground)
        else:
            table.setShowGrid(True)
            table.setFrameShape(QFrame.Shape.StyledPanel)
        return table

    def _connect(self) -> None:
        self.model.changed.connect(self.changed)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.theme.follow(self._measure)
        self._measure()
        self._allow()

    def show_parts(self, parts: Sequence[PartTemplate]) -> None:
        """Show these parts; the one that was added or moved last is the current one."""
        row = self._wanted_row if self._wanted_row >= 0 else self.table.currentIndex().row()
        self._wanted_row = -1
        self.model.show_parts(tuple(parts))
        if parts and row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, len(parts) - 1), TITLE))
        self._measure()
        self._allow()

    def _measure(self) -> None:
        height = self.theme.height("hit_target_min", "body", padding=12)
        self.table.verticalHeader().setDefaultSectionSize(height)
        rows = self.model.rowCount()
        rows = max(rows if self._whole else min(rows, _SHOWN_ROWS), 2)
        self.table.setMinimumHeight(self.table.horizontalHeader().sizeHint().height() + rows * height + 4)
        self.table.setMaximumHeight(self.table.minimumHeight() + (0 if self._whole else height))

    def _allow(self) -> None:
        row, count = self.table.currentIndex().row(), self.model.rowCount()
        self.remove.setEnabled(count > 1 and row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

    def _ask(self, parts: Iterable[PartTemplate], row: int) -> None:
        """Ask for these parts, with this row the current one once they are there."""
        self._wanted_row = row
        self.changed.emit(tuple(parts))

    def _add(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask((*self.model.parts, NEW_PART), len(self.model.parts))

    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        self._ask((part for at, part in enumerate(self.model.parts) if at != row), row)

    def _move(self, step: int) -> None:
        row, parts = self.table.currentIndex().row(), list(self.model.parts)
        parts.insert(row + step, parts.pop(row))
        self._ask(parts, row + step)
