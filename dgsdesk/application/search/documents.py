"""All that search finds: how its things are read, and which must be read anew after a change.

A new kind is an entry of ``KINDS`` with a function that gives its `Searchable`; where one is made of several
rows, `touched` says so. Nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgsdesk.application.ports.search import Searchable
from dgsdesk.application.ports.store import Store
from dgsdesk.application.search.meetings import (
    found_actions,
    found_decisions,
    found_items,
    found_meetings,
    found_observations,
)
from dgsdesk.application.search.registers import (
    found_arrivals,
    found_directory,
    found_grey_zones,
    found_library,
    found_people,
    found_requests,
    found_subjects,
    found_themes,
)
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.library import LibraryDocument
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Observation
from dgsdesk.domain.network import Appointment, Organisation, Person
from dgsdesk.domain.roadmap import PoliticalRequest
from dgsdesk.domain.theme import RaisedTheme, SharedSubject

Values = Mapping[str, Any]


@dataclass(frozen=True)
class _Kind:
    """A kind that is found: its entity, and how its things are read."""

    entity: type[Entity]
    read: Callable[[Store, Any], Iterator[Searchable]]


KINDS: dict[str, _Kind] = {
    "Meeting": _Kind(Meeting, found_meetings),
    "AgendaItem": _Kind(AgendaItem, found_items),
    "Decision": _Kind(Decision, found_decisions),
    "Action": _Kind(Action, found_actions),
    "Observation": _Kind(Observation, found_observations),
    "Person": _Kind(Person, found_people),
    "Organisation": _Kind(Organisation, found_directory),
    "Arrival": _Kind(Arrival, found_arrivals),
    "RaisedTheme": _Kind(RaisedTheme, found_themes),
    "SharedSubject": _Kind(SharedSubject, found_subjects),
    "GreyZone": _Kind(GreyZone, found_grey_zones),
    "PoliticalRequest": _Kind(PoliticalRequest, found_requests),
    "LibraryDocument": _Kind(LibraryDocument, found_library),
}
MEETING_BOUND = ("AgendaItem", "Decision", "Action", "Observation")


def things(store: Store, kind: str, ids: Iterable[str]) -> list[Searchable]:
    """Return things of one kind by their ids, those that are gone left out, in a few statements."""
    of = KINDS[kind]
    return list(of.read(store, store.find(of.entity, id=set(ids))))


def things_of_meetings(store: Store, meetings: Sequence[Meeting]) -> Iterator[Searchable]:
    """Give some meetings and all that stands in them."""
    yield from found_meetings(store, meetings)
    ids = {meeting.id for meeting in meetings}
    for name in MEETING_BOUND:
        of = KINDS[name]
        yield from of.read(store, store.find(of.entity, meeting_id=ids))


def keys_beside(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Give, by kind, the ids of all that stands in no meeting."""
    for name, of in KINDS.items():
        if name == "Action":
            yield name, [one.id for one in store.find(of.entity, meeting_id=None)]
        elif name != "Meeting" and name not in MEETING_BOUND:
            yield name, [one.id for one in store.find(of.entity)]


def touched(
    store: Store, kind: str, id: str, before: Values | None, after: Values | None
) -> set[tuple[str, str]]:
    """Return the (kind, id) of what must be read anew after a row changed; both sides are all its fields."""
    sides = [side for side in (before, after) if side is not None]
    found = {(kind, id)} if kind in KINDS else set()
    if kind == "MinutesEntry":
        found |= {("AgendaItem", side["item_id"]) for side in sides}
    elif kind == "Attachment":
        found |= {("LibraryDocument", s["owner_id"]) for s in sides if s["owner_kind"] == "LibraryDocument"}
    elif kind == "Appointment":
        found |= {("Person", side["person_id"]) for side in sides if side["person_id"]}
    elif kind == "AgendaItem" and _differs(before, after, "title", "competences"):
        found |= {("Decision", row.id) for row in store.find(Decision, item_id=id)}
        found |= {("Action", row.id) for row in store.find(Action, item_id=id)}
    elif kind == "Meeting" and _differs(before, after, "day", "host_id", "circle_id", "state"):
        found |= {
            (name, row.id) for name in MEETING_BOUND for row in store.find(KINDS[name].entity, meeting_id=id)
        }
    elif kind == "Organisation" and _differs(before, after, "name"):
        found |= {("Meeting", row.id) for row in store.find(Meeting, host_id=id)}
        posts = store.find(Appointment, organisation_id=id)
        found |= {("Person", post.person_id) for post in posts if post.person_id}
    return found


def _differs(before: Values | None, after: Values | None, *names: str) -> bool:
    return before is not None and after is not None and any(before[name] != after[name] for name in names)
