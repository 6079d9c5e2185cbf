"""How a deleted thing comes back into a network that went on: its rows, its place, what stands in the way.

What the act that deleted it took along comes back with it. What it belonged to and is gone too comes back as
well, named first; a mention of somebody who is gone is left out; a number or a place taken meanwhile is told.
"""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from typing import Any

from dgsdesk.application.history.names import Names
from dgsdesk.application.history.words import field_words, quoted
from dgsdesk.application.ports.store import FieldChange, RowChange
from dgsdesk.application.view import View
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, PreparationTask, SourceKind
from dgsdesk.domain.arrival import KnownAddress
from dgsdesk.domain.belonging import FREE, OWNERS, POINTS_TO, THINGS
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone, Practice
from dgsdesk.domain.host_rota import HostRoom
from dgsdesk.domain.library import DocumentUse
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import KnownAuthor, MinutesEntry
from dgsdesk.domain.network import Attachment, CommissionMember, ServiceMembership
from dgsdesk.domain.roadmap import PoliticalRequest
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, Support
from dgsdesk.domain.wording import NBSP, capitalised, date_long, join_and

Values = dict[str, Any]

_KINDS = {kind.__name__: kind for kind in OWNERS}

_ONLY_ONE: Mapping[type[Entity], tuple[str, ...]] = {
    MinutesEntry: ("item_id",),
    KnownAddress: ("address",),
    KnownAuthor: ("name",),
    DocumentUse: ("document_id", "owner_kind", "owner_id"),
    Support: ("theme_id", "organisation_id"),
    Practice: ("grey_zone_id", "organisation_id", "competence"),
    HostRoom: ("organisation_id",),
    CommissionMember: ("commission_id", "person_id", "role"),
    ServiceMembership: ("service_id", "organisation_id", "starts"),
}
"""Details of which there is one at most for these fields: one that was made meanwhile stays."""

_PLACED: Mapping[type[Entity], str] = {
    AgendaItem: "part_id",
    AgendaPart: "meeting_id",
    PreparationTask: "item_id",
    PoliticalRequest: "",
}
"""What has a place of its own among those of the same part, meeting or item, or among all (no field)."""

_BRING_BACK = "BringBack"
"""The act by which things come back, as the journal calls it."""

_POOLS: tuple[type[Entity], ...] = (GreyZone, SharedSubject, RaisedTheme)


