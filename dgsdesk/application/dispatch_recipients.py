"""Whom approved minutes go to: derived from the circle, the agenda's competences, then changed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.mailing import Recipient, Unreachable
from dgsdesk.application.membership import Member, communes_on, members_on
from dgsdesk.application.minutes_text import MinutesText, as_seen_by
from dgsdesk.application.naming import of_organisation, seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.network import (
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

_EXECUTIVES = frozenset({Role.DGS, Role.SGM, Role.DGA, Role.DST, Role.DRH, Role.EXECUTIVE})


@dataclass(frozen=True)
class Derived:
    """The recipients of a dispatch, whom no address is known of, and the addresses that several share."""

    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]
    shared: tuple[Recipient, ...]


def derived_recipients(store: Store, text: MinutesText, day: date) -> Derived:
    """Return whom the minutes go to by rule: directors, mayors, the commissions that the agenda touches.

    One address gets one message. Where it serves several levels it gets the widest one's edition, so that
    nothing reserved lands in a mailbox that others read; those addresses are ``shared``.
    """
    found = [*_directors(store, day), *_mayors(store, day), *_followers(store, text)]
    reached = [one for one in found if one.address]
    missing = tuple(Unreachable(one.name, one.quality) for one in found if not one.address)
    recipients, shared = _one_per_address(reached)
    return Derived(recipients, missing, shared)


def changed_by_hand(derived: Derived, added: Iterable[Recipient], removed: Iterable[str]) -> Derived:
    """Return the recipients after additions, and removals by address."""
    gone = {address.casefold() for address in removed}
    kept = [one for one in derived.recipients if one.address.casefold() not in gone]
    recipients, shared = _one_per_address([*kept, *added])
    left = {one.address.casefold() for one in recipients}
    before = [one for one in derived.shared if one.address.casefold() in left]
    every = {one.address.casefold(): one for one in (*before, *shared)}
    return Derived(recipients, derived.unreachable, tuple(every.values()))


def _directors(store: Store, day: date) -> Iterator[Recipient]:
    """Those in office; a vacant post reads through its town hall, with the mayor's edition."""
    for seat in members_on(store, day):
        if seat.status is not PostStatus.VACANT:
            yield Recipient(_name(seat), seat.email, seat_name(seat), Audience.DIRECTORS)


def _name(seat: Member) -> str:
    return seat.name or seat.organisation


def _mayors(store: Store, day: date) -> Iterator[Recipient]:
    holders = {
        post.organisation_id: post.person_id
        for post in store.find(Appointment, role=Role.MAYOR)
        if is_current(post.starts, post.ends, day)
    }
    people = {person.id: person for person in store.find(Person, id=set(holders.values()) - {None})}
    for commune in communes_on(store, day):
        person = people.get(holders.get(commune.id) or "")
        yield Recipient(_mayor_title(person), commune.email, _mayor_quality(commune), Audience.ELECTED)


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
        level = Audience.EXECUTIVES if member.role in _EXECUTIVES else Audience.ELECTED
        if touches(commission.competences, codes[level]):
            person = people[member.person_id]
            yield Recipient(display_name(person), person.email, _quality(member, commission), level)


def _quality(member: CommissionMember, commission: Commission) -> str:
    return ", ".join(filter(None, (member.title, f"commission {commission.name}")))


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
    recipients = sorted(map(_widest, by_address.values()), key=lambda one: one.edition)
    mixed = {key for key, same in by_address.items() if len({one.edition for one in same}) > 1}
    return tuple(recipients), tuple(one for one in recipients if one.address.casefold() in mixed)


def _widest(same: list[Recipient]) -> Recipient:
    qualities = list(dict.fromkeys(one.quality for one in same if one.quality))
    return replace(same[0], quality=join_and(qualities), edition=max(one.edition for one in same))
