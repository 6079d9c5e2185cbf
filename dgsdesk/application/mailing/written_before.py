"""Those who were written to before, as people to write to again: addressed as they were then."""

from __future__ import annotations

from collections.abc import Iterable

from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Sending
from dgsdesk.domain.network import Civility, Person
from dgsdesk.domain.toponym import fold

_MAYORS = {
    "Madame le Maire": Civility.MADAM,
    "Monsieur le Maire": Civility.SIR,
    "Madame, Monsieur le Maire": Civility.UNKNOWN,
}
"""How a dispatch names a mayor, who reads at the town hall's address."""


def written_before(store: Store, sendings: Iterable[Sending]) -> tuple[Recipient, ...]:
    """Return each mailbox once, by edition, then by quality."""
    known = {one.address.casefold(): one for one in sendings if one.address}  # no address: erased since
    people = store.find(Person, email={one.address for one in known.values()})
    civilities = {person.email.casefold(): person.civility for person in people}
    found = [_recipient(one, civilities.get(address)) for address, one in known.items()]
    return tuple(sorted(found, key=lambda one: (one.edition, fold(one.quality), one.address)))


def _recipient(one: Sending, civility: Civility | None) -> Recipient:
    mayor = one.recipient in _MAYORS
    return Recipient(
        one.recipient,
        one.address,
        one.quality,
        Audience(one.edition),
        civility=_MAYORS[one.recipient] if mayor else civility or Civility.UNKNOWN,
        mayor=mayor,
    )
