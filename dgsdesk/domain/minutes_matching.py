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
    """How an item was found: by our bookmark, by its title, or by a bookmark below a lost title."""

    ANCHOR = "anchor"
    TITLE = "title"
    TEXT = "text"


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
    starts = _starts(read, sent)
    owners = _owners(read.blocks, starts)
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


def _starts(read: ReadDocument, sent: Sequence[SentItem]) -> dict[str, Start]:
    """Say at which block each item begins, each block for one item at most."""
    places = {found.name: found.block for found in read.anchors}
    starts: dict[str, Start] = {}
    taken: set[int] = set()

    def take(item: SentItem, place: int | None, how: Found) -> None:
        if item.id not in starts and place is not None and place not in taken and place < len(read.blocks):
            starts[item.id] = (place, how)
            taken.add(place)

    for item in sent:
        take(item, places.get(anchor(item.id, "t")), Found.ANCHOR)
    for _score, place, item in _title_candidates(read.blocks, [i for i in sent if i.id not in starts]):
        take(item, place, Found.TITLE)
    for item in sent:
        below = [places[name] for name in (anchor(item.id, "d"), anchor(item.id, "v")) if name in places]
        take(item, min(below, default=None), Found.TEXT)
    return starts


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


def _owners(blocks: Sequence[Block], starts: Mapping[str, Start]) -> list[str | None]:
    """Say which item each block belongs to: from its item's start to a heading of that rank."""
    begins = {place: item_id for item_id, (place, _) in starts.items()}
    owners: list[str | None] = []
    current: str | None = None
    level = 0
    for place, block in enumerate(blocks):
        if place in begins:
            current = begins[place]
            level = block.level if isinstance(block, Heading) else level
        elif isinstance(block, Heading) and level and block.level <= level:
            current = None
        owners.append(current)
    return owners


def _owner(owners: Sequence[str | None], place: int) -> str | None:
    return owners[place] if 0 <= place < len(owners) else None


def _returned(
    read: ReadDocument, item: SentItem, starts: Mapping[str, Start], owners: Sequence[str | None]
) -> ReturnedItem:
    start, how = starts[item.id]
    has_title = how is not Found.TEXT and _is_title(read.blocks[start], item)
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
