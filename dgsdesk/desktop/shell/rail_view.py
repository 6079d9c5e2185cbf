"""The rail as a list: what the keyboard, the mouse and screen readers meet once the window is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dgsdesk.desktop.components.assistive import AssistiveChoice, tell_current
from dgsdesk.desktop.places import ARRIVALS
from dgsdesk.desktop.shell.place import PagePlace
from dgsdesk.desktop.shell.rail_face import (
    Gap,
    inner,
    item_height,
    paint_entry,
    paint_line,
    rail_items,
    room_before_foot,
)
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_ROOT = QModelIndex()


class RailModel(QAbstractListModel):
    """Pages in the order of the rail, with gaps that cannot be chosen."""

    def __init__(self, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = rail_items(places)
        self._counts: dict[str, int] = {}

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of entries and gaps."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return title, entry, count and spoken text."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ENTRY_ROLE:
            return item
        if isinstance(item, Gap):
            return None
        count = self._counts.get(item.id, 0)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.title}, {count}" if count else item.title
        if role == COUNT_ROLE:
            return count
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return item.title if role in shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let pages be chosen, gaps not."""
        if not index.isValid() or isinstance(self.items[index.row()], Gap):
            return Qt.ItemFlag.NoItemFlags
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kept | Qt.ItemFlag.ItemNeverHasChildren

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show figures beside pages."""
        if counts != self._counts:
            self._counts = dict(counts)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, 0))

    def index_of(self, page_id: str) -> QModelIndex:
        """Return the index of a page, invalid when the rail does not show it."""
        for row, item in enumerate(self.items):
            if isinstance(item, PagePlace) and item.id == page_id:
                return self.index(row, 0)
        return QModelIndex()


class RailDelegate(QStyledItemDelegate):
    """Paint icon and word; the current page stands on the page's ground with a bar."""

    def __init__(self, theme: Theme, view: RailView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an item; the gap before the foot takes what is left."""
        del option
        item = index.data(ENTRY_ROLE)
        return QSize(50, self._view.gap_height(item) if isinstance(item, Gap) else item_height(self.theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry or a line."""
        item = index.data(ENTRY_ROLE)
        rect = inner(QRectF(option.rect))
        painter.save()
        if isinstance(item, Gap):
            paint_line(painter, self.theme, rect, item)
        else:
            self._paint_entry(painter, rect, item, option, int(index.data(COUNT_ROLE) or 0))
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, item: PagePlace, option: QStyleOptionViewItem, count: int
    ) -> None:
        state, of = option.state, QStyle.StateFlag
        look = "current" if state & of.State_Selected else "hover" if state & of.State_MouseOver else ""
        look = look if state & of.State_Enabled else "asleep"
        look = "awaits" if self._view.awaits_files and item.id == ARRIVALS.id else look
        paint_entry(painter, self.theme, rect, item, folded=self._view.folded, look=look, count=count)
        keyboard = self._view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if state & of.State_HasFocus and self._view.hasFocus() and keyboard:
            focus_ring(painter, rect, self.theme.color("focus"), 5)


class RailView(QListView):
    """One tab stop: arrows move, Enter or a click opens. ``opened(page_id)``."""

    opened = Signal(str)

    def __init__(self, theme: Theme, places: Sequence[PagePlace], folded: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.folded = folded
        self._shown = ""
        self.rail = RailModel(places, self)
        self.setModel(self.rail)
        self._delegate = RailDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.awaits_files = False
        self.clicked.connect(self._open)
        AssistiveChoice(self, self._open)

    def await_files(self, held: bool) -> None:
        """Frame « Arrivées » while files are held over the window."""
        if held != self.awaits_files:
            self.awaits_files = held
            self.viewport().update()

    def gap_height(self, gap: Gap) -> int:
        """Return the height of a gap; the one before the foot pushes the settings to the bottom."""
        return gap.height(room_before_foot(self.theme, self.rail.items, self.height()))

    def _is_page(self, row: int) -> bool:
        return isinstance(self.rail.index(row, 0).data(ENTRY_ROLE), PagePlace)

    def show_page(self, page_id: str) -> None:
        """Mark the current page."""
        self._shown = page_id
        index = self.rail.index_of(page_id)
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Push the foot down again."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over the gaps."""
        index = super().moveCursor(action, modifiers)
        move = QAbstractItemView.CursorAction
        step = -1 if action in (move.MoveUp, move.MovePrevious, move.MovePageUp, move.MoveEnd) else 1
        row = index.row()
        while 0 <= row < self.rail.rowCount() and not self._is_page(row):
            row += step
        return self.rail.index(row, 0) if 0 <= row < self.rail.rowCount() else self.currentIndex()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the page told that is marked."""
        super().focusInEvent(event)
        tell_current(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark the page that is open again, where the keyboard went by others without opening one."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.show_page(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the page under the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE) if index.isValid() else None
        if isinstance(entry, PagePlace):
            self.opened.emit(entry.id)
