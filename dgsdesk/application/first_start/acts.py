"""The first start: a network founded from the national reference and a model of meetings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.known_commune import known_commune
from dgsdesk.application.first_start.model import open_circles
from dgsdesk.application.membership import TITLES
from dgsdesk.application.ports.reference import CommuneRow, EpciRow, ModelRow
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.circle import AgendaTemplate, Circle, ClosedPeriod, MembershipException, MembershipRule
from dgsdesk.domain.competence import HeldCompetence
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, NotFound, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.host_rota import HostBlackout, HostExemption, HostLegacy, HostRoom, HostTurn
from dgsdesk.domain.library import LibraryDocument
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import (
    LEAST_COMMUNES,
    Appointment,
    Attachment,
    Commission,
    EarlierPopulation,
    Letterhead,
    Network,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    ServiceMembership,
    SharedService,
    default_role,
    is_siren,
)
from dgsdesk.domain.roadmap import PoliticalRequest
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, ThemeCall
from dgsdesk.domain.toponym import typeset_name
from dgsdesk.domain.wording import official_article

add_sentences(
    {
        "network_in_use": (
            "Ce réseau a déjà servi : des réunions, des dates ou des sujets y sont enregistrés.",
            "Gardez-le, ou créez l’autre réseau dans un nouveau fichier. Rien n’a été changé.",
        ),
        "bad_siren": (
            "« {siren} » n’est pas un numéro SIREN : neuf chiffres, dont le dernier vérifie les autres.",
            "Reprenez-le sur un avis de situation, ou laissez-le vide. Rien n’a été changé.",
        ),
        "too_few_communes": (
            "Une intercommunalité réunit au moins deux communes.",
            "Choisissez-les dans la liste. Rien n’a été changé.",
        ),
        "seat_elsewhere": (
            "Le siège n’est dans aucune des communes choisies.",
            "Choisissez la commune du siège parmi elles. Rien n’a été changé.",
        ),
    }
)

_FOUNDED: tuple[type[Entity], ...] = (
    Appointment,
    Person,
    Letterhead,
    Attachment,
    MembershipRule,
    MembershipException,
    ClosedPeriod,
    Circle,
    EarlierPopulation,
    ServiceMembership,
    SharedService,
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
    LibraryDocument,
    AgendaTemplate,
    ThemeCall,
    HostLegacy,
    HeldCompetence,
    PoliticalRequest,
)
"""What shows that a network has begun to work."""


@dataclass(frozen=True)
class FoundNetwork(Command[str]):
    """Found the network of an EPCI with a model's circles; returns the first one's id, "" for none.

    ``own_model`` was read from a file and takes the place of ``model_id``.
    An ``example`` network never carries a real e-mail address. ``instead`` takes the place of a network
    founded just before, as long as nothing but names was entered in it. Raises NotFound("unknown_siren"),
    NotFound("unknown_model"), RuleBroken("network_exists"), RuleBroken("network_in_use").
    """

    siren: str
    model_id: str = "clisson"
    example: bool = False
    instead: bool = False
    own_model: ModelRow | None = None


@dataclass(frozen=True)
class ComposedEpci:
    """An intercommunality that the national list does not have, merged this year for instance.

    ``communes`` and ``seat``, the commune of its seat, are INSEE codes; ``siren`` is "" when not yet known.
    """

    name: str
    type: str
    communes: tuple[str, ...]
    seat: str
    siren: str = ""


@dataclass(frozen=True)
class ComposeNetwork(Command[str]):
    """Found the network of an intercommunality composed by hand; returns its first circle's id, "" for none.

    The other fields are those of `FoundNetwork`. Raises what it does, BadInput("empty_text"),
    BadInput("bad_siren"), BadInput("too_few_communes"), BadInput("seat_elsewhere"), and
    NotFound("unknown_commune") or NotFound("unknown_epci_type").
    """

    epci: ComposedEpci
    model_id: str = "clisson"
    instead: bool = False
    own_model: ModelRow | None = None


@handles(FoundNetwork, "Réseau « {name} » créé")
def found_network(act: Act, command: FoundNetwork) -> str:
    _make_room(act, instead=command.instead)
    epci = act.reference.epci(command.siren)
    model = command.own_model or act.reference.model(command.model_id)
    communes = act.reference.communes_of(command.siren)
    return _found(act, epci, communes, model, example=command.example)


@handles(ComposeNetwork, "Réseau « {name} » créé")
def compose_network(act: Act, command: ComposeNetwork) -> str:
    _make_room(act, instead=command.instead)
    model = command.own_model or act.reference.model(command.model_id)
    communes = act.reference.communes(command.epci.communes)
    seat = next((one for one in communes if one.insee == command.epci.seat), None)
    if len(communes) < LEAST_COMMUNES:
        raise BadInput("too_few_communes")
    if seat is None:
        raise BadInput("seat_elsewhere")
    return _found(act, _composed(act, command.epci, communes, seat), communes, model, seat)


def _composed(act: Act, epci: ComposedEpci, communes: list[CommuneRow], seat: CommuneRow) -> EpciRow:
    """Return the row that the national list would have; its département is that of its seat."""
    name = required(epci.name, "le nom de l’intercommunalité")
    types = dict(act.reference.epci_types())
    if epci.type not in types:
        raise NotFound("unknown_epci_type", type=epci.type)
    departement = act.reference.departement(seat.departement)
    return EpciRow(
        siren=checked_siren(epci.siren),
        name=name,
        short_name=name,
        type=epci.type,
        type_label=types[epci.type],
        communes=len(communes),
        population=sum(one.population for one in communes),
        departement=departement.code,
        departement_name=departement.name,
    )


def checked_siren(typed: str) -> str:
    """Return nine figures from a number written with blanks, "" for none; raises BadInput("bad_siren")."""
    figures = "".join(typed.split())
    if figures and not is_siren(figures):
        raise BadInput("bad_siren", siren=typed.strip())
    return figures


def _found(
    act: Act,
    epci: EpciRow,
    communes: list[CommuneRow],
    model: ModelRow,
    town: CommuneRow | None = None,
    *,
    example: bool = False,
) -> str:
    """Make the network, its organisations with their vacant posts, the letterhead and the circles."""
    epci = replace(epci, short_name=typeset_name(epci.short_name))
    act.tell(name=epci.short_name)
    act.store.add(_network(act, epci, example, model.id))
    seat = _seat(act, epci, town)
    _open_post(act, seat.id, Role.DGS)
    for commune in communes:
        organisation = known_commune(act, commune, example=example)
        act.store.add(organisation)
        _open_post(act, organisation.id, default_role(commune.population))
    head = Letterhead(id=act.new_id(), organisation_id=seat.id, name=epci.short_name, town=seat.town)
    head.postal_code = seat.postal_code
    act.store.add(head)
    circles = open_circles(act, model)
    return circles[0].id if circles else ""


def _make_room(act: Act, *, instead: bool) -> None:
    """Take away what an earlier founding left; raises RuleBroken once the network has begun to work."""
    if act.store.find(Network) and not instead:
        raise RuleBroken("network_exists")
    if any(act.store.find(kind) for kind in _WORK):
        raise RuleBroken("network_in_use")
    for kind in _FOUNDED:
        for entity in act.store.find(kind):
            act.store.remove(entity)


def _network(act: Act, epci: EpciRow, example: bool, model_id: str) -> Network:
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
        model_id=model_id,
    )


def _seat(act: Act, epci: EpciRow, town: CommuneRow | None) -> Organisation:
    seat = Organisation(
        id=act.new_id(),
        kind=OrganisationKind.EPCI,
        name=epci.short_name,
        article=official_article(epci.name, epci.short_name),
        code=epci.siren,
        population=epci.population,
        postal_code=town.town_hall.postal_code if town else "",
        town=typeset_name(town.name) if town else "",
    )
    act.store.add(seat)
    return seat


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
