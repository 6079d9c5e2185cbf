"""Two rich texts compared: block by block, then word by word, tables by rows and cells.

One shape for the history of versions, for observations and for what a merge would change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from dgsdesk.domain.block_matching import Row, in_order, match_blocks, match_rows
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    RichText,
    Run,
    Runs,
    Table,
    TextBlock,
    runs_between,
    text_of,
)
from dgsdesk.domain.word_differences import Edit, edits, words_of


class Mark(StrEnum):
    """What became of some words; ``RESTYLED`` ones are the same words looking otherwise."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    RESTYLED = "restyled"


class Fate(StrEnum):
    """What became of a block or a row; ``MOVED`` ones may be changed too."""

    SAME = "same"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look and one mark."""

    mark: Mark
    run: Run


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row of a table; ``cells`` holds the blocks of each cell, one tuple a cell."""

    fate: Fate
    cells: tuple[tuple[BlockDifference, ...], ...]


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A block before and after (None where it does not stand).

    ``pieces`` are the words of a line of text, ``rows`` the rows of a table; an image has neither.
    """

    fate: Fate
    before: Block | None
    after: Block | None
    pieces: tuple[Piece, ...] = ()
    rows: tuple[RowDifference, ...] = ()

    @property
    def block(self) -> Block:
        """The block to show: as it is now, else as it was."""
        block = self.after if self.after is not None else self.before
        assert block is not None, "a difference has a side"
        return block


def differences(base: RichText, new: RichText) -> tuple[BlockDifference, ...]:
    """Return every block of both texts in the order of the new one, deleted ones where they stood."""
    return _of_blocks(base.blocks, new.blocks)


def changed_only(found: Sequence[BlockDifference]) -> tuple[BlockDifference, ...]:
    """Return the differences that are any."""
    return tuple(one for one in found if one.fate is not Fate.SAME)


def word_pieces(before: Runs, after: Runs) -> tuple[Piece, ...]:
    """Return the words of both lines in reading order, struck ones before what stands instead."""
    old, new = words_of(text_of(before)), words_of(text_of(after))
    pieces: list[Piece] = []
    old_starts, new_starts = _starts(old), _starts(new)
    i = j = 0
    for edit in (*edits(old, new), Edit(len(old), len(old), len(new), len(new))):
        kept_before = runs_between(before, old_starts[i], old_starts[edit.i1])
        kept_after = runs_between(after, new_starts[j], new_starts[edit.j1])
        pieces += _kept(kept_before, kept_after)
        struck = runs_between(before, old_starts[edit.i1], old_starts[edit.i2])
        put_in = runs_between(after, new_starts[edit.j1], new_starts[edit.j2])
        pieces += [Piece(Mark.DELETED, run) for run in struck]
        pieces += [Piece(Mark.INSERTED, run) for run in put_in]
        i, j = edit.i2, edit.j2
    return tuple(pieces)


def text_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of two plain lines in reading order."""
    return word_pieces(*((Run(text),) if text else () for text in (before, after)))


def _starts(words: Sequence[str]) -> list[int]:
    """Return at which character each word begins, and where the last one ends."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _kept(before: Runs, after: Runs) -> Iterator[Piece]:
    """Give words that are in both, cut where their look changed."""
    at = 0
    for run in after:
        for was in runs_between(before, at, at + len(run.text)):
            mark = Mark.KEPT if was.looks_like(run) else Mark.RESTYLED
            yield Piece(mark, run.saying(was.text))
        at += len(run.text)


def _of_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[BlockDifference, ...]:
    pairs = match_blocks(old, new)
    steady = in_order(pairs)
    partner = {j: i for i, j in pairs}
    placed = {i for i, _ in pairs}
    follows: dict[int, list[int]] = {}
    anchor = -1
    by_old = dict(pairs)
    for i in range(len(old)):
        if i in placed:
            anchor = by_old[i] if (i, by_old[i]) in steady else anchor
        else:
            follows.setdefault(anchor, []).append(i)
    found = [_gone(old[i]) for i in follows.get(-1, ())]
    for j, block in enumerate(new):
        i = partner.get(j, -1)
        found.append(_come(block) if i < 0 else _both(old[i], block, moved=(i, j) not in steady))
        found += [_gone(old[k]) for k in follows.get(j, ())]
    return tuple(found)


def _gone(block: Block) -> BlockDifference:
    return BlockDifference(
        Fate.DELETED, block, None, _whole(block, Mark.DELETED), _whole_rows(block, Fate.DELETED)
    )


def _come(block: Block) -> BlockDifference:
    return BlockDifference(
        Fate.INSERTED, None, block, _whole(block, Mark.INSERTED), _whole_rows(block, Fate.INSERTED)
    )


def _whole(block: Block, mark: Mark) -> tuple[Piece, ...]:
    return tuple(Piece(mark, run) for run in block.runs) if isinstance(block, TextBlock) else ()


def _whole_rows(block: Block, fate: Fate) -> tuple[RowDifference, ...]:
    if not isinstance(block, Table):
        return ()
    return tuple(_whole_row(row, fate) for row in block.rows)


def _both(before: Block, after: Block, *, moved: bool) -> BlockDifference:
    pieces: tuple[Piece, ...] = ()
    rows: tuple[RowDifference, ...] = ()
    same = replace(before, id="") == replace(after, id="")
    if isinstance(after, TextBlock) and same:
        pieces = _whole(after, Mark.KEPT)
    elif isinstance(before, TextBlock) and isinstance(after, TextBlock):
        pieces = word_pieces(before.runs, after.runs)
    elif isinstance(before, Table) and isinstance(after, Table):
        rows = tuple(_rows(before, after))
    fate = Fate.MOVED if moved else Fate.SAME if same else Fate.CHANGED
    return BlockDifference(fate, before, after, pieces, rows)


def _rows(before: Table, after: Table) -> Iterator[RowDifference]:
    i = j = 0
    for row_before, row_after in (
        *match_rows(before.rows, after.rows),
        (len(before.rows), len(after.rows)),
    ):
        yield from (_whole_row(row, Fate.DELETED) for row in before.rows[i:row_before])
        yield from (_whole_row(row, Fate.INSERTED) for row in after.rows[j:row_after])
        if row_before < len(before.rows):
            yield _row(before.rows[row_before], after.rows[row_after])
        i, j = row_before + 1, row_after + 1


def _whole_row(row: Row, fate: Fate) -> RowDifference:
    one = _gone if fate is Fate.DELETED else _come
    return RowDifference(fate, tuple(tuple(map(one, cell.blocks)) for cell in row))


def _row(before: Row, after: Row) -> RowDifference:
    """Compare cell by cell; a cell more or less stands against an empty one."""
    sides = zip_longest(before, after, fillvalue=Cell())
    cells = tuple(_of_blocks(one.blocks, other.blocks) for one, other in sides)
    return RowDifference(Fate.SAME if before == after else Fate.CHANGED, cells)
