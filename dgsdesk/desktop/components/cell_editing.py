"""Editing where the text stands: Enter or F2 edits, Tab goes on, Esc takes back, leaving keeps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
#: A model answers this role with (least, most) for a number, or a list of (text, value) choices.
EDIT_ROLE = int(Qt.ItemDataRole.UserRole) + 20


class CellDelegate(QStyledItemDelegate):
    """Make the editor that fits a cell: a field, a number with Up and Down, or a list of choices.

    ``name_role`` gives the editor's name for screen readers; the column's header by default.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.view = view
        edits_in_place(view)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Let icons keep their colour in a row that is chosen while the keyboard is elsewhere."""
        super().initStyleOption(option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and not option.icon.isNull() and not self.view.hasFocus():
            shown = option.icon.pixmap(option.decorationSize, self.view.devicePixelRatioF())
            option.icon = QIcon(shown)
            option.icon.addPixmap(shown, QIcon.Mode.Selected)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor at the same place and size."""
        del option
        kind = index.data(EDIT_ROLE)
        editor = self._editor(parent, kind)
        editor.setProperty("inCell", True)
        header = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(header or ""))
        return editor

    @staticmethod
    def _editor(parent: QWidget, kind: Any) -> QWidget:
        if isinstance(kind, tuple):
            spin = QSpinBox(parent)
            spin.setRange(kind[0], kind[1])
            return spin
        if isinstance(kind, list):
            combo = QComboBox(parent)
            for text, value in kind:
                combo.addItem(text, value)
            return combo
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value in the editor; what is being typed stays when the cell is read again."""
        if _is_being_typed(editor):
            return
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value or 0))
            editor.selectAll()
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep the editor's value, when it differs."""
        value = self._value(editor)
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value, int(Qt.ItemDataRole.EditRole))

    @staticmethod
    def _value(editor: QWidget) -> Any:
        if isinstance(editor, QComboBox):
            return editor.currentData()
        if isinstance(editor, QSpinBox):
            editor.interpretText()
            return editor.value()
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the editor within its cell, high enough for its text."""
        del index
        rect = option.rect.adjusted(1, 1, -1, -1)
        high = min(rect.height(), max(editor.sizeHint().height(), 26))
        rect.setTop(rect.top() + (rect.height() - high) // 2)
        rect.setHeight(high)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab keeps and goes to the next cell that can be edited; Enter keeps, and stays or goes on."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
        ):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._keep(editor)
                self._go_on(1 if event.key() == Qt.Key.Key_Tab else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(editor, QComboBox):
                self._keep(editor)
                self.entered()
                return True
        return super().eventFilter(editor, event)

    def entered(self) -> None:
        """Stay where Enter kept a cell; a table that is filled line by line goes on from there."""

    def _keep(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self, step: int) -> None:
        found = next_editable(self.view.currentIndex(), step)
        if found.isValid():
            self.view.setCurrentIndex(found)
            QTimer.singleShot(0, self.view, lambda: self.view.edit(found))


def _is_being_typed(editor: QWidget) -> bool:
    """Tell whether somebody has typed into an editor since it was filled."""
    field = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    return field is not None and field.isModified()


def next_editable(index: QModelIndex, step: int) -> QModelIndex:
    """Return the next cell of the same parent that can be edited, row after row; invalid at the end."""
    if not index.isValid():
        return QModelIndex()
    model = index.model()
    parent = index.parent()
    columns, rows = model.columnCount(parent), model.rowCount(parent)
    at = index.row() * columns + index.column() + step
    while 0 <= at < columns * rows:
        found = model.index(at // columns, at % columns, parent)
        if found.flags() & Qt.ItemFlag.ItemIsEditable:
            return found
        at += step
    return QModelIndex()


class _EnterEdits(QObject):
    """Make Enter edit the current cell, as F2 does."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter when the current cell can be edited, and is not: an open list lets its Enter through."""
        enter = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
        )
        editing = self._view.state() is QAbstractItemView.State.EditingState
        index = self._view.currentIndex()
        if enter and not editing and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._view.edit(index)
            return True
        return super().eventFilter(watched, event)


def edits_in_place(view: QAbstractItemView) -> None:
    """Give a view our ways of editing: Enter, F2 or a double click."""
    trigger = QAbstractItemView.EditTrigger
    view.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
    view.setTabKeyNavigation(False)
    _EnterEdits(view)
