"""The laws of merging dossiers, each checked on one history of five laptops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from dgsdesk.domain.block_matching import block_key
from dgsdesk.domain.dossier_memory import Memory, Version, is_news, take_version
from dgsdesk.domain.dossier_merge import MergedMeeting, Side, merge_meeting
from dgsdesk.domain.dossier_rows import Content, keys_of, parents_of, row_of
from dgsdesk.domain.dossier_rules import RULES, SAID, Way
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.richtext import RichText
from tests.unit.dossiers import Laptop, first_meeting

HUB = "Hub"


@dataclass
class History:
    """What was sent, what stands here, and the versions that each of the other laptops sent one by one."""

    base: Content
    hub: Laptop
    sent: dict[str, list[Version]]

    @property
    def latest(self) -> list[Version]:
        return [versions[-1] for versions in self.sent.values()]

    @property
    def own(self) -> Content:
        return self.hub.version(1).content


def history(random: Random) -> History:
    """Let five laptops edit one meeting; all but the first send it back up to three times."""
    base = first_meeting(random)
    hub = Laptop.opening(HUB, base, random)
    hub.edit(random.randint(0, 4))
    sent = {}
    for name in ("Ana", "Bob", "Cyr", "Dan"):
        laptop = Laptop.opening(name, base, random)
        versions = []
        for counter in range(1, random.randint(2, 4)):
            laptop.edit(random.randint(0, 4))
            versions.append(laptop.version(counter))
        sent[name] = versions
    return History(base, hub, sent)


def _merged(found: History) -> MergedMeeting:
    return merge_meeting(found.own, [Side(one.side, one.base, one.content) for one in found.latest])


def seen(merged: MergedMeeting) -> tuple[object, ...]:
    """Return the whole outcome, so that two can be compared."""
    return (
        merged.rows,
        sorted(map(repr, merged.clashes)),
        sorted(map(repr, merged.passages)),
        sorted(map(repr, merged.moved_rows)),
    )


def check_convergence(found: History, random: Random) -> None:
    """Deliver the dossiers in some order, doubled and old ones too: the end is that of any other order."""
    expected = seen(_merged(found))
    for _ in range(2):
        posted = [one for versions in found.sent.values() for one in versions]
        posted += random.choices(posted, k=4) + found.latest
        if not random.randrange(2):
            random.shuffle(posted)
        memory: Memory | None = None
        now = found.own
        merged = None
        for version in posted:
            if memory is None or is_news(memory, version):
                memory, merged = take_version(memory, now, version)
                now = merged.rows
        assert merged is not None
        assert memory is not None
        assert {one.dossier_id for one in memory.versions} == {one.dossier_id for one in found.latest}
        assert seen(merged) == expected


def check_idempotence(found: History) -> None:
    """Take all, then take the latest of each once more as if it were new: nothing changes."""
    memory: Memory | None = None
    now = found.own
    for version in found.latest:
        memory, merged = take_version(memory, now, version)
        now = merged.rows
    for version in found.latest:
        memory, again = take_version(memory, now, version)
        assert again.rows == now
        assert seen(again) == seen(merged)


_WORD = re.compile(r"(?:Hub|Ana|Bob|Cyr|Dan)\d+")


def _words(*things: object) -> set[str]:
    return set(_WORD.findall(" ".join(map(repr, things))))


def check_conservation(found: History) -> None:
    """Look for each word that a side wrote: in the result, or in what a person has to settle."""
    merged = _merged(found)
    here = _words(merged.rows, merged.clashes, merged.passages)
    for content in (found.own, *(one.content for one in found.latest)):
        assert _words(content) - here == set()


def check_conflicts(found: History) -> None:
    """Count in the plainest way who changed what into what, and compare."""
    merged = _merged(found)
    sides = [found.own, *(one.content for one in found.latest)]
    for kind, row_id in keys_of(found.base):
        rows = [row_of(side, (kind, row_id)) for side in sides]
        if any(row is None for row in rows) or row_id not in merged.rows[kind]:
            continue
        base = row_of(found.base, (kind, row_id))
        assert base is not None
        for name, way in RULES[kind].ways.items():
            values = {repr(row[name]) for row in rows if row is not None and row[name] != base[name]}
            clashes = {
                repr(one.theirs)
                for one in merged.clashes
                if (one.kind, one.row_id, one.field) == (kind, row_id, name)
            }
            if way is Way.TEXT:
                _check_text(found, merged, row_id)
            elif way is Way.WHOLE:
                own = repr(row_of(found.own, (kind, row_id))[name])  # type: ignore[index]
                assert clashes == (values - {own} if len(values) > 1 else set())


def _check_text(found: History, merged: MergedMeeting, item_id: str) -> None:
    """A paragraph that two made each into its own is one that a person settles; no other is."""
    kind = next(kind for kind in RULES if SAID in RULES[kind].ways)
    texts = [_by_id(row_of(side, (kind, item_id))) for side in _all(found)]
    base = _by_id(row_of(found.base, (kind, item_id)))
    if any(base.keys() - text.keys() and text.keys() - base.keys() for text in texts):
        return  # struck and written anew may be one paragraph rewritten: plain counting cannot tell
    for name, was in base.items():
        versions = {text.get(name) for text in texts} - {was}
        own = texts[0].get(name)
        wanted = versions - {own} if len(versions) > 1 else set()
        given = {
            one.clash.theirs and repr(one.clash.theirs)
            for one in merged.passages
            if one.item_id == item_id and one.clash.base is not None and one.clash.base.id == name
        }
        assert given == wanted, (name, given, wanted)


def _all(found: History) -> Iterator[Content]:
    yield found.own
    for one in found.latest:
        yield one.content


def _by_id(row: object) -> dict[str, str]:
    assert isinstance(row, dict)
    text = row[SAID]
    assert isinstance(text, RichText)
    return {block.id: repr(block) for block in text.blocks}


def check_other_laptops(found: History) -> None:
    """Let each laptop merge the four others: what nobody contests is the same on all."""
    everybody = {HUB: found.hub.version(1)} | {one.laptop: one for one in found.latest}
    outcomes = []
    for name, own in everybody.items():
        others = [Side(one.side, one.base, one.content) for one in everybody.values() if one.laptop != name]
        outcomes.append(merge_meeting(own.content, others))
    contested = [set(_contested(one)) for one in outcomes]
    everywhere = set().union(*contested)
    quiet = [_quiet(one, everywhere) for one in outcomes]
    assert all(one == quiet[0] for one in quiet)


def _contested(merged: MergedMeeting) -> Iterator[tuple[type[Entity], str, str]]:
    for one in merged.clashes:
        yield one.kind, one.row_id, one.field
    for passage in merged.passages:
        yield next(kind for kind in RULES if SAID in RULES[kind].ways), passage.item_id, SAID


def _quiet(merged: MergedMeeting, contested: Iterable[tuple[type[Entity], str, str]]) -> object:
    """Return all but what is contested, or stands under a row that is.

    Blocks that several added at one place come in any order.
    """
    skip = set(contested)
    return {
        (kind, row_id, name): sorted(repr(block_key(block)) for block in value.blocks)
        if isinstance(value, RichText)
        else value
        for kind, rows in merged.rows.items()
        for row_id, row in rows.items()
        if not any((*key, "") in skip for key in ((kind, row_id), *parents_of(kind, row)))
        for name, value in row.items()
        if (kind, row_id, name) not in skip and name not in ("position", "place")
    }


def _heap(value: object) -> object:
    """Return a value, a text without the order and the ids of its blocks."""
    return sorted(repr(block_key(one)) for one in value.blocks) if isinstance(value, RichText) else value
