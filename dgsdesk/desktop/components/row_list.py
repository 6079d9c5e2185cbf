"""A list of rows, ready to use: choosing, acting, keeping its place, an empty page when there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from dgsdesk.desktop.components.assistive import AssistiveChoice, tell_current
from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.components.row_delegate import RowDelegate, ShownDelegate
from dgsdesk.desktop.components.rows import KEY_ROLE, ROW_ROLE, Heading, RowsModel
from dgsdesk.desktop.theme.theme import Theme

DelegateMaker = Callable[[Theme, QAbstractItemView], ShownDelegate]


class RowList(QListView):
    """Show a `RowsModel`. ``chosen(key)`` follows the selection, ``activated_key(key)`` is Enter or a double
    click, ``picked(key)`` a click or a choice by assistive technology, ``button_clicked(key)`` the button
    painted in the row.

    ``name`` is what screen readers call the list; ``ground`` its colour role.
    """

    chosen = Signal(str)
    activated_key = Signal(str)
    picked = Signal(str)
    button_clicked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        model: RowsModel[Any],
        name: str,
        *,
        delegate: DelegateMaker = RowDelegate,
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground = ground
        self._whole = False
        self.setModel(model)
        self.rows = model
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made = delegate(theme, self)
        self.setItemDelegate(made)
        made.button_clicked.connect(lambda index: self.button_clicked.emit(index.data(KEY_ROLE)))
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._tell_activated)
        self.clicked.connect(self._tell_picked)
        AssistiveChoice(self, self._tell_picked)
        model.rowsInserted.connect(self._choose_something)
        model.rowsRemoved.connect(self._leave_heading)
        theme.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the ground from the theme."""
        take_ground(self, self.theme, self._ground)
        if self._whole:
            self.show_whole()

    def show_whole(self) -> None:
        """Be as high as all rows together, in whatever size of text; called again for other rows."""
        self._whole = True
        heights = (self.sizeHintForRow(at) for at in range(self.rows.rowCount()))
        self.setFixedHeight(max(sum(heights), 1))

    def chosen_key(self) -> str:
        """Return the key of the chosen row, empty for none."""
        index = self.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else ""

    def choose(self, key: str) -> bool:
        """Choose a row and bring it into view; return False when it is not there."""
        index = self.rows.index_of(key)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view; the first one with the heading above it."""
        above = (self.rows.index(row, 0) for row in range(index.row()))
        if any(one.flags() & Qt.ItemFlag.ItemIsSelectable for one in above):
            super().scrollTo(index, hint)
        else:
            self.scrollToTop()

    def choose_first(self) -> None:
        """Choose the first row that can be."""
        for row in range(self.rows.rowCount()):
            index = self.rows.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over headings, which cannot be chosen."""
        index = super().moveCursor(action, modifiers)
        up = action in (
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePrevious,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MoveEnd,
        )
        return self._selectable_from(index, -1 if up else 1)

    def _selectable_from(self, index: QModelIndex, step: int) -> QModelIndex:
        row = index.row()
        while 0 <= row < self.rows.rowCount():
            found = self.rows.index(row, 0)
            if found.flags() & Qt.ItemFlag.ItemIsSelectable:
                return found
            row += step
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._tell_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the choice as it is where a heading is pressed: Qt would make it the current row."""
        pressed = self.indexAt(event.position().toPoint())
        if not isinstance(pressed.data(ROW_ROLE), Heading):
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when nothing is chosen yet."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()
        self.viewport().update()
        tell_current(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint: the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose_something(self) -> None:
        if self.hasFocus() and not self.currentIndex().isValid():
            self.choose_first()

    def _leave_heading(self) -> None:
        """The row after the last one of a group is a heading: where the chosen row goes, Qt stops there."""
        index = self.currentIndex()
        if not index.isValid() or index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return
        below = self._selectable_from(index, 1)
        self.setCurrentIndex(below if below != index else self._selectable_from(index, -1))

    def _tell_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(KEY_ROLE)))

    def _tell_picked(self, index: QModelIndex) -> None:
        if index.isValid() and not isinstance(index.data(ROW_ROLE), Heading):
            self.picked.emit(str(index.data(KEY_ROLE)))

    def _tell_activated(self, index: QModelIndex) -> None:
        if index.isValid() and not isinstance(index.data(ROW_ROLE), Heading):
            self.activated_key.emit(str(index.data(KEY_ROLE)))
