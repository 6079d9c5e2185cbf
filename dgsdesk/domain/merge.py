"""Three-way merge of rich texts: what one side changed is taken, what both changed and touches is a conflict.

State-based, on blocks, without any clock: the same three texts give the same result. Our text is shown while
a conflict waits; nothing that either side wrote is lost: it is in the text or in a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from operator import eq
from typing import Generic, TypeVar

from dgsdesk.domain.block_matching import (
    Pair,
    Row,
    block_key,
    in_order,
    match_blocks,
    match_inserted,
    match_inserted_rows,
    match_rows,
    says_enough,
)
from dgsdesk.domain.line_merge import merge_line
from dgsdesk.domain.richtext import Block, Cell, RichText, Table, TextBlock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A block that both sides changed, each into its own; None where a side took it out or never had it.

    ``ours`` and ``theirs`` hold already all that does not touch. ``place`` is where in the merged text our
    block stands, or would stand.
    """

    base: Block | None
    ours: Block | None
    theirs: Block | None
    place: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, with our side of each conflict, and the conflicts in reading order.

    ``moved_apart`` are the blocks that both sides moved, each elsewhere: they stand where we put them.
    """

    text: RichText
    conflicts: tuple[MergeConflict, ...]
    moved_apart: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot(Generic[T]):
    """One place of a merged sequence, both ways; without a clash both are the same."""

    base: T | None
    ours: T | None
    theirs: T | None
    clash: bool = False


def merge(base: RichText, ours: RichText, theirs: RichText) -> Merged:
    """Merge two texts that both came from ``base``."""
    blocks: list[Block] = []
    conflicts: list[MergeConflict] = []
    sequences = _Sequences(_BLOCKS, base.blocks, ours.blocks, theirs.blocks)
    for slot in sequences.slots():
        if slot.clash:
            conflicts.append(MergeConflict(slot.base, slot.ours, slot.theirs, len(blocks)))
        if slot.ours is not None:
            blocks.append(slot.ours)
    return Merged(RichText(tuple(blocks)), tuple(conflicts), tuple(sequences.moved_apart()))


def merge_block(base: Block, ours: Block, theirs: Block) -> Block | None:
    """Merge two rewritings of one block; None when they clash."""
    return None if (slot := _merge_block(base, ours, theirs)).clash else slot.ours


# -- sequences ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Kind(Generic[T]):
    """How things of one kind are compared, found again and merged."""

    match: Callable[[Sequence[T], Sequence[T]], Sequence[Pair]]
    match_new: Callable[[Sequence[T], Sequence[T]], Sequence[Pair]]
    same: Callable[[T, T], bool]
    merge: Callable[[T, T, T], _Slot[T]]
    known: Callable[[T], bool]
    key: Callable[[T], Hashable]


Key = tuple[str, int]
_START: Key = ("start", 0)


class _Order:
    """The places of a merged sequence as a chain, into which others are put or moved."""

    def __init__(self, keys: Sequence[Key]) -> None:
        chain = (_START, *keys)
        self._next: dict[Key, Key | None] = dict(zip(chain, (*keys, None), strict=True))
        self._before: dict[Key, Key] = dict(zip(keys, chain, strict=False))

    def put(self, key: Key, after: Key) -> None:
        """Put a place behind another, and behind what we ourselves added there."""
        if key in self._before:
            self._take_out(key)
        follower = self._next[after]
        while follower is not None and follower[0] == "ours":
            after, follower = follower, self._next[follower]
        self._next[after], self._before[key], self._next[key] = key, after, follower
        if follower is not None:
            self._before[follower] = key

    def _take_out(self, key: Key) -> None:
        before, follower = self._before.pop(key), self._next.pop(key)
        self._next[before] = follower
        if follower is not None:
            self._before[follower] = before

    def __iter__(self) -> Iterator[Key]:
        key = self._next[_START]
        while key is not None:
            yield key
            key = self._next[key]


class _Sequences(Generic[T]):
    """Three sequences and who of them is whom."""

    def __init__(self, kind: _Kind[T], base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> None:
        self.kind = kind
        self.base, self.ours, self.theirs = base, ours, theirs
        pairs_ours, pairs_theirs = kind.match(base, ours), kind.match(base, theirs)
        self.to_ours, self.to_theirs = dict(pairs_ours), dict(pairs_theirs)
        self.from_ours = {j: i for i, j in pairs_ours}
        self.from_theirs = {j: i for i, j in pairs_theirs}
        self._moved_ours = self.to_ours.keys() - {i for i, _ in in_order(pairs_ours)}
        self._moved_theirs = self.to_theirs.keys() - {i for i, _ in in_order(pairs_theirs)}
        self.twins = dict(self._twins())
        self.twins |= dict(self._same_elsewhere())
        self._twin_of_ours = {mine: other for other, mine in self.twins.items()}

    def slots(self) -> Iterator[_Slot[T]]:
        """Give the merged places in order; what one side took out and the other left alone is gone."""
        for key in self._ordered():
            slot = self._slot(key)
            if slot is not None:
                yield slot

    def moved_apart(self) -> Iterator[T]:
        """Give what both sides moved, each behind something else."""
        moved = self._moved_ours | self._moved_theirs
        for i in sorted(self._moved_ours & self._moved_theirs):
            ours = _stands_behind(self.from_ours, self.to_ours[i], moved)
            if ours != _stands_behind(self.from_theirs, self.to_theirs[i], moved):
                yield self.ours[self.to_ours[i]]

    def _twins(self) -> Iterator[Pair]:
        """Give what both sides added at the same place and alike: (place in theirs, place in ours).

        What says enough to be known again is one thing wherever both added it.
        """
        ours = _added_by_place(len(self.ours), self.from_ours, self.to_theirs)
        theirs = _added_by_place(len(self.theirs), self.from_theirs, self.to_ours)
        for place in ours.keys() & theirs.keys():
            mine, other = ours[place], theirs[place]
            found = self.kind.match_new([self.ours[j] for j in mine], [self.theirs[j] for j in other])
            yield from ((other[b], mine[a]) for a, b in found)

    def _same_elsewhere(self) -> Iterator[Pair]:
        """Give what both sides added word for word, each at a place of its own."""
        taken = set(self.twins.values())
        mine: dict[Hashable, list[int]] = {}
        for j in range(len(self.ours) - 1, -1, -1):
            if j not in self.from_ours and j not in taken:
                mine.setdefault(self.kind.key(self.ours[j]), []).append(j)
        for other, theirs in enumerate(self.theirs):
            if other in self.from_theirs or other in self.twins or not self.kind.known(theirs):
                continue
            twins = mine.get(self.kind.key(theirs))
            if twins:
                yield other, twins.pop()

    def _ordered(self) -> _Order:
        """Take our order, put in what they added, move what they alone moved."""
        order = _Order(
            [
                ("base", self.from_ours[j]) if j in self.from_ours else ("ours", j)
                for j in range(len(self.ours))
            ]
        )
        after = _START
        for j in range(len(self.theirs)):
            key, fresh = self._key_of(j)
            if key is None:
                continue
            if fresh:
                order.put(key, after)
            after = key
        return order

    def _key_of(self, j: int) -> tuple[Key | None, bool]:
        """Return the place of their thing, and whether it must be put where they have it."""
        i = self.from_theirs.get(j)
        if i is None:
            return (("ours", self.twins[j]), False) if j in self.twins else (("theirs", j), True)
        if i in self.to_ours:
            return ("base", i), i in self._moved_theirs and i not in self._moved_ours
        if self.kind.same(self.base[i], self.theirs[j]):
            return None, False
        return ("base", i), True

    def _slot(self, key: Key) -> _Slot[T] | None:
        side, place = key
        if side == "ours":
            return self._added(place)
        if side == "theirs":
            return _Slot(None, self.theirs[place], self.theirs[place])
        return self._kept(place)

    def _added(self, place: int) -> _Slot[T]:
        ours = self.ours[place]
        twin = self._twin_of_ours.get(place)
        theirs = ours if twin is None else self.theirs[twin]
        if self.kind.same(ours, theirs):
            return _Slot(None, ours, ours)
        return _Slot(None, ours, theirs, clash=True)

    def _kept(self, i: int) -> _Slot[T] | None:
        base = self.base[i]
        ours = self.ours[self.to_ours[i]] if i in self.to_ours else None
        theirs = self.theirs[self.to_theirs[i]] if i in self.to_theirs else None
        if ours is not None and theirs is not None:
            return self.kind.merge(base, ours, theirs)
        left = ours if ours is not None else theirs
        if left is None or self.kind.same(base, left):
            return None
        return _Slot(base, ours, theirs, clash=True)


def _stands_behind(origin: dict[int, int], place: int, moved: Set[int]) -> int:
    """Return the nearest thing before a place that no side moved, -1 for none."""
    return next((i for j in range(place - 1, -1, -1) if (i := origin.get(j, -1)) >= 0 and i not in moved), -1)


def _added_by_place(count: int, origin: dict[int, int], other: dict[int, int]) -> dict[int, list[int]]:
    """Group what a side added by the last thing before it that both sides kept."""
    groups: dict[int, list[int]] = {}
    place = -1
    for j in range(count):
        i = origin.get(j)
        if i is None:
            groups.setdefault(place, []).append(j)
        elif i in other:
            place = i
    return groups


# -- blocks, tables, rows, cells ----------------------------------------------------------------------------


def _merged_blocks(
    base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]
) -> Iterator[_Slot[Block]]:
    return _Sequences(_BLOCKS, base, ours, theirs).slots()


def _same_block(one: Block, other: Block) -> bool:
    return one == other or block_key(one) == block_key(other)


def _merge_block(base: Block, ours: Block, theirs: Block) -> _Slot[Block]:
    slot = _one_sided(base, ours, theirs, _same_block)
    if slot is None and isinstance(base, Table) and isinstance(ours, Table) and isinstance(theirs, Table):
        slot = _merge_table(base, ours, theirs)
    elif (
        slot is None
        and isinstance(base, TextBlock)
        and isinstance(ours, TextBlock)
        and isinstance(theirs, TextBlock)
    ):
        slot = _merge_text(base, ours, theirs)
    if slot is None:
        slot = _Slot(base, ours, theirs, clash=True)
    return _with_id(slot, ours.id or theirs.id)


def _with_id(slot: _Slot[Block], name: str) -> _Slot[Block]:
    assert slot.ours is not None, "both sides hold the block"
    assert slot.theirs is not None, "both sides hold the block"
    return replace(slot, ours=replace(slot.ours, id=name), theirs=replace(slot.theirs, id=name))


def _one_sided(base: T, ours: T, theirs: T, same: Callable[[T, T], bool]) -> _Slot[T] | None:
    """Take the side that changed something; None when both did, each its own."""
    if same(ours, base):
        return _Slot(base, theirs, theirs)
    if same(theirs, base) or same(theirs, ours):
        return _Slot(base, ours, ours)
    return None


def _merge_text(base: TextBlock, ours: TextBlock, theirs: TextBlock) -> _Slot[Block]:
    """Merge the words, and apart from them what the line is (paragraph, heading, level…)."""
    shapes = [replace(block, runs=(), id="") for block in (base, ours, theirs)]
    shape = _scalar(*shapes)
    line = merge_line(base.runs, ours.runs, theirs.runs)
    return _Slot(
        base,
        replace(shape.ours, runs=line.ours),
        replace(shape.theirs, runs=line.theirs),
        line.clash or shape.clash,
    )


@dataclass(frozen=True, slots=True)
class _Scalar(Generic[T]):
    ours: T
    theirs: T
    clash: bool


def _scalar(base: T, ours: T, theirs: T) -> _Scalar[T]:
    """Merge something that is taken whole."""
    if ours == base:
        return _Scalar(theirs, theirs, False)
    if theirs in (base, ours):
        return _Scalar(ours, ours, False)
    return _Scalar(ours, theirs, True)


def _merge_table(base: Table, ours: Table, theirs: Table) -> _Slot[Block] | None:
    """Merge by rows and cells; None where columns came or went, which makes rows no longer comparable."""
    if len({_widths(base), _widths(ours), _widths(theirs)}) > 1:
        return None
    caption = _scalar(base.caption, ours.caption, theirs.caption)
    headers = _scalar(base.header_rows, ours.header_rows, theirs.header_rows)
    level = _scalar(base.audience, ours.audience, theirs.audience)
    rows = list(_Sequences(_ROWS, base.rows, ours.rows, theirs.rows).slots())
    clash = caption.clash or headers.clash or level.clash or any(row.clash for row in rows)
    mine = tuple(row.ours for row in rows if row.ours is not None)
    other = tuple(row.theirs for row in rows if row.theirs is not None)
    return _Slot(
        base,
        Table(mine, headers.ours, caption.ours, audience=level.ours),
        Table(other, headers.theirs, caption.theirs, audience=level.theirs),
        clash,
    )


def _widths(table: Table) -> frozenset[int]:
    return frozenset(sum(cell.span for cell in row) for row in table.rows)


def _merge_row(base: Row, ours: Row, theirs: Row) -> _Slot[Row]:
    slot = _one_sided(base, ours, theirs, eq)
    if slot is not None:
        return slot
    if not len(base) == len(ours) == len(theirs) or _figures_on_both(base, ours, theirs):
        return _Slot(base, ours, theirs, clash=True)
    cells = [_merge_cell(*three) for three in zip(base, ours, theirs, strict=True)]
    return _Slot(
        base,
        tuple(cell.ours for cell in cells),
        tuple(cell.theirs for cell in cells),
        any(cell.clash for cell in cells),
    )


def _figures_on_both(base: Row, ours: Row, theirs: Row) -> bool:
    """Figures of one row belong together (a vote, a budget): two sides never change them apart."""
    return all(
        any(was != cell and _has_figures(was, cell) for was, cell in zip(base, side, strict=True))
        for side in (ours, theirs)
    )


def _has_figures(*cells: Cell) -> bool:
    return any(character.isdigit() for cell in cells for character in cell.text)


def _merge_cell(base: Cell, ours: Cell, theirs: Cell) -> _Scalar[Cell]:
    span = _scalar(base.span, ours.span, theirs.span)
    slots = list(_merged_blocks(base.blocks, ours.blocks, theirs.blocks))
    return _Scalar(
        Cell(tuple(slot.ours for slot in slots if slot.ours is not None), span.ours),
        Cell(tuple(slot.theirs for slot in slots if slot.theirs is not None), span.theirs),
        span.clash or any(slot.clash for slot in slots),
    )


_BLOCKS: _Kind[Block] = _Kind(match_blocks, match_inserted, _same_block, _merge_block, says_enough, block_key)
_ROWS: _Kind[Row] = _Kind(match_rows, match_inserted_rows, eq, _merge_row, bool, tuple)
