"""What of a text does not go on the wall: reserved blocks are hidden, and no key draws them into others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from dgsdesk.desktop.editor.codec import fragments, object_of
from dgsdesk.desktop.editor.formats import facts_of
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.richtext import walk

_GOES = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)


class Curtain(QObject):
    """Hides from an editor the blocks that those before the wall may not read.

    The text itself stays whole, and is kept whole. While a curtain is drawn the caret steps over what is
    hidden, and a key that would erase it or join it to a block in sight does nothing.
    """

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._widest: Audience | None = None
        self._place = 0
        self._touched: range = range(0)
        editor.document().contentsChange.connect(self._touch)
        editor.textChanged.connect(self._follow)
        editor.cursorPositionChanged.connect(self._step_over)
        editor.installEventFilter(self)

    def draw(self, widest: Audience | None) -> None:
        """Hide what the widest audience before the wall may not read; None shows everything again."""
        if widest is not self._widest:
            self._widest = widest
            document = self._editor.document()
            self._hide(document.begin(), document.blockCount())
            self._step_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back the keys that would touch what is hidden."""
        if self._widest is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._would_touch(event)
        return super().eventFilter(watched, event)

    def _touch(self, place: int, _removed: int, added: int) -> None:
        """Remember the blocks of a change: looking at all of them at each key is slow in a long text."""
        document = self._editor.document()
        first, last = document.findBlock(place), document.findBlock(place + added)
        end = last.blockNumber() + 1 if last.isValid() else document.blockCount()
        begin = min(self._touched.start, first.blockNumber()) if self._touched else first.blockNumber()
        self._touched = range(max(begin, 0), max(end, self._touched.stop))

    def _follow(self) -> None:
        """Hide what a change made reserved, show what it freed."""
        if self._widest is not None and self._touched:
            block = self._editor.document().findBlockByNumber(self._touched.start)
            self._hide(block, self._touched.stop)
        self._touched = range(0)

    def _hide(self, block: QTextBlock, stop: int) -> None:
        """Hide or show each block from one on, up to a block number."""
        document = self._editor.document()
        changed = False
        while block.isValid() and block.blockNumber() < stop:
            seen = self._widest is None or may_read(_least(block), self._widest)
            if block.isVisible() != seen:
                block.setVisible(seen)
                document.markContentsDirty(block.position(), block.length())
                changed = True
            block = block.next()
        if changed:
            self._editor.updateGeometry()
            self._editor.viewport().update()

    def _step_over(self) -> None:
        """Move a caret that came into a hidden block on to the next one in sight, in the same direction."""
        cursor = self._editor.textCursor()
        forward, self._place = cursor.position() >= self._place, cursor.position()
        block = cursor.block()
        if self._widest is None or block.isVisible():
            return
        target = _next_seen(block, forward=forward) or _next_seen(block, forward=not forward)
        if target is not None:
            ahead = target.position() > block.position()
            cursor.setPosition(target.position() if ahead else target.position() + target.length() - 1)
            self._place = cursor.position()
            self._editor.setTextCursor(cursor)

    def _would_touch(self, event: QKeyEvent) -> bool:
        if event.key() in _GOES or event.matches(QKeySequence.StandardKey.Undo):
            return False
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return self._hides(cursor.selectionStart(), cursor.selectionEnd())
        if not cursor.block().isVisible():
            return bool(event.text())
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
            return _hidden(cursor.block().previous())
        return event.key() == Qt.Key.Key_Delete and cursor.atBlockEnd() and _hidden(cursor.block().next())

    def _hides(self, start: int, end: int) -> bool:
        at = QTextCursor(self._editor.document())
        at.setPosition(start)
        block = at.block()
        while block.isValid() and block.position() <= end:
            if not block.isVisible():
                return True
            block = block.next()
        return False


def _least(block: QTextBlock) -> Audience:
    """Return the narrowest level of a block: its own, or that of a paragraph inside of its table."""
    levels = [facts_of(block).audience]
    for fragment in fragments(block):
        whole = object_of(fragment.charFormat())
        levels += [inner.audience for inner in walk((whole,))] if whole is not None else ()
    return min(levels)


def _hidden(block: QTextBlock) -> bool:
    return block.isValid() and not block.isVisible()


def _next_seen(block: QTextBlock, *, forward: bool) -> QTextBlock | None:
    while block.isValid() and not block.isVisible():
        block = block.next() if forward else block.previous()
    return block if block.isValid() else None
