"""The grid of answers to a call: a commune a row, a theme a column, and a last cell for what it proposes."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from dgsdesk.application.subjects.call import AnswerGrid, GridRow, TakeThemeAnswer
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.cell_editing import CellDelegate
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.theme_answer import proposal_in
from dgsdesk.domain.wording import date_short

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMN, _NEW, _LINES, _MOST_LINES = 128, 240, 3, 8
_SIDE = 12
"""Pixels that the style sheet keeps at each side of a title."""
_EMPTY = AnswerGrid("", "", (), ())


class GridModel(QAbstractTableModel):
    """``wanted(command)`` asks to note an answer; nothing is kept here."""

    wanted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = _EMPTY

    def show_grid(self, grid: AnswerGrid) -> None:
        """Show a grid; the place is kept when communes and themes are the same."""
        communes = [row.organisation_id for row in grid.rows]
        before = [row.organisation_id for row in self.grid.rows]
        if grid.themes == self.grid.themes and communes == before and communes:
            self.grid = grid
            self.dataChanged.emit(self.index(0, 0), self.index(len(grid.rows) - 1, len(grid.themes)))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(grid.rows) - 1)
            return
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of communes."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of themes, and one for a new one."""
        return 0 if parent.isValid() else len(self.grid.themes) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the titles: themes above, communes at the left with the day they answered."""
        if orientation == Qt.Orientation.Horizontal:
            return self._theme_head(section) if role in _WORDS else None
        row = self.grid.rows[section]
        if role == Qt.ItemDataRole.ToolTipRole and row.answered:
            return self.tr("A répondu le %1").replace("%1", date_short(row.answered))
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.commune} ✓" if row.answered else row.commune
        return None

    def _theme_head(self, section: int) -> str:
        themes = self.grid.themes
        return themes[section].title if section < len(themes) else self.tr("Thème proposé / sa question")

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return ticks, and an empty line to type in."""
        if not index.isValid():
            return None
        row, at = self.grid.rows[index.row()], index.column()
        if at == len(self.grid.themes):
            return "" if role == Qt.ItemDataRole.EditRole else None
        if role == Qt.ItemDataRole.CheckStateRole:
            return (Qt.CheckState.Checked if row.supports[at] else Qt.CheckState.Unchecked).value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.tr("porte") if row.supports[at] else self.tr("ne porte pas")
            return f"{row.commune} {said} {self.grid.themes[at].title}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let themes be ticked and the last cell typed in."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == len(self.grid.themes):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask to note what was ticked or typed."""
        row, at = self.grid.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole:
            self._tick(row, at, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        proposed = proposal_in(str(value))
        if proposed is not None:
            self.wanted.emit(
                TakeThemeAnswer(row.organisation_id, proposed=(proposed,), call_id=self.grid.call_id)
            )
        return proposed is not None

    def toggle(self, index: Index) -> None:
        """Tick a cell, or take its tick away."""
        if index.isValid() and index.column() < len(self.grid.themes):
            row = self.grid.rows[index.row()]
            self._tick(row, index.column(), not row.supports[index.column()])

    def _tick(self, row: GridRow, at: int, on: bool) -> None:
        theme = (self.grid.themes[at].theme_id,)
        given, taken = (theme, ()) if on else ((), theme)
        self.wanted.emit(TakeThemeAnswer(row.organisation_id, given, taken, call_id=self.grid.call_id))


_WORDS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class _Titles(QHeaderView):
    """Titles of themes over three lines, more where one is long."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self.setDefaultAlignment(left | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap.value)))
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        hint = super().sizeHint()
        return QSize(hint.width(), round(self._theme.line("body") * self._lines()) + 12)

    def _lines(self) -> int:
        """Return how many lines the longest title takes in its column."""
        metrics, wrapped = self.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        tall = _LINES
        for section in range(self.count()):
            words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            room = QRect(0, 0, max(self.sectionSize(section) - 2 * _SIDE, 1), 10_000)
            height = metrics.boundingRect(room, wrapped, words).height()
            tall = max(tall, ceil(height / metrics.lineSpacing()))
        return min(tall, _MOST_LINES)


class _GridDelegate(CellDelegate):
    """Let the ring of the keyboard run round the whole cell, tick included."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        has_keyboard = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if has_keyboard:
            place = QRectF(option.rect).adjusted(1, 1, -2, -2)
            focus_ring(painter, place, self._theme.color("focus_on_selected"), 0)


class GridTable(PlainTable):
    """Arrows move, Space ticks, typing in the last column proposes a theme."""

    def __init__(self, theme: Theme, model: GridModel, memory: Memory) -> None:
        super().__init__(theme, model, edited=True)
        self.grid = model
        self.choose_cells()
        self.setShowGrid(True)
        self.setItemDelegate(_GridDelegate(theme, self))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setHorizontalHeader(_Titles(theme, self))
        self.setAccessibleName(self.tr("Réponses des communes"))
        self.columns = KeptColumns(theme, memory, "theme_answers", self, self._fit, kind=self._kind_of)
        self.verticalHeader().show()
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.follow(self.measure)
        model.modelReset.connect(self.measure)

    def measure(self) -> None:
        """Give each column the room of its words."""
        self.verticalHeader().setDefaultSectionSize(self.theme.height("hit_target_min", "body", padding=8))
        self.columns.place()
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()

    def _kind_of(self, column: int) -> str:
        return "new" if column == self.grid.columnCount() - 1 else "theme"

    def _fit(self) -> None:
        last = self.grid.columnCount() - 1
        for column in range(last):
            self.setColumnWidth(column, self.theme.wide(_COLUMN))
        self.setColumnWidth(last, self.theme.wide(_NEW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space or Enter."""
        index = self.currentIndex()
        ticks = index.isValid() and index.column() < len(self.grid.grid.themes)
        if ticks and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.grid.toggle(index)
        else:
            super().keyPressEvent(event)


class GridPane(Panel):
    """``wanted(command)`` asks to note an answer; ``closed`` to go back."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, memory: Memory) -> None:
        super().__init__(theme, "surface")
        self._header = PageHeader(theme, self.tr("Réponses des communes"))
        self.model = GridModel(self)
        self.table = GridTable(theme, self.model, memory)
        self._close = Button(theme, self.tr("Fermer"))
        self._header.add_button(self._close)
        self.model.wanted.connect(self.wanted)
        self._close.clicked.connect(self.closed.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        beside = QVBoxLayout()
        beside.setContentsMargins(theme.space("l"), 0, 0, 0)
        beside.addWidget(self.table)
        layout.addLayout(beside, 1)

    def show_grid(self, grid: AnswerGrid) -> None:
        """Show the grid and how many have answered."""
        self.model.show_grid(grid)
        self._header.show_facts(grid.words)

    def take_focus(self) -> None:
        """Give the keyboard to the grid's first cell."""
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
