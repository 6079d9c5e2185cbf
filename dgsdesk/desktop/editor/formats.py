"""What a block and a character carry in the editor's document, beside their letters.

The domain's facts stand in properties of Qt's formats, so that undo, redo, cutting and pasting keep them.
What is only look (sizes, colours, margins that follow the text) is added when it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import Run

_FIRST = QTextFormat.Property.UserProperty.value

#: The object character that stands for a block which is shown and kept, not edited.
OBJECT_CHAR = "\ufffc"
#: Qt's own line break inside a block.
LINE_BREAK = "\u2028"


class Fact(IntEnum):
    """The properties of our own: those of blocks, then those of characters."""

    KIND = _FIRST + 1
    LEVEL = _FIRST + 2
    ORDERED = _FIRST + 3
    STYLE = _FIRST + 4
    BLOCK_ID = _FIRST + 5
    NOTED_ID = _FIRST + 6
    AUDIENCE = _FIRST + 7
    OBJECT = _FIRST + 11
    OWNER = _FIRST + 12
    DUE = _FIRST + 13


class Kind(IntEnum):
    """What a block is; the two last are no part of the text but stand in it."""

    PARAGRAPH = 0
    LIST_ITEM = 1
    HEADING = 2
    DECISION = 3
    ACTION = 4


NOTED = (Kind.DECISION, Kind.ACTION)
OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1

NOTED_INDENT = 4
"""Widths of indentation before the words of a decision or an action: room for icon and word."""

RESERVED_MARGIN = 132
"""Room beside a reserved paragraph, where its level stands."""

_RESERVED_LEFT = 12
_LINE_HEIGHT = 140
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """The facts of one block."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    style: str = ""
    id: str = ""
    noted_id: str = ""
    audience: Audience = Audience.ALL

    def format(self) -> QTextBlockFormat:
        """Return the block format that carries these facts."""
        look = QTextBlockFormat()
        look.setProperty(Fact.KIND, int(self.kind))
        if self.level:
            look.setProperty(Fact.LEVEL, self.level)
        if self.ordered:
            look.setProperty(Fact.ORDERED, True)
        if self.audience is not Audience.ALL:
            look.setProperty(Fact.AUDIENCE, int(self.audience))
        for fact, value in (
            (Fact.STYLE, self.style),
            (Fact.BLOCK_ID, self.id),
            (Fact.NOTED_ID, self.noted_id),
        ):
            if value:
                look.setProperty(fact, value)
        look.setLineHeight(_LINE_HEIGHT, _PROPORTIONAL)
        self._set_room(look)
        return look

    def _set_room(self, look: QTextBlockFormat) -> None:
        if self.kind is Kind.LIST_ITEM:
            look.setIndent(self.level + 1)
            look.setTopMargin(2)
        elif self.kind in NOTED:
            look.setIndent(NOTED_INDENT)
            look.setTopMargin(13)
            look.setBottomMargin(9)
            look.setRightMargin(8)
        else:
            look.setTopMargin(10 if self.kind is Kind.HEADING else 4)
        if self.audience is not Audience.ALL:
            look.setLeftMargin(_RESERVED_LEFT)
            look.setRightMargin(RESERVED_MARGIN)


def facts_of(block: QTextBlock) -> BlockFacts:
    """Return the facts of a block of the document."""
    return facts_of_format(block.blockFormat())


def facts_of_format(look: QTextBlockFormat) -> BlockFacts:
    """Return the facts that a block format carries."""
    return BlockFacts(
        Kind(int(look.property(Fact.KIND) or 0)),
        int(look.property(Fact.LEVEL) or 0),
        bool(look.property(Fact.ORDERED)),
        str(look.property(Fact.STYLE) or ""),
        str(look.property(Fact.BLOCK_ID) or ""),
        str(look.property(Fact.NOTED_ID) or ""),
        Audience(int(look.property(Fact.AUDIENCE) or Audience.ALL)),
    )


def kind_of(block: QTextBlock) -> Kind:
    """Return what a block is."""
    return Kind(int(block.blockFormat().property(Fact.KIND) or 0))


def run_format(run: Run) -> QTextCharFormat:
    """Return the character format of a run."""
    look = QTextCharFormat()
    if run.bold:
        look.setFontWeight(QFont.Weight.Bold)
    if run.italic:
        look.setFontItalic(True)
    if run.underline:
        look.setFontUnderline(True)
    if run.link:
        look.setAnchor(True)
        look.setAnchorHref(run.link)
    return look


def run_of(text: str, look: QTextCharFormat) -> Run:
    """Return the run that characters of a format are."""
    return Run(
        text.replace(LINE_BREAK, "\n"),
        bold=look.fontWeight() >= QFont.Weight.DemiBold,
        italic=look.fontItalic(),
        underline=look.fontUnderline(),
        link=look.anchorHref() if look.isAnchor() else "",
    )
