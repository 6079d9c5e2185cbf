"""Typing into a text: French typography that Ctrl+Z takes back, lists and blocks that end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.editor.formats import LINE_BREAK, OBJECT_TYPE, BlockFacts, Fact, Kind, facts_of
from dgsdesk.desktop.editor.text_view import TextView
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import LIST_LEVELS
from dgsdesk.domain.typography import Typed, typed

_KEEP = QTextCursor.MoveMode.KeepAnchor
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_REMEMBERED = 20
"""How many spots where typography was refused are kept."""

_OWN_KEYS = (Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_H)
"""Keys of the window (Ctrl+K: palette) that Qt would otherwise take for its own of an editor."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypingEditor(TextView):
    """Type into a text."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        style: str = "body",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._made_french = (-1, 0, "")
        self._refused: list[tuple[QTextCursor, str]] = []
        super().__init__(theme, name, style=style, grows=grows, parent=parent)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is nothing of our own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            spent = (event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()) or (
                event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            )
            own = event.key() in _OWN_KEYS and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if spent or own:
                event.ignore()
                return False
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab and Shift+Tab indent inside of lists."""
        return False if self._in_list() else super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this is the editor under the hand."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type: typography, lists, blocks that end."""
        plain = not event.modifiers() & _NO_TEXT
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.menu_asked.emit(self.cursorRect().bottomLeft())
        elif event.key() in _ENTER and not event.modifiers() & (_NO_TEXT | Qt.KeyboardModifier.ShiftModifier):
            self._break_line()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._in_list():
            self.indent(1 if event.key() == Qt.Key.Key_Tab else -1)
        elif event.key() == Qt.Key.Key_Backspace and plain and self._at_special_start():
            self._make_plain()
        elif plain and len(event.text()) == 1 and event.text().isprintable() and self._is_typing(event):
            self.type_character(event.text())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_typing(event: QKeyEvent) -> bool:
        alone = Qt.KeyboardModifier.AltModifier
        both = alone | Qt.KeyboardModifier.ControlModifier
        return (event.modifiers() & both) != alone

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Type what a dead key or an input method commits."""
        said = event.commitString()
        if len(said) == 1 and not event.preeditString() and not event.replacementLength():
            super().inputMethodEvent(QInputMethodEvent("", []))
            self.type_character(said)
        else:
            super().inputMethodEvent(event)

    def type_character(self, char: str) -> None:
        """Type one character; what typography makes of it is a step that Ctrl+Z takes back alone."""
        cursor = self.textCursor()
        cursor.removeSelectedText()
        place, before = cursor.position(), self.before_caret()
        refused = any(spot.position() == place and sign == char for spot, sign in self._refused)
        change = Typed(0, char) if refused else typed(before, char)
        self.highlighter.caret = place + 1
        cursor.insertText(char, self._typing_format(cursor))
        if change.erase or change.insert != char:
            cursor.beginEditBlock()
            cursor.movePosition(QTextCursor.MoveOperation.Left, _KEEP, change.erase + 1)
            self.highlighter.caret = cursor.position() + len(change.insert)
            cursor.insertText(change.insert, self._typing_format(cursor))
            cursor.endEditBlock()
            self._made_french = (self.document().revision(), place, char)
        self._typed_revision = self.document().revision()
        self.highlighter.caret = cursor.position()
        self.setTextCursor(cursor)
        self.show_caret()

    def take_back(self) -> None:
        """Undo; typography that is taken back right after is not done again at that spot."""
        revision, place, char = self._made_french
        right_after = revision == self.document().revision()
        self.undo()
        if right_after:
            spot = QTextCursor(self.document())
            spot.setPosition(min(place, self.document().characterCount() - 1))
            spot.setKeepPositionOnInsert(True)
            self._refused = [*self._refused, (spot, char)][-_REMEMBERED:]

    def _typing_format(self, cursor: QTextCursor) -> QTextCharFormat:
        """Return the look of what is typed here: never that of an object, nor of a link that has ended."""
        look = QTextCharFormat(self.currentCharFormat())
        if look.objectType() == OBJECT_TYPE:
            return QTextCharFormat()
        after = QTextCursor(cursor)
        inside = after.movePosition(QTextCursor.MoveOperation.Right) and after.charFormat().isAnchor()
        if look.isAnchor() and not inside:
            look.setAnchor(False)
            look.clearProperty(QTextCharFormat.Property.AnchorHref.value)
        return look

    def before_caret(self) -> str:
        """Return the line up to the caret."""
        cursor = self.textCursor()
        start = QTextCursor(cursor.block())
        start.setPosition(cursor.selectionStart(), _KEEP)
        return start.selectedText().rpartition(LINE_BREAK)[2]

    def _break_line(self) -> None:
        """End the paragraph; an empty item ends its list, a heading is followed by text."""
        cursor = self.textCursor()
        facts = facts_of(cursor.block())
        if facts.kind is Kind.LIST_ITEM and not cursor.block().text() and not cursor.hasSelection():
            self.indent(-1)
            return
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        following = BlockFacts(audience=facts.audience)
        if facts.kind is Kind.LIST_ITEM:
            following = BlockFacts(Kind.LIST_ITEM, facts.level, facts.ordered, audience=facts.audience)
        look = QTextCharFormat(self.currentCharFormat())
        look.setAnchor(False)
        for fact in (Fact.OBJECT, Fact.OWNER, Fact.DUE):
            look.clearProperty(fact)
        look.setObjectType(0)
        cursor.insertBlock(following.format(), look)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.show_caret()
        self.line_broken(cursor.block().previous())

    def line_broken(self, block: QTextBlock) -> None:
        """Look at the paragraph that was just ended."""

    def _at_special_start(self) -> bool:
        cursor = self.textCursor()
        special = facts_of(cursor.block()).kind is not Kind.PARAGRAPH
        return special and cursor.atBlockStart() and not cursor.hasSelection()

    def _in_list(self) -> bool:
        return facts_of(self.textCursor().block()).kind is Kind.LIST_ITEM

    # -- shaping blocks -------------------------------------------------------------------------------------

    def indent(self, step: int) -> None:
        """Move the chosen items one level in or out; out of the list from the first level."""

        def moved(facts: BlockFacts) -> BlockFacts:
            level = facts.level + step
            if facts.kind is not Kind.LIST_ITEM:
                return facts
            if level < 0:
                return BlockFacts(id=facts.id)
            return BlockFacts(Kind.LIST_ITEM, min(level, LIST_LEVELS - 1), facts.ordered, id=facts.id)

        self.reshape(moved)

    def _make_plain(self) -> None:
        self.reshape(lambda _: BlockFacts())

    def reshape(self, shape: Callable[[BlockFacts], BlockFacts]) -> None:
        """Give the chosen blocks another shape; what is reserved stays so."""
        self._reformat(lambda facts: replace(shape(facts), audience=facts.audience))

    def reserve(self, audience: Audience) -> None:
        """Reserve the chosen blocks to an audience."""
        self._reformat(lambda facts: replace(facts, audience=audience))

    def _reformat(self, shape: Callable[[BlockFacts], BlockFacts]) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self.chosen_blocks():
            at = QTextCursor(block)
            at.setBlockFormat(shape(facts_of(block)).format())
        cursor.endEditBlock()
        self.look_again()
        self.viewport().update()
        self.caret_changed.emit()

    def chosen_blocks(self) -> list[QTextBlock]:
        """Return the blocks that the selection touches."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        chosen = []
        while block.isValid() and block.position() <= cursor.selectionEnd():
            chosen.append(block)
            block = block.next()
        return chosen
