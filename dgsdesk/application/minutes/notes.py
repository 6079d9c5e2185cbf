"""The notes of one item kept as they stand: its text, and the decisions and actions that stand in it.

What is typed during a meeting comes as a whole, some moments after the last key, in one act. Each decision
and action brings its id, made where it was typed, so that a text sent twice makes nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.membership import Member, communes_on, members_on
from dgsdesk.application.minutes.discussed import tell_discussed
from dgsdesk.application.minutes.holding import forget_links, writable_meeting
from dgsdesk.application.naming import seat_name
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Attendance, AttendeeKind, Meeting, Presence
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.network import (
    Appointment,
    OrganisationKind,
    Person,
    Role,
    display_name,
    is_current,
)
from dgsdesk.domain.richtext import RichText, normalised
from dgsdesk.domain.wording import of_commune

T = TypeVar("T", Decision, Action)

add_sentences(
    {
        "noted_elsewhere": (
            "Cette décision ou cette action appartient à un autre point.",
            "Rien n’a été changé. Rouvrez le point et recommencez.",
        ),
    }
)


@dataclass(frozen=True)
class NotedDecision:
    """A decision as it stands in the notes; ``place`` counts the blocks of text before it."""

    id: str
    text: str
    place: int = -1
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class NotedAction:
    """An action as it stands in the notes."""

    id: str
    text: str
    owner: str = ""
    owner_id: str | None = None
    due: date | None = None
    place: int = -1
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class Kept:
    """That the notes are on the disk, and since when."""

    at: datetime


@dataclass(frozen=True)
class KeepNotes(Command[Kept]):
    """Keep the notes of one item: its text, and exactly these decisions and actions, in this order.

    Those without words are left out, those no longer there are removed. Raises BadInput("noted_elsewhere").
    """

    item_id: str
    text: RichText
    decisions: tuple[NotedDecision, ...] = ()
    actions: tuple[NotedAction, ...] = ()


@handles(KeepNotes, "{what}")
def keep_notes(act: Act, command: KeepNotes) -> Kept:
    item = act.store.get(AgendaItem, command.item_id)
    writable_meeting(act, item.meeting_id)
    _keep_text(act, item, normalised(command.text))
    told = _keep_decisions(act, item, [noted for noted in command.decisions if noted.text.strip()])
    told += _keep_actions(act, item, [noted for noted in command.actions if noted.text.strip()])
    tell_discussed(act, item)
    act.tell(what=told[0] if len(told) == 1 else _named(item))
    act.fold(item.id, _named(item))
    return Kept(act.now)


def _named(item: AgendaItem) -> str:
    number = f" {item.number}," if item.number else ""
    return f"Notes du point{number} «\u00a0{item.title}\u00a0»"


def _keep_text(act: Act, item: AgendaItem, text: RichText) -> None:
    entries = act.store.find(MinutesEntry, item_id=item.id)
    if entries:
        if entries[0].text != text:
            entries[0].text = text
    elif text.blocks:
        act.store.add(MinutesEntry(id=act.new_id(), meeting_id=item.meeting_id, item_id=item.id, text=text))


def _keep_decisions(act: Act, item: AgendaItem, wanted: Sequence[NotedDecision]) -> list[str]:
    known = {decision.id: decision for decision in act.store.find(Decision, item_id=item.id)}
    told = _drop(act, known, {noted.id for noted in wanted}, "Décision retirée")
    positions = _positions(act.store.find(Decision, meeting_id=item.meeting_id), item, len(wanted))
    for noted, position in zip(wanted, positions, strict=True):
        decision = known.get(noted.id)
        if decision is None:
            _refuse_taken(act, Decision, noted.id)
            decision = Decision(
                id=noted.id, meeting_id=item.meeting_id, item_id=item.id, position=position, text=""
            )
            act.store.add(decision)
            told.append(f"Décision ajoutée\u00a0: {shortened(noted.text.strip())}")
        decision.position, decision.place = position, noted.place
        decision.text, decision.audience = noted.text.strip(), noted.audience
    return told


def _keep_actions(act: Act, item: AgendaItem, wanted: Sequence[NotedAction]) -> list[str]:
    known = {action.id: action for action in act.store.find(Action, item_id=item.id)}
    told = _drop(act, known, {noted.id for noted in wanted}, "Action retirée")
    positions = _positions(act.store.find(Action, meeting_id=item.meeting_id), item, len(wanted))
    decided = act.store.find(Decision, item_id=item.id)
    people = {noted.owner_id for noted in wanted if noted.owner_id}
    there = {person.id for person in act.store.find(Person, id=people)} if people else set()
    for noted, position in zip(wanted, positions, strict=True):
        action = known.get(noted.id)
        if action is None:
            _refuse_taken(act, Action, noted.id)
            action = Action(
                id=noted.id, meeting_id=item.meeting_id, item_id=item.id, position=position, text=""
            )
            action.decision_id = _decision_before(decided, noted.place)
            act.store.add(action)
            told.append(f"Action ajoutée\u00a0: {shortened(noted.text.strip())}")
        action.position, action.place = position, noted.place
        action.text, action.owner, action.due = noted.text.strip(), noted.owner.strip(), noted.due
        action.audience = noted.audience
        action.owner_id = noted.owner_id if noted.owner_id in there else None
    return told


def _drop(act: Act, known: dict[str, T], kept: set[str], what: str) -> list[str]:
    """Remove what is no longer in the notes."""
    gone = [one for one in known.values() if one.id not in kept]
    for one in gone:
        if isinstance(one, Decision):
            forget_links(act, one.id)
        act.store.remove(one)
    return [f"{what}\u00a0: {shortened(one.text)}" for one in gone]


def _decision_before(decided: Sequence[Decision], place: int) -> str | None:
    """Return the decision that an action follows in the notes: the last one that stands before it."""
    end = max((one.place for one in decided), default=0) + 1
    before = [one for one in decided if one.place >= 0 and one.place <= (place if place >= 0 else end)]
    return max(before, key=lambda one: (one.place, one.position)).id if before else None


def _positions(rows: Sequence[Decision | Action], item: AgendaItem, count: int) -> list[int]:
    """Return ``count`` rising positions: those that the item has, then new ones after all others."""
    own = sorted(row.position for row in rows if row.item_id == item.id)
    last = max((row.position for row in rows), default=0)
    fresh = range(last + 1, last + 1 + max(0, count - len(own)))
    return [*own[:count], *fresh]


def _refuse_taken(act: Act, kind: type[T], id: str) -> None:
    if act.store.find(kind, id=id):
        raise BadInput("noted_elsewhere")


@dataclass(frozen=True)
class NotePerson:
    """Somebody who may be named after « @ »: « DGS de Gorges », and « présente » or « pas invité ».

    ``spoken`` are the words that stand for them at a sentence's head: « Gorges », « Martin », « agglo ».
    """

    label: str
    person_id: str | None
    hint: str
    spoken: tuple[str, ...] = ()


_PRESENCE_HINTS = {
    Presence.UNKNOWN: "à pointer",
    Presence.PRESENT: "en séance",
    Presence.REMOTE: "à distance",
    Presence.REPRESENTED: "se fait représenter",
    Presence.EXCUSED: "absence excusée",
    Presence.ABSENT: "absence",
}


def note_people(view: View, meeting_id: str) -> tuple[NotePerson, ...]:
    """Return who may be given an action: those of the meeting, then executives, then mayors."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    seats = {seat.organisation_id: seat for seat in members_on(store, meeting.day)}
    names = {person.id: person.family_name for person in store.find(Person)}
    found: dict[str, NotePerson] = {}
    for line in store.find(Attendance, meeting_id=meeting.id):
        seat = seats.pop(line.organisation_id or "", None) if line.kind is AttendeeKind.MEMBER else None
        label = seat_name(seat) if seat else line.name or line.title
        if label:
            hint, spoken = _PRESENCE_HINTS[line.presence], _spoken(seat, names.get(line.person_id or ""))
            found.setdefault(label, NotePerson(label, line.person_id, hint, spoken))
    for seat in seats.values():
        spoken = _spoken(seat, names.get(seat.person_id or ""))
        found.setdefault(seat_name(seat), NotePerson(seat_name(seat), seat.person_id, "pas invité", spoken))
    for person in (*_executives(view, meeting), *_mayors(view, meeting)):
        found.setdefault(person.label, person)
    return tuple(found.values())


