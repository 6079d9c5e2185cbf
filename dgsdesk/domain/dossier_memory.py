"""What a laptop remembers of the dossiers that came back, so that the order of their coming does not matter.

Our own rows, apart from what was taken of others, and each laptop’s latest version with its base. What a
person here changes after a taking was written in sight of what had come: the versions that were here then
have had their say there, and only what they bring anew counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.dossier_merge import MergedMeeting, Side, merge_meeting
from dgsdesk.domain.dossier_rows import Content, Key, Row, children, keys_of, row_of, sequence
from dgsdesk.domain.dossier_rules import RULES, SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.erased import without_erased


@dataclass(frozen=True)
class Version:
    """The latest version that a laptop made from one base: its number there, the dossier that it came with.

    ``base_id`` tells bases apart; ``base`` is what still counts as known of it here.
    """

    laptop: str
    counter: int
    dossier_id: str
    base_id: str
    base: Content
    content: Content

    @property
    def side(self) -> str:
        """What tells the version from others in a merge, the same on every laptop."""
        return f"{self.laptop}/{self.base_id}"


@dataclass(frozen=True)
class Memory:
    """Our own rows, the rows that the last merge made, and the latest versions of every laptop."""

    own: Content
    merged: Content
    versions: tuple[Version, ...] = ()


def is_news(memory: Memory | None, version: Version) -> bool:
    """Tell whether a version is later than all that came of its laptop; replayed and older ones are not."""
    known = () if memory is None else memory.versions
    return all(version.counter > one.counter for one in known if one.laptop == version.laptop)


def take_version(memory: Memory | None, now: Content, version: Version) -> tuple[Memory, MergedMeeting]:
    """Merge a laptop’s new version; ``now`` are our rows as they stand."""
    known = remembered(memory, now)
    former = next((one for one in known.versions if one.side == version.side), None)
    if former is not None:
        content = without_erased(version.content, former.base)
        version = replace(version, base=former.base, content=content)
    others = [one for one in known.versions if one.side != version.side]
    versions = tuple(sorted((*others, version), key=lambda one: one.side))
    merged = merge_meeting(known.own, [Side(one.side, one.base, one.content) for one in versions])
    return Memory(known.own, merged.rows, versions), merged


def ratified(memory: Memory, now: Content) -> Memory:
    """Return what is known once our rows left for others as they stand: all that was taken is ours then."""
    versions = tuple(replace(one, base=one.content) for one in memory.versions)
    return Memory(now, now, versions)


def remembered(memory: Memory | None, now: Content) -> Memory:
    """Return what is known with what a person changed here since the last merge."""
    if memory is None:
        return Memory(now, now)
    own = {kind: dict(memory.own.get(kind, {})) for kind in RULES}
    bases = [{kind: dict(one.base.get(kind, {})) for kind in RULES} for one in memory.versions]
    for key, names in _touched(memory, now):
        row = row_of(now, key)
        _lay(own, key, row, row, names)
        for base, version in zip(bases, memory.versions, strict=True):
            _lay(base, key, row_of(version.content, key), row, names)
    versions = tuple(replace(one, base=base) for one, base in zip(memory.versions, bases, strict=True))
    return Memory(own, memory.merged, versions)


def _touched(memory: Memory, now: Content) -> Iterator[tuple[Key, frozenset[str] | None]]:
    """Give the rows that a person touched since, and which fields: None for all of a row."""
    for key in sorted({*keys_of(now), *keys_of(memory.merged)}, key=lambda one: (one[0].__name__, one[1])):
        here, then = row_of(now, key), row_of(memory.merged, key)
        if here is None or then is None:
            yield key, None
            continue
        names = frozenset(name for name in here.keys() & then.keys() if here[name] != then[name])
        names -= {"position"}
        if names:
            yield key, names if row_of(memory.own, key) is not None else None
        if SAID in names:
            yield from ((child, frozenset({"place"})) for child in children(now, key) if child[0] in _PLACED)
    for kind, ids in _reordered(memory, now):
        for row_id in ids:
            yield (kind, row_id), frozenset({"position"})


_PLACED = (Decision, Action)


def _reordered(memory: Memory, now: Content) -> Iterator[tuple[type[Entity], list[str]]]:
    """Give the groups that a person put in another order since."""
    for kind, rule in RULES.items():
        if rule.group is None:
            continue
        for of in {row.get(rule.group) for row in now.get(kind, {}).values()}:
            here, then = sequence(now, kind, of), sequence(memory.merged, kind, of)
            common = {*here} & {*then}
            if [one for one in here if one in common] != [one for one in then if one in common]:
                yield kind, here


def _lay(
    content: dict[type[Entity], dict[str, Row]],
    key: Key,
    row: Row | None,
    now: Row | None,
    names: Iterable[str] | None,
) -> None:
    """Lay a row, or some of its fields, over what is known of it."""
    kind, row_id = key
    former = content[kind].get(row_id)
    if names is None or former is None or row is None:
        if names is not None and (row is None or now is None):
            return
        if row is None:
            content[kind].pop(row_id, None)
        else:
            content[kind][row_id] = row
        return
    content[kind][row_id] = {**former, **{name: row[name] for name in names if name in row}}
