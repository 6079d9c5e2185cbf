"""Find the items of the minutes again in a returned document; what has no place is « à rattacher ».

Anchors come first, then headings by number and likeness of title (our bookmarks survive the editors that were
tried, Google Docs strips them). No visible block is ever dropped: it lands with an item, among what we
printed around the items, or unplaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from dgsdesk.domain.read_document import Comment, Note, ReadDocument
from dgsdesk.domain.richtext import Block, Heading, Image, Paragraph, Table, block_text, is_blank

__all__ = [
    "Found",
    "ReadDocument",
    "ReturnedItem",
    "ReturnedMinutes",
    "SentItem",
    "anchor",
    "match_items",
    "same_text",
]

_LEAST_LIKENESS = 0.45
_LIKENESS_WITHOUT_NUMBER = 0.8
_LONGEST_TITLE = 250
_NUMBER = re.compile(r"\s*((?:\d+[.\-])*\d+)[.)\s\-–—:]*")


class Found(StrEnum):
    """How an item was found: by our bookmark, its title, a bookmark below a lost title, or its number."""

    ANCHOR = "anchor"
    TITLE = "title"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class SentItem:
    """An item as it was sent.

    ``printed`` holds the texts of lines that we print below the title and that are no discussion
    (presenter, decisions, actions): where they come back unchanged they are told apart.
    """

    id: str
    title: str
    number: str = ""
    printed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """An item as it came back: ``blocks`` are the discussion, ``printed`` our own unchanged lines.

    ``title`` is the heading as it stands in the file now, empty when it was deleted.
    """

    item_id: str
    found: Found
    title: str
    blocks: tuple[Block, ...]
    printed: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedMinutes:
    """Minutes as they came back.

    ``unplaced`` is what to attach by hand (« à rattacher »), ``missing`` the items that were not found,
    ``frame`` what we had printed around the items. ``comments`` and ``notes`` belong to no item.
    """

    items: tuple[ReturnedItem, ...]
    unplaced: tuple[Block, ...] = ()
    missing: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[Note, ...] = ()
    frame: tuple[Block, ...] = ()


def anchor(item_id: str, place: Literal["t", "d", "v"]) -> str:
    """Return the bookmark's name of a place of an item: title, first line, decision."""
    return f"dgs_{item_id.replace('-', '')[:8].lower()}_{place}"


def same_text(text: str) -> str:
    """Fold what editors change by themselves: spaces of all widths, apostrophes, quotes."""
    return " ".join(text.replace("’", "'").replace("‑", "-").split())


def match_items(
    read: ReadDocument, sent: Sequence[SentItem], frame: frozenset[str] = frozenset()
) -> ReturnedMinutes:
    """Give each item its blocks, comments and notes.

    ``frame`` holds the texts of blocks printed outside of the items (head, facts, signature…); where they
    come back unchanged nobody needs to see them. Blank blocks outside of items are left out.
    """
    search = _Search(read, sent)
    starts = search.run()
    ends = {item.id: search.end(item) for item in sent if item.id in starts}
    owners = _owners(read.blocks, starts, ends)
    ours = frozenset(map(same_text, frame))
    outside = [
        block for place, block in enumerate(read.blocks) if owners[place] is None and not is_blank(block)
    ]
    found = {item.id: item for item in sent if item.id in starts}
    items = tuple(_returned(read, item, starts, owners) for item in found.values())
    return ReturnedMinutes(
        items=tuple(sorted(items, key=lambda item: starts[item.item_id][0])),
        unplaced=tuple(block for block in outside if same_text(block_text(block)) not in ours),
        missing=tuple(item.id for item in sent if item.id not in starts),
        comments=tuple(c for c in read.comments if _owner(owners, c.block) is None),
        notes=tuple(note for note in read.notes if _owner(owners, note.block) is None),
        frame=tuple(block for block in outside if same_text(block_text(block)) in ours),
    )


Start = tuple[int, Found]


class _Search:
    """Says at which block each item begins, each block for one item at most."""

    def __init__(self, read: ReadDocument, sent: Sequence[SentItem]) -> None:
        self.blocks = read.blocks
        self.sent = sent
        self.starts: dict[str, Start] = {}
        self._live = {found.name: found.block for found in read.anchors if found.live}
        self._dead = {found.name: found.block for found in read.anchors if not found.live}
        self._taken: set[int] = set()

    def run(self) -> dict[str, Start]:
        """Try the surest way for every item, then the next one."""
        for item in self.sent:
            self._take(item, self._live.get(anchor(item.id, "t")), Found.ANCHOR)
        for item in self.sent:
            self._take(item, self._retyped_title(item), Found.ANCHOR)
        for _score, place, item in _title_candidates(self.blocks, self._left):
            self._take(item, place, Found.TITLE)
        for item in self.sent:
            self._take(item, self._above(min(self.below(item), default=None)), Found.TEXT)
        for item in self._left:
            self._take(item, self._numbered(item), Found.NUMBER)
        return self.starts

    def below(self, item: SentItem) -> list[int]:
        """Give the places of an item's bookmarks below its title."""
        names = (anchor(item.id, "d"), anchor(item.id, "v"))
        return [self._live[name] for name in names if name in self._live]

    def end(self, item: SentItem) -> int:
        """Give the last place that is surely the item's: that of a bookmark with no other item before it."""
        start = self.starts[item.id][0]
        after = min((place for place in self._taken if place > start), default=len(self.blocks))
        return max((place for place in self.below(item) if start < place < after), default=start)

    @property
    def _left(self) -> list[SentItem]:
        return [item for item in self.sent if item.id not in self.starts]

    @property
    def _levels(self) -> set[int]:
        headings = (self.blocks[place] for place in self._taken)
        return {block.level for block in headings if isinstance(block, Heading)}

    def _take(self, item: SentItem, place: int | None, how: Found) -> None:
        free = place is not None and place not in self._taken and place < len(self.blocks)
        if place is not None and free and item.id not in self.starts:
            self.starts[item.id] = (place, how)
            self._taken.add(place)

    def _retyped_title(self, item: SentItem) -> int | None:
        """Find the title whose bookmark went with its old words, above what is left of the item."""
        place = self._dead.get(anchor(item.id, "t"))
        return place if place is not None and place < min(self.below(item), default=-1) else None

    def _above(self, place: int | None) -> int | None:
        """Climb from a bookmark to a heading that nobody else has, if one stands above it."""
        for above in range(place or 0, -1, -1):
            block = self.blocks[above] if above < len(self.blocks) else None
            if above in self._taken:
                break
            if isinstance(block, Heading):
                return above if block.level in (self._levels or {block.level}) else place
        return place

    def _numbered(self, item: SentItem) -> int | None:
        """Find a heading that nobody has, with the item's number, between the items around it."""
        rank = self.sent.index(item)
        low = max((self.starts[i.id][0] for i in self.sent[:rank] if i.id in self.starts), default=-1)
        high = min(
            (self.starts[i.id][0] for i in self.sent[rank:] if i.id in self.starts), default=len(self.blocks)
        )
        for place in range(low + 1, high):
            block = self.blocks[place]
            if isinstance(block, Heading) and block.level in self._levels and item.number:
                found = _NUMBER.match(block_text(block))
                if found and found[1] == item.number.rstrip("."):
                    return place
        return None


