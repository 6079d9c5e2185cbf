"""The rail: the network's name, the pages, « Arrivées » under a line, settings at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.desktop.components.paint import CENTER, box, take_ground, write
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.place import PagePlace, Place
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_ROOT = QModelIndex()


class _Gap(NamedTuple):
    """A line between groups, or the room that pushes the foot down."""

    line: bool


class RailModel(QAbstractListModel):
    """Pages in the order of the rail, with gaps that cannot be chosen."""

    def __init__(self, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[PagePlace | _Gap] = []
        self._counts: dict[str, int] = {}
        for place, gap in ((Place.MAIN, None), (Place.BELOW_LINE, _Gap(True)), (Place.FOOT, _Gap(False))):
            group = sorted((e for e in places if e.place is place), key=lambda e: e.rank or 10)
            if group and gap is not None:
                self._items.append(gap)
            self._items.extend(group)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of entries and gaps."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return title, entry, count and spoken text."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ENTRY_ROLE:
            return item
        if isinstance(item, _Gap):
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
        if not index.isValid() or isinstance(self._items[index.row()], _Gap):
            return Qt.ItemFlag.NoItemFlags
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kept | Qt.ItemFlag.ItemNeverHasChildren

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show figures beside pages."""
        if counts != self._counts:
            self._counts = dict(counts)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, 0))

    def index_of(self, page_id: str) -> QModelIndex:
        """Return the index of a page, invalid when the rail does not show it."""
        for row, item in enumerate(self._items):
            if isinstance(item, PagePlace) and item.id == page_id:
                return self.index(row, 0)
        return QModelIndex()


class RailDelegate(QStyledItemDelegate):
    """Paint icon and word; the current page stands on the page's ground with a bar."""

    def __init__(self, theme: Theme, view: RailView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def item_height(self) -> int:
        """Return 36 px and a gap of one, or more with larger text."""
        return self.theme.height("rail_item", "body") + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an item; the gap before the foot takes what is left."""
        del option
        item = index.data(ENTRY_ROLE)
        if not isinstance(item, _Gap):
            return QSize(50, self.item_height())
        return QSize(50, 29 if item.line else self._view.room_before_foot(self.item_height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry or a line."""
        item = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect).adjusted(8, 0, -8, -1)
        painter.save()
        if isinstance(item, _Gap):
            if item.line:
                y = round(rect.center().y())
                painter.fillRect(QRectF(rect.left() + 8, y, rect.width() - 16, 1), self.theme.color("line"))
        else:
            self._paint_entry(painter, rect, item, option, int(index.data(COUNT_ROLE) or 0))
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, item: PagePlace, option: QStyleOptionViewItem, count: int
    ) -> None:
        theme = self.theme
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            box(painter, rect, 5, theme.color("surface"))
            painter.fillRect(
                QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 16), theme.color("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, rect, 5, theme.color("hover"))
        side = theme.icon_size("rail")
        x = rect.left() + (rect.width() - side) / 2 if self._view.folded else rect.left() + 10
        icon = QRectF(x, rect.center().y() - side / 2, side, side)
        theme.icons.paint(painter, item.icon, "accent_text" if current else "text_soft", icon)
        if not self._view.folded:
            words = QRectF(icon.right() + 11, rect.top(), rect.right() - icon.right() - 12, rect.height())
            write(painter, words, item.title, theme.font("body", bold=current), theme.color("text"))
        if count:
            self._paint_count(painter, rect, icon, str(count))
        keyboard = self._view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus() and keyboard:
            focus_ring(painter, rect, theme.color("focus"), 5)

    def _paint_count(self, painter: QPainter, rect: QRectF, icon: QRectF, count: str) -> None:
        theme = self.theme
        font = theme.font("caption", bold=True)
        width = max(theme.wide(21), theme.metrics("caption", bold=True).horizontalAdvance(count) + 12)
        height = theme.line("caption") + 4
        disc = QRectF(0, 0, width, height)
        if self._view.folded:
            disc = QRectF(0, 0, height, height)
            disc.moveCenter(QPointF(icon.right() + 1, icon.top()))
        else:
            disc.moveCenter(QPointF(rect.right() - width / 2 - 10, rect.center().y()))
        box(painter, disc, disc.height() / 2, theme.color("accent"))
        write(painter, disc, count, font, theme.color("on_accent"), CENTER, Qt.TextElideMode.ElideNone)


class RailView(QListView):
    """One tab stop: arrows move, Enter or a click opens. ``opened(page_id)``."""

    opened = Signal(str)

    def __init__(self, theme: Theme, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.folded = False
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
        self.clicked.connect(self._open)

    def room_before_foot(self, item_height: int) -> int:
        """Return the height that pushes the settings to the bottom."""
        items = sum(1 for row in range(self.rail.rowCount()) if self._is_page(row))
        lines = self.rail.rowCount() - items - 1
        return max(self.height() - items * item_height - lines * 29 - 8, 8)

    def _is_page(self, row: int) -> bool:
        return isinstance(self.rail.index(row, 0).data(ENTRY_ROLE), PagePlace)

    def show_page(self, page_id: str) -> None:
        """Mark the current page."""
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


class Rail(Panel):
    """The rail with the network's name above; folds to icons."""

    def __init__(self, theme: Theme, places: Sequence[PagePlace], parent: QWidget | None = None) -> None:
        super().__init__(theme, "rail", "r", parent)
        self.view = RailView(theme, places, self)
        self._network = TextLabel(theme, "", "small", bold=True, wrap=True)
        self._communes = TextLabel(theme, "", "small", "text_soft")
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 8, 8, 8)
        head.setSpacing(2)
        head.addWidget(self._network)
        head.addWidget(self._communes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.view, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def head_height(self) -> int:
        """Height of the network's name, 0 while it is folded away."""
        return 0 if self.view.folded else self._head.height()

    def keep_room(self, height: int) -> None:
        """Keep room for the network's name until it is known, so that the pages do not move then."""
        self._head.setMinimumHeight(height)

    def show_network(self, name: str, communes: str) -> None:
        """Show whose network it is."""
        self.keep_room(0)
        self._network.show_text(name)
        self._communes.show_text(communes)
        self._show_head()

    def fold(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self.view.folded = folded
        self._show_head()
        self._measure()
        self.view.scheduleDelayedItemsLayout()

    def _show_head(self) -> None:
        for label in (self._network, self._communes):
            label.setVisible(not self.view.folded and bool(label.whole_text()))

    def _measure(self) -> None:
        folded = self.view.folded
        self.setFixedWidth(self.theme.wide(self.theme.size("rail_collapsed" if folded else "rail_width")))
        self.view.scheduleDelayedItemsLayout()

    def _restyle(self) -> None:
        take_ground(self.view, self.theme, "rail")
        self._measure()
