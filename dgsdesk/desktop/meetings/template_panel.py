"""The templates of a circle: apply one, save this agenda as one, change its parts where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)

from dgsdesk.application.agenda import LONGEST
from dgsdesk.application.agenda_template import PART_WORDS, TemplateRow
from dgsdesk.desktop.components.buttons import Button, ButtonKind, IconButton
from dgsdesk.desktop.components.cell_editing import EDIT_ROLE, CellDelegate
from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.circle import PartKind, PartTemplate
from dgsdesk.domain.wording import capitalised

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TITLE, _KIND, _MINUTES = range(3)
_USUAL_KEY = "usual"
_NEW = PartTemplate("Nouveau temps", PartKind.FREE, 20)


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
        if role == EDIT_ROLE and column == _KIND:
            return [(capitalised(words), kind) for kind, words in PART_WORDS.items()]
        if role == EDIT_ROLE and column == _MINUTES:
            return (1, LONGEST)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask to keep a part otherwise."""
        part = self.parts[index.row()]
        if index.column() == _TITLE:
            changed = replace(part, title=str(value))
        elif index.column() == _KIND:
            changed = replace(part, kind=PartKind(value))
        else:
            changed = replace(part, minutes=int(value))
        row = index.row()
        self.changed.emit((*self.parts[:row], changed, *self.parts[row + 1 :]))
        return True


class TemplatePanel(Panel):
    """Signals ask for acts: ``applied(id)``, ``removed(id)``, ``saved(name)``, ``edited(row, parts)``."""

    applied = Signal(str)
    removed = Signal(str)
    saved = Signal(str)
    edited = Signal(object, tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self.rows: RowsModel[object] = RowsModel(_shown, _key, self)
        self.list = RowList(theme, self.rows, self.tr("Trames d’ordre du jour"), ground="surface_alt")
        self.apply = Button(theme, self.tr("Appliquer"), icon="act.accept")
        self.remove = Button(theme, self.tr("Retirer"), kind=ButtonKind.LINK)
        self.parts = PartsModel(self)
        self.table = self._make_table()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Nom de la trame"))
        self.name.setPlaceholderText(self.tr("Garder comme trame, sous le nom…"))
        self.name.setMinimumHeight(theme.height("field", "body"))
        self._close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK)
        self.add = self._icon("act.add", self.tr("Ajouter un temps"), self._add_part)
        self.take_out = self._icon("x", self.tr("Retirer le temps"), self._remove_part)
        self.up = self._icon("arrow-up", self.tr("Monter le temps"), lambda: self._move_part(-1))
        self.down = self._icon("arrow-down", self.tr("Descendre le temps"), lambda: self._move_part(1))
        self._editable = True
        self._wanted_row = -1
        self._lay_out()
        self._connect()

    def _icon(self, icon: str, name: str, act: Any) -> IconButton:
        button = IconButton(self.theme, icon, name)
        button.clicked.connect(lambda: act())
        return button

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.parts)
        table.setItemDelegate(CellDelegate(table))
        table.setAccessibleName(self.tr("Temps de la trame"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.theme.height("hit_target_min", "body", padding=10))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        take_ground(table, self.theme, "surface_alt")
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 4)
        head.addWidget(TextLabel(self.theme, self.tr("Trames d’ordre du jour"), "section"))
        head.addStretch(1)
        head.addWidget(self._close)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 4, 14, 8)
        buttons.addWidget(self.apply)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 0, 10, 0)
        self._parts_title = TextLabel(self.theme, "", "small", "text_soft", bold=True, elide=True)
        tools.addWidget(self._parts_title, 1)
        for icon in (self.add, self.take_out, self.up, self.down):
            tools.addWidget(icon)
        save = QVBoxLayout()
        save.setContentsMargins(14, 8, 14, 10)
        save.addWidget(self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 2)
        layout.addLayout(buttons)
        layout.addLayout(tools)
        layout.addWidget(self.table, 3)
        layout.addLayout(save)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed.emit)
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.list.activated_key.connect(lambda _: self._apply())
        self.apply.clicked.connect(self._apply)
        self.remove.clicked.connect(self._remove_chosen)
        self.name.returnPressed.connect(self._save)
        self.parts.changed.connect(self._tell_edited)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_templates(self, rows: Sequence[TemplateRow], *, editable: bool) -> None:
        """Show the circle's templates; those of a frozen agenda are read only in so far as applying goes."""
        self._editable = editable
        kept = self.list.chosen_key()
        self.rows.replace(list(rows))
        if not self.list.choose(kept):
            self.list.choose_first()
        self._show_chosen()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> TemplateRow | None:
        key = self.list.chosen_key()
        return next((row for row in self.rows.items() if _key(row) == key), None)  # type: ignore[return-value]

    def _show_chosen(self) -> None:
        row = self._chosen()
        if self._wanted_row < 0:
            self._wanted_row = self.table.currentIndex().row()
        self.parts.show_parts(row.parts if row else ())
        title = self.tr("Temps de « %1 »").replace("%1", row.name) if row else ""
        self._parts_title.show_text(title)
        self.apply.setEnabled(row is not None and self._editable)
        self.remove.setEnabled(bool(row and row.id))
        if row is not None and 0 <= self._wanted_row < len(row.parts):
            self.table.setCurrentIndex(self.parts.index(self._wanted_row, _TITLE))
        self._wanted_row = -1

    # -- acts ------------------------------------------------------------------------------------------------

    def _apply(self) -> None:
        row = self._chosen()
        if row is not None and self._editable:
            self.applied.emit(row.id)

    def _remove_chosen(self) -> None:
        row = self._chosen()
        if row is not None:
            self.removed.emit(row.id)

    def _save(self) -> None:
        name = self.name.text().strip()
        if name:
            self.name.clear()
            self.saved.emit(name)

    def _tell_edited(self, parts: tuple[PartTemplate, ...]) -> None:
        row = self._chosen()
        if row is not None:
            self.edited.emit(row, parts)

    def _add_part(self) -> None:
        self._wanted_row = len(self.parts.parts)
        self._tell_edited((*self.parts.parts, _NEW))

    def _remove_part(self) -> None:
        at = self.table.currentIndex().row()
        if at >= 0:
            self._tell_edited((*self.parts.parts[:at], *self.parts.parts[at + 1 :]))

    def _move_part(self, step: int) -> None:
        at = self.table.currentIndex().row()
        to = at + step
        if at >= 0 and 0 <= to < len(self.parts.parts):
            parts = list(self.parts.parts)
            parts.insert(to, parts.pop(at))
            self._wanted_row = to
            self._tell_edited(tuple(parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _shown(row: object) -> Shown:
    assert isinstance(row, TemplateRow)
    return Row(row.name if row.id else f"Trame {row.name}", second=row.words)


def _key(row: object) -> str:
    assert isinstance(row, TemplateRow)
    return row.id or _USUAL_KEY
