"""Who is invited to a meeting: its members that day and its guests, as attendance and as mailboxes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.command import Act
from dgsdesk.application.mailing.mailing import EXAMPLE_MAILBOX, Recipient, Unreachable, merged
from dgsdesk.application.membership import Member, members_on
from dgsdesk.application.naming import of_organisation, seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Attendance, AttendeeKind, Meeting
from dgsdesk.domain.network import Civility, Letterhead, Network, OrganisationKind, Person, PostStatus

GUEST_EDITIONS = {
    AttendeeKind.MEMBER: Audience.DIRECTORS,
    AttendeeKind.GUEST: Audience.EXECUTIVES,
    AttendeeKind.ELECTED_GUEST: Audience.ELECTED,
}
"""What each kind of attendee may read."""


@dataclass(frozen=True)
class Invitees:
    """The mailboxes to write to, each once, and those who have none."""

    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]


def invitees(store: Store, meeting: Meeting) -> Invitees:
    """Return whom the invitation goes to: members on the meeting's day, then its guests."""
    ours = _own_address(store)
    seats = circle_members(store, meeting.circle_id, meeting.day)
    found: list[Recipient | Unreachable] = [_seat(seat, ours) for seat in seats]
    guests = store.find(
        Attendance, meeting_id=meeting.id, kind={AttendeeKind.GUEST, AttendeeKind.ELECTED_GUEST}
    )
    known = store.find(Person, id={guest.person_id for guest in guests if guest.person_id})
    civilities = {person.id: person.civility for person in known}
    found += [_guest(guest, civilities.get(guest.person_id or "", Civility.UNKNOWN)) for guest in guests]
    return Invitees(
        merged(one for one in found if isinstance(one, Recipient)),
        tuple(one for one in found if isinstance(one, Unreachable)),
    )


def circle_mailboxes(store: Store, circle_id: str, day: date) -> Invitees:
    """Return the mailboxes of a circle's members on a day."""
    ours = _own_address(store)
    found = [_seat(seat, ours) for seat in circle_members(store, circle_id, day)]
    return Invitees(
        merged(one for one in found if isinstance(one, Recipient)),
        tuple(one for one in found if isinstance(one, Unreachable)),
    )


def organisation_mailboxes(store: Store, organisation_ids: Collection[str], day: date) -> Invitees:
    """Return the mailboxes of the directors of some organisations on a day."""
    ours = _own_address(store)
    found = [_seat(seat, ours) for seat in members_on(store, day) if seat.organisation_id in organisation_ids]
    return Invitees(
        merged(one for one in found if isinstance(one, Recipient)),
        tuple(one for one in found if isinstance(one, Unreachable)),
    )


def seat_recipients(store: Store, meeting: Meeting) -> dict[str, Recipient]:
    """Return the mailbox of each seat that has one, by organisation."""
    ours = _own_address(store)
    found: dict[str, Recipient] = {}
    for seat in circle_members(store, meeting.circle_id, meeting.day):
        one = _seat(seat, ours)
        if isinstance(one, Recipient):
            found.setdefault(seat.organisation_id, one)
    return found


def seat_members(act: Act, meeting: Meeting) -> list[Attendance]:
    """Give every member of that day a line of attendance; keep the answers of those who had one.

    Who is no member any longer loses the line. Returns members, then guests, in order.
    """
    kept = act.store.find(Attendance, meeting_id=meeting.id)
    former = [one for one in kept if one.kind is AttendeeKind.MEMBER]
    people: list[Attendance] = []
    seats = circle_members(act.store, meeting.circle_id, meeting.day)
    lines = _lines_of(seats, former)
    for position, (seat, line) in enumerate(zip(seats, lines, strict=True)):
        if line is None:
            line = Attendance(
                id=act.new_id(),
                meeting_id=meeting.id,
                position=position,
                organisation_id=seat.organisation_id,
            )
            act.store.add(line)
        _describe(line, seat, position)
        people.append(line)
    for gone in former:
        if gone not in lines:
            act.store.remove(gone)
    return people + [one for one in kept if one.kind is not AttendeeKind.MEMBER]


def _lines_of(seats: list[Member], former: list[Attendance]) -> list[Attendance | None]:
    """Return the line that each seat had: the same person's, else one of its organisation that is left."""
    left = list(former)
    found: dict[int, Attendance] = {}
    for same_person in (True, False):
        for at, seat in enumerate(seats):
            for line in left if at not in found else ():
                if line.organisation_id == seat.organisation_id and (
                    not same_person or line.person_id == seat.person_id
                ):
                    found[at] = line
                    left.remove(line)
                    break
    return [found.get(at) for at in range(len(seats))]


def _describe(line: Attendance, seat: Member, position: int) -> None:
    """Note name and title as they are on this day."""
    line.position = position
    line.person_id = seat.person_id
    line.organisation_name = seat.organisation
    line.name = seat.name
    line.title = seat.title
    line.email = seat.email


def _own_address(store: Store) -> str:
    """Our own seat is reached by our mailbox when its director has no other address."""
    ours = store.find(Letterhead)
    mailbox = ours[0].mailbox if ours else ""
    return mailbox or (EXAMPLE_MAILBOX if store.find(Network)[0].example else "")


def _seat(seat: Member, own_address: str) -> Recipient | Unreachable:
    address = seat.email or (own_address if seat.kind is OrganisationKind.EPCI else "")
    house = _house(seat)
    if not address:
        return Unreachable(seat.name or house, seat_name(seat))
    vacant = seat.status is PostStatus.VACANT
    return Recipient(
        name=seat.name or house,
        address=address,
        quality=seat_name(seat),
        note=f"{seat.title}, poste vacant" if vacant else "",
        civility=seat.civility,
        town_hall=vacant,
    )


def _house(seat: Member) -> str:
    if seat.kind is OrganisationKind.EPCI:
        return seat.organisation
    return f"Mairie {of_organisation(seat.organisation, seat.article, seat.kind)}"


def _guest(guest: Attendance, civility: Civility) -> Recipient | Unreachable:
    quality = ", ".join(filter(None, (guest.title, guest.organisation_name)))
    if not guest.email:
        return Unreachable(guest.name, quality)
    return Recipient(guest.name, guest.email, quality, GUEST_EDITIONS[guest.kind], civility=civility)
