"""Any table or list as text and as rich text, for a spreadsheet, a letter or a message."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QTreeView, QWidget

from dgsdesk.desktop.components.clipboard import copy_message
from dgsdesk.domain.wording import plural

MOST_ROWS = 5000
"""Rows beyond which nothing is copied: the clipboard is no file."""

_Row = list[str]


def copy_table(area: QWidget) -> str:
    """Copy the table that has the keyboard, else the first that is shown in ``area``; say what was done.

    Where there is nothing to copy, the clipboard stays as it was.
    """
    view = _view_in(area)
    rows = rows_of(view) if view is not None else []
    if view is None or not rows:
        return QCoreApplication.translate("copy_table", "Il n’y a pas de tableau à copier ici.")
    head = _head(view)
    table = [head, *rows] if any(head) else rows
    copy_message(_as_text(table), _as_html(table, headed=any(head)))
    name = view.accessibleName() or QCoreApplication.translate("copy_table", "Tableau")
    return f"{name}\u00a0: {plural(len(rows), 'ligne copiée', 'lignes copiées')}."


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
    columns = range(model.columnCount()) if isinstance(view, QTableView | QTreeView) else range(1)
    shown = [column for column in columns if not _is_hidden(view, column)]
    rows: list[_Row] = []
    _collect(model, QModelIndex(), shown, rows)
    return rows


def _is_hidden(view: QAbstractItemView, column: int) -> bool:
    return isinstance(view, QTableView | QTreeView) and view.isColumnHidden(column)


def _collect(model: QAbstractItemModel, parent: QModelIndex, columns: list[int], rows: list[_Row]) -> None:
    for row in range(model.rowCount(parent)):
        if len(rows) >= MOST_ROWS:
            return
        cells = [_said(model.index(row, column, parent)) for column in columns]
        if any(cells):
            rows.append(cells)
        _collect(model, model.index(row, 0, parent), columns, rows)


def _said(index: QModelIndex) -> str:
    """Return what a cell shows; what paints itself is taken as a screen reader says it."""
    text = index.data(Qt.ItemDataRole.DisplayRole)
    said = text if text not in (None, "") else index.data(Qt.ItemDataRole.AccessibleTextRole)
    return " ".join(str(said if said is not None else "").split())


def _head(view: QAbstractItemView) -> _Row:
    model = view.model()
    if not isinstance(view, QTableView | QTreeView) or model is None:
        return []
    shown = [column for column in range(model.columnCount()) if not _is_hidden(view, column)]
    across = Qt.Orientation.Horizontal
    hidden = isinstance(view, QTreeView) and view.isHeaderHidden()
    hidden = hidden or (isinstance(view, QTableView) and view.horizontalHeader().isHidden())
    return [] if hidden else [str(model.headerData(column, across) or "") for column in shown]


def _as_text(rows: list[_Row]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _as_html(rows: list[_Row], *, headed: bool) -> str:
    written = []
    for place, row in enumerate(rows):
        tag = "th" if headed and place == 0 else "td"
        written.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return f'<table border="1" cellspacing="0" cellpadding="4">{"".join(written)}</table>'
