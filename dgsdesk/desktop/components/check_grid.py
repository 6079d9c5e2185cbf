"""A grid of names to tick: one stop of Tab, arrows move, Space ticks; as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Tick:
    """A name to tick; one that is not ``enabled`` is ticked for good."""

    key: str
    name: str
    ticked: bool
    enabled: bool = True
    tip: str = ""


class TicksModel(QAbstractListModel):
    """``ticked(key, on)`` asks for a change; the model itself waits for the new rows."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks: list[Tick] = []

    def replace(self, ticks: Sequence[Tick]) -> None:
        """Show these ticks; the place is kept when the names are the same."""
        same = [tick.key for tick in ticks] == [tick.key for tick in self._ticks]
        if same:
            self._ticks = list(ticks)
            if ticks:
                self.dataChanged.emit(self.index(0), self.index(len(ticks) - 1))
            return
        self.beginResetModel()
        self._ticks = list(ticks)
        self.endResetModel()

    def ticks(self) -> list[Tick]:
        """Return what is shown."""
        return list(self._ticks)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of names."""
        return 0 if parent.isValid() else len(self._ticks)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return name, tick and tip."""
        if not index.isValid():
            return None
        tick = self._ticks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tick.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tick.tip or None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if tick.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let enabled names be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._ticks[index.row()].enabled:
            flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the change."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        tick = self._ticks[index.row()]
        self.ticked.emit(tick.key, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def turn(self, index: Index) -> bool:
        """Ask for the other of on and off; return False where the tick stays for good."""
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return self.setData(index, state, int(Qt.ItemDataRole.CheckStateRole))


class _TickDelegate(QStyledItemDelegate):
    """Give each name a line that a hand can hit, its words as well as its box."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width of the words and the height of a target."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), self._theme.height("hit_target_min", "body", padding=8))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by a click on the words too."""
        if super().editorEvent(event, model, option, index):
            return True
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        by_left = event.button() == Qt.MouseButton.LeftButton
        return by_left and isinstance(model, TicksModel) and model.turn(index)


class CheckGrid(QListView):
    """Names in as many columns as fit. ``ticked(key, on)`` asks for a change.

    ``low``: no higher than its names need, so that what stands below follows them.
    """

    ticked = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        cell: int = 190,
        wrap: bool = True,
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low = low
        self.theme = theme
        self._cell = cell
        self.ticks = TicksModel(self)
        self.setModel(self.ticks)
        self.setItemDelegate(_TickDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if wrap:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self._wrap = wrap
        self.ticks.ticked.connect(self.ticked)
        theme.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes and ground from the theme."""
        height = self.theme.height("hit_target_min", "body", padding=8)
        if self._wrap:
            self.setGridSize(QSize(self.theme.wide(self._cell), height))
        take_ground(self, self.theme, "surface")
        self._bound_height()

    def _bound_height(self) -> None:
        if self._low:
            across = max(self.viewport().width() // self.theme.wide(self._cell), 1) if self._wrap else 1
            rows = -(-self.ticks.rowCount() // across)
            height = self.theme.height("hit_target_min", "body", padding=8)
            self.setMaximumHeight(max(rows, 1) * height + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the columns anew."""
        super().resizeEvent(event)
        self._bound_height()

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show these names."""
        self.ticks.replace(ticks)
        self._bound_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks as Space does."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.ticks.turn(index)
            return
        super().keyPressEvent(event)
