"""A commune as the national reference knows it: its article, its population, its town hall."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.command import Act
from dgsdesk.application.ports.reference import CommuneRow
from dgsdesk.domain.network import Network, Organisation, OrganisationKind
from dgsdesk.domain.toponym import fold_place, typeset_name


def known_commune(
    act: Act, commune: CommuneRow, *, example: bool, member_from: date | None = None
) -> Organisation:
    """Return a commune with all that is public of it; an example network keeps no real address."""
    hall = commune.town_hall
    return Organisation(
        id=act.new_id(),
        kind=OrganisationKind.COMMUNE,
        name=typeset_name(commune.name),
        article=commune.article,
        code=commune.insee,
        population=commune.population,
        address=typeset_name(hall.address),
        postal_code=hall.postal_code,
        town=typeset_name(hall.town),
        email=f"mairie-{commune.insee}@exemple.invalid" if example else hall.email,
        phone="" if example else hall.phone,
        latitude=commune.latitude,
        longitude=commune.longitude,
        member_from=member_from,
    )


def commune_named(act: Act, name: str, code: str) -> CommuneRow | None:
    """Return the commune of that name, by its code, else the only one in the network's département."""
    wanted, place = fold_place(name), act.store.find(Network)[0].departement
    found = [one.commune for one in act.reference.find_communes(name)]
    found = [one for one in found if fold_place(one.name) == wanted]
    fits = [one for one in found if (one.insee == code if code else one.departement == place)]
    return fits[0] if len(fits) == 1 else None
