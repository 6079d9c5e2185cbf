"""The menu of every table and list that has none of its own: copying, printing, columns."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.shell.actions import ActionRegistry

ACTS = ("shell.copy_rows", "shell.copy_table", "shell.preview")


def offer_table_menu(actions: ActionRegistry, at: QWidget, place: QPoint) -> bool:
    """Show the menu at a place of the screen; return False where there is no table."""
    view: QWidget | None = at
    while view is not None and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if view is None:
        return False
    view.setFocus(Qt.FocusReason.PopupFocusReason)
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(view.accessibleName())
    menu.addActions([actions.action(act) for act in ACTS])
    for columns in view.findChildren(KeptColumns):
        columns.fill(menu.addMenu(QCoreApplication.translate("table_menu", "Colonnes")))
    menu.popup(place)
    return True