def _title_candidates(blocks: Sequence[Block], sent: Sequence[SentItem]) -> list[tuple[float, int, SentItem]]:
    """List places that look like a title of an item, the likest first."""
    candidates = []
    for place, block in enumerate(blocks):
        if isinstance(block, Table | Image) or not 0 < len(text := block_text(block)) <= _LONGEST_TITLE:
            continue
        for item in sent:
            score = _likeness(text, item)
            if score >= (_LIKENESS_WITHOUT_NUMBER if not isinstance(block, Heading) else _LEAST_LIKENESS):
                candidates.append((score, place, item))
    return sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1]))


def _likeness(text: str, item: SentItem) -> float:
    """Compare a line with an item's title, 0 to 1.5: its number adds a half, another number is no match."""
    found = _NUMBER.match(text)
    number = found[1] if found else ""
    bare = text[found.end() :] if found and item.number else text
    words, wanted = _folded(bare), _folded(item.title)
    if not words or not wanted:
        return 0.0
    matcher = SequenceMatcher(None, words, wanted, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST_LIKENESS:
        return 0.0
    likeness = matcher.ratio()
    if item.number and number == item.number.rstrip("."):
        return likeness + 0.5 if likeness >= _LEAST_LIKENESS else 0.0
    return likeness if likeness >= _LIKENESS_WITHOUT_NUMBER else 0.0


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", same_text(text).casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _owners(
    blocks: Sequence[Block], starts: Mapping[str, Start], ends: Mapping[str, int]
) -> list[str | None]:
    """Say which item each block belongs to: from its item's start to a heading of that rank.

    A heading above one of the item's own bookmarks (``ends``) is a title cut in two.
    """
    begins = {place: item_id for item_id, (place, _) in starts.items()}
    owners: list[str | None] = []
    current: str | None = None
    level = 0
    for place, block in enumerate(blocks):
        if place in begins:
            current = begins[place]
            level = block.level if isinstance(block, Heading) else level
        elif (
            isinstance(block, Heading)
            and level
            and block.level <= level
            and place > ends.get(current or "", -1)
        ):
            current = None
        owners.append(current)
    return owners


def _owner(owners: Sequence[str | None], place: int) -> str | None:
    return owners[place] if 0 <= place < len(owners) else None


def _returned(
    read: ReadDocument, item: SentItem, starts: Mapping[str, Start], owners: Sequence[str | None]
) -> ReturnedItem:
    start, how = starts[item.id]
    first = read.blocks[start]
    has_title = isinstance(first, Heading) if how is Found.TEXT else _is_title(first, item)
    own = [place for place, owner in enumerate(owners) if owner == item.id]
    text = [read.blocks[place] for place in own if not (has_title and place == start)]
    ours = frozenset(map(same_text, item.printed))
    return ReturnedItem(
        item.id,
        how,
        block_text(read.blocks[start]) if has_title else "",
        _trimmed(block for block in text if not _is_ours(block, ours)),
        tuple(block for block in text if _is_ours(block, ours)),
        tuple(comment for comment in read.comments if _owner(owners, comment.block) == item.id),
        tuple(note for note in read.notes if _owner(owners, note.block) == item.id),
    )


def _is_title(block: Block, item: SentItem) -> bool:
    """Tell a title from a text that was joined to it or took its bookmark."""
    if isinstance(block, Heading):
        return len(block_text(block)) <= _LONGEST_TITLE
    return not isinstance(block, Table | Image) and _likeness(block_text(block), item) > 0


def _is_ours(block: Block, ours: frozenset[str]) -> bool:
    return not is_blank(block) and same_text(block_text(block)) in ours


def _trimmed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Drop blank paragraphs at both ends, which only made air."""
    kept = list(blocks)
    while kept and isinstance(kept[0], Paragraph) and is_blank(kept[0]):
        kept.pop(0)
    while kept and isinstance(kept[-1], Paragraph) and is_blank(kept[-1]):
        kept.pop()
    return tuple(kept)
