"""What has passed its time, kind by kind: which rows, since when, and what erasing does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.mailing.words import SENDING_WORDS
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.arrival import Arrival, ArrivalState, KnownAddress
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.dossier_conflict import DossierMemory, FieldConflict
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, Sending, SendingKind
from dgsdesk.domain.minutes import (
    ConflictChoice,
    ExpressApproval,
    MinutesConflict,
    Observation,
    ObservationState,
    Unplaced,
    UnplacedFate,
)
from dgsdesk.domain.network import Appointment, CommissionMember, Organisation, Person, display_name
from dgsdesk.domain.retention import KeptKind
from dgsdesk.domain.wording import NBSP, date_full, date_long

NO_AUTHOR = "Auteur non conservé"
"""What stands for the author of an observation whose commune is not known either."""

_PROOFS = frozenset({SendingKind.DRAFT, SendingKind.DISPATCH, SendingKind.RECTIFICATION, SendingKind.EXTRACT})
"""Sendings that prove how minutes were adopted and made known: they stay, without name nor address."""


@dataclass(frozen=True)
class Overdue:
    """One thing that has passed its time: its words, since when it is no longer needed, how it is erased."""

    words: str
    day: date
    erase: Callable[[Store], None]


def overdue_of(store: Store, kind: KeptKind, limit: date) -> list[Overdue]:
    """Return what of a kind was over on a day or before it, the oldest first."""
    return sorted(_FINDERS[kind](store, limit), key=lambda one: (one.day, one.words))


def _contacts(store: Store, limit: date) -> Iterator[Overdue]:
    people = [one for one in store.find(Person) if one.email or one.phone]
    posts: dict[str, list[Appointment]] = {}
    for post in store.find(Appointment):
        posts.setdefault(post.person_id or "", []).append(post)
    followers = {one.person_id for one in store.find(CommissionMember)}
    for person in people:
        ends = [post.ends for post in posts.get(person.id, ())]
        last = max((day for day in ends if day), default=None)
        if last is None or None in ends or last > limit or person.id in followers:
            continue
        words = f"{display_name(person) or 'Personne sans nom'}, dernière fonction finie le {date_long(last)}"
        yield Overdue(words, last, _without_contact(person.id))


def _without_contact(person_id: str) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        person = store.get(Person, person_id)
        shared = _addresses_of_others(store, person)
        for known in store.find(KnownAddress):
            if known.address.casefold() == person.email.casefold() and known.address.casefold() not in shared:
                store.remove(known)
        for line in store.find(Attendance, person_id=person_id):
            line.email = ""
        person.email = person.phone = ""

    return erase


def _addresses_of_others(store: Store, person: Person) -> set[str]:
    others: list[Person | Organisation] = [one for one in store.find(Person) if one.id != person.id]
    return {one.email.casefold() for one in (*others, *store.find(Organisation))}


def _arrivals(store: Store, limit: date) -> Iterator[Overdue]:
    for one in store.find(Arrival, state={ArrivalState.FILED, ArrivalState.SET_ASIDE}):
        day = one.arrived_at.date()
        if day <= limit:
            sender = f", de {one.sender}" if one.sender else ""
            yield Overdue(f"« {one.name} »{sender}, reçu le {date_long(day)}", day, _removing(one))


def _removing(row: Entity) -> Callable[[Store], None]:
    kind, row_id = type(row), row.id
    return lambda store: store.remove(store.get(kind, row_id))


def _over(store: Store, limit: date) -> dict[str, Meeting]:
    return {one.id: one for one in store.find(Meeting) if one.day <= limit}


def _answers(store: Store, limit: date) -> Iterator[Overdue]:
    over = _over(store, limit)
    for line in store.find(Attendance, meeting_id=set(over)):
        if _says_something(line):
            meeting = over[line.meeting_id]
            who = ", ".join(filter(None, (line.name, line.organisation_name)))
            words = f"{who}, réunion du {date_full(meeting.day)}"
            yield Overdue(words, meeting.day, _without_answer(line.id))


def _says_something(line: Attendance) -> bool:
    said = line.email or line.remark or line.answer_stamp
    return bool(said) or line.answer is not Answer.UNKNOWN or line.lunch is not None


def _without_answer(line_id: str) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        line = store.get(Attendance, line_id)
        line.email = line.remark = line.answer_stamp = ""
        line.answer, line.lunch = Answer.UNKNOWN, None

    return erase


def _sendings(store: Store, limit: date) -> Iterator[Overdue]:
    for one in store.find(Sending):
        day = one.sent_at.date()
        if day > limit or not _names_somebody(one):
            continue
        words = f"{SENDING_WORDS[one.kind]} à {one.recipient or one.address}, le {date_long(day)}"
        yield Overdue(words, day, _without_name(one.id) if one.kind in _PROOFS else _removing(one))
    over = _over(store, limit)
    for change in store.find(DispatchChange, meeting_id=set(over)):
        day = over[change.meeting_id].day
        words = f"destinataire réglé à la main, {change.name or change.address}"
        yield Overdue(words, day, _removing(change))


def _names_somebody(one: Sending) -> bool:
    """Tell whether a sending still says to whom, or is one that is not kept at all."""
    return one.kind not in _PROOFS or bool(one.address) or bool(one.recipient and one.quality)


def _without_name(sending_id: str) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        one = store.get(Sending, sending_id)
        one.address = ""
        if one.quality:  # else nothing would say who was told
            one.recipient = ""

    return erase


def _observations(store: Store, limit: date) -> Iterator[Overdue]:
    over = _over(store, limit)
    places = {one.id: one.name for one in store.find(Organisation)}
    for one in store.find(Observation, meeting_id=set(over)):
        author = places.get(one.organisation_id or "", NO_AUTHOR)
        if one.state is not ObservationState.OPEN and (one.author != author or one.source):
            day = over[one.meeting_id].day
            words = f"{one.author}, observation sur le compte rendu du {date_long(day)}"
            yield Overdue(words, day, _without_author(one.id, author))
    for given in store.find(ExpressApproval, meeting_id=set(over)):
        if given.given_by:
            day = over[given.meeting_id].day
            words = f"{given.given_by}, accord sur le compte rendu du {date_long(day)}"
            yield Overdue(words, day, _without_giver(given.id))


def _without_author(observation_id: str, author: str) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        one = store.get(Observation, observation_id)
        one.author, one.source = author, ""

    return erase


def _without_giver(approval_id: str) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        store.get(ExpressApproval, approval_id).given_by = ""

    return erase


def _drafts(store: Store, limit: date) -> Iterator[Overdue]:
    over = _over(store, limit)
    for row, what in _traces(store, set(over)):
        day = over[row.meeting_id].day
        yield Overdue(f"{what}, réunion du {date_full(day)}", day, _removing(row))


_Trace = Unplaced | MinutesConflict | FieldConflict | DossierMemory | Dossier


def _traces(store: Store, meeting_ids: set[str]) -> Iterator[tuple[_Trace, str]]:
    for loose in store.find(Unplaced, meeting_id=meeting_ids):
        if loose.fate is not UnplacedFate.WAITING:
            yield loose, f"texte rattaché ({loose.source})" if loose.source else "texte rattaché"
    conflicts: Iterable[MinutesConflict | FieldConflict] = (
        *store.find(MinutesConflict, meeting_id=meeting_ids),
        *store.find(FieldConflict, meeting_id=meeting_ids),
    )
    for conflict in conflicts:
        if conflict.choice is not ConflictChoice.OPEN:
            yield conflict, f"passage en double réglé ({conflict.source})"
    for memory in store.find(DossierMemory, meeting_id=meeting_ids):
        yield memory, "mémoire des dossiers repris"
    for one in store.find(Dossier, meeting_id=meeting_ids):
        yield one, f"dossier échangé{NBSP}: {one.sender} à {one.addressee}"


_FINDERS: dict[KeptKind, Callable[[Store, date], Iterator[Overdue]]] = {
    KeptKind.CONTACTS: _contacts,
    KeptKind.ARRIVALS: _arrivals,
    KeptKind.ANSWERS: _answers,
    KeptKind.SENDINGS: _sendings,
    KeptKind.OBSERVATIONS: _observations,
    KeptKind.DRAFTS: _drafts,
}
