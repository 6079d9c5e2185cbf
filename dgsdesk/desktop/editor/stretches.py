"""The lines of a text in reading order, the cells of its tables included, and how to choose words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QTextBlock, QTextCursor

from dgsdesk.desktop.editor.codec import document_blocks, fragments, object_of
from dgsdesk.desktop.editor.formats import OBJECT_CHAR
from dgsdesk.desktop.editor.highlighter import units
from dgsdesk.desktop.editor.table_editor import TableEditor
from dgsdesk.domain.richtext import Table, block_text

Place: TypeAlias = tuple[int, tuple[int, int], int, int]
"""A place in reading order: block or table, cell, block in the cell, letters before it."""

_KEEP = QTextCursor.MoveMode.KeepAnchor


@dataclass(frozen=True)
class Stretch:
    """One line: ``place`` is where its block begins, or its table stands; ``block`` counts in a cell."""

    text: str
    place: int
    cell: tuple[int, int] | None = None
    block: int = 0


def stretches(editor: TableEditor) -> Iterator[Stretch]:
    """Give every line of an editor."""
    editor.settle()
    for block in document_blocks(editor.document()):
        yield Stretch(block.text(), block.position())
        if OBJECT_CHAR in block.text():
            yield from _in_tables(block)


def _in_tables(block: QTextBlock) -> Iterator[Stretch]:
    for fragment in fragments(block):
        table = object_of(fragment.charFormat())
        if not isinstance(table, Table):
            continue
        for row, cells in enumerate(table.rows):
            for at, cell in enumerate(cells):
                for number, inside in enumerate(cell.blocks):
                    if not isinstance(inside, Table):
                        yield Stretch(block_text(inside), fragment.position(), (row, at), number)


def chosen(editor: TableEditor, stretch: Stretch, start: int, end: int) -> QTextCursor:
    """Choose letters of a stretch, in the cell where they stand; return the cursor that holds them."""
    if stretch.cell is None:
        editor.close_cell()
        block, field = editor.document().findBlock(stretch.place), editor.under_hand()
    else:
        editor.open_cell(stretch.place, *stretch.cell)
        field = editor.under_hand()
        block = field.document().findBlockByNumber(stretch.block)
    cursor = selection(block, stretch.text, start, end)
    field.setTextCursor(cursor)
    field.show_caret()
    return cursor


def selection(block: QTextBlock, text: str, start: int, end: int) -> QTextCursor:
    """Return a cursor that selects letters of a block."""
    begin, length = units(text, start, end)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + begin)
    cursor.setPosition(block.position() + begin + length, _KEEP)
    return cursor


def caret_place(editor: TableEditor) -> Place:
    """Return where the caret stands, to be compared with `place_of`."""
    field = editor.under_hand()
    cursor = field.textCursor()
    where = editor.cell_place()
    if where is None:
        block = cursor.block().position()
        return block, (-1, -1), 0, cursor.selectionEnd() - block
    place, row, at = where
    return place, (row, at), cursor.blockNumber(), cursor.selectionEnd() - cursor.block().position()


def place_of(stretch: Stretch, start: int) -> Place:
    """Return where letters stand, in reading order."""
    return stretch.place, stretch.cell or (-1, -1), stretch.block, units(stretch.text, 0, start)[1]
