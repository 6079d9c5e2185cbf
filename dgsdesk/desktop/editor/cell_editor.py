"""The editor of one cell of a table: a text of its own that lies exactly over the drawn cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.editor.objects import PADDING
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.theme.theme import Theme

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_MOVES = {
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Left: QTextCursor.MoveOperation.Left,
    Qt.Key.Key_Right: QTextCursor.MoveOperation.Right,
}


class CellEditor(RichTextEditor):
    """Edit a cell. ``next_wanted(step)`` is Tab, ``left(rows, columns)`` an arrow key beyond the text.

    ``undo_wanted`` and ``redo_wanted`` come when nothing typed in this cell is left to take back.
    """

    next_wanted = Signal(int)
    left = Signal(int, int)
    escaped = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, theme: Theme, name: str, style: str, parent: QWidget) -> None:
        super().__init__(theme, name, style=style, parent=parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(PADDING, PADDING, PADDING, 0)

    def write_as(self, times: float, *, bold: bool) -> None:
        """Take the font of the text round the table; a header's words look bold without being so."""
        self.document().setDefaultFont(self.theme.font(self._style, bold=bold, times=times))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hide what is drawn below."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.color("input"))
        painter.end()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo for the text round the table when the cell has nothing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab and Shift+Tab go among the cells."""
        del forward
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go among the cells, or type."""
        document = self.document()
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.next_wanted.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable():
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable():
            self.redo_wanted.emit()
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._leaves(event.key()):
            self.left.emit(*_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _leaves(self, key: int) -> bool:
        """Tell whether an arrow key finds no more text here."""
        move = _MOVES.get(Qt.Key(key)) if key in _MOVES else None
        return move is not None and not QTextCursor(self.textCursor()).movePosition(move)
