"""The differences between two texts as tracked changes: block by block, then row by row and word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TypeAlias, TypeVar

from dgsdesk.domain.block_matching import Pair, in_order, match_blocks, match_rows
from dgsdesk.domain.read_document import ChangeKind
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Image,
    Runs,
    Table,
    block_text,
    runs_between,
    text_of,
)
from dgsdesk.domain.tracked import (
    Revision,
    TrackedBlock,
    TrackedCell,
    TrackedImage,
    TrackedRow,
    TrackedRun,
    TrackedTable,
    TrackedText,
)
from dgsdesk.domain.word_differences import Edit, edits, words_of

Stamp: TypeAlias = tuple[str, str]
"""Author and date (ISO 8601) of a change."""

StampOf: TypeAlias = Callable[[str, str], Stamp]
"""Says who replaced the first words by the second; one of both may be empty, both when only looks changed."""

_T = TypeVar("_T")


def tracked_between(
    base: Sequence[Block], new: Sequence[Block], stamp: StampOf | Stamp
) -> tuple[TrackedBlock, ...]:
    """Give the changes that make ``new`` of ``base``, both normalised.

    ``accepted`` of it is ``new`` and ``rejected`` is ``base``, ids of blocks aside. ``stamp`` signs every
    change, or is asked who made each.
    """
    return tuple(_Tracker(stamp if callable(stamp) else lambda _old, _new: stamp).blocks(base, new))


def unchanged(block: Block) -> TrackedBlock:
    """Give a block without any change."""
    return next(iter(tracked_between((block,), (block,), ("", ""))))


class _Tracker:
    def __init__(self, stamp: StampOf) -> None:
        self._stamp = stamp

    def blocks(self, base: Sequence[Block], new: Sequence[Block]) -> Iterator[TrackedBlock]:
        pairs = sorted(in_order(match_blocks(base, new)))
        for old, fresh in _in_turn(base, new, pairs, _is_one):
            if old is None and fresh is not None:
                yield self._whole(fresh, self._revision(ChangeKind.INSERT, "", block_text(fresh)))
            elif old is not None and fresh is None:
                yield self._whole(old, self._revision(ChangeKind.DELETE, block_text(old), ""))
            elif old is not None and fresh is not None:
                yield self._changed(old, fresh)

    def _revision(self, kind: ChangeKind, old: str, new: str) -> Revision:
        return Revision(kind, *self._stamp(old, new))

    def _whole(self, block: Block, revision: Revision) -> TrackedBlock:
        match block:
            case Table():
                rows = tuple(
                    self._whole_row(row, place < block.header_rows, revision)
                    for place, row in enumerate(block.rows)
                )
                return TrackedTable(rows, block.caption)
            case Image():
                return TrackedImage(block, revision)
            case _:
                return TrackedText(block, tuple(TrackedRun(run, revision) for run in block.runs), revision)

    def _whole_row(self, row: tuple[Cell, ...], heading: bool, revision: Revision) -> TrackedRow:
        cells = tuple(
            TrackedCell(tuple(_inside(self._whole(block, revision)) for block in cell.blocks), cell.span)
            for cell in row
        )
        return TrackedRow(cells, heading, revision)

    def _changed(self, old: Block, new: Block) -> TrackedBlock:
        if isinstance(old, Table) and isinstance(new, Table):
            return self._table(old, new)
        if isinstance(new, Image):
            return TrackedImage(new)
        if isinstance(old, Table | Image) or isinstance(new, Table):
            raise TypeError("only blocks of one kind are paired")
        runs = tuple(self._runs(old.runs, new.runs))
        if _bare(old) == _bare(new):
            return TrackedText(new, runs)
        return TrackedText(new, runs, self._revision(ChangeKind.FORMAT, "", ""), old)

    def _table(self, old: Table, new: Table) -> TrackedTable:
        former = [(row, place < old.header_rows) for place, row in enumerate(old.rows)]
        fresh = [(row, place < new.header_rows) for place, row in enumerate(new.rows)]
        return TrackedTable(tuple(self._rows(former, fresh)), new.caption)

    def _rows(self, old: Sequence[_Row], new: Sequence[_Row]) -> Iterator[TrackedRow]:
        pairs = match_rows([row for row, _ in old], [row for row, _ in new])
        for former, fresh in _in_turn(old, new, pairs, _has_one_shape):
            if former is None and fresh is not None:
                revision = self._revision(ChangeKind.INSERT, "", _row_text(fresh))
                yield self._whole_row(*fresh, revision)
            elif former is not None and fresh is None:
                revision = self._revision(ChangeKind.DELETE, _row_text(former), "")
                yield self._whole_row(*former, revision)
            elif former is not None and fresh is not None:
                cells = zip(former[0], fresh[0], strict=True)
                yield TrackedRow(tuple(self._cell(one, other) for one, other in cells), fresh[1])

    def _cell(self, old: Cell, new: Cell) -> TrackedCell:
        return TrackedCell(tuple(self.blocks(old.blocks, new.blocks)), new.span)

    def _runs(self, old: Runs, new: Runs) -> Iterator[TrackedRun]:
        before, after = text_of(old), text_of(new)
        for same, i1, i2, j1, j2 in _word_changes(before, after):
            if same:
                yield from self._reshaped(runs_between(old, i1, i2), runs_between(new, j1, j2))
                continue
            if i1 == i2 and j1 == j2:
                continue
            who = self._stamp(before[i1:i2], after[j1:j2])
            for run in runs_between(old, i1, i2):
                yield TrackedRun(run, Revision(ChangeKind.DELETE, *who))
            for run in runs_between(new, j1, j2):
                yield TrackedRun(run, Revision(ChangeKind.INSERT, *who))

    def _reshaped(self, old: Runs, new: Runs) -> Iterator[TrackedRun]:
        """Compare the looks of the same characters."""
        cuts = sorted({*_ends(old), *_ends(new), 0})
        for start, end in pairwise(cuts):
            (former,), (fresh,) = runs_between(old, start, end), runs_between(new, start, end)
            if former == fresh:
                yield TrackedRun(fresh)
            elif former.link == fresh.link:
                yield TrackedRun(fresh, self._revision(ChangeKind.FORMAT, "", ""), former)
            else:
                yield TrackedRun(former, self._revision(ChangeKind.DELETE, former.text, fresh.text))
                yield TrackedRun(fresh, self._revision(ChangeKind.INSERT, former.text, fresh.text))


_Row: TypeAlias = tuple[tuple[Cell, ...], bool]


def _inside(block: TrackedBlock) -> TrackedBlock:
    """Leave a paragraph's end alone where its row comes or goes anyway."""
    return replace(block, revision=None) if isinstance(block, TrackedText) else block


