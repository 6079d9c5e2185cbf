"""What was sent to somebody: every sending seen from the person, newest first (product § 3.10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.application.mailing.words import FEMININE, SENDING_WORDS
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.ports.store import Store
from dgsdesk.application.view import View
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import CALLING_OFF, Meeting, ReminderTopic, Sending, SendingKind
from dgsdesk.domain.network import Appointment, CommissionMember, Organisation, Person, Role, display_name
from dgsdesk.domain.wording import capitalised, date_long

_AGENDAS = frozenset({SendingKind.INVITATION, SendingKind.UPDATE}) | CALLING_OFF
"""What carries the letter of an agenda (« ordre du jour A ») in the place of a version."""

_STEPS = {
    **dict.fromkeys(_AGENDAS, Step.INVITE),
    SendingKind.DISPATCH: Step.DISPATCH,
    SendingKind.RECTIFICATION: Step.DISPATCH,
    SendingKind.EXTRACT: Step.DISPATCH,
    SendingKind.DOSSIER: Step.DRAFT,
}
"""Where each kind left from; all others leave from the reading over."""

_TOPICS = {ReminderTopic.ANSWER: Step.INVITE, ReminderTopic.DOSSIER: Step.DRAFT}
"""Where reminders left from, as far as not from the reading over."""

_TEXTS = frozenset({SendingKind.DISPATCH, SendingKind.RECTIFICATION, SendingKind.EXTRACT})
"""What comes in several editions."""


@dataclass(frozen=True)
class SendingLine:
    """One sending: what, in which version and edition, about which meeting, how, to which address, when.

    ``step`` is where it left from; ``meeting_id`` is empty for a reminder of actions of several meetings.
    """

    id: str
    what: str
    about: str
    way: str
    address: str
    day: date
    meeting_id: str
    step: Step


def sendings_to_post(view: View, appointment_id: str) -> tuple[SendingLine, ...]:
    """Return what was sent to the holder of a post.

    A mayor is written to at the town hall: what went there in their name while they held the post counts.
    Four statements at most.
    """
    store = view.store
    post = store.get(Appointment, appointment_id)
    found = _to_person(store, store.get(Person, post.person_id)) if post.person_id else []
    return _lines(store, [*found, *_to_halls(store, [post])])


def sendings_to_member(view: View, member_id: str) -> tuple[SendingLine, ...]:
    """Return what was sent to a member of a commission, in whatever capacity."""
    member = view.store.get(CommissionMember, member_id)
    return _lines(view.store, _to_person(view.store, view.store.get(Person, member.person_id)))


def sent_to_person(store: Store, person: Person) -> dict[str, str]:
    """Return what was sent to somebody in whatever capacity: the id of each sending and what tells of it.

    Six statements at most.
    """
    posts = store.find(Appointment, person_id=person.id, role=Role.MAYOR)
    sendings = [*_to_person(store, person), *_to_halls(store, posts)]
    meetings = {one.id: one for one in store.find(Meeting, id={one.meeting_id for one in sendings})}
    return {one.id: _told(one, meetings.get(one.meeting_id or "")) for one in sendings}


def _told(one: Sending, meeting: Meeting | None) -> str:
    """Write « Compte rendu approuvé, réunion du 8 décembre 2026, envoyé à Léa Roux (roux@exemple.fr) »."""
    about = [f"réunion du {date_long(meeting.day)}"] if meeting else []
    sent = "envoyée" if one.kind in FEMININE else "envoyé"
    where = f" ({one.address})" if one.address else ""
    return f"{capitalised(', '.join((*_what(one), *about)))}, {sent} à {one.recipient}{where}"


def _to_halls(store: Store, posts: Collection[Appointment]) -> Iterator[Sending]:
    """Give what went to town halls for the mayors who held these posts then."""
    mayors = [post for post in posts if post.role is Role.MAYOR]
    if not mayors:
        return
    halls = {hall.id: hall for hall in store.find(Organisation, id={post.organisation_id for post in mayors})}
    for one in store.find(Sending, address={hall.email for hall in halls.values()}):
        if one.quality.startswith("maire ") and any(
            halls[post.organisation_id].email == one.address and _held(post, one.sent_at.date())
            for post in mayors
        ):
            yield one


def _held(post: Appointment, day: date) -> bool:
    return (post.starts is None or post.starts <= day) and (post.ends is None or day <= post.ends)


def _to_person(store: Store, person: Person) -> list[Sending]:
    """Return what went to a person's address or, whatever the address, to their full name."""
    found = []
    if person.email:
        found += store.find(Sending, address={person.email, person.email.casefold()})
    if person.given_name and person.family_name:
        found += store.find(Sending, recipient=display_name(person))
    return found


def _lines(store: Store, sendings: Iterable[Sending]) -> tuple[SendingLine, ...]:
    every = {one.id: one for one in sendings}
    meetings = {one.id: one for one in store.find(Meeting, id={one.meeting_id for one in every.values()})}
    newest = sorted(every.values(), key=lambda one: (one.sent_at, one.id), reverse=True)
    return tuple(_line(one, meetings.get(one.meeting_id or "")) for one in newest)


def _line(one: Sending, meeting: Meeting | None) -> SendingLine:
    return SendingLine(
        id=one.id,
        what=capitalised(", ".join(_what(one))),
        about=meeting_title(meeting.day) if meeting else "",
        way=WAY_WORDS[Way(one.way)],
        address=one.address,
        day=one.sent_at.date(),
        meeting_id=one.meeting_id or "",
        step=_step(one),
    )


def _step(one: Sending) -> Step:
    if one.topic in _TOPICS:
        return _TOPICS[one.topic]
    return _STEPS.get(one.kind, Step.REVIEW)


def _what(one: Sending) -> Iterator[str]:
    yield SENDING_WORDS[one.kind]
    if one.version:
        yield f"ordre du jour {one.version}" if one.kind in _AGENDAS else one.version
    if one.kind in _TEXTS:
        yield "édition complète" if one.edition == Audience.DIRECTORS else "édition de diffusion"
