"""The editor: a domain text shown, typed in with French typography, read back exactly."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from dgsdesk.desktop.editor.block_painter import BlockPainter
from dgsdesk.desktop.editor.codec import insert_text, read_text, write_text
from dgsdesk.desktop.editor.formats import LINE_BREAK, OBJECT_TYPE, BlockFacts, Fact, Kind, facts_of
from dgsdesk.desktop.editor.highlighter import Highlighter
from dgsdesk.desktop.editor.objects import ObjectDrawing
from dgsdesk.desktop.editor.paste import from_html, from_plain
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import LIST_LEVELS, RichText, from_json, normalised, plain_text, to_json
from dgsdesk.domain.typography import typed

OWN_MIME = "application/x-dgsdesk-text"
"""Our own pieces on the clipboard keep everything, tables included."""

_INDENT = 26
_KEEP = QTextCursor.MoveMode.KeepAnchor
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RichTextEditor(QTextEdit):
    """Edit one `RichText`.

    ``edited`` comes when the user changed it (never from `show_text`), ``entered`` when the keyboard comes
    in. ``style`` is the type style of its text. With ``grows`` it is as high as its text.
    """

    edited = Signal()
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        style: str = "body",
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._style = style
        self._grows = grows
        self._times = 1.0
        self._showing = False
        self._was_modified = False
        self._shown = RichText()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._objects = ObjectDrawing(theme)
        self.document().documentLayout().registerHandler(OBJECT_TYPE, self._objects)
        self.highlighter = Highlighter(self.document(), theme)
        self._painter = BlockPainter(theme, self)
        self.textChanged.connect(self._changed)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())
        theme.changed.connect(self.restyle)
        self.restyle()
        self.show_text(RichText())

    # -- the text ------------------------------------------------------------------------------------------

    def show_text(self, text: RichText) -> None:
        """Show a text; the caret stays near its place, what could be undone is forgotten."""
        place = self.textCursor().position()
        self._showing = True
        write_text(self.document(), text)
        self._showing = False
        self._shown = text
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.document().setModified(False)
        self._was_modified = False

    def text(self) -> RichText:
        """Return the text: the very one that was shown while nothing was changed."""
        return normalised(read_text(self.document())) if self.document().isModified() else self._shown

    def words(self) -> int:
        """Return how many words there are."""
        return len(plain_text(read_text(self.document())).split())

    def copyable(self) -> str:
        """Return everything as plain text, for the clipboard when it could not be saved."""
        return plain_text(read_text(self.document()))

    def _changed(self) -> None:
        """Tell of edits; Qt also calls it for mere looks, when nothing is or was modified."""
        modified = self.document().isModified()
        if not self._showing and (modified or self._was_modified):
            self._was_modified = modified
            self.edited.emit()

    def _look_again(self) -> None:
        """Add the looks anew, which is no edit."""
        was, self._showing = self._showing, True
        self.highlighter.rehighlight()
        self._showing = was

    # -- the look ------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take fonts and sizes from the theme."""
        font = self.theme.font(self._style, bold=False, times=self._times)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(self.theme.wide(_INDENT) * self._times)
        self._look_again()
        self.updateGeometry()
        self.viewport().update()

    def enlarge(self, times: float) -> None:
        """Multiply the size of the text (projection)."""
        if times != self._times:
            self._times = times
            self.restyle()

    def sizeHint(self) -> QSize:
        """Return the height of the text, for an editor that grows."""
        hint = super().sizeHint()
        if self._grows:
            hint.setHeight(round(self.document().size().height()) + 6)
        return hint

    def minimumSizeHint(self) -> QSize:
        """Never cut a text that grows."""
        return QSize(120, self.sizeHint().height()) if self._grows else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and bars, then the text."""
        self._painter.paint(event.rect())
        super().paintEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is nothing of our own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            spent = (event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()) or (
                event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            )
            own = event.key() == Qt.Key.Key_U and event.modifiers() == Qt.KeyboardModifier.ControlModifier
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
        before = self.before_caret()
        change = typed(before, char)
        cursor.insertText(char, self._typing_format(cursor))
        if change.erase or change.insert != char:
            cursor.beginEditBlock()
            cursor.movePosition(QTextCursor.MoveOperation.Left, _KEEP, change.erase + 1)
            cursor.insertText(change.insert, self._typing_format(cursor))
            cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

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
        following = BlockFacts()
        if facts.kind is Kind.LIST_ITEM:
            following = BlockFacts(Kind.LIST_ITEM, facts.level, facts.ordered)
        look = QTextCharFormat(self.currentCharFormat())
        look.setAnchor(False)
        for fact in (Fact.OBJECT, Fact.OWNER, Fact.DUE):
            look.clearProperty(fact)
        look.setObjectType(0)
        cursor.insertBlock(following.format(), look)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.line_broken(cursor.block().previous())

    def line_broken(self, block: QTextBlock) -> None:
        """Look at the paragraph that was just ended."""

    def _at_special_start(self) -> bool:
        cursor = self.textCursor()
        special = facts_of(cursor.block()).kind is not Kind.PARAGRAPH
        return special and cursor.atBlockStart() and not cursor.hasSelection()

    def _in_list(self) -> bool:
        return facts_of(self.textCursor().block()).kind is Kind.LIST_ITEM

    # -- what the toolbar does -----------------------------------------------------------------------------

    def toggle_bold(self) -> None:
        """Make bold, or no longer."""
        look = QTextCharFormat()
        look.setFontWeight(400 if self.currentCharFormat().fontWeight() >= 600 else 700)
        self._merge(look)

    def toggle_italic(self) -> None:
        """Make italic, or no longer."""
        look = QTextCharFormat()
        look.setFontItalic(not self.currentCharFormat().fontItalic())
        self._merge(look)

    def toggle_underline(self) -> None:
        """Underline, or no longer."""
        look = QTextCharFormat()
        look.setFontUnderline(not self.currentCharFormat().fontUnderline())
        self._merge(look)

    def _merge(self, look: QTextCharFormat) -> None:
        self.mergeCurrentCharFormat(look)
        self.cursorPositionChanged.emit()

    def toggle_list(self, *, ordered: bool) -> None:
        """Make the chosen paragraphs a list, or paragraphs again."""
        wanted = (Kind.LIST_ITEM, ordered)
        on = all((facts_of(b).kind, facts_of(b).ordered) == wanted for b in self.chosen_blocks())

        def listed(facts: BlockFacts) -> BlockFacts:
            level = facts.level if facts.kind is Kind.LIST_ITEM else 0
            return BlockFacts() if on else BlockFacts(Kind.LIST_ITEM, level, ordered)

        self._reshape(listed)

    def toggle_heading(self) -> None:
        """Make the chosen paragraphs headings, or paragraphs again."""
        on = all(facts_of(b).kind is Kind.HEADING for b in self.chosen_blocks())
        self._reshape(lambda _: BlockFacts() if on else BlockFacts(Kind.HEADING, 1))

    def indent(self, step: int) -> None:
        """Move the chosen items one level in or out; out of the list from the first level."""

        def moved(facts: BlockFacts) -> BlockFacts:
            level = facts.level + step
            if facts.kind is not Kind.LIST_ITEM:
                return facts
            if level < 0:
                return BlockFacts(id=facts.id)
            return BlockFacts(Kind.LIST_ITEM, min(level, LIST_LEVELS - 1), facts.ordered, id=facts.id)

        self._reshape(moved)

    def _make_plain(self) -> None:
        self._reshape(lambda _: BlockFacts())

    def _reshape(self, shape: Callable[[BlockFacts], BlockFacts]) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self.chosen_blocks():
            at = QTextCursor(block)
            at.setBlockFormat(shape(facts_of(block)).format())
        cursor.endEditBlock()
        self._look_again()
        self.viewport().update()
        self.cursorPositionChanged.emit()

    def chosen_blocks(self) -> list[QTextBlock]:
        """Return the blocks that the selection touches."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        chosen = []
        while block.isValid() and block.position() <= cursor.selectionEnd():
            chosen.append(block)
            block = block.next()
        return chosen

    # -- the clipboard -------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the selection as plain text, as simple HTML, and whole for ourselves."""
        selection = self.textCursor().selection()
        piece = QTextDocument()
        QTextCursor(piece).insertFragment(selection)
        text = normalised(read_text(piece))
        data = QMimeData()
        data.setData(OWN_MIME, json.dumps(to_json(text), ensure_ascii=False).encode())
        data.setHtml(selection.toHtml())
        data.setText(plain_text(text))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take texts only; files and pictures are for the page."""
        return not source.hasUrls() and (source.hasText() or source.hasHtml() or source.hasFormat(OWN_MIME))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what is left once cleaned."""
        text = pasted_text(source)
        if text.blocks:
            insert_text(self.textCursor(), text)
            self.ensureCursorVisible()


def pasted_text(source: QMimeData) -> RichText:
    """Return what the clipboard holds, cleaned; our own pieces come whole."""
    if source.hasFormat(OWN_MIME):
        try:
            return from_json(json.loads(bytes(source.data(OWN_MIME).data())))
        except (ValueError, BadInput):
            return from_plain(source.text())
    cleaned = from_html(source.html()) if source.hasHtml() else RichText()
    return cleaned if cleaned.blocks else from_plain(source.text())
