"""Several rewritings of one text merged at once, whoever came first: two by two against ours, then together.

What several sides changed each into its own stays as it stands with us, and every candidate is a clash. The
sides are taken by name, never by arrival: the same set of sides gives the same text.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dgsdesk.domain.block_matching import block_key, match_blocks, match_inserted
from dgsdesk.domain.merge import merge, merge_block
from dgsdesk.domain.richtext import Block, RichText


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
        found, plain = _parted(own.blocks, rewritten)
        clashes += found
        text, left, apart = _together(own, plain)
        clashes += left
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

    def without(self, contested: Iterable[int], dropped: Iterable[int]) -> RichText:
        """Return the text with our blocks at contested places and without the additions dropped."""
        wanted = set(contested)
        back = {self.places[place]: self.own[place] for place in wanted if place in self.places}
        blocks: list[tuple[int, Block]] = []
        origin = {here: place for place, here in self.places.items()}
        gone = set(dropped)
        for here, block in enumerate(self.blocks):
            if here not in gone:
                blocks.append((origin.get(here, -1), back.get(here, block)))
        for place in sorted(wanted - self.places.keys()):
            ranks = [rank for rank, (of, _) in enumerate(blocks) if 0 <= of < place]
            blocks.insert(ranks[-1] + 1 if ranks else 0, (place, self.own[place]))
        return RichText(tuple(block for _, block in blocks))


def _parted(
    own: tuple[Block, ...], sides: Sequence[_Rewriting]
) -> tuple[list[TextClash], list[tuple[str, RichText]]]:
    """Find what the sides changed each into its own; return it, and their texts without it."""
    versions: dict[int, list[tuple[str, Block | None]]] = {}
    for side in sides:
        for place, now in side.changed():
            versions.setdefault(place, []).append((side.name, now))
    contested = {place: found for place, found in versions.items() if _clash(own[place], found)}
    clashes = [
        TextClash((name,), own[place], own[place], now, place)
        for place, found in contested.items()
        for name, now in found
    ]
    twins = _twins(sides)
    for side in sides:
        behind = {here: place for place, group in side.added().items() for here in group}
        for here in sorted(twins[side.name]):
            clashes.append(TextClash((side.name,), None, None, side.blocks[here], behind[here] + 1))
    return clashes, [(side.name, side.without(contested, twins[side.name])) for side in sides]


def _clash(own: Block, found: Sequence[tuple[str, Block | None]]) -> bool:
    """Tell whether the versions of one block cannot all be right."""
    distinct = {_key(now): now for _, now in found}
    if len(distinct) < 2:
        return False
    merged: Block | None = None
    for key in sorted(distinct, key=repr):
        now = distinct[key]
        if now is None:
            return True
        if merged is None:
            merged = now
            continue
        both = merge_block(own, merged, now)
        if both is None:
            return True
        merged = both
    return False


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


def _together(
    own: RichText, sides: Iterable[tuple[str, RichText]]
) -> tuple[RichText, list[TextClash], list[Block]]:
    """Put the texts together, one after the other by name; hardly anything can clash any more."""
    text = own
    clashes: list[TextClash] = []
    moved: list[Block] = []
    for name, other in sides:
        merged = merge(own, text, other)
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
