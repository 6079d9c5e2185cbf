"""Where a meeting is held once its host is known: the host's room, one that is lent, or its circle's."""

from __future__ import annotations

from dgsdesk.application.command import Act
from dgsdesk.application.naming import of_organisation
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostRoom
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Letterhead, Organisation, OrganisationKind


def take_host(act: Act, meeting: Meeting, host_id: str | None) -> None:
    """Give a meeting its host, with the place, address and access of the room where it receives.

    A circle that always meets at one place keeps it, whoever is the host.
    """
    meeting.host_id = host_id
    if usual := act.store.get(Circle, meeting.circle_id).place.strip():
        meeting.place, meeting.address, meeting.access = usual, "", ""
        return
    if host_id is None:
        return
    lent = act.store.find(HostRoom, organisation_id=host_id)
    house = act.store.get(Organisation, lent[0].lender_id if lent else host_id)
    own = act.store.find(Letterhead, organisation_id=house.id)
    meeting.place = _place(house)
    meeting.address = _address(house, own[0] if own else None)
    meeting.access = house.access


def _place(house: Organisation) -> str:
    kind = "Mairie" if house.kind is OrganisationKind.COMMUNE else "Siège"
    place = f"{kind} {of_organisation(house.name, house.article, house.kind)}"
    return f"{place}, {house.room}" if house.room else place


def _address(house: Organisation, own: Letterhead | None) -> str:
    """The address on one line; the EPCI's own stands in our identity."""
    source = own if own and own.address else house
    return ", ".join(filter(None, (source.address, f"{source.postal_code} {source.town}".strip())))
