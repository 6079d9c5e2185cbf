"""Who wrote: names found in files and messages, matched to the seats of the network, asked once (§ 3.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act
from dgsdesk.application.membership import Member, members_on, sort_key
from dgsdesk.application.naming import seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.minutes import KnownAuthor
from dgsdesk.domain.network import Organisation

_LEAST_NAME_WORDS = 2


@dataclass(frozen=True)
class Author:
    """Somebody who wrote: the organisation, if known, and how they are called."""

    organisation_id: str | None
    name: str


class Authors:
    """Matches names; ``told`` are those that a person has just said, by the name as written.

    ``sender_id`` is the organisation that sent everything: names that are not known write for it.
    """

    def __init__(
        self,
        store: Store,
        day: date,
        told: Mapping[str, str] | None = None,
        sender_id: str | None = None,
    ) -> None:
        self._sender_id = sender_id
        self._seats = members_on(store, day)
        self._by_house = {seat.organisation_id: seat for seat in self._seats}
        self._houses = {org.id: org for org in store.find(Organisation)}
        self._told = {sort_key(one.name): one.organisation_id for one in store.find(KnownAuthor)}
        self._told |= {sort_key(name): organisation_id for name, organisation_id in (told or {}).items()}

    def of(self, name: str, address: str = "", hint: str = "") -> Author:
        """Return who a name is; ``address`` and ``hint`` (the name of a file) help where it says nothing.

        An unknown name stays as it is written, without an organisation.
        """
        told = self._told.get(sort_key(name)) if name else None
        if told is not None:
            return self._named(told)
        seat = self._by_address(address) or self._by_person(name) or self._by_place(name)
        if seat is None and not name:
            seat = self._by_place(hint)
        known = seat.organisation_id if seat else self._sender_id
        return self._named(known) if known else Author(None, name)

    def _named(self, organisation_id: str) -> Author:
        seat = self._by_house.get(organisation_id)
        if seat is not None:
            return Author(organisation_id, seat_name(seat))
        return Author(organisation_id, self._houses[organisation_id].name)

    def _by_address(self, address: str) -> Member | None:
        wanted = address.casefold()
        if not wanted:
            return None
        found = [
            seat
            for seat in self._seats
            if wanted in (seat.email.casefold(), self._houses[seat.organisation_id].email.casefold())
        ]
        return found[0] if len(found) == 1 else None

    def _by_person(self, name: str) -> Member | None:
        """Match all words of a name in any order: « EXEMPLE Prénom » is « Prénom Exemple »."""
        words = _words(name)
        if len(words) < _LEAST_NAME_WORDS:
            return None
        return _only(seat for seat in self._seats if seat.name and _words(seat.name) == words)

    def _by_place(self, name: str) -> Member | None:
        """Match a place in a name (« DGS Gorges », « Mairie de Boussay »); the longest one counts."""
        padded = f" {' '.join(sort_key(name).split())} "
        found = [
            (len(place), seat)
            for seat in self._seats
            if (place := " ".join(sort_key(seat.organisation).split())) and f" {place} " in padded
        ]
        if not found:
            return None
        longest = max(length for length, _ in found)
        return _only(seat for length, seat in found if length == longest)


def _words(name: str) -> frozenset[str]:
    return frozenset(sort_key(name).split())


def _only(seats: Iterable[Member]) -> Member | None:
    found = list(seats)
    return found[0] if len(found) == 1 else None


def remember(act: Act, told: Mapping[str, str]) -> None:
    """Keep who wrote under which name, for the next file; a name said again is corrected."""
    known = {sort_key(one.name): one for one in act.store.find(KnownAuthor)}
    for name, organisation_id in told.items():
        act.store.get(Organisation, organisation_id)
        if (one := known.get(sort_key(name))) is not None:
            one.organisation_id = organisation_id
        else:
            act.store.add(KnownAuthor(id=act.new_id(), name=name, organisation_id=organisation_id))
