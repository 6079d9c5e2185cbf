"""The first start: a network founded from the national reference and a model of meetings."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import TITLES
from dgsdesk.application.ports.reference import CommuneRow, EpciRow, ModelRow
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.circle import Circle, PartTemplate
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.host_rota import HostBlackout, HostExemption, HostRoom, HostTurn
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import (
    Appointment,
    Attachment,
    Commission,
    Letterhead,
    Network,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    default_role,
)
from dgsdesk.domain.theme import RaisedTheme, SharedSubject
from dgsdesk.domain.toponym import typeset_name

add_sentences(
    {
        "network_in_use": (
            "Ce réseau a déjà servi : des réunions, des dates ou des sujets y sont enregistrés.",
            "Gardez-le, ou créez l’autre réseau dans un nouveau fichier. Rien n’a été changé.",
        ),
    }
)

_FOUNDED: tuple[type[Entity], ...] = (
    Appointment,
    Person,
    Letterhead,
    Attachment,
    Circle,
    Organisation,
    Network,
)
"""What founding and naming leave, in an order in which it can be taken away."""

_WORK: tuple[type[Entity], ...] = (
    Meeting,
    HostTurn,
    HostBlackout,
    HostExemption,
    HostRoom,
    GreyZone,
    SharedSubject,
    RaisedTheme,
    Commission,
)
"""What shows that a network has begun to work."""


@dataclass(frozen=True)
class FoundNetwork(Command[str]):
    """Found the network of an EPCI with a model's circle; returns the circle's id.

    An ``example`` network never carries a real e-mail address. ``instead`` takes the place of a network
    founded just before, as long as nothing but names was entered in it. Raises NotFound("unknown_siren"),
    NotFound("unknown_model"), RuleBroken("network_exists"), RuleBroken("network_in_use").
    """

    siren: str
    model_id: str = "clisson"
    example: bool = False
    instead: bool = False


@handles(FoundNetwork, "Réseau « {name} » créé")
def found_network(act: Act, command: FoundNetwork) -> str:
    if act.store.find(Network) and not command.instead:
        raise RuleBroken("network_exists")
    epci = act.reference.epci(command.siren)
    model = act.reference.model(command.model_id)
    _clear(act)
    act.tell(name=epci.short_name)
    act.store.add(_network(act, epci, command.example))
    seat = _seat(act, epci)
    _open_post(act, seat.id, Role.DGS)
    for commune in act.reference.communes_of(command.siren):
        organisation = _commune(act, commune, command.example)
        _open_post(act, organisation.id, default_role(commune.population))
    act.store.add(Letterhead(id=act.new_id(), organisation_id=seat.id, name=epci.short_name, town=seat.town))
    circle = _circle(act, model)
    act.store.add(circle)
    return circle.id


def _clear(act: Act) -> None:
    """Take away what an earlier founding left; raises RuleBroken once the network has begun to work."""
    if any(act.store.find(kind) for kind in _WORK):
        raise RuleBroken("network_in_use")
    for kind in _FOUNDED:
        for entity in act.store.find(kind):
            act.store.remove(entity)


def _network(act: Act, epci: EpciRow, example: bool) -> Network:
    departement = act.reference.departement(epci.departement)
    return Network(
        id=act.new_id(),
        name=epci.short_name,
        siren=epci.siren,
        epci_type=epci.type,
        departement=epci.departement,
        zone=departement.holiday_zone,
        time_zone=departement.time_zone,
        reference_date=act.reference.reference_date,
        example=example,
    )


def _seat(act: Act, epci: EpciRow) -> Organisation:
    seat = Organisation(
        id=act.new_id(),
        kind=OrganisationKind.EPCI,
        name=epci.short_name,
        code=epci.siren,
        population=epci.population,
    )
    act.store.add(seat)
    return seat


def _commune(act: Act, commune: CommuneRow, example: bool) -> Organisation:
    hall = commune.town_hall
    organisation = Organisation(
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
    )
    act.store.add(organisation)
    return organisation


def _open_post(act: Act, organisation_id: str, role: Role) -> None:
    """Make the director's post, vacant until somebody is named."""
    act.store.add(
        Appointment(
            id=act.new_id(),
            organisation_id=organisation_id,
            role=role,
            title=TITLES[role],
            status=PostStatus.VACANT,
        )
    )


def _circle(act: Act, model: ModelRow) -> Circle:
    return Circle(
        id=act.new_id(),
        name=model.name,
        model_id=model.id,
        week=model.week,
        weekday=model.weekday,
        every_months=model.every_months,
        starts_at=model.starts_at,
        minutes=model.minutes,
        skipped_months=model.skipped_months,
        expected=len(act.reference.communes_of(act.store.find(Network)[0].siren)) + 1,
        lunch=model.lunch,
        parts=tuple(PartTemplate(part.title, part.kind, part.minutes) for part in model.parts),
        observation_days=model.observation_days,
        counting_mode=model.counting_mode,
        reply_days_before=model.reply_days_before,
        opening_minutes=model.opening_minutes,
        closing_minutes=model.closing_minutes,
    )
