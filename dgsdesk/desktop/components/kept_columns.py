"""Columns of a table as a hand left them: widths, what is hidden, what it is sorted by, kept per computer."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from dgsdesk.desktop.theme.theme import Theme

_LEAST = 24
"""Pixels at 100 % below which no kept width is taken."""
_LEAST_FILLER = 140
"""Pixels at 100 % that the column keeps that takes what the others leave."""
_ACROSS = Qt.Orientation.Horizontal


class Memory(Protocol):
    """Where the columns are remembered."""

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        ...

    def keep(self, key: str, value: str) -> None:
        """Remember a text."""
        ...


class KeptColumns(QObject):
    """Follows what a hand does to the columns of a table, and does it again at the next start.

    ``fit`` gives every column its width as if no hand had touched it. Columns are known by their titles, and
    widths in pixels at 100 % of text, so that neither another order nor another size of text breaks them.

    ``filler`` is the column that takes the room that the others leave; what a hand gives to a column then
    comes from its neighbour. ``kind`` names a column whose title is data: those of a kind have one width, and
    one without a kind is left alone.
    """

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        table: QTableView,
        fit: Callable[[], object],
        *,
        filler: int = -1,
        kind: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(table)
        self._filler, self._kind = filler, kind
        self._giving = False
        self._theme = theme
        self._memory = memory
        self._key = f"columns/{key}"
        self._table = table
        self._fit = fit
        self._before: list[int] = []
        self._kept = self._read()
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer)
        header.viewport().installEventFilter(self)
        if filler >= 0:
            header.sectionResized.connect(self._take_from_next)
        if table.isSortingEnabled():
            self._sort_as_kept()
            header.sortIndicatorChanged.connect(self._sorted)

    # -- placing ---------------------------------------------------------------------------------------------

    @property
    def _header(self) -> QHeaderView:
        """The header, asked for anew: one that was kept is no longer valid once its table changed places."""
        return self._table.horizontalHeader()

    def place(self) -> None:
        """Give the columns their widths: those of a hand where there are any."""
        if not shiboken6.isValid(self._table) or not shiboken6.isValid(self._header):
            return  # the table is going, and is told of a last size
        self._fit()
        for column, title in self._titles().items():
            self._table.setColumnHidden(column, title in self._kept["hidden"])
            width = self._kept["widths"].get(title)
            if width and self._may_pull(column):
                self._table.setColumnWidth(column, self._theme.wide(max(width, _LEAST)))
        if self._filler >= 0:
            self._fill_room()

    def _may_pull(self, column: int) -> bool:
        return self._header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive

    def _fill_room(self) -> None:
        """Give the filler what is left; where nothing is, the others go back to how they fit."""
        least = self._theme.wide(_LEAST_FILLER)
        if self._left_for_filler() < least:
            self._fit()
        self._table.setColumnWidth(self._filler, max(self._left_for_filler(), least))

    def _left_for_filler(self) -> int:
        others = (self._table.columnWidth(at) for at in range(self._header.count()) if at != self._filler)
        return self._table.viewport().width() - sum(others)

    def _take_from_next(self, column: int, old: int, new: int) -> None:
        """Take from the next column what a hand gives to one, and no more than that has."""
        if self._giving or not self._before:
            return
        other, least = self._next(column), self._header.minimumSectionSize()
        both = old + self._table.columnWidth(other)
        width = min(max(new, least), both - least)
        self._giving = True
        self._table.setColumnWidth(column, width if other != column else old)
        if other != column:
            self._table.setColumnWidth(other, both - width)
        self._giving = False

    def _next(self, column: int) -> int:
        """Return the column at the right that a hand may pull, the filler when there is none."""
        places = range(self._header.visualIndex(column) + 1, self._header.count())
        after = (self._header.logicalIndex(place) for place in places)
        shown = (at for at in after if self._may_pull(at) and not self._table.isColumnHidden(at))
        return next(shown, self._filler)

    def reset(self) -> None:
        """Forget what a hand did."""
        self._kept = _nothing()
        self._memory.keep(self._key, "")
        self.place()

    def fill(self, menu: QMenu) -> None:
        """Put what can be done to the columns into a menu."""
        titles = {} if self._kind else self._titles()
        shown = [column for column in titles if not self._table.isColumnHidden(column)]
        for column, title in titles.items():
            act = menu.addAction(title)
            act.setCheckable(True)
            act.setChecked(column in shown)
            act.setEnabled(shown != [column])  # one always stays
            act.toggled.connect(partial(self._show_column, title))
        if titles:
            menu.addSeparator()
        menu.addAction(self.tr("Remettre les colonnes")).triggered.connect(self.reset)

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Colonnes"))
        self.fill(menu)
        menu.popup(self._header.mapToGlobal(place))

    def _show_column(self, title: str, on: bool) -> None:
        hidden = [one for one in self._kept["hidden"] if one != title]
        self._kept["hidden"] = hidden if on else [*hidden, title]
        self._write()
        self.place()

    # -- following -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the widths that a drag on the header changed."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._before = self._widths()
        elif kind in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick) and self._before:
            QTimer.singleShot(0, self, self._note_widths)  # the header itself has to hear of it first
        return super().eventFilter(watched, event)

    def _note_widths(self) -> None:
        before, self._before = self._before, self._widths() if self._before else []
        scale = 100 / self._theme.text_scale
        changed = False
        for column, title in self._titles().items():
            width = self._table.columnWidth(column)
            pulled = width and column < len(before) and before[column] != width
            if pulled and column != self._filler and self._may_pull(column):
                self._kept["widths"][title] = round(width * scale)
                changed = True
        if changed:
            self._write()
        if changed and self._kind:
            self.place()  # the others of its kind follow

    def _widths(self) -> list[int]:
        return [self._table.columnWidth(column) for column in range(self._header.count())]

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        title = self._titles().get(column, "")
        self._kept["sort"] = [title, order is Qt.SortOrder.DescendingOrder]
        self._write()

    def _sort_as_kept(self) -> None:
        title, down = self._kept["sort"]
        column = next((at for at, one in self._titles().items() if one == title), None)
        if column is not None and title:
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(column, order)

    # -- remembering -----------------------------------------------------------------------------------------

    def _titles(self) -> dict[int, str]:
        model = self._table.model()
        count = model.columnCount() if model is not None else 0
        if self._kind:
            said = {column: self._kind(column) for column in range(count)}
        else:
            said = {column: str(model.headerData(column, _ACROSS) or "") for column in range(count)}
        return {column: title for column, title in said.items() if title}

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._memory.text(self._key) or "{}")
            widths = {str(title): int(width) for title, width in dict(kept.get("widths", {})).items()}
            hidden = [str(title) for title in kept.get("hidden", [])]
            title, down = kept.get("sort", ["", False])
        except (ValueError, TypeError, AttributeError):
            return _nothing()  # a memory that cannot be read is none
        return {"widths": widths, "hidden": hidden, "sort": [str(title), bool(down)]}

    def _write(self) -> None:
        self._memory.keep(self._key, json.dumps(self._kept, ensure_ascii=False))


def _nothing() -> dict[str, Any]:
    return {"widths": {}, "hidden": [], "sort": ["", False]}
