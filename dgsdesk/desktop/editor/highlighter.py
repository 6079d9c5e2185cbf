"""The look that is no part of the text: headings, links, people after « @ », dates, misspelt words."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from dgsdesk.application.spelling import Spelling
from dgsdesk.desktop.editor.codec import fragments
from dgsdesk.desktop.editor.formats import Fact, Kind, facts_of
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.note_dates import deadline_in
from dgsdesk.domain.note_parsing import PERSON_MARK, Surroundings, action_in, mention_in

_HEADINGS = (1.22, 1.12, 1.0)
"""How much larger a heading is than the text, by level."""

_REMEMBERED = 500
"""Lines of a text that are known, and what stood there while they were typed."""


class Highlighter(QSyntaxHighlighter):
    """Add the look while a text is laid out; nothing of it is ever kept.

    ``around`` is what lines are read by, None for texts without notes. A date is marked when its line will
    become an action.
    ``spelling`` is None until it is read; ``caret`` is where one is typing: that word is not judged yet.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.around: Surroundings | None = None
        self.spelling: Spelling | None = None
        self.caret: int | None = None
        self._read_by: Surroundings | None = None
        self._dates: dict[str, tuple[int, int] | None] = {}

    def highlightBlock(self, text: str) -> None:
        """Look at one block."""
        block = self.currentBlock()
        facts = facts_of(block)
        if facts.kind is Kind.HEADING:
            self._heading(facts.level, len(text))
        elif facts.kind is Kind.ACTION:
            self._action()
        elif facts.kind is not Kind.DECISION and self.around is not None:
            self._note(text, self.around)
        for fragment in fragments(block):
            if fragment.charFormat().isAnchor():
                self._add(
                    fragment.position() - block.position(), fragment.length(), "accent_text", under=True
                )
        if self.spelling is not None:
            self._misspelt(text, self.spelling)

    def _misspelt(self, text: str, spelling: Spelling) -> None:
        """Wave under the unknown words, on top of what each letter looks like already."""
        typing = -1 if self.caret is None else self.caret - self.currentBlock().position()
        for found in spelling.misspelt(text):
            start, length = units(text, found.start, found.end)
            if start <= typing <= start + length:
                continue
            for at in range(start, start + length):
                look = QTextCharFormat(self.format(at))
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
                look.setUnderlineColor(self._theme.color("bad"))
                self.setFormat(at, 1, look)

    def _heading(self, level: int, length: int) -> None:
        look = QTextCharFormat()
        base = self.document().defaultFont().pointSizeF()
        look.setFontPointSize(base * _HEADINGS[min(max(level, 1), len(_HEADINGS)) - 1])
        look.setFontWeight(QFont.Weight.DemiBold)
        self.setFormat(0, length, look)

    def _action(self) -> None:
        block = self.currentBlock()
        for fragment in fragments(block):
            look, start = fragment.charFormat(), fragment.position() - block.position()
            if look.hasProperty(Fact.OWNER):
                self._add(start, fragment.length(), "accent_text", bold=True)
            elif look.hasProperty(Fact.DUE):
                self._add(start, fragment.length(), "text", bold=True)

    def _note(self, text: str, around: Surroundings) -> None:
        if PERSON_MARK in text and (mention := mention_in(text, around.labels)) is not None:
            self._add(*units(text, mention.start, mention.end), "accent_text", bold=True)
        date = self._date_in(text, around)
        if date is not None:
            self._add(*date, "text", bold=True)

    def _date_in(self, text: str, around: Surroundings) -> tuple[int, int] | None:
        """Return where the date of a line stands that will become an action; read once, looked at often."""
        if self._read_by is not around or len(self._dates) > _REMEMBERED:
            self._read_by, self._dates = around, {}
        if text not in self._dates:
            deadline = deadline_in(text, around.today, around.next_meeting)
            acts = deadline is not None and action_in(text, around) is not None
            self._dates[text] = units(text, deadline.start, deadline.end) if deadline and acts else None
        return self._dates[text]

    def _add(self, start: int, length: int, role: str, *, bold: bool = False, under: bool = False) -> None:
        look = QTextCharFormat()
        look.setForeground(self._theme.color(role))
        if bold:
            look.setFontWeight(QFont.Weight.DemiBold)
        if under:
            look.setFontUnderline(True)
        self.setFormat(start, length, look)


def units(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and length as Qt counts them, in halves of UTF-16."""
    before, inside = text[:start], text[start:end]
    return len(before.encode("utf-16-le")) // 2, len(inside.encode("utf-16-le")) // 2
