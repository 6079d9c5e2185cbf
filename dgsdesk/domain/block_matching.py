"""Which block of one text is which block of another: equal ones first, then likely ones, then moved ones.

Equal blocks that stand once in each text are anchors (patience); between two anchors the likest pairs are
sought, in order; what is left over and stands elsewhere was moved. The same texts give the same pairs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from dgsdesk.domain.richtext import Block, Cell, Image, Paragraph, Table, block_text, is_blank
from dgsdesk.domain.word_differences import words_of

Row = tuple[Cell, ...]
Pair = tuple[int, int]

_LIKELY = 0.4
_LIKELY_ADDED = 0.55
_LIKELY_MOVED = 0.75
_LEAST_WORDS_MOVED = 3
_LARGEST_GAP = 4_000
"""Pairs of a gap above which only near places are compared."""

_NEAR = 12
"""How far from its due place a block of a large gap is sought."""


def match_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[Pair, ...]:
    """Return (place in old, place in new) of each block that is in both, by place in old.

    A block belongs to one pair at most. Pairs out of order were moved.
    """
    same = _same_ids(old, new)
    aligned = _aligned(old, new, block_key, _Likeness(_bag, _may_be_one))
    known_old, known_new = {i for i, _ in same}, {j for _, j in same}
    pairs = same + [(i, j) for i, j in aligned if i not in known_old and j not in known_new]
    return tuple(sorted(pairs + _moved(old, new, pairs)))


def followed(place: int, old: Sequence[Block], new: Sequence[Block]) -> int:
    """Return where a text is entered now that was entered before block ``place`` of an older one.

    Behind the last block kept of those that stood before; a negative place, its end, stays.
    """
    if place <= 0:
        return place
    now_at = dict(match_blocks(old, new))
    before = [now_at[one] for one in range(place) if one in now_at]
    return 1 + before[-1] if before else 0


def match_inserted(one: Sequence[Block], other: Sequence[Block]) -> tuple[Pair, ...]:
    """Return the pairs of blocks that two people added at the same place and that say much the same."""
    return _either_way(one, other, block_key, _Likeness(_bag, _may_be_one, alone=False))


def match_inserted_rows(one: Sequence[Row], other: Sequence[Row]) -> tuple[Pair, ...]:
    """Return the pairs of rows that two people added at the same place and that say much the same."""
    return _either_way(one, other, _row_key, _Likeness(_row_bag, _rows_may_be_one, alone=False))


def says_enough(block: Block) -> bool:
    """Tell whether a block can be known again by what it says, wherever it stands."""
    if is_blank(block):
        return False
    return not isinstance(block, Paragraph) or len(_bag(block)) >= _LEAST_WORDS_MOVED


def match_rows(old: Sequence[Row], new: Sequence[Row]) -> tuple[Pair, ...]:
    """Return the pairs of rows of two tables, in order."""
    return tuple(_aligned(old, new, _row_key, _Likeness(_row_bag, _rows_may_be_one)))


def in_order(pairs: Sequence[Pair]) -> frozenset[Pair]:
    """Return the longest run of pairs that kept their order; the others were moved."""
    return frozenset(_rising(sorted(pairs)))


def block_key(block: Block) -> Hashable:
    """Return what tells a block from others: all of it but its id."""
    return replace(block, id="")


def _row_key(row: Row) -> Hashable:
    return row


def _bag(block: Block) -> Counter[str]:
    if isinstance(block, Image):
        return Counter((block.sha256 or block.name,))
    return _words(block_text(block))


def _row_bag(row: Row) -> Counter[str]:
    """A row is mostly told by its first cell, which names what the others count."""
    bag = _words("\t".join(cell.text for cell in row))
    for word in _words(row[0].text) if row else ():
        bag[f"\t{word}"] = 2
    return bag


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in words_of(text) if word[0].isalnum())


def _may_be_one(old: Block, new: Block) -> bool:
    """A table never becomes a paragraph; the kinds of lines become each other."""
    hard = Table | Image
    return type(old) is type(new) or not (isinstance(old, hard) or isinstance(new, hard))


def _rows_may_be_one(old: Row, new: Row) -> bool:
    return True


def _same_ids(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Pair the blocks whose id stands once in each text, where the words do not speak against it."""
    places = {block.id: place for place, block in enumerate(new) if block.id}
    doubled = {name for name, count in Counter(block.id for block in (*old, *new)).items() if count > 2}
    return [
        (place, places[block.id])
        for place, block in enumerate(old)
        if block.id in places and block.id not in doubled and _may_be_one(block, new[places[block.id]])
    ]


