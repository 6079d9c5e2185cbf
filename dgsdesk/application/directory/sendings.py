"""What was sent to somebody: every sending seen from the person, newest first (product § 3.10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.application.mailing.words import SENDING_WORDS
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.ports.store import Store
from dgsdesk.application.view import View
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import CALLING_OFF, Meeting, ReminderTopic, Sending, SendingKind
from dgsdesk.domain.network import Appointment, CommissionMember, Organisation, Person, Role, display_name
from dgsdesk.domain.wording import capitalised

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
    found = _to_person(store, post.person_id) if post.person_id else []
    if post.role is Role.MAYOR:
        hall = store.get(Organisation, post.organisation_id)
        found += [
            one
            for one in store.find(Sending, address=hall.email)
            if one.quality.startswith("maire ") and _held(post, one.sent_at.date())
        ]
    return _lines(store, found)


def sendings_to_member(view: View, member_id: str) -> tuple[SendingLine, ...]:
    """Return what was sent to a member of a commission, in whatever capacity."""
    member = view.store.get(CommissionMember, member_id)
    return _lines(view.store, _to_person(view.store, member.person_id))


def _held(post: Appointment, day: date) -> bool:
    return (post.starts is None or post.starts <= day) and (post.ends is None or day <= post.ends)


def _to_person(store: Store, person_id: str) -> list[Sending]:
    """Return what went to a person's address or, whatever the address, to their full name."""
    person = store.get(Person, person_id)
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
