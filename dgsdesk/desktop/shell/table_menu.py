"""The menu of every table and list: what can be done with what is chosen, then copying, printing, columns."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
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
    menu.addActions(own := [*_acts_on(actions, view)])
    if own:
        menu.addSeparator()
    menu.addActions([actions.action(act) for act in ACTS])
    for columns in view.findChildren(KeptColumns):
        columns.fill(menu.addMenu(QCoreApplication.translate("table_menu", "Colonnes")))
    menu.popup(place)
    return True


def _acts_on(actions: ActionRegistry, view: QAbstractItemView) -> Iterator[QAction]:
    """Give what is done with what is chosen: its own acts, and those offered on it."""
    held = set(actions.offered_on(view))
    widget: QWidget | None = view
    while widget is not None and not widget.isWindow():
        held.update(act.objectName() for act in widget.actions())
        widget = widget.parentWidget()
    for spec in actions.specs():
        act = actions.action(spec.id)
        if spec.id in held and act.isVisible():
            yield act
