"""What filing an arrival would do: read, matched with the network, told field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.application.directory.acts import NameToPost
from dgsdesk.application.membership import members_on
from dgsdesk.application.naming import meeting_title, seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.arrival import Arrival, KnownAddress, own_uid
from dgsdesk.domain.meeting import Answer, Attendance, Meeting
from dgsdesk.domain.network import Letterhead, Organisation
from dgsdesk.domain.theme_answer import Proposed
from dgsdesk.domain.wording import NBSP
from dgsdesk.domain.zone_answer import Told

REPLY_OF = f"Réponse{NBSP}: "
"""How a change begins that is somebody's reply; who it is follows, as it stands in the lists."""


class FieldChange(NamedTuple):
    """One field that would change: of whom or what, from which words to which."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedAnswer:
    """An answer to be noted on a line of attendance; ``stamp`` is when it was given, in UTC."""

    attendance_id: str
    answer: Answer
    represented_by: str
    remark: str
    stamp: str


class ProposedAnswer(NamedTuple):
    """An answer that words alone suggest, on a line of attendance: a person confirms it, or not."""

    attendance_id: str
    answer: Answer


@dataclass(frozen=True)
class PlannedObservations:
    """A circulated draft that came back annotated."""

    meeting_id: str
    name: str
    content: bytes
    organisation_id: str | None


@dataclass(frozen=True)
class PlannedThemes:
    """An answer to a call for themes: what a commune carries and proposes, and what it was read from."""

    call_id: str
    organisation_id: str
    supported: tuple[str, ...]
    proposed: tuple[Proposed, ...]
    source: str


@dataclass(frozen=True)
class PlannedZone:
    """What a commune answered about a grey zone: (competence, told) and its position, which may be empty."""

    grey_zone_id: str
    organisation_id: str
    told: tuple[tuple[str, Told], ...]
    position: str


@dataclass(frozen=True)
class PlannedDossier:
    """A dossier to be merged with the meeting that it speaks of."""

    name: str
    content: bytes


Planned = PlannedAnswer | PlannedObservations | PlannedThemes | PlannedZone | PlannedDossier | NameToPost


class UnknownAddress(NamedTuple):
    """Somebody who answered and whom nobody knows: a person says once whose address it is."""

    address: str
    name: str


@dataclass(frozen=True)
class PartPlan:
    """What one part is and would do.

    ``found`` says it in a sentence, ``reason`` why it must wait for a person (empty when it need not),
    ``asked`` whose address to name, ``proposed`` an answer to be confirmed. A part that only carries others
    has no acts and no reason.
    """

    name: str
    kind: ArrivalKind
    found: str
    meeting_id: str | None = None
    changes: tuple[FieldChange, ...] = ()
    acts: tuple[Planned, ...] = ()
    reason: str = ""
    asked: UnknownAddress | None = None
    proposed: ProposedAnswer | None = None


@dataclass(frozen=True)
class Sender:
    """Who a file came from: the address and name that a message bears, empty without one.

    ``automatic`` when a program wrote for somebody away.
    """

    address: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    automatic: bool = False


@dataclass
class Book:
    """All that matching needs, read in a handful of statements; it grows with what is planned.

    ``answered`` is what a line of attendance would hold after the plans made so far, ``owners`` the lines
    of a meeting by their own address, ``ours`` the organisation of each mailbox of our own: where its post is
    vacant, the invitation goes there.
    """

    meetings: Mapping[str, Meeting]
    lines: Mapping[str, tuple[Attendance, ...]]
    organisations: Mapping[str, Organisation]
    seats: Mapping[str, str]
    addresses: dict[str, str]
    filed: Mapping[str, Arrival]
    answered: dict[str, PlannedAnswer] = field(default_factory=dict)
    owners: dict[tuple[str, str], list[Attendance]] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)

    def by_uid(self, uid: str) -> Meeting | None:
        """Return the meeting of a calendar's identity, also as Exchange wraps it."""
        bare = own_uid(uid)
        return next((meeting for meeting in self.meetings.values() if meeting.uid == bare), None)

    def lines_of(self, meeting_id: str, address: str) -> list[Attendance]:
        """Return the lines that an address answers for: its own, else those of its organisation."""
        if not address:
            return []
        own = self.owners.get((meeting_id, address))
        organisation_id = self.addresses.get(address)
        return own or [
            line
            for line in self.lines.get(meeting_id, ())
            if organisation_id and line.organisation_id == organisation_id
        ]

    def lines_asked_at(self, meeting_id: str, address: str) -> list[Attendance]:
        """Return the lines that were asked at an address, our own mailbox included.

        Who only passes a reply on writes from there too: as a sender it stands for nobody.
        """
        ours = self.ours.get(address)
        own = [line for line in self.lines.get(meeting_id, ()) if ours and line.organisation_id == ours]
        return self.lines_of(meeting_id, address) or own

    def standing(self, line: Attendance) -> PlannedAnswer:
        """Return what the line holds, plans included."""
        planned = self.answered.get(line.id)
        return planned or PlannedAnswer(
            line.id, line.answer, line.represented_by, line.remark, line.answer_stamp
        )


def open_book(store: Store, hashes: Iterable[str], addresses: Mapping[str, str]) -> Book:
    """Read what matching needs; ``addresses`` are the ones that a person has just named."""
    meetings = {meeting.id: meeting for meeting in store.find(Meeting)}
    lines: dict[str, list[Attendance]] = {}
    owners: dict[tuple[str, str], list[Attendance]] = {}
    for line in store.find(Attendance, meeting_id=set(meetings)):
        lines.setdefault(line.meeting_id, []).append(line)
        if line.email:
            owners.setdefault((line.meeting_id, line.email.lower()), []).append(line)
    known = {one.address: one.organisation_id for one in store.find(KnownAddress)}
    return Book(
        meetings=meetings,
        lines={key: tuple(found) for key, found in lines.items()},
        organisations={one.id: one for one in store.find(Organisation)},
        seats=_seats(store, meetings.values()),
        addresses=known | {address.lower(): ours for address, ours in addresses.items()},
        filed={one.sha256: one for one in store.find(Arrival, sha256=set(hashes))},
        owners=owners,
        ours={
            one.mailbox.lower(): one.organisation_id
            for one in store.find(Letterhead)
            if one.mailbox and one.organisation_id
        },
    )


def _seats(store: Store, meetings: Iterable[Meeting]) -> dict[str, str]:
    """Say the seats (« DGS de Boussay ») of the newest meeting's day, by organisation."""
    days = [meeting.day for meeting in meetings]
    return {one.organisation_id: seat_name(one) for one in members_on(store, max(days))} if days else {}


def meeting_words(meeting: Meeting | None) -> str:
    """Name the meeting, or say that none was recognised."""
    return meeting_title(meeting.day) if meeting else ""
