"""What search knows of each thing: its title, its text, what stands around it, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from dgsdesk.application.naming import meeting_title
from dgsdesk.application.ports.store import Store
from dgsdesk.application.steps import Step
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.library import FileText, LibraryDocument
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry, Observation
from dgsdesk.domain.network import (
    Appointment,
    Attachment,
    Organisation,
    OrganisationKind,
    Person,
    display_name,
)
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.theme import RaisedTheme, SharedSubject
from dgsdesk.domain.wording import date_full, day_and_month, role_title

_PREPARED = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED})


@dataclass(frozen=True, slots=True)
class Searchable:
    """A thing as it is found and shown.

    ``label`` says what it is (« Point du 8 décembre »), ``around`` are words beside it (its day, its number);
    ``organisations`` and ``competences`` are what it may be filtered by.
    """

    kind: str
    id: str
    type: str
    label: str
    title: str
    body: str
    icon: str
    page: str
    subject: str
    step: str = ""
    around: str = ""
    day: date | None = None
    organisations: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()


def things(store: Store, kind: str, ids: Iterable[str]) -> list[Searchable]:
    """Return things of one kind by their ids, those that are gone left out, in a few statements."""
    of = KINDS[kind]
    return list(of.read(store, store.find(of.entity, id=set(ids))))


def things_of_meetings(store: Store, meetings: Sequence[Meeting]) -> Iterator[Searchable]:
    """Give some meetings and all that stands in them."""
    yield from _meetings(store, meetings)
    ids = {meeting.id for meeting in meetings}
    for name in MEETING_BOUND:
        of = KINDS[name]
        yield from of.read(store, store.find(of.entity, meeting_id=ids))


def things_beside(store: Store) -> Iterator[Searchable]:
    """Give all that stands in no meeting."""
    for name, of in KINDS.items():
        if name == "Action":
            yield from of.read(store, store.find(of.entity, meeting_id=None))
        elif name != "Meeting" and name not in MEETING_BOUND:
            yield from of.read(store, store.find(of.entity))


Values = Mapping[str, Any]


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
    elif kind == "Meeting" and _differs(before, after, "day", "host_id", "state"):
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


# -- each kind -----------------------------------------------------------------------------------------------


def _meetings(store: Store, meetings: Sequence[Meeting]) -> Iterator[Searchable]:
    hosts = _organisations(store, (meeting.host_id for meeting in meetings))
    for meeting in meetings:
        host = hosts.get(meeting.host_id or "")
        yield Searchable(
            "Meeting",
            meeting.id,
            "meeting",
            "",
            ", ".join(filter(None, (meeting_title(meeting.day), host.name if host else ""))),
            f"{meeting.place} {meeting.reference}".strip(),
            "nav.meetings",
            "meetings",
            meeting.id,
            around=meeting.day.isoformat(),
            day=meeting.day,
            organisations=_kept(meeting.host_id),
        )


def _items(store: Store, items: Sequence[AgendaItem]) -> Iterator[Searchable]:
    meetings = _meetings_of(store, items)
    entries = store.find(MinutesEntry, item_id={item.id for item in items}) if items else []
    said = {entry.item_id: plain_text(entry.text) for entry in entries}
    for item in items:
        meeting = meetings[item.meeting_id]
        yield Searchable(
            "AgendaItem",
            item.id,
            "item",
            f"Point du {day_and_month(meeting.day)}",
            item.title,
            "\n".join(filter(None, (item.question, said.get(item.id, ""), item.presenter))),
            "list-ordered",
            "meetings",
            meeting.id,
            Step.PREPARE if meeting.state in _PREPARED else Step.DRAFT,
            f"{item.number} {date_full(meeting.day)}",
            meeting.day,
            _kept(meeting.host_id),
            item.competences,
        )


def _decisions(store: Store, decisions: Sequence[Decision]) -> Iterator[Searchable]:
    meetings = _meetings_of(store, decisions)
    for decision in decisions:
        meeting = meetings[decision.meeting_id]
        yield Searchable(
            "Decision",
            decision.id,
            "decision",
            f"Décision du {day_and_month(meeting.day)}",
            decision.text,
            "",
            "kind.decision",
            "meetings",
            meeting.id,
            Step.DRAFT,
            f"{decision.number} {date_full(meeting.day)}",
            meeting.day,
            _kept(meeting.host_id),
        )


def _actions(store: Store, actions: Sequence[Action]) -> Iterator[Searchable]:
    meetings = _meetings_of(store, actions)
    for action in actions:
        meeting = meetings.get(action.meeting_id or "")
        yield Searchable(
            "Action",
            action.id,
            "action",
            "Action",
            action.text,
            action.owner,
            "kind.action",
            "actions",
            action.id,
            day=action.due or (meeting.day if meeting else None),
            organisations=_kept(meeting.host_id if meeting else None),
        )


def _observations(store: Store, observations: Sequence[Observation]) -> Iterator[Searchable]:
    meetings = _meetings_of(store, observations)
    for one in observations:
        meeting = meetings[one.meeting_id]
        yield Searchable(
            "Observation",
            one.id,
            "observation",
            f"Observation de {one.author}" if one.author else "Observation",
            one.text or one.proposed or one.quote,
            "\n".join(filter(None, (one.quote, one.proposed, one.reply))),
            "message-square",
            "meetings",
            meeting.id,
            Step.REVIEW,
            date_full(meeting.day),
            one.received_on,
            _kept(one.organisation_id or meeting.host_id),
        )


def _grey_zones(store: Store, zones: Sequence[GreyZone]) -> Iterator[Searchable]:
    del store
    for zone in zones:
        yield Searchable(
            "GreyZone",
            zone.id,
            "zone",
            "Zone grise",
            zone.title,
            "\n".join(filter(None, (zone.question, zone.solution, zone.options, zone.texts))),
            "nav.grey_zones",
            "grey_zones",
            zone.id,
            day=zone.settled_on or zone.raised_on,
            organisations=_kept(zone.raised_by_id),
            competences=zone.competences,
        )


def _subjects(store: Store, subjects: Sequence[SharedSubject]) -> Iterator[Searchable]:
    del store
    for one in subjects:
        yield _subject(one, "subject", "Sujet commun", "nav.subjects")


def _themes(store: Store, themes: Sequence[RaisedTheme]) -> Iterator[Searchable]:
    del store
    for one in themes:
        yield _subject(one, "theme", "Thème remonté", "kind.theme")


def _subject(one: SharedSubject | RaisedTheme, type: str, label: str, icon: str) -> Searchable:
    return Searchable(
        one.__class__.__name__,
        one.id,
        type,
        label,
        one.title,
        one.question,
        icon,
        "subjects",
        one.id,
        day=one.raised_on,
        organisations=_kept(one.raised_by_id),
    )


def _directory(store: Store, organisations: Sequence[Organisation]) -> Iterator[Searchable]:
    del store
    for one in organisations:
        commune = one.kind is OrganisationKind.COMMUNE
        yield Searchable(
            "Organisation",
            one.id,
            "organisation",
            "Commune" if commune else "Intercommunalité",
            one.name,
            f"{one.town} {one.postal_code} {one.sector}".strip(),
            "kind.commune" if commune else "kind.epci",
            "directory",
            one.id,
            around=one.code,
            organisations=(one.id,),
        )


def _people(store: Store, people: Sequence[Person]) -> Iterator[Searchable]:
    """Each person with all their posts; the directory shows them under the organisation of the first."""
    posts = store.find(Appointment, person_id={person.id for person in people}) if people else []
    places = _organisations(store, (post.organisation_id for post in posts))
    for person in people:
        held = [post for post in posts if post.person_id == person.id]
        name = display_name(person)
        if not name or not held:
            continue
        words = [
            f"{post.title or role_title(post.role, person.civility)}, {places[post.organisation_id].name}"
            for post in held
        ]
        yield Searchable(
            "Person",
            person.id,
            "person",
            "",
            ", ".join((name, *words)),
            f"{person.email} {person.phone}".strip(),
            "kind.person",
            "directory",
            held[0].organisation_id,
            organisations=tuple(post.organisation_id for post in held),
        )


def _arrivals(store: Store, arrivals: Sequence[Arrival]) -> Iterator[Searchable]:
    del store
    for one in arrivals:
        yield Searchable(
            "Arrival",
            one.id,
            "arrival",
            "Arrivée",
            one.name,
            "\n".join(filter(None, (one.sender, one.found, one.reason))),
            "nav.arrivals",
            "arrivals",
            one.id,
            day=one.arrived_at.date(),
        )


def _library(store: Store, documents: Sequence[LibraryDocument]) -> Iterator[Searchable]:
    """Each document with the text of its newest version; the names of all of them are found too."""
    ids = {document.id for document in documents}
    files = store.find(Attachment, owner_kind="LibraryDocument", owner_id=ids) if ids else []
    files.sort(key=lambda file: (file.owner_id, -file.version))
    newest = {file.owner_id: file for file in reversed(files)}
    contents = {file.sha256 for file in newest.values()}
    texts = {one.sha256: one.text for one in store.find(FileText, sha256=contents)} if contents else {}
    for one in documents:
        names = [file.name for file in files if file.owner_id == one.id]
        if not names:
            continue
        file = newest[one.id]
        yield Searchable(
            "LibraryDocument",
            one.id,
            "document",
            "Document",
            one.title,
            "\n".join(filter(None, (" ".join(one.tags), texts.get(file.sha256, "")))),
            "kind.document",
            "library",
            one.id,
            around=" ".join(names),
            day=file.kept_on or one.added_on,
        )


@dataclass(frozen=True)
class _Kind:
    """A kind that is found: its entity, and how its things are read."""

    entity: type[Entity]
    read: Callable[[Store, Any], Iterator[Searchable]]


KINDS: dict[str, _Kind] = {
    "Meeting": _Kind(Meeting, _meetings),
    "AgendaItem": _Kind(AgendaItem, _items),
    "Decision": _Kind(Decision, _decisions),
    "Action": _Kind(Action, _actions),
    "Observation": _Kind(Observation, _observations),
    "Person": _Kind(Person, _people),
    "Organisation": _Kind(Organisation, _directory),
    "Arrival": _Kind(Arrival, _arrivals),
    "RaisedTheme": _Kind(RaisedTheme, _themes),
    "SharedSubject": _Kind(SharedSubject, _subjects),
    "GreyZone": _Kind(GreyZone, _grey_zones),
    "LibraryDocument": _Kind(LibraryDocument, _library),
}
MEETING_BOUND = ("AgendaItem", "Decision", "Action", "Observation")


def _organisations(store: Store, ids: Iterable[str | None]) -> dict[str, Organisation]:
    wanted = {one for one in ids if one}
    return {one.id: one for one in store.find(Organisation, id=wanted)} if wanted else {}


def _meetings_of(store: Store, rows: Sequence[Entity]) -> dict[str, Meeting]:
    wanted = {cast(Any, row).meeting_id for row in rows} - {None}
    return {one.id: one for one in store.find(Meeting, id=wanted)} if wanted else {}


def _kept(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()
