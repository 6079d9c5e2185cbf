"""Rows as data, and the model that shows any items as rows and keeps its place after a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dgsdesk.desktop.components.badge import BadgeSpec

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 2
KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 3
FIRST_ROWS = 200
"""As many rows are shown at once; scrolling to the last of them shows as many more."""

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A list row on one line (no ``second``, no badge) or two.

    ``right`` and ``right_second`` stand in the right column; ``icon`` is a role in the ink ``tone``;
    ``badge`` begins the second line; ``right_badge`` stands at the right; ``ripeness`` 0 to 4 draws four
    small squares; ``marks`` are found passages of the title (start, end); ``button`` is the icon of the
    square button that hovering shows, ``button_name`` what it does; ``second_lines`` is the room of what must
    be read whole; ``right_said`` is how the right text is read aloud, where the eye needs no unit.
    """

    title: str
    second: str = ""
    right: str = ""
    right_second: str = ""
    icon: str = ""
    tone: str = "text_soft"
    badge: BadgeSpec | None = None
    right_badge: BadgeSpec | None = None
    number: str = ""
    ripeness: int | None = None
    marks: tuple[tuple[int, int], ...] = ()
    button: str = ""
    button_name: str = ""
    enabled: bool = True
    second_lines: int = 1
    right_said: str = ""

    @property
    def two_lines(self) -> bool:
        """Say whether the row needs its second line."""
        return bool(self.second or self.badge or self.right_second or self.ripeness is not None)

    def spoken(self) -> str:
        """Return what a screen reader says: title, state, date."""
        state = self.badge.text if self.badge else self.right_badge.text if self.right_badge else ""
        parts = (self.title, state, self.second, self.right_said or self.right, self.right_second)
        return ", ".join(part for part in parts if part)

    def cells(self) -> tuple[str, str, str, str]:
        """Return the row as cells: title, what it says besides, state, what stands at the right."""
        states = (badge.text for badge in (self.badge, self.right_badge) if badge is not None)
        right = " ".join(filter(None, (self.right, self.right_second)))
        title = f"{self.number} {self.title}".strip()
        return title, self.second, ", ".join(states), right


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a group of rows: never chosen; ``tone`` is the ink of the right text."""

    title: str
    count: str = ""
    right: str = ""
    tone: str = "text_soft"

    def spoken(self) -> str:
        """Return what a screen reader says."""
        return " ".join(part for part in (self.title, self.count, self.right) if part)

    def cells(self) -> tuple[str, str, str, str]:
        """Return the header as cells of a table."""
        return f"{self.title} ({self.count})" if self.count else self.title, "", "", self.right


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A line of « Accueil »: what to do (a verb first), why, by when on two short lines, the button's verb.

    ``tone`` is ``warn`` for today, ``bad`` for late, empty otherwise; ``icon_tone`` the ink of the icon.
    """

    icon: str
    title: str
    why: str
    when: str
    when_second: str
    verb: str
    tone: str = ""
    icon_tone: str = "accent_text"

    def spoken(self) -> str:
        """Return what a screen reader says."""
        return ", ".join(p for p in (self.title, self.why, f"{self.when} {self.when_second}".strip()) if p)

    def cells(self) -> tuple[str, str, str, str]:
        """Return the line as cells of a table."""
        return self.title, self.why, "", f"{self.when} {self.when_second}".strip()


Shown = Row | Heading | TodoRow