@dataclass
class Plan:
    """What comes back: rows with their kinds, fields of others that follow, owners, what is to be said."""

    name: str
    rows: list[tuple[type[Entity], Values]]
    owners: tuple[str, ...]
    changes: list[tuple[Entity, str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def planned(view: View, sequence: int, thing_id: str) -> Plan:
    """Return how a thing that an act deleted comes back.

    Raises NotFound("deletion_gone"), RuleBroken: "already_back", "owner_lost".
    """
    return _Planning(view).plan(sequence, thing_id)


class _Planning:
    """The rows that come back, gathered from the acts that deleted them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._store = view.store
        self._rows: dict[str, tuple[type[Entity], Values]] = {}
        self._acts: dict[int, list[RowChange]] = {}
        self._owners: list[tuple[type[Entity], str]] = []
        self._said: list[str] = []

    def plan(self, sequence: int, thing_id: str) -> Plan:
        """Return the plan; raises NotFound, RuleBroken."""
        self._take_with_details(sequence, thing_id)
        self._take_owners()
        gone = [(kind.__name__, values) for kind, values in self._rows.values()]
        names = Names.of_rows(self._view, gone)
        root = self._rows[thing_id][0]
        name = f"{names.of(root.__name__, thing_id)}{names.within(thing_id)}"
        self._keep_only_one()
        self._mention_again()
        self._leave_out_mentions(names)
        self._tell_doubles()
        owners = [(kind, one) for kind, one in self._owners if kind in THINGS and not self._has_owner(one)]
        named = tuple(names.of(kind.__name__, one) for kind, one in owners)
        plan = Plan(name, [*self._rows.values()], named, said=self._said)
        plan.changes += self._followers()
        plan.changes += self._mentioned_again(names, plan.changes)
        plan.changes += self._make_room()
        return plan

    # -- gathering -------------------------------------------------------------------------------------------

    def _changes(self, sequence: int) -> list[RowChange]:
        if sequence not in self._acts:
            self._acts[sequence] = self._view.ledger.changes_in(sequence)
        return self._acts[sequence]

    def _take_with_details(self, sequence: int, thing_id: str) -> None:
        """Take a row and all that the same act deleted of what belonged to it."""
        changes = self._changes(sequence)
        gone = {one.row_id: one for one in changes if one.after is None and one.kind in _KINDS}
        if thing_id not in gone:
            raise NotFound("deletion_gone")
        wanted, found = {thing_id}, set[str]()
        while wanted:
            found |= wanted
            wanted = {one for one in gone if one not in found and _belongs(gone[one], found)}
        here = self._present(gone[one] for one in found)
        if thing_id in here:
            named = Names.of_rows(self._view, [(gone[thing_id].kind, gone[thing_id].before or {})])
            raise RuleBroken("already_back", where=named.bare(thing_id))
        for one in gone.values():
            if one.row_id in found - here and one.row_id not in self._rows:
                self._rows[one.row_id] = (_KINDS[one.kind], dict(one.before or {}))

    def _present(self, changes: Iterable[RowChange]) -> set[str]:
        wanted: dict[str, set[str]] = {}
        for one in changes:
            wanted.setdefault(one.kind, set()).add(one.row_id)
        return {row.id for kind, ids in wanted.items() for row in self._store.find(_KINDS[kind], id=ids)}

    def _take_owners(self) -> None:
        """Take what the rows cannot be without and that is gone too, until nothing is missing."""
        while missing := self._missing_owners():
            for kind, row_id in sorted(missing, key=lambda one: (one[0].__name__, one[1])):
                self._take_owner(kind, row_id)

    def _missing_owners(self) -> set[tuple[type[Entity], str]]:
        named: dict[type[Entity], set[str]] = {}
        for kind, values in self._rows.values():
            for name, target, required in _references(kind):
                if values.get(name) and (required or name in OWNERS[kind]):
                    named.setdefault(target, set()).add(values[name])
        return {
            (kind, one)
            for kind, ids in named.items()
            for one in ids - self._rows.keys() - {row.id for row in self._store.find(kind, id=ids)}
        }

    def _take_owner(self, kind: type[Entity], row_id: str) -> None:
        sequence = self._view.ledger.deletion_of(row_id)
        if sequence is None:
            raise RuleBroken("owner_lost", where=self._called())
        if kind in THINGS:
            self._take_with_details(sequence, row_id)
        else:
            change = next(one for one in self._changes(sequence) if one.row_id == row_id)
            self._rows[row_id] = (kind, dict(change.before or {}))
        self._owners.append((kind, row_id))

    def _has_owner(self, row_id: str) -> bool:
        """Tell whether an owner comes back with another one that it belongs to."""
        kind, values = self._rows[row_id]
        return any(values.get(name) in {one for _, one in self._owners} for name in OWNERS[kind])

    def _called(self) -> str:
        row_id, (kind, values) = next(iter(self._rows.items()))
        return Names.of_rows(self._view, [(kind.__name__, values)]).bare(row_id)

    # -- what came meanwhile ---------------------------------------------------------------------------------

    def _keep_only_one(self) -> None:
        """Leave out a detail that was made anew meanwhile."""
        for row_id, (kind, values) in list(self._rows.items()):
            if kind in _ONLY_ONE:
                equal = {name: values.get(name) for name in _ONLY_ONE[kind]}
                if self._store.find(kind, **equal):
                    del self._rows[row_id]

    def _mention_again(self) -> None:
        """Fill the fields that a deletion emptied before this one, and whose subject is back meanwhile."""
        by_kind: dict[type[Entity], dict[str, Values]] = {}
        for row_id, (kind, values) in self._rows.items():
            by_kind.setdefault(kind, {})[row_id] = values
        for kind, rows in by_kind.items():
            for name, target, required in _references(kind):
                empty = [] if required else [one for one, values in rows.items() if not values.get(name)]
                for row_id, former in self._lost_mentions(kind, name, empty).items():
                    if self._store.find(target, id=former):
                        rows[row_id][name] = former

    def _lost_mentions(self, kind: type[Entity], name: str, row_ids: Collection[str]) -> dict[str, str]:
        """Return what empty fields of some rows named, as far as deletions and returns alone emptied them."""
        by_row: dict[str, list[FieldChange]] = {}
        for change in self._view.ledger.changes_of(kind, name, row_ids) if row_ids else ():
            by_row.setdefault(change.row_id, []).append(change)
        found = {row_id: self._lost_mention(changes) for row_id, changes in by_row.items()}
        return {row_id: former for row_id, former in found.items() if former}

    def _lost_mention(self, changes: Iterable[FieldChange]) -> str:
        """Read the changes of one field newest first, past the times when its row went and came back."""
        for change in changes:
            if change.after is not None:
                return ""
            former = str(change.before or "")
            if former:
                emptied = self._view.ledger.deletion_of(former) == change.sequence
                return former if emptied or self._went(change) else ""
        return ""

    def _went(self, change: FieldChange) -> bool:
        """Tell whether an act took a row away rather than emptied its field."""
        with suppress(NotFound):
            return any(
                one.row_id == change.row_id and one.after is None for one in self._changes(change.sequence)
            )
        return False

    def _leave_out_mentions(self, names: Names) -> None:
        """Empty the fields that name somebody or something gone, and say so."""
        for kind, values in self._rows.values():
            for name, target, required in _references(kind):
                row_id = values.get(name)
                if required or not row_id or row_id in self._rows or self._store.find(target, id=row_id):
                    continue
                values[name] = None
                if words := field_words(kind.__name__, name):
                    gone = f"{names.bare(row_id)} n’existe plus, la mention est retirée."
                    self._said.append(f"{capitalised(words)}{NBSP}: {gone}")

    def _tell_doubles(self) -> None:
        """Say what else has the same number, day or subject now; both are kept."""
        for kind, values in self._rows.values():
            if kind is Decision and values.get("number"):
                if self._store.find(Decision, number=values["number"]):
                    number = values["number"]
                    said = (
                        f"Le numéro {number} a été repris entre-temps{NBSP}: les deux décisions le portent."
                    )
                    self._said.append(said)
            elif kind is AgendaItem and values.get("source_id"):
                equal = {name: values[name] for name in ("meeting_id", "source_id")}
                if self._store.find(AgendaItem, **equal):
                    values["source_kind"], values["source_id"] = SourceKind.FREE, ""
                    self._said.append(
                        f"{quoted(values['title'])} a été remis à l’ordre du jour entre-temps{NBSP}: "
                        "les deux points sont gardés, celui-ci comme point libre."
                    )
            elif kind is Meeting:
                others = self._store.find(Meeting, circle_id=values["circle_id"], day=values["day"])
                if others:
                    day = date_long(values["day"])
                    self._said.append(f"Une autre réunion est prévue le {day}{NBSP}: les deux sont gardées.")
        lost = [
            values["name"]
            for kind, values in self._rows.values()
            if kind is Attachment and not self._view.files.has(values["sha256"])
        ]
        if lost:
            self._said.append(
                f"Contenu introuvable{NBSP}: {join_and(lost[:3])}{'…' if len(lost) > 3 else ''}."
            )

    def _followers(self) -> Iterator[tuple[Entity, str, object]]:
        """Return the fields of other rows that the same acts emptied or moved, as far as nobody did since."""
        sources = {str(values.get("source_id")) for _, values in self._rows.values()}
        for changes in self._acts.values():
            for one in changes:
                if one.before is None or one.after is None or one.kind not in _KINDS:
                    continue
                kind = _KINDS[one.kind]
                pool = kind in _POOLS and one.row_id in sources
                points = [name for name, *_ in _references(kind) if str(one.before.get(name)) in self._rows]
                wanted = [*points, *(["state"] if pool and "state" in one.before else [])]
                rows: list[Entity] = list(self._store.find(kind, id=one.row_id)) if wanted else []
                for row in rows:
                    for name in wanted:
                        if getattr(row, name) == one.after.get(name):
                            yield row, name, one.before[name]
                        elif name in points:
                            what = self._called_here(row)
                            self._said.append(f"{what} a changé depuis, et reste ainsi.")

    def _mentioned_again(
        self, names: Names, planned: Collection[tuple[Entity, str, object]]
    ) -> Iterator[tuple[Entity, str, object]]:
        """Return the fields of rows that came back without a mention of what comes back now, still empty."""
        known = {(entity.id, name) for entity, name, _ in planned}
        kinds = {kind for kind, _ in self._rows.values()}
        for kind_name, ids in self._view.ledger.added_by(_BRING_BACK).items():
            kind = _KINDS[kind_name]
            for name, target, required in _references(kind):
                if required or target not in kinds:
                    continue
                here = {one.id: one for one in self._store.find(kind, id=ids) if not getattr(one, name)}
                for row_id, former in self._lost_mentions(kind, name, here).items():
                    if former in self._rows and (row_id, name) not in known:
                        what = self._called_here(here[row_id])
                        again = f"la mention de {names.bare(former)} est remise"
                        words = field_words(kind_name, name)
                        self._said.append(f"{what}{NBSP}: {again}{f' ({words})' if words else ''}.")
                        yield here[row_id], name, former

    def _called_here(self, row: Entity) -> str:
        """Return what a row that stands is called: « L’action « Relever » de la réunion du … »."""
        kind = type(row).__name__
        names = Names.of_rows(self._view, [(kind, vars(row))])
        return capitalised(f"{names.of(kind, row.id)}{names.within(row.id)}")

    def _make_room(self) -> Iterator[tuple[Entity, str, object]]:
        """Move those whose place is wanted, and all that follow them."""
        for kind, group in _PLACED.items():
            wanted: dict[str, list[Values]] = {}
            for known, values in self._rows.values():
                if known is kind:
                    wanted.setdefault(values.get(group, ""), []).append(values)
            equal = {group: set(wanted)} if group else {}
            here = self._store.find(kind, **equal) if wanted else []
            for owner, rows in wanted.items():
                others: list[Any] = [one for one in here if getattr(one, group, "") == owner]
                yield from _moved(rows, others)


def _moved(rows: list[Values], others: list[Any]) -> Iterator[tuple[Entity, str, object]]:
    taken = {row["position"] for row in rows}
    if not taken & {one.position for one in others}:
        return
    places = iter(place for place in range(max(taken) + len(others) + len(rows) + 1) if place not in taken)
    for one in sorted(others, key=lambda one: (one.position, one.id)):
        place = next(places)
        if one.position != place:
            yield one, "position", place


def _belongs(change: RowChange, found: set[str]) -> bool:
    values = change.before or {}
    return any(values.get(name) in found for name in {*OWNERS[_KINDS[change.kind]], *_required(change.kind)})


def _required(kind: str) -> list[str]:
    return [name for name, _, required in _references(_KINDS[kind]) if required]


def _references(kind: type[Entity]) -> list[tuple[str, type[Entity], bool]]:
    """Return the fields of a kind that point to a row, its kind, and whether they must."""
    hints = typing.get_type_hints(kind)
    names = [one.name for one in fields(kind) if (kind, one.name) not in FREE and one.name in POINTS_TO]
    return [(name, POINTS_TO[name], hints[name] is str) for name in names]