_ARTICLES = ("Le ", "La ", "Les ", "L’", "L'")
_EPCI_WORDS = ("agglo", "agglomération", "communauté", "intercommunalité", "interco", "EPCI", "métropole")


def _spoken(seat: Member | None, family_name: str | None) -> tuple[str, ...]:
    """Return what stands for a seat at a sentence's head: its place, usual words, a family name."""
    places: tuple[str, ...] = ()
    if seat is not None:
        bare = next(
            (cut for a in _ARTICLES if (cut := seat.organisation.removeprefix(a)) != seat.organisation), ""
        )
        places = (seat.organisation, *((bare,) if bare else ()))
        if seat.kind is not OrganisationKind.COMMUNE:
            places += _EPCI_WORDS
    return (*places, *((family_name,) if family_name else ()))


def _executives(view: View, meeting: Meeting) -> Iterable[NotePerson]:
    """Give the executives who are named in the directory."""
    store = view.store
    posts = [
        post
        for post in store.find(Appointment, role={Role.DGA, Role.DST, Role.DRH, Role.EXECUTIVE})
        if post.person_id and is_current(post.starts, post.ends, meeting.day)
    ]
    people = {person.id: person for person in store.find(Person, id={post.person_id for post in posts})}
    for post in posts:
        name = display_name(people.get(post.person_id or ""))
        label = post.title or name
        if label:
            person = people.get(post.person_id or "")
            spoken = (person.family_name,) if person is not None and person.family_name else ()
            yield NotePerson(label, post.person_id, name if post.title else "pas invité", spoken)


def _mayors(view: View, meeting: Meeting) -> Iterable[NotePerson]:
    """Give the mayor of each commune, known by name or not."""
    posts = {
        post.organisation_id: post.person_id
        for post in view.store.find(Appointment, role=Role.MAYOR)
        if is_current(post.starts, post.ends, meeting.day)
    }
    for commune in communes_on(view.store, meeting.day):
        label = f"Maire {of_commune(commune.name, commune.article)}"
        yield NotePerson(label, posts.get(commune.id), "pas invité")
