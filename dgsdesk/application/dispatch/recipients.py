"""Whom approved minutes go to: derived from the circle, the agenda's competences, then changed by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.mailing.mailing import Recipient, Unreachable
from dgsdesk.application.membership import TITLES, Member, communes_on, sort_key
from dgsdesk.application.minutes.text import MinutesText, as_seen_by
from dgsdesk.application.naming import of_organisation, seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import Action
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle, DispatchGroup
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Civility,
    Commission,
    CommissionMember,
    Organisation,
    Person,
    PostStatus,
    Role,
    display_name,
    is_current,
)
from dgsdesk.domain.wording import join_and

LEVEL_TITLES = {
    Audience.DIRECTORS: "Directions générales",
    Audience.EXECUTIVES: "Cadres concernés",
    Audience.ELECTED: "Maires et élus concernés",
    Audience.ALL: "Autres destinataires",
}
"""How a page heads the recipients of one level."""

ADDED_BY_HAND = "ajouté à la main"
"""The note of a recipient whom no rule derives."""

EXECUTIVES = frozenset({Role.DGS, Role.SGM, Role.DGA, Role.DST, Role.DRH, Role.EXECUTIVE})
"""Who follows a commission for the administration; all others are elected."""


@dataclass(frozen=True)
class Derived:
    """The recipients of a dispatch.

    ``unreachable`` have no address, ``shared`` are mailboxes that several people read, ``vacant`` names the
    directors' posts that nobody holds, ``withdrawn`` was taken out by hand, with its reason as note.
    """

    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]
    shared: tuple[Recipient, ...]
    vacant: tuple[str, ...] = ()
    withdrawn: tuple[Recipient, ...] = ()


def derived_recipients(store: Store, text: MinutesText, day: date) -> Derived:
    """Return whom the minutes go to by the circle's rule of dispatch.

    Members, mayors, the commissions that the agenda touches, the executives who have something to do. One
    address gets one message. Somebody in several capacities gets the most complete edition of theirs; a
    mailbox that several people read gets the widest one, so that nothing reserved lands where others read:
    those addresses are ``shared``.
    """
    circle = store.get(Circle, store.get(Meeting, text.meeting_id).circle_id)
    seats = circle_members(store, circle.id, day)
    groups: dict[DispatchGroup, Iterable[Recipient]] = {
        DispatchGroup.MEMBERS: _directors(seats),
        DispatchGroup.MAYORS: _mayors(store, day, {seat.organisation_id for seat in seats}),
        DispatchGroup.COMMISSIONS: _followers(store, text),
        DispatchGroup.EXECUTIVES: _executives_asked(store, text, day),
    }
    found = [one for group in DispatchGroup if group.value in circle.dispatch_to for one in groups[group]]
    reached = [one for one in found if one.address]
    missing = tuple(Unreachable(one.name, one.quality) for one in found if not one.address)
    recipients, shared = _one_per_address(reached)
    vacant = tuple(seat_name(seat) for seat in seats if seat.status is PostStatus.VACANT)
    return Derived(recipients, missing, shared, vacant)


def changed_by_hand(derived: Derived, changes: Iterable[DispatchChange]) -> Derived:
    """Return the recipients after what was added and withdrawn by hand."""
    changes = tuple(changes)
    reasons = {one.address.casefold(): one.reason for one in changes if one.withdrawn}
    kept = [one for one in derived.recipients if one.address.casefold() not in reasons]
    gone = [one for one in derived.recipients if one.address.casefold() in reasons]
    recipients, shared = _one_per_address(
        [*kept, *(_added(one) for one in changes if one.address and not one.withdrawn)]
    )
    left = {one.address.casefold() for one in recipients}
    before = [one for one in derived.shared if one.address.casefold() in left]
    every = {one.address.casefold(): one for one in (*before, *shared)}
    return replace(
        derived,
        recipients=recipients,
        shared=tuple(every.values()),
        withdrawn=tuple(replace(one, note=reasons[one.address.casefold()]) for one in gone),
    )


def _added(change: DispatchChange) -> Recipient:
    level = Audience(change.edition)
    return Recipient(change.name, change.address, change.quality, level, note=ADDED_BY_HAND)


def _directors(seats: Iterable[Member]) -> Iterator[Recipient]:
    """Those in office; a vacant post reads through its town hall, with the mayor's edition."""
    for seat in seats:
        if seat.status is not PostStatus.VACANT:
            quality = seat_name(seat)
            yield Recipient(_name(seat), seat.email, quality, Audience.DIRECTORS, civility=seat.civility)


def _name(seat: Member) -> str:
    return seat.name or seat.organisation


