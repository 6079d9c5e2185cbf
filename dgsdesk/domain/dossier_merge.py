"""N versions of one meeting merged against what each was made from: by field, by block, by row.

State-based, without any clock and whatever came first. Our own rows are the trunk. What one side alone
changed is taken; what two changed each into its own stays as it is with us, and every candidate is a clash
that a person settles. What a side never saw (reserved to others) is in neither its base nor its rows, and so
is never taken for removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.block_matching import followed
from dgsdesk.domain.dossier_fields import Candidate, merge_field
from dgsdesk.domain.dossier_order import OrderSide, merge_order
from dgsdesk.domain.dossier_rows import (
    Content,
    Key,
    Row,
    children,
    keys_of,
    parents_of,
    position_of,
    row_of,
    sequence,
)
from dgsdesk.domain.dossier_rules import RULES, SAID, Way
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.richtext import Block, RichText
from dgsdesk.domain.text_sides import TextClash


@dataclass(frozen=True)
class Side:
    """One laptop’s version of a meeting, and what that version was made from."""

    name: str
    base: Content
    content: Content


@dataclass(frozen=True)
class Clash:
    """A field that ``sides`` made other than we or others did; a whole row where ``field`` is empty.

    A row that is not (taken out, or never there) is None. ``ours`` is what stands meanwhile.
    """

    kind: type[Entity]
    row_id: str
    field: str
    sides: tuple[str, ...]
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True)
class Passage:
    """A block of an item’s text that clashes."""

    item_id: str
    clash: TextClash


@dataclass
class MergedMeeting:
    """The merged rows, what clashes, and what was moved apart (an id of a row, or a block of a text)."""

    rows: dict[type[Entity], dict[str, dict[str, object]]]
    clashes: list[Clash] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    moved_rows: list[Key] = field(default_factory=list)
    moved_blocks: list[tuple[str, Block]] = field(default_factory=list)


def merge_meeting(own: Content, sides: Iterable[Side]) -> MergedMeeting:
    """Merge all sides with our rows; the same set of sides gives the same result in any order."""
    return _Merge(own, sorted(sides, key=lambda side: side.name)).result()


class _Merge:
    def __init__(self, own: Content, sides: Sequence[Side]) -> None:
        self.own, self.sides = own, sides
        self.here = set(keys_of(own))
        self.touched = {side.name: set(_touched(side)) for side in sides}
        self.clashes: list[Clash] = []

    def result(self) -> MergedMeeting:
        gone = self._gone()
        alive = self.here - gone
        fresh = self._added(alive)
        rows: dict[type[Entity], dict[str, dict[str, object]]] = {kind: {} for kind in RULES}
        merged = MergedMeeting(rows, self.clashes)
        for kind in RULES:
            for key in sorted((one for one in (*alive, *fresh) if one[0] is kind), key=lambda one: one[1]):
                own = row_of(self.own, key)
                rows[kind][key[1]] = dict(fresh[key]) if own is None else self._fields(merged, key, own)
        self._tie_again(merged)
        for kind in (Decision, Action):
            self._follow(merged, kind)
        _number_apart(merged.rows[AgendaItem], fresh)
        for kind in RULES:
            self._order(merged, kind)
        return merged

    # -- rows that come and go --------------------------------------------------------------------------

    def _gone(self) -> set[Key]:
        """Return the rows that a side took out and that nobody else touched; the others clash."""
        wanted: dict[Key, list[Side]] = {}
        for side in self.sides:
            for key in keys_of(side.base):
                if key in self.here and RULES[key[0]].removable and row_of(side.content, key) is None:
                    wanted.setdefault(key, []).append(side)
        gone = {key for key, by in wanted.items() if not self._kept_by_somebody(key, by)}
        while True:
            kept = {key for key in gone if self._needed(key, gone)}
            kept |= {key for key in gone if self._parent_refused(key, wanted, gone - kept)}
            if not kept:
                break
            gone -= kept
        for key in sorted(wanted.keys() - gone, key=_sorting):
            if not self._parent_refused(key, wanted, gone):
                self._clash(key, "", wanted[key], wanted[key][0].base, row_of(self.own, key), None)
        return gone

    def _kept_by_somebody(self, key: Key, by: Sequence[Side]) -> bool:
        """Tell whether we or another side changed a row, or put something under it."""
        names = {side.name for side in by}
        if any(key in self.touched[side.name] for side in self.sides if side.name not in names):
            return True
        return any(_differs(row_of(side.base, key), row_of(self.own, key)) for side in by)

    def _needed(self, key: Key, gone: set[Key]) -> bool:
        """Tell whether something that stays cannot be without a row."""
        return any(child not in gone for child in children(self.own, key))

    def _parent_refused(self, key: Key, wanted: Mapping[Key, list[Side]], gone: set[Key]) -> bool:
        """Tell whether a row was taken out with another that stays after all: it stays with it."""
        row = row_of(self.own, key)
        return row is not None and any(
            parent in wanted and parent not in gone for parent in parents_of(key[0], row)
        )

    def _added(self, alive: set[Key]) -> dict[Key, Row]:
        """Return the rows that sides added; those whose place is gone clash, with what we took out."""
        fresh: dict[Key, Row] = {}
        by: dict[Key, list[tuple[Side, Row]]] = {}
        for side in self.sides:
            for key in keys_of(side.content):
                row = row_of(side.content, key)
                if row is not None and key not in self.here:
                    by.setdefault(key, []).append((side, row))
        for kind in RULES:
            for key in sorted((one for one in by if one[0] is kind), key=_sorting):
                self._add(key, by[key], alive, fresh)
        return fresh

    def _add(self, key: Key, found: list[tuple[Side, Row]], alive: set[Key], fresh: dict[Key, Row]) -> None:
        new = [(side, row) for side, row in found if row_of(side.base, key) is None]
        for side, row in found:
            base = row_of(side.base, key)
            if base is not None and key in self.touched[side.name]:  # we took out what they wrote on
                self._clash(key, "", [side], side.base, None, row)
        if not new:
            return
        first, row = new[0]
        if all(parent in alive or parent in fresh for parent in parents_of(key[0], row)):
            fresh[key] = row
            for side, other in new[1:]:
                if _differs(row, other):
                    self._clash(key, "", [side], side.base, row, other)
        else:
            self._clash(key, "", [first], first.base, None, row)

    def _clash(
        self, key: Key, name: str, by: Sequence[Side], base: Content, ours: object, theirs: object
    ) -> None:
        row = row_of(base, key)
        was = row if not name else None if row is None else row.get(name)
        names = tuple(side.name for side in by)
        self.clashes.append(Clash(key[0], key[1], name, names, was, ours, theirs))

    # -- fields -----------------------------------------------------------------------------------------

    def _fields(self, merged: MergedMeeting, key: Key, own: Row) -> dict[str, object]:
        row = dict(own)
        for name, way in RULES[key[0]].ways.items():
            if name not in own or way is Way.PLACE:
                continue
            field_ = merge_field(way, own[name], self._candidates(key, name))
            row[name] = field_.value
            for one in field_.clashes:
                self.clashes.append(Clash(*key, name, one.names, one.base, own[name], one.value))
            merged.passages += [Passage(key[1], one) for one in field_.passages]
            merged.moved_blocks += [(key[1], block) for block in field_.moved]
        return row

    def _candidates(self, key: Key, name: str) -> Iterator[Candidate]:
        """Give the values of a field that sides changed."""
        for side in self.sides:
            base, row = row_of(side.base, key), row_of(side.content, key)
            if row is None or name not in row:
                continue
            if base is None or name not in base or base[name] != row[name]:
                was = None if base is None else base.get(name)
                yield Candidate(side.name, was, row[name])

    def _tie_again(self, merged: MergedMeeting) -> None:
        """Leave rows where they were whose new place was taken out on the other side."""
        for kind, rows in merged.rows.items():
            for row_id, row in rows.items():
                own = row_of(self.own, (kind, row_id))
                for name, parent in RULES[kind].parents.items():
                    wanted = row.get(name)
                    if wanted is None or wanted in merged.rows[parent] or own is None:
                        continue
                    by = [side for side in self.sides if _value(side.content, (kind, row_id), name) == wanted]
                    self._clash((kind, row_id), name, by, by[0].base, own[name], wanted)
                    row[name] = own[name]

    def _follow(self, merged: MergedMeeting, kind: type[Entity]) -> None:
        """Keep what was noted in mid-text behind the block that it stood behind."""
        for row_id, row in merged.rows[kind].items():
            key = (kind, row_id)
            origin = next(
                one for one in (self.own, *(side.content for side in self.sides)) if row_of(one, key)
            )
            item_id, place = _value(origin, key, "item_id"), _value(origin, key, "place")
            if item_id != row["item_id"]:
                row["place"] = -1
            elif isinstance(item_id, str) and isinstance(place, int):
                old, new = _said(origin, item_id), _said(merged.rows, item_id)
                row["place"] = place if old == new else followed(place, old.blocks, new.blocks)

    # -- order ------------------------------------------------------------------------------------------

    def _order(self, merged: MergedMeeting, kind: type[Entity]) -> None:
        """Put the rows of each group in order, and number them anew where something moved."""
        group = RULES[kind].group
        if group is None:
            return
        members: dict[object, set[str]] = {}
        for row_id, row in merged.rows[kind].items():
            members.setdefault(row[group], set()).add(row_id)
        for of, ids in members.items():
            sides = [
                OrderSide(side.name, sequence(side.base, kind, of), sequence(side.content, kind, of))
                for side in self.sides
            ]
            ours = [row_id for row_id in sequence(self.own, kind, of) if row_id in ids]
            order, apart = merge_order(ours, ids, sides)
            merged.moved_rows += [(kind, row_id) for row_id in apart]
            if order != ours:
                _number(merged.rows[kind], order)


def _number(rows: Mapping[str, dict[str, object]], order: Sequence[str]) -> None:
    """Let positions rise; a row keeps its own where it can (guests stand far behind the members)."""
    last = -1
    for row_id in order:
        last = max(position_of(rows[row_id]), last + 1)
        rows[row_id]["position"] = last


def _number_apart(items: Mapping[str, dict[str, object]], fresh: Iterable[Key]) -> None:
    """Let no two items print one number: of those added here and there, ours and the first keep theirs."""
    come = sorted(row_id for kind, row_id in fresh if kind is AgendaItem)
    taken = {row["number"] for row_id, row in items.items() if row_id not in come}
    for row_id in come:
        if items[row_id]["number"] in taken:
            items[row_id]["number"] = ""
        taken.add(items[row_id]["number"])


def _touched(side: Side) -> Iterator[Key]:
    """Give the rows of its base that a side wrote on or under, and those that these stand under."""
    for key in keys_of(side.content):
        row, base = row_of(side.content, key), row_of(side.base, key)
        assert row is not None, "keys are of rows that are there"
        if base is not None and not _differs(base, row):
            continue
        above = [key]
        while above:
            one = above.pop()
            yield one
            found = row_of(side.content, one) or row_of(side.base, one)
            above += () if found is None else parents_of(one[0], found)


def _differs(one: Row | None, other: Row | None) -> bool:
    """Tell whether two rows differ in a field that both tell, their order apart."""
    if one is None or other is None:
        return one is not other
    return any(name not in _APART and one[name] != other[name] for name in one.keys() & other.keys())


_APART = frozenset({"position", "place"})
"""What says where a row stands: moved is not changed."""


def _said(content: Content, item_id: str) -> RichText:
    text = _value(content, (AgendaItem, item_id), SAID)
    return text if isinstance(text, RichText) else RichText()


def _value(content: Content, key: Key, name: str) -> object:
    row = row_of(content, key)
    return None if row is None else row.get(name)


def _sorting(key: Key) -> tuple[str, str]:
    return key[0].__name__, key[1]