def _bare(block: Block) -> Block:
    """Give what a block is apart from its words and its name."""
    if isinstance(block, Table | Image):
        return replace(block, id="")
    return replace(block, runs=(), id="")


def _ends(runs: Runs) -> Iterator[int]:
    at = 0
    for run in runs:
        at += len(run.text)
        yield at


def _is_one(old: Block, new: Block) -> bool:
    """Tell whether Word can track the change: it knows none of a picture or of a table's name."""
    if isinstance(old, Table) and isinstance(new, Table):
        return old.header_rows == new.header_rows and old.caption == new.caption
    if isinstance(old, Image) or isinstance(new, Image):
        return _bare(old) == _bare(new)
    return True


def _has_one_shape(old: _Row, new: _Row) -> bool:
    return [cell.span for cell in old[0]] == [cell.span for cell in new[0]] and old[1] == new[1]


def _row_text(row: _Row) -> str:
    return "\t".join(cell.text for cell in row[0])


def _in_turn(
    old: Sequence[_T], new: Sequence[_T], pairs: Iterable[Pair], is_one: Callable[[_T, _T], bool]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Give what stayed or changed in pairs; what went and what came stand alone, in reading order."""
    i = j = 0
    for k, m in (*((k, m) for k, m in pairs if is_one(old[k], new[m])), (len(old), len(new))):
        yield from ((one, None) for one in old[i:k])
        yield from ((None, one) for one in new[j:m])
        if k < len(old):
            yield old[k], new[m]
        i, j = k + 1, m + 1


def _word_changes(before: str, after: str) -> Iterator[tuple[bool, int, int, int, int]]:
    """Give stretches of characters: whether they are the same, and where they stand on both sides."""
    old, new = words_of(before), words_of(after)
    at_old, at_new = _places(old), _places(new)
    i = j = 0
    for edit in (*edits(old, new), Edit(len(old), len(old), len(new), len(new))):
        yield True, at_old[i], at_old[edit.i1], at_new[j], at_new[edit.j1]
        yield False, at_old[edit.i1], at_old[edit.i2], at_new[edit.j1], at_new[edit.j2]
        i, j = edit.i2, edit.j2


def _places(words: Sequence[str]) -> list[int]:
    """Return at which character each word begins, and where the last one ends."""
    return [0, *accumulate(map(len, words))]
