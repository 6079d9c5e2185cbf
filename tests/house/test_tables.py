"""Every table and every list of the window can be copied: whole or by the row, by a key or by its menu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QScrollArea

from dgsdesk.desktop.components.table_copy import table_of
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.shell.table_menu import ACTS
from tests.house.whole_window import SPOTS, Spot, go, where

NOTHING = "rien"


def tables(shell: Shell) -> Iterator[QAbstractItemView]:
    """Yield what shows rows on the page in front."""
    for view in shell.window.stack.currentWidget().findChildren(QAbstractItemView):
        filled = view.model() is not None and view.model().rowCount() > 0
        if view.isVisible() and filled and not isinstance(view, QHeaderView):
            yield view


def bring_into_sight(view: QAbstractItemView) -> None:
    """Scroll to a view, as who wants its menu does."""
    above = view.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(view)
            QApplication.sendPostedEvents()
        above = above.parentWidget()


def menu_at(view: QAbstractItemView) -> QMenu | None:
    """Ask for the menu of a view by the mouse, where it is seen and nothing lies over it."""
    QApplication.sendPostedEvents()  # a message above the page moves what is below it
    bring_into_sight(view)
    seen, window = view.viewport().visibleRegion().boundingRect(), view.window()
    spots = (seen.center(), seen.topLeft() + QPoint(4, 4), seen.topRight() + QPoint(-4, 4))
    clear = (spot for spot in spots if view.isAncestorOf(window.childAt(view.viewport().mapTo(window, spot))))
    spot = next(clear, seen.center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    shown = QApplication.activePopupWidget()
    return shown if isinstance(shown, QMenu) else None


def faults(shell: Shell, view: QAbstractItemView) -> Iterator[str]:
    clipboard = QApplication.clipboard()
    table = table_of(view)
    if table is None or not any(any(row) for row in table.rows):
        yield "has no words to copy"
        return
    holder = view if view.focusPolicy() is not Qt.FocusPolicy.NoFocus else view.focusProxy()
    if holder is not None:
        holder.setFocus(Qt.FocusReason.TabFocusReason)
        clipboard.setText(NOTHING)
        QTest.keyClick(holder, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        if view.currentIndex().isValid() and clipboard.text() == NOTHING:
            yield "is not copied by Ctrl+C"
        shell.actions.trigger("shell.copy_table")
        if "<table" not in clipboard.mimeData().html():
            yield "is not copied whole as rich text"
    menu = menu_at(view)
    if menu is None:
        yield "has no menu"
        return
    offered = {act.objectName() for act in menu.actions()}
    menu.close()
    if not offered.issuperset(ACTS):
        yield f"offers only {sorted(offered)}"


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_every_table_and_list_is_copied(window: Shell, spot: Spot) -> None:
    go(window, spot)
    found = {
        f"{where(window, view)} « {view.accessibleName()} » {fault}"
        for view in list(tables(window))
        for fault in faults(window, view)
    }
    assert not found
