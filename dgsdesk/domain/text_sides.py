"""Several rewritings of one text merged at once, whoever came first: two by two against ours, then together.

What several sides changed each into its own stays as it stands with us, and every candidate is a clash. The
sides are taken by name, never by arrival: the same set of sides gives the same text.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from dgsdesk.domain.block_matching import block_key, match_blocks, match_inserted
from dgsdesk.domain.merge import merge, merge_block
from dgsdesk.domain.richtext import Block, Paragraph, RichText


@dataclass(frozen=True, slots=True)
class TextSide:
    """One side's text and what it was made from; ``name`` is the same on every laptop."""

    name: str
    base: RichText
    text: RichText


@dataclass(frozen=True, slots=True)
class TextClash:
    """A block that ``sides`` made other than we or others did; ``ours`` stands in the text meanwhile.

    None where a block was taken out or never was. ``place`` is where our block stands, or would.
    """

    sides: tuple[str, ...]
    base: Block | None
    ours: Block | None
    theirs: Block | None
    place: int


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text, what clashes in reading order, and the blocks that were moved apart (ours stands)."""

    text: RichText
    clashes: tuple[TextClash, ...] = ()
    moved_apart: tuple[Block, ...] = ()


def merge_texts(own: RichText, sides: Iterable[TextSide]) -> MergedText:
    """Merge all sides with our text."""
    clashes: list[TextClash] = []
    moved: list[Block] = []
    rewritten: list[_Rewriting] = []
    for side in sorted(sides, key=lambda one: one.name):
        merged = merge(side.base, own, side.text)
        moved += merged.moved_apart
        for one in merged.conflicts:
            clashes.append(TextClash((side.name,), one.base, one.ours, one.theirs, one.place))
        if merged.text != own:
            rewritten.append(_Rewriting(side.name, own.blocks, merged.text.blocks))
    if len(rewritten) < 2:
        text = RichText(rewritten[0].blocks) if rewritten else own
    else:
        parted = _parted(own.blocks, rewritten)
        text, left, apart = _together(parted)
        clashes += parted.clashes + left
        moved += apart
    placed = [replace(one, place=_place(one, text.blocks)) for one in _gathered(clashes)]
    return MergedText(text, tuple(sorted(placed, key=lambda one: one.place)), _once(moved))


@dataclass(frozen=True)
class _Rewriting:
    """A side's text, which holds ours but for what that side changed."""

    name: str
    own: tuple[Block, ...]
    blocks: tuple[Block, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Our block’s place -> its place here."""
        return dict(match_blocks(self.own, self.blocks))

    def changed(self) -> Iterator[tuple[int, Block | None]]:
        """Give the places of ours that it changed, with what became of them."""
        for place, block in enumerate(self.own):
            here = self.places.get(place)
            now = None if here is None else self.blocks[here]
            if now is None or block_key(now) != block_key(block):
                yield place, now

    def added(self) -> dict[int, list[int]]:
        """Return its own blocks by the block of ours that they stand behind, -1 for none."""
        origin = {here: place for place, here in self.places.items()}
        groups: dict[int, list[int]] = {}
        behind = -1
        for here in range(len(self.blocks)):
            if here in origin:
                behind = origin[here]
            else:
                groups.setdefault(behind, []).append(here)
        return groups

    def settled(self, now: Mapping[int, Block | None], dropped: Set[int]) -> RichText:
        """Return the text with what became of each block of ours, and without the additions dropped."""
        origin = {here: place for place, here in self.places.items()}
        blocks: list[tuple[int, Block]] = []
        for here, block in enumerate(self.blocks):
            left = now[origin[here]] if here in origin else block
            if left is not None and here not in dropped:
                blocks.append((origin.get(here, -1), left))
        for place in sorted(now.keys() - self.places.keys()):
            back = now[place]
            if back is not None:
                ranks = [rank for rank, (of, _) in enumerate(blocks) if 0 <= of < place]
                blocks.insert(ranks[-1] + 1 if ranks else 0, (place, back))
        return RichText(tuple(block for _, block in blocks))


@dataclass(frozen=True)
class _Parted:
    """What became of our blocks, what clashes, and the sides’ texts, which differ by additions and order."""

    own: RichText
    clashes: list[TextClash]
    sides: list[tuple[str, RichText]]


def _parted(own: tuple[Block, ...], sides: Sequence[_Rewriting]) -> _Parted:
    """Settle what each block of ours says; what the sides made each into its own stays, and clashes."""
    versions: dict[int, list[tuple[str, Block | None]]] = {}
    for side in sides:
        for place, now in side.changed():
            versions.setdefault(place, []).append((side.name, now))
    settled: dict[int, Block | None] = dict(enumerate(own))
    clashes: list[TextClash] = []
    for place, found in versions.items():
        merged = _merged(own[place], found)
        if merged is _CLASH:
            clashes += [TextClash((name,), own[place], own[place], now, place) for name, now in found]
        else:
            settled[place] = merged
    twins = _twins(sides)
    for side in sides:
        behind = {here: place for place, group in side.added().items() for here in group}
        for here in sorted(twins[side.name]):
            clashes.append(TextClash((side.name,), None, None, side.blocks[here], behind[here] + 1))
    kept = RichText(tuple(block for block in settled.values() if block is not None))
    return _Parted(kept, clashes, [(side.name, side.settled(settled, twins[side.name])) for side in sides])


_CLASH = Paragraph(style="clash")
"""Stands for versions of one block that cannot all be right."""


def _merged(own: Block, found: Sequence[tuple[str, Block | None]]) -> Block | None:
    """Return what becomes of a block that sides changed, None where it goes; ``_CLASH`` for no answer."""
    distinct = {_key(now): now for _, now in found}
    versions = [distinct[key] for key in sorted(distinct, key=repr)]
    merged = versions[0]
    for now in versions[1:]:
        if merged is None or now is None:
            return _CLASH
        both = merge_block(own, merged, now)
        if both is None:
            return _CLASH
        merged = both
    return merged if merged is None else replace(merged, id=own.id)


def _key(block: Block | None) -> Hashable:
    return None if block is None else block_key(block)


def _twins(sides: Sequence[_Rewriting]) -> dict[str, set[int]]:
    """Find what two sides added at one place and worded much alike, but not the same."""
    found: dict[str, set[int]] = {side.name: set() for side in sides}
    for rank, one in enumerate(sides):
        for other in sides[rank + 1 :]:
            mine, theirs = one.added(), other.added()
            for place in mine.keys() & theirs.keys():
                left = [one.blocks[here] for here in mine[place]]
                right = [other.blocks[here] for here in theirs[place]]
                for a, b in match_inserted(left, right):
                    if block_key(left[a]) != block_key(right[b]):
                        found[one.name].add(mine[place][a])
                        found[other.name].add(theirs[place][b])
    return found


def _together(parted: _Parted) -> tuple[RichText, list[TextClash], list[Block]]:
    """Put the texts together, one after the other by name; hardly anything can clash any more."""
    text = parted.own
    clashes: list[TextClash] = []
    moved: list[Block] = []
    for name, other in parted.sides:
        merged = merge(parted.own, text, other)
        text = merged.text
        moved += merged.moved_apart
        clashes += [TextClash((name,), one.base, one.ours, one.theirs, one.place) for one in merged.conflicts]
    return text, clashes, moved


def _gathered(clashes: Iterable[TextClash]) -> Iterator[TextClash]:
    """Let those who wrote the same stand together."""
    found: dict[Hashable, TextClash] = {}
    for one in clashes:
        key = (_key(one.base), _key(one.ours), _key(one.theirs))
        former = found.get(key)
        names = one.sides if former is None else tuple(sorted({*former.sides, *one.sides}))
        found[key] = replace(former or one, sides=names)
    yield from found.values()


def _place(one: TextClash, blocks: Sequence[Block]) -> int:
    """Return where our block stands in the merged text, else where it would."""
    if one.ours is not None:
        key = block_key(one.ours)
        same = [place for place, block in enumerate(blocks) if block_key(block) == key]
        if same:
            return min(same, key=lambda place: (abs(place - one.place), place))
    return min(one.place, len(blocks))


def _once(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple({block_key(block): block for block in blocks}.values())
