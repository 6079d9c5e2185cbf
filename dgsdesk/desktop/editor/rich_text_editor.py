"""The editor: a domain text shown, typed in with French typography, formatted, read back exactly."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from dgsdesk.desktop.editor.codec import insert_text, read_text
from dgsdesk.desktop.editor.formats import BlockFacts, Kind, facts_of
from dgsdesk.desktop.editor.paste import from_html, from_plain
from dgsdesk.desktop.editor.typing_editor import TypingEditor
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import RichText, from_json, normalised, plain_text, to_json

OWN_MIME = "application/x-dgsdesk-text"
"""Our own pieces on the clipboard keep everything, tables included."""


class RichTextEditor(TypingEditor):
    """Edit one `RichText`: what the toolbar, the menus and the clipboard do."""

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

        self.reshape(listed)

    def toggle_heading(self) -> None:
        """Make the chosen paragraphs headings, or paragraphs again."""
        on = all(facts_of(b).kind is Kind.HEADING for b in self.chosen_blocks())
        self.reshape(lambda _: BlockFacts() if on else BlockFacts(Kind.HEADING, 1))

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
