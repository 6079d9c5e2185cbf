"""Any table or list as text and as rich text, for a spreadsheet, a letter or a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QTreeView, QWidget

from dgsdesk.desktop.components.clipboard import copy_message
from dgsdesk.desktop.components.rows import ROW_ROLE, Heading, Row, RowsModel, Shown, TodoRow
from dgsdesk.domain.wording import plural

MOST_ROWS = 5000
"""Rows beyond which nothing is copied: the clipboard is no file."""

_Row = list[str]
_BLANKS = re.compile(r"[ \t\r\n]+")
_NUMBER = re.compile(r"[\d\s.,%+\-−]+")
COPY_ROLE = int(Qt.ItemDataRole.UserRole) + 30
"""A model answers this role where a cell that paints itself is copied otherwise than it is said."""
_DOWN = Qt.Orientation.Vertical


@dataclass(frozen=True)
class ShownTable:
    """A table or list as it is shown: its name, the titles of its columns (empty for none), its cells.

    ``groups`` are the rows that head others.
    """

    name: str
    head: list[str]
    rows: list[list[str]]
    groups: frozenset[int] = frozenset()


def copy_table(area: QWidget) -> str:
    """Copy the table that has the keyboard, else the first that is shown in ``area``; say what was done.

    Where there is nothing to copy, the clipboard stays as it was.
    """
    table = table_in(area)
    if table is None:
        return QCoreApplication.translate("copy_table", "Il n’y a pas de tableau à copier ici.")
    return copy_rows(table)


def copy_chosen(area: QWidget) -> str:
    """Copy the rows that are chosen in the table with the keyboard; say what was done, empty for nothing."""
    view = _view_in(area)
    if view is None or view.model() is None:
        return ""
    chosen = view.selectionModel().selectedIndexes() or [view.currentIndex()]
    places = sorted({index.row() for index in chosen if index.isValid()})
    parent = next((index.parent() for index in chosen if index.isValid()), QModelIndex())
    rows = [_row_of(view, row, parent) for row in places]
    return copy_rows(ShownTable(view.accessibleName(), [], rows)) if any(map(any, rows)) else ""


def _row_of(view: QAbstractItemView, row: int, parent: QModelIndex) -> _Row:
    shown = view.model().index(row, 0, parent).data(ROW_ROLE)
    if isinstance(shown, Row | Heading | TodoRow):
        return [_evened(cell) for cell in shown.cells() if cell]
    return _cells(view, row, parent)


def copy_rows(table: ShownTable) -> str:
    """Put a table on the clipboard as text and as rich text; say what was done."""
    headed = any(table.head)
    rows = [table.head, *table.rows] if headed else table.rows
    copy_message(_as_text(rows), _as_html(rows, headed=headed))
    return f"{table.name}\u00a0: {plural(len(table.rows), 'ligne copiée', 'lignes copiées')}."


def table_in(area: QWidget) -> ShownTable | None:
    """Return the table that has the keyboard, else the largest that is shown in ``area``, if it has rows."""
    view = _view_in(area)
    return table_of(view) if view is not None else None


def tables_in(area: QWidget) -> list[ShownTable]:
    """Return the tables that are shown in ``area`` and have rows: the one with the keyboard, then by size."""
    focused = _view_in(area)
    shown = [one for one in area.findChildren(QAbstractItemView) if _is_table(one) and one.isVisible()]
    shown.sort(key=lambda one: (one is not focused, -one.width() * one.height()))
    tables: list[ShownTable] = []
    for table in map(table_of, shown):
        told = [(one.head, one.rows) for one in tables]  # views side by side may show one table together
        if table is not None and (table.head, table.rows) not in told:
            tables.append(table)
    return tables


def table_of(view: QAbstractItemView) -> ShownTable | None:
    """Return what a view shows, or nothing when it has no rows."""
    name = view.accessibleName() or QCoreApplication.translate("copy_table", "Tableau")
    model = view.model()
    if isinstance(model, RowsModel):
        return _list_of(name, model.shown_items())
    rows = rows_of(view) if model is not None else []
    return ShownTable(name, _head(view), rows) if rows else None


def _list_of(name: str, shown: list[Shown]) -> ShownTable | None:
    """Return a list as a table of at most four columns, without those that are empty."""
    tr = QCoreApplication.translate
    head = [tr("copy_table", word) for word in ("Intitulé", "Précisions", "État", "Repère")]
    cells = [[_evened(cell) for cell in one.cells()] for one in shown[:MOST_ROWS]]
    used = [at for at in range(len(head)) if any(row[at] for row in cells)]
    if not used:
        return None
    groups = frozenset(at for at, one in enumerate(shown[:MOST_ROWS]) if isinstance(one, Heading))
    rows = [[row[at] for at in used] for row in cells]
    return ShownTable(name, [head[at] for at in used] if len(used) > 1 else [], rows, groups)


def _view_in(area: QWidget) -> QAbstractItemView | None:
    focus = QApplication.focusWidget()
    while focus is not None and not _is_table(focus):
        focus = focus.parentWidget()
    if isinstance(focus, QAbstractItemView) and area.isAncestorOf(focus):
        return focus
    shown = (one for one in area.findChildren(QAbstractItemView) if _is_table(one) and one.isVisible())
    return max(shown, key=lambda one: one.width() * one.height(), default=None)


def _is_table(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView)


def rows_of(view: QAbstractItemView) -> list[_Row]:
    """Return the rows that a view shows, cell by cell, branches of a tree below their own."""
    model = view.model()
    rows: list[_Row] = []
    _collect(view, model, QModelIndex(), rows)
    return rows


def _names_rows(view: QAbstractItemView) -> bool:
    """Say whether the rows of a table are named at their left."""
    return isinstance(view, QTableView) and not view.verticalHeader().isHidden()


def _columns_of(view: QAbstractItemView) -> list[int]:
    """Return the columns that are shown; a list has one, a view that shows a part says which are copied."""
    copied = getattr(view, "copied_columns", None)
    if copied is not None:
        return list(copied())
    columns = range(view.model().columnCount()) if isinstance(view, QTableView | QTreeView) else range(1)
    return [column for column in columns if not _is_hidden(view, column)]


def _is_hidden(view: QAbstractItemView, column: int) -> bool:
    return isinstance(view, QTableView | QTreeView) and view.isColumnHidden(column)


def _collect(
    view: QAbstractItemView, model: QAbstractItemModel, parent: QModelIndex, rows: list[_Row]
) -> None:
    for row in range(model.rowCount(parent)):
        if len(rows) >= MOST_ROWS:
            return
        cells = _cells(view, row, parent)
        if any(cells):
            rows.append(cells)
        _collect(view, model, model.index(row, 0, parent), rows)


def _cells(view: QAbstractItemView, row: int, parent: QModelIndex) -> _Row:
    model = view.model()
    places = [model.index(row, column, parent) for column in _columns_of(view)]
    cells = list(map(_said, places))
    if not isinstance(view, QTableView | QTreeView) and (tick := _ticked(places[0])) not in ("", cells[0]):
        cells.append(tick)  # a list of boxes: what stands there says nothing without its tick
    return [str(model.headerData(row, _DOWN) or ""), *cells] if _names_rows(view) else cells


def _said(index: QModelIndex) -> str:
    """Return what a cell shows; what paints itself is taken as a screen reader says it."""
    copied = index.data(COPY_ROLE)
    if copied is not None:
        return str(copied)
    said = index.data(Qt.ItemDataRole.DisplayRole)
    if said in (None, ""):
        said = _ticked(index) or index.data(Qt.ItemDataRole.AccessibleTextRole)
    lines = str(said if said is not None else "").splitlines()
    return " – ".join(filter(None, map(_evened, lines)))


def _evened(text: str) -> str:
    """Return a text on one line; its no-break spaces stay, but in a number, which a spreadsheet must read."""
    return " ".join(text.split() if _NUMBER.fullmatch(text) else _BLANKS.split(text)).strip()


def _ticked(index: QModelIndex) -> str:
    """Return « oui » or « non » for what can be ticked, empty for what cannot."""
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    if state is None:
        return ""
    is_on = Qt.CheckState(state) is Qt.CheckState.Checked
    return QCoreApplication.translate("copy_table", "oui" if is_on else "non")


def _head(view: QAbstractItemView) -> _Row:
    model = view.model()
    if not isinstance(view, QTableView | QTreeView) or model is None:
        return []
    shown = _columns_of(view)
    across = Qt.Orientation.Horizontal
    hidden = isinstance(view, QTreeView) and view.isHeaderHidden()
    hidden = hidden or (isinstance(view, QTableView) and view.horizontalHeader().isHidden())
    titles = [] if hidden else [str(model.headerData(column, across) or "") for column in shown]
    return ["", *titles] if titles and _names_rows(view) else titles


def _as_text(rows: list[_Row]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _as_html(rows: list[_Row], *, headed: bool) -> str:
    written = []
    for place, row in enumerate(rows):
        tag = "th" if headed and place == 0 else "td"
        written.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return f'<table border="1" cellspacing="0" cellpadding="4">{"".join(written)}</table>'