def _mayors(store: Store, day: date, members: Container[str]) -> Iterator[Recipient]:
    """The mayors of the communes that sit in the circle."""
    holders = {
        post.organisation_id: post.person_id
        for post in store.find(Appointment, role=Role.MAYOR)
        if is_current(post.starts, post.ends, day)
    }
    people = {person.id: person for person in store.find(Person, id=set(holders.values()) - {None})}
    for commune in (one for one in communes_on(store, day) if one.id in members):
        person = people.get(holders.get(commune.id) or "")
        yield Recipient(
            _mayor_title(person),
            commune.email,
            _mayor_quality(commune),
            Audience.ELECTED,
            civility=person.civility if person else Civility.UNKNOWN,
            mayor=True,
        )


def _mayor_title(person: Person | None) -> str:
    civility = person.civility if person else Civility.UNKNOWN
    title = {Civility.MADAM: "Madame", Civility.SIR: "Monsieur"}.get(civility, "Madame, Monsieur")
    return f"{title} le Maire"


def _mayor_quality(commune: Organisation) -> str:
    return f"maire {of_organisation(commune.name, commune.article, commune.kind)}"


def _followers(store: Store, text: MinutesText) -> Iterator[Recipient]:
    """Elected members and executives of the commissions tied to the items that they may read."""
    levels = (Audience.EXECUTIVES, Audience.ELECTED)
    codes = {level: _competences(text, level) for level in levels}
    commissions = {commission.id: commission for commission in store.find(Commission)}
    members = store.find(CommissionMember, commission_id=set(commissions))
    people = {person.id: person for person in store.find(Person, id={member.person_id for member in members})}
    for member in members:
        commission = commissions[member.commission_id]
        recipient = follower(member, commission, people)
        if touches(commission.competences, codes[recipient.edition]):
            yield recipient


def follower(member: CommissionMember, commission: Commission, people: Mapping[str, Person]) -> Recipient:
    """Return a member of a commission as somebody to write to, at the level of their role."""
    level = Audience.EXECUTIVES if member.role in EXECUTIVES else Audience.ELECTED
    person = people[member.person_id]
    quality = ", ".join(filter(None, (member.title, f"commission {commission.name}")))
    return Recipient(display_name(person), person.email, quality, level, civility=person.civility)


def _executives_asked(store: Store, text: MinutesText, day: date) -> Iterator[Recipient]:
    """Executives to whom an action falls that they may read."""
    readable = {action.id for _, action in as_seen_by(text, Audience.EXECUTIVES).text.actions}
    owners = {action.owner_id for action in store.find(Action, id=readable)} - {None}
    posts = [
        post
        for post in store.find(Appointment, person_id=owners)
        if post.role in EXECUTIVES - DIRECTOR_ROLES and is_current(post.starts, post.ends, day)
    ]
    people = {person.id: person for person in store.find(Person, id={post.person_id for post in posts})}
    for post in posts:
        person = people[post.person_id or ""]
        title = post.title or TITLES[post.role]
        yield Recipient(
            display_name(person), person.email, title, Audience.EXECUTIVES, civility=person.civility
        )


def _competences(text: MinutesText, level: Audience) -> frozenset[str]:
    seen = as_seen_by(text, level).text
    return frozenset(code for item in seen.items for code in item.competences)


def touches(held: Iterable[str], asked: Iterable[str]) -> bool:
    """Tell whether two sets of competences meet; a domain (« DEC ») meets each of its own (« DEC-COL »)."""
    asked = tuple(asked)
    return any(
        one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
        for one in held
        for other in asked
    )


def _one_per_address(found: Iterable[Recipient]) -> tuple[tuple[Recipient, ...], tuple[Recipient, ...]]:
    by_address: dict[str, list[Recipient]] = {}
    for one in found:
        by_address.setdefault(one.address.casefold(), []).append(one)
    recipients = sorted(map(_as_one, by_address.values()), key=lambda one: one.edition)
    mixed = {
        key
        for key, same in by_address.items()
        if len({one.edition for one in same}) > 1 and not _is_one_person(same)
    }
    return tuple(recipients), tuple(one for one in recipients if one.address.casefold() in mixed)


def _as_one(same: list[Recipient]) -> Recipient:
    qualities = list(dict.fromkeys(one.quality for one in same if one.quality))
    levels = [one.edition for one in same]
    edition = min(levels) if _is_one_person(same) else max(levels)
    return replace(same[0], quality=join_and(qualities), edition=edition)


def _is_one_person(same: Iterable[Recipient]) -> bool:
    return len({sort_key(one.name) for one in same}) == 1