class _Likeness:
    """How like two things are, 0 to 1, by the words they share; each thing's words are counted once.

    ``alone`` says that one thing against one is the same thing, however it was rewritten.
    """

    def __init__(
        self, bag: Callable[..., Counter[str]], may_be_one: Callable[..., bool], *, alone: bool = True
    ) -> None:
        self.alone = alone
        self.least = _LIKELY if alone else _LIKELY_ADDED
        self._bag = bag
        self._may_be_one = may_be_one
        self._bags: dict[int, Counter[str]] = {}
        self._totals: dict[int, int] = {}

    def of(self, old: object, new: object) -> float:
        if not self._may_be_one(old, new):
            return 0.0
        one, other = self._words(old), self._words(new)
        total = self._totals[id(old)] + self._totals[id(new)]
        if not total:
            return 1.0
        return 2 * sum(min(one[word], other[word]) for word in one.keys() & other.keys()) / total

    def with_place(self, old: object, new: Sequence[object], gap: range, column: int) -> float:
        """Say how like a thing is to the one in a column of a gap, counted from 1."""
        return self.of(old, new[gap[column - 1]])

    def related(self, old: object, new: object) -> bool:
        return self._may_be_one(old, new)

    def _words(self, thing: object) -> Counter[str]:
        known = self._bags.get(id(thing))
        if known is None:
            known = self._bags[id(thing)] = self._bag(thing)
            self._totals[id(thing)] = known.total()
        return known


def _either_way(
    one: Sequence[Block] | Sequence[Row],
    other: Sequence[Block] | Sequence[Row],
    key: Callable[..., Hashable],
    likeness: _Likeness,
) -> tuple[Pair, ...]:
    """Pair the same things whichever side is named first."""
    if repr(one) <= repr(other):
        return tuple(_aligned(one, other, key, likeness))
    return tuple(sorted((i, j) for j, i in _aligned(other, one, key, likeness)))


def _aligned(
    old: Sequence[Block] | Sequence[Row],
    new: Sequence[Block] | Sequence[Row],
    key: Callable[..., Hashable],
    likeness: _Likeness,
) -> list[Pair]:
    """Return pairs in rising order: equal ones, then likely ones between them."""
    numbers: dict[Hashable, int] = {}
    olds = [numbers.setdefault(key(one), len(numbers)) for one in old]
    news = [numbers.setdefault(key(one), len(numbers)) for one in new]
    equal = list(_patience(olds, news, (0, len(olds)), (0, len(news))))
    pairs = list(equal)
    for gap_old, gap_new in _gaps(equal, len(old), len(new)):
        pairs += _likely(old, new, gap_old, gap_new, likeness)
    return sorted(pairs)


def _patience(old: list[int], new: list[int], a: Pair, b: Pair) -> Iterator[Pair]:
    """Pair equal things: both ends first, then those that stand once, and so on between them."""
    (a1, a2), (b1, b2) = a, b
    while a1 < a2 and b1 < b2 and old[a1] == new[b1]:
        yield a1, b1
        a1, b1 = a1 + 1, b1 + 1
    while a1 < a2 and b1 < b2 and old[a2 - 1] == new[b2 - 1]:
        yield a2 - 1, b2 - 1
        a2, b2 = a2 - 1, b2 - 1
    anchors = _rising(_unique(old, new, (a1, a2), (b1, b2))) if a1 < a2 and b1 < b2 else []
    start = (a1, b1)
    for i, j in (*anchors, (a2, b2)) if anchors else ():
        yield from _patience(old, new, (start[0], i), (start[1], j))
        if (i, j) != (a2, b2):
            yield i, j
            start = (i + 1, j + 1)