class RowsModel(QAbstractListModel, Generic[T]):
    """Items of any kind as rows; replacing them moves rows instead of resetting: the view keeps its place.

    ``present`` turns an item into what is shown, ``key`` names it for good (an id). Rows come as the view is
    scrolled; ``more_wanted`` asks for those that were not even read, where `offer_more` said that there are.
    """

    more_wanted = Signal()

    def __init__(
        self, present: Callable[[T], Shown], key: Callable[[T], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._present = present
        self._key = key
        self._every: list[T] = []
        self._items: list[T] = []
        self._keys: list[str] = []
        self._shown: list[Shown] = []
        self._more = False

    # -- reading ---------------------------------------------------------------------------------------------

    def items(self) -> list[T]:
        """Return the items, those included that scrolling has not shown yet."""
        return list(self._every or self._items)

    def shown_items(self) -> list[Shown]:
        """Return what is shown of all items, those included that scrolling has not reached."""
        return [self._present(item) for item in self.items()]

    def item(self, index: Index) -> T:
        """Return the item of an index."""
        return self._items[index.row()]

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a key, its row shown by then; invalid when it is not there."""
        if key not in self._keys:
            place = next((at for at, one in enumerate(self._every) if self._key(one) == key), -1)
            self._show_until(place + 1)
        return self.index(self._keys.index(key), 0) if key in self._keys else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what is shown, said or kept of a row."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        shown = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown.spoken()
        by_role: dict[int, Any] = {ROW_ROLE: shown, ITEM_ROLE: self._items[index.row()]}
        return self._keys[index.row()] if role == KEY_ROLE else by_role.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Make headings and disabled rows unable to be chosen; the others can be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        shown = self._shown[index.row()]
        if isinstance(shown, Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(shown, Row) and not shown.enabled:
            return Qt.ItemFlag.ItemNeverHasChildren
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return kept | Qt.ItemFlag.ItemNeverHasChildren

    # -- scrolling -------------------------------------------------------------------------------------------

    def offer_more(self, more: bool) -> None:
        """Say whether there are items that were not read."""
        self._more = more

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Tell whether scrolling on shows more."""
        return not parent.isValid() and (len(self._items) < len(self._every) or self._more)

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Show more rows, or ask for more once all that were read are shown."""
        del parent
        if len(self._items) < len(self._every):
            self._show_until(len(self._items) + FIRST_ROWS)
        elif self._more:
            self._more = False
            self.more_wanted.emit()

    def _show_until(self, end: int) -> None:
        at = len(self._items)
        new = self._every[at:end]
        if new:
            self._insert(at, [self._key(one) for one in new], new)

    # -- changing --------------------------------------------------------------------------------------------

    def replace(self, items: Sequence[T]) -> None:
        """Show these items in this order; keys must differ from each other."""
        if len({self._key(item) for item in items}) != len(items):
            raise ValueError("two rows have one key")
        every, self._every = list(items), []  # nothing more to be shown before all is in its place
        items = every[: max(FIRST_ROWS, len(self._items))]
        wanted = [self._key(item) for item in items]
        self._drop_all_but(set(wanted))
        kept, at = set(self._keys), 0
        while at < len(wanted):
            if wanted[at] in kept:
                self._put(at, wanted[at], items[at])
                at += 1
            else:
                end = next((end for end in range(at, len(wanted)) if wanted[end] in kept), len(wanted))
                self._insert(at, wanted[at:end], items[at:end])
                at = end
        self._every = every

    def present_again(self) -> None:
        """Show the same items anew, when what they look like depends on something else that changed."""
        for at, item in enumerate(self._items):
            self._show(at, item)

    def _drop_all_but(self, wanted: set[str]) -> None:
        """Drop what is not wanted, runs of rows at once: a view pays for each time that it is told."""
        end = len(self._keys)
        while end:
            start = end - 1
            gone = self._keys[start] not in wanted
            while gone and start and self._keys[start - 1] not in wanted:
                start -= 1
            if gone:
                self.beginRemoveRows(_ROOT, start, end - 1)
                del self._items[start:end], self._keys[start:end], self._shown[start:end]
                self.endRemoveRows()
            end = start

    def _insert(self, at: int, keys: Sequence[str], items: Sequence[T]) -> None:
        shown = [self._present(item) for item in items]
        self.beginInsertRows(_ROOT, at, at + len(keys) - 1)
        self._items[at:at] = items
        self._keys[at:at] = keys
        self._shown[at:at] = shown
        self.endInsertRows()

    def _put(self, at: int, key: str, item: T) -> None:
        if self._keys[at] != key:
            self._move(self._keys.index(key, at), at)
        self._show(at, item)

    def _move(self, source: int, target: int) -> None:
        self.beginMoveRows(_ROOT, source, source, _ROOT, target)
        self._items.insert(target, self._items.pop(source))
        self._keys.insert(target, self._keys.pop(source))
        self._shown.insert(target, self._shown.pop(source))
        self.endMoveRows()

    def _show(self, at: int, item: T) -> None:
        shown = self._present(item)
        self._items[at] = item
        if shown != self._shown[at]:
            self._shown[at] = shown
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
