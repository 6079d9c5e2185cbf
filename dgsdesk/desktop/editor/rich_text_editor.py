"""The editor: a domain text shown, typed in with French typography, formatted, read back exactly."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from dgsdesk.desktop.editor.clipboard import OWN_MIME, own_piece
from dgsdesk.desktop.editor.codec import (
    fragments,
    insert_text,
    object_format,
    object_of,
    read_text,
    write_inline,
)
from dgsdesk.desktop.editor.formats import OBJECT_CHAR, BlockFacts, Kind, facts_of
from dgsdesk.desktop.editor.paste import from_html, from_plain, pictures_in
from dgsdesk.desktop.editor.rtf import rtf_as_html
from dgsdesk.desktop.editor.typing_editor import TypingEditor
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import Image, RichText, Table, from_json, normalised, plain_text, to_json

_RTF = re.compile(r"rtf|rich ?text", re.IGNORECASE)
_GROWING_S = 0.7
"""Within it a text that was pasted has its height; a hand that scrolls comes later."""


class RichTextEditor(TypingEditor):
    """Edit one `RichText`: what the toolbar, the menus and the clipboard do."""

    picture_pasted = Signal(QImage)
    pictures_left = Signal(int)
    """So many pictures were in what was pasted, but not on the clipboard."""

    _pasted = -_GROWING_S

    def under_hand(self) -> RichTextEditor:
        """Return the editor that takes the keys: a cell's, while one is edited."""
        return self

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
        self.caret_changed.emit()

    def toggle_list(self, *, ordered: bool) -> None:
        """Make the chosen paragraphs a list, or paragraphs again."""
        wanted = (Kind.LIST_ITEM, ordered)
        on = all((facts_of(b).kind, facts_of(b).ordered) == wanted for b in self.chosen_blocks())

        def listed(facts: BlockFacts) -> BlockFacts:
            level = facts.level if facts.kind is Kind.LIST_ITEM else 0
            return BlockFacts() if on else BlockFacts(Kind.LIST_ITEM, level, ordered)

        self.reshape(listed)

    def toggle_heading(self) -> None:
        """Make the chosen paragraphs headings, or paragraphs again."""
        on = all(facts_of(b).kind is Kind.HEADING for b in self.chosen_blocks())
        self.reshape(lambda _: BlockFacts() if on else BlockFacts(Kind.HEADING, 1))

    # -- links ---------------------------------------------------------------------------------------------

    def link_at_caret(self) -> QTextCursor:
        """Return a cursor that selects the link at the caret, else what is selected."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return cursor
        for fragment in fragments(cursor.block()):
            end = fragment.position() + fragment.length()
            if fragment.charFormat().isAnchor() and fragment.position() <= cursor.position() <= end:
                cursor.setPosition(fragment.position())
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return cursor

    def set_link(self, place: QTextCursor, words: str, address: str) -> None:
        """Write words that point to an address; without address they point nowhere."""
        look = QTextCharFormat(place.charFormat() if place.hasSelection() else self.currentCharFormat())
        look.setAnchor(bool(address))
        look.setAnchorHref(address)
        if not address:
            look.clearProperty(QTextCharFormat.Property.AnchorHref.value)
        if place.selectedText() == words:
            place.setCharFormat(look)
        else:
            place.insertText(words or address, look)
        self.setTextCursor(place)
        self.look_again()

    # -- pictures ------------------------------------------------------------------------------------------

    def insert_picture(self, image: Image) -> None:
        """Insert a picture on a line of its own, below the line of the caret."""
        self.insert_object(image)

    def insert_object(self, block: Table | Image) -> int:
        """Insert a table or a picture below the line of the caret, a line after it; return its place."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text():
            cursor.insertBlock(BlockFacts().format(), QTextCharFormat())
        else:
            cursor.setBlockFormat(BlockFacts().format())
        place = cursor.position()
        write_inline(cursor, block)
        if not cursor.block().next().isValid():
            cursor.insertBlock(BlockFacts().format(), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.show_caret()
        return place

    def picture_at_caret(self) -> tuple[QTextCursor, Image] | None:
        """Return the picture beside the caret or selected, with a cursor that selects it."""
        cursor = self.textCursor()
        for place in (cursor.selectionStart(), cursor.selectionStart() - 1):
            if place < 0 or self.document().characterAt(place) != OBJECT_CHAR:
                continue
            found = QTextCursor(self.document())
            found.setPosition(place)
            found.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            if isinstance(image := object_of(found.charFormat()), Image):
                return found, image
        return None

    def describe_picture(self, place: QTextCursor, image: Image, alt: str) -> None:
        """Write what a picture shows, for those who do not see it."""
        place.setCharFormat(object_format(replace(image, alt=alt)))

    # -- the clipboard -------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the selection as plain text, as simple HTML, and whole for ourselves."""
        selection = self.textCursor().selection()
        piece = QTextDocument()
        QTextCursor(piece).insertFragment(selection)
        text = normalised(read_text(piece))
        own = json.dumps(to_json(text), ensure_ascii=False).encode()
        return own_piece(own, selection.toHtml(), plain_text(text))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take texts and pictures; files are for the page."""
        texts = source.hasText() or source.hasHtml() or source.hasFormat(OWN_MIME) or bool(_rtf_in(source))
        texts = texts or source.hasImage()
        return texts and not (source.hasUrls() and any(url.isLocalFile() for url in source.urls()))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what is left once cleaned."""
        text = pasted_text(source)
        if text.blocks:
            self._paste(text)
            if not source.hasFormat(OWN_MIME):
                self._take_pictures(source.html())
        elif source.hasImage():
            self.picture_pasted.emit(QImage(source.imageData()))

    def _take_pictures(self, html: str) -> None:
        """Take in the pictures that came with a text, below it; say how many did not."""
        carried, left = pictures_in(html)
        for content in carried:
            self.picture_pasted.emit(QImage.fromData(content))
        if left:
            self.pictures_left.emit(left)

    def paste_plain(self) -> None:
        """Paste the bare words of the clipboard."""
        source = QGuiApplication.clipboard().mimeData()
        if source is not None and source.hasText():
            self._paste(from_plain(source.text(), lists=False))

    def _paste(self, text: RichText) -> None:
        if text.blocks:
            insert_text(self.textCursor(), text)
            self._pasted = monotonic()
            self.show_caret()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the end of what was pasted in sight: the page grows by it a while after."""
        super().resizeEvent(event)
        if monotonic() - self._pasted < _GROWING_S:
            QTimer.singleShot(0, self, self.show_caret)


def pasted_text(source: QMimeData) -> RichText:
    """Return what the clipboard holds, cleaned; our own pieces come whole."""
    if source.hasFormat(OWN_MIME):
        try:
            return from_json(json.loads(bytes(source.data(OWN_MIME).data())))
        except (ValueError, BadInput):
            return from_plain(source.text())
    html = source.html() or rtf_as_html(bytes(source.data(_rtf_in(source)).data()))
    cleaned = from_html(html)
    return cleaned if cleaned.blocks else from_plain(source.text())


def _rtf_in(source: QMimeData) -> str:
    """Return the name that this system gives to rich text of older programs, empty when there is none."""
    return next((name for name in source.formats() if _RTF.search(name)), "")