def _unique(old: list[int], new: list[int], a: Pair, b: Pair) -> list[Pair]:
    counts_old, counts_new = Counter(old[a[0] : a[1]]), Counter(new[b[0] : b[1]])
    places = {new[j]: j for j in range(*b) if counts_new[new[j]] == 1}
    return [(i, places[old[i]]) for i in range(*a) if counts_old[old[i]] == 1 and old[i] in places]


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest rising run of pairs that are sorted by their first number."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for rank, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [j]
        last[place : place + 1] = [rank]
    run: list[Pair] = []
    rank = last[-1] if last else -1
    while rank >= 0:
        run.append(pairs[rank])
        rank = before[rank]
    return run[::-1]


def _gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """Give the stretches between pairs, where both sides have something."""
    i0, j0 = 0, 0
    for i, j in (*sorted(pairs), (old, new)):
        if i > i0 and j > j0:
            yield range(i0, i), range(j0, j)
        i0, j0 = i + 1, j + 1


def _likely(
    old: Sequence[object], new: Sequence[object], gap_old: range, gap_new: range, likeness: _Likeness
) -> list[Pair]:
    """Pair the things of a gap so that the likeness of all pairs together is greatest, in order.

    Where one stands against one, they are the same thing rewritten.
    """
    if likeness.alone and len(gap_old) == len(gap_new) == 1:
        i, j = gap_old[0], gap_new[0]
        return [(i, j)] if likeness.related(old[i], new[j]) else []
    table = _Band(len(gap_old), len(gap_new))
    for a, i in enumerate(gap_old, 1):
        table.fill(a, partial(likeness.with_place, old[i], new, gap_new), likeness.least)
    return [(gap_old[a - 1], gap_new[b - 1]) for a, b in table.pairs()]


class _Band:
    """The best likeness of all beginnings of two stretches; in large ones only near places are compared.

    Rows and columns count from 1; a row holds the columns of its band, from ``low`` on.
    """

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._reach = columns if rows * columns <= _LARGEST_GAP else _NEAR
        self._low = [1]
        self._best: list[list[float]] = [[0.0]]
        self._before = 0.0
        self._like: set[Pair] = set()

    def fill(self, a: int, like: Callable[[int], float], least: float) -> None:
        """Fill a row from the one above."""
        middle = a * self._columns // self._rows
        low, high = max(1, middle - self._reach), min(self._columns, middle + self._reach)
        above, was_low = self._best[-1], self._low[-1]
        if low > was_low:
            self._before = above[min(low - 1 - was_low, len(above) - 1)]
        row: list[float] = []
        left = diagonal = self._before
        for b in range(low, high + 1):
            up = above[min(b - was_low, len(above) - 1)]
            best = max(up, left)
            score = like(b)
            if score >= least and diagonal + score > best:
                self._like.add((a, b))
                best = diagonal + score
            row.append(best)
            left, diagonal = best, up
        self._low.append(low)
        self._best.append(row)

    def pairs(self) -> Iterator[Pair]:
        """Give the pairs that make the best likeness, last first."""
        a, b = self._rows, self._columns
        while a and b:
            place = b - self._low[a]
            if (a, b) in self._like:
                yield a, b
                a, b = a - 1, b - 1
            elif place >= len(self._best[a]):
                b -= 1
            elif place <= 0 or self._above(a, b) >= self._best[a][place - 1]:
                a -= 1
            else:
                b -= 1

    def _above(self, a: int, b: int) -> float:
        row = self._best[a - 1]
        return row[min(b - self._low[a - 1], len(row) - 1)]


def _moved(old: Sequence[Block], new: Sequence[Block], pairs: Sequence[Pair]) -> list[Pair]:
    """Pair what is left over and reads the same, or nearly, elsewhere."""
    known_old, known_new = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(len(old)) if i not in known_old and says_enough(old[i])]
    right = [j for j in range(len(new)) if j not in known_new and says_enough(new[j])]
    if not left or not right or len(left) * len(right) > 4 * _LARGEST_GAP:
        return []
    likeness = _Likeness(_bag, _may_be_one)
    scored = [(-likeness.of(old[i], new[j]), i, j) for i in left for j in right]
    moved: list[Pair] = []
    for score, i, j in sorted(scored):
        taken = any(i == i2 or j == j2 for i2, j2 in moved)
        if -score >= _LIKELY_MOVED and not taken:
            moved.append((i, j))
    return moved
