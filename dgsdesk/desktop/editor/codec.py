"""Domain texts into the editor's document and back, without loss.

Tables and pictures become one object character each that carries the whole block: they are shown, moved and
deleted like a letter, and come back exactly as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)

from dgsdesk.desktop.editor.formats import (
    LINE_BREAK,
    OBJECT_CHAR,
    OBJECT_TYPE,
    BlockFacts,
    Fact,
    Kind,
    facts_of,
    run_format,
    run_of,
)
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    from_json,
    merged_runs,
    to_json,
)

# What Qt keeps for itself: a paragraph's end, an object, the frames of its tables.
_OWN = str.maketrans(
    {"\u2028": "\n", "\u2029": "\n", "\r": "\n", "\ufffc": "", "\ufdd0": "", "\ufdd1": "", "\0": ""}
)


def shown_text(text: str) -> str:
    """Return the characters as the document holds them."""
    return text.translate(_OWN).replace("\n", LINE_BREAK)


def facts_for(block: Block) -> BlockFacts:
    """Return the facts by which the document remembers what a block is."""
    level = block.audience
    match block:
        case Paragraph():
            return BlockFacts(style=block.style, id=block.id, audience=level)
        case ListItem():
            return BlockFacts(Kind.LIST_ITEM, block.level, block.ordered, id=block.id, audience=level)
        case Heading():
            return BlockFacts(Kind.HEADING, block.level, id=block.id, audience=level)
        case _:
            return BlockFacts(audience=level)


def write_text(document: QTextDocument, text: RichText) -> None:
    """Make the document this text; what could be undone is forgotten."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for rank, block in enumerate(text.blocks or (Paragraph(),)):
        begin_block(cursor, facts_for(block), first=rank == 0)
        write_inline(cursor, block)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def begin_block(cursor: QTextCursor, facts: BlockFacts, *, first: bool) -> None:
    """Begin a block; the first one is there already."""
    if first:
        cursor.setBlockFormat(facts.format())
        cursor.setBlockCharFormat(QTextCharFormat())
    else:
        cursor.insertBlock(facts.format(), QTextCharFormat())


def write_inline(cursor: QTextCursor, block: Block) -> None:
    """Write what a block contains at the cursor."""
    if isinstance(block, Table | Image):
        cursor.insertText(OBJECT_CHAR, object_format(block))
        single = QTextBlockFormat()  # a line as high as a table needs no air in proportion
        single.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        cursor.mergeBlockFormat(single)
        return
    for run in block.runs:
        cursor.insertText(shown_text(run.text), run_format(run))


def object_format(block: Table | Image) -> QTextCharFormat:
    """Return the format of the character that stands for a block."""
    look = QTextCharFormat()
    look.setObjectType(OBJECT_TYPE)
    look.setProperty(Fact.OBJECT, json.dumps(to_json(RichText((block,))), ensure_ascii=False))
    return look


def object_of(look: QTextCharFormat) -> Block | None:
    """Return the block that a character of this format stands for."""
    kept = look.property(Fact.OBJECT)
    return from_json(json.loads(kept)).blocks[0] if isinstance(kept, str) else None


def read_text(document: QTextDocument) -> RichText:
    """Return the document as a domain text; an empty document is an empty text."""
    return whole_text(made for block in document_blocks(document) for made in read_block(block))


def whole_text(blocks: Iterable[Block]) -> RichText:
    """Return what was read of a whole document as a text; one empty paragraph is an empty text."""
    read = tuple(with_own_ids(blocks))
    return RichText() if read == (Paragraph(),) else RichText(read)


def document_blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Give the document's blocks in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def with_own_ids(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks; an id that two of them carry (one was split) stays with the first."""
    seen: set[str] = set()
    for block in blocks:
        if block.id in seen:
            yield without_id(block)
            continue
        if block.id:
            seen.add(block.id)
        yield block


def without_id(block: Block) -> Block:
    """Return the block as a new one."""
    return replace(block, id="")


def read_block(block: QTextBlock) -> Iterator[Block]:
    """Give what one block of the document is: mostly one domain block, more around objects."""
    facts = facts_of(block)
    runs: list[Run] = []
    has_object = False
    for fragment in fragments(block):
        look = fragment.charFormat()
        kept = object_of(look)
        if kept is None:
            runs.append(run_of(fragment.text(), look))
            continue
        for words in re.split(f"({OBJECT_CHAR})", fragment.text()):
            if words != OBJECT_CHAR:  # letters typed beside an object may carry its format
                runs.append(Run(words.replace(LINE_BREAK, "\n")))
                continue
            if merged := merged_runs(runs):
                yield text_block(facts, merged)
            yield replace(kept, audience=facts.audience)
            has_object, runs = True, []
    merged = merged_runs(runs)
    if merged or not has_object:
        yield text_block(facts, merged)


def text_block(facts: BlockFacts, runs: tuple[Run, ...]) -> Block:
    """Build the domain block of these facts."""
    if facts.kind is Kind.LIST_ITEM:
        return ListItem(runs, facts.level, facts.ordered, facts.id, facts.audience)
    if facts.kind is Kind.HEADING:
        return Heading(runs, max(1, facts.level), facts.id, facts.audience)
    return Paragraph(runs, facts.style, facts.id, facts.audience)


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """Give the stretches of one format in a block."""
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        if fragment.isValid():
            yield fragment
        at += 1


def insert_text(cursor: QTextCursor, text: RichText) -> None:
    """Insert a text at the cursor in one step: its first paragraph joins the line that is there."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for rank, block in enumerate(text.blocks):
        if rank > 0:
            cursor.insertBlock(_fresh(block).format(), QTextCharFormat())
        elif not cursor.block().text() and not isinstance(block, Paragraph):
            cursor.setBlockFormat(_fresh(block).format())
        write_inline(cursor, block)
    cursor.endEditBlock()


def _fresh(block: Block) -> BlockFacts:
    """A pasted block is a new one: the id stays with what was copied."""
    return facts_for(without_id(block))
