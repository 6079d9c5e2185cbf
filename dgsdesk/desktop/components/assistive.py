"""What assistive technology is told and does: what was done is announced; rows chosen by it become current.

Qt lets it select a row, but moves no keyboard.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QListView, QWidget


def speaks_of_hidden() -> bool:
    """Tell whether something reads the window that speaks even of what is chosen out of sight: Orca does."""
    return sys.platform.startswith("linux") and QAccessible.isActive()


def announce(widget: QWidget, words: str) -> None:
    """Have words said that appear without taking the keyboard."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def tell_current(view: QAbstractItemView) -> None:
    """Have the row said that has the keyboard when its list receives it; Qt tells of the list alone, then."""
    if QAccessible.isActive():
        QTimer.singleShot(0, view, partial(_tell_row, view))


def tell_chosen(view: QListView) -> None:
    """Have the current row, else the first, said of a list chosen from while a field has the keys."""
    if QAccessible.isActive():
        told = QAccessibleEvent(view, QAccessible.Event.Focus)
        told.setChild(max(view.currentIndex().row(), 0))
        QAccessible.updateAccessibility(told)


def name_choice(box: QComboBox, name: str) -> None:
    """Name a list of choices; on Linux, where Qt tells its value for its name, by a description as well."""
    box.setAccessibleName(name)
    if sys.platform.startswith("linux"):
        box.setAccessibleDescription(name)


def _tell_row(view: QAbstractItemView) -> None:
    current = view.currentIndex()
    if view.hasFocus() and current.isValid():
        view.currentChanged(current, current)  # where Qt tells of a row


class AssistiveChoice(QObject):
    """Makes a row that is selected by other means than keys or mouse the current one.

    ``picked(index)`` is called then, as by a click.
    """

    def __init__(self, view: QAbstractItemView, picked: Callable[[QModelIndex], object]) -> None:
        super().__init__(view)
        self._view = view
        self._picked = picked
        view.selectionModel().selectionChanged.connect(self._changed)

    def _changed(self, chosen: QItemSelection) -> None:
        if not QAccessible.isActive() or QApplication.mouseButtons():
            return
        indexes = chosen.indexes()
        if indexes and indexes[0].row() != self._view.currentIndex().row():
            self._view.setCurrentIndex(indexes[0])
            self._picked(indexes[0])
