"""Who can be written to about an action: « Accueil » asks it at each start, so little is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.membership import members_on, sort_key
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import Action
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.network import Civility, Person, PostStatus


@dataclass(frozen=True)
class Owner:
    """One mailbox, with the fields of the ``mailing.Recipient`` that a message to it is for."""

    name: str
    address: str
    quality: str
    edition: Audience = Audience.DIRECTORS
    civility: Civility = Civility.UNKNOWN
    town_hall: bool = False


@dataclass(frozen=True)
class Owners:
    """Who is behind the owner of an action: the person, else the seat that is named."""

    people: Mapping[str, Owner]
    seats: Mapping[str, Owner]

    def of(self, action: Action) -> Owner | None:
        """Return the owner's mailbox, nothing when there is none."""
        return self.people.get(action.owner_id or "") or self.seats.get(sort_key(action.owner))


def owners(store: Store, actions: Iterable[Action], today: date) -> Owners:
    """Return the mailboxes of those who own actions."""
    known = store.find(Person, id={one.owner_id for one in actions if one.owner_id})
    names = {one.owner_id: one.owner for one in actions if one.owner_id}
    seats: dict[str, Owner] = {}
    directors = set()
    for seat in members_on(store, today):
        directors.add(seat.person_id)
        if seat.email:
            vacant = seat.status is PostStatus.VACANT
            name, quality = seat.name or seat_name(seat), seat_name(seat)
            one = Owner(name, seat.email, quality, civility=seat.civility, town_hall=vacant)
            seats |= {sort_key(word): one for word in (quality, seat.name) if word}
    people = {
        one.id: Owner(
            names[one.id],
            one.email,
            "",
            Audience.DIRECTORS if one.id in directors else Audience.EXECUTIVES,
            civility=one.civility,
        )
        for one in known
        if one.email
    }
    return Owners(people, seats)
