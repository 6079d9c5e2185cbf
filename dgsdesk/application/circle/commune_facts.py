"""What membership rules ask of communes: their sector, the services they share, the inhabitants they had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import communes_on
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.words import required
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import (
    EarlierPopulation,
    Organisation,
    ServiceMembership,
    SharedService,
    is_current,
)
from dgsdesk.domain.wording import date_long, number, plural

MOST_INHABITANTS = 10_000_000

add_sentences(
    {
        "service_known": (
            "Le domaine mutualisé « {name} » existe déjà.",
            "Donnez un autre nom. Rien n’a été changé.",
        ),
        "population_number": (
            "Une commune ne peut pas compter {given} habitants.",
            "Donnez un nombre entier positif. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddSharedService(Command[str]):
    """Name a domain in which communes share a service with the EPCI; returns its id."""

    name: str


@dataclass(frozen=True)
class RemoveSharedService(Command[None]):
    """Take a domain out, with all that was said of its communes."""

    service_id: str


@dataclass(frozen=True)
class JoinService(Command[int]):
    """Let communes belong to a domain from a day on (None: from the beginning); returns how many joined."""

    service_id: str
    organisation_ids: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True)
class LeaveService(Command[int]):
    """Let communes belong to a domain no more from a day on; returns how many left."""

    service_id: str
    organisation_ids: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class SetEarlierPopulation(Command[None]):
    """Note how many inhabitants a commune had until a day, that day included; None forgets it."""

    organisation_id: str
    until: date
    population: int | None


@dataclass(frozen=True)
class SetSector(Command[None]):
    """Put communes into a sector (pôle), or into none with an empty name."""

    organisation_ids: tuple[str, ...]
    sector: str


@handles(SetSector, "{words} : {where}")
def set_sector(act: Act, command: SetSector) -> None:
    sector = command.sector.strip()
    for organisation in act.store.find(Organisation, id=set(command.organisation_ids)):
        organisation.sector = sector
    words = plural(len(set(command.organisation_ids)), "commune", "communes")
    act.tell(words=words, where=f"secteur « {sector} »" if sector else "sans secteur")


@handles(AddSharedService, "Domaine mutualisé « {name} » ajouté")
def add_shared_service(act: Act, command: AddSharedService) -> str:
    name = required(command.name, "nom du domaine mutualisé")
    if any(one.name.casefold() == name.casefold() for one in act.store.find(SharedService)):
        raise BadInput("service_known", name=name)
    service = SharedService(id=act.new_id(), name=name)
    act.store.add(service)
    act.tell(name=name)
    return service.id


@handles(RemoveSharedService, "Domaine mutualisé « {name} » retiré")
def remove_shared_service(act: Act, command: RemoveSharedService) -> None:
    service = act.store.get(SharedService, command.service_id)
    act.tell(name=service.name)
    for row in act.store.find(ServiceMembership, service_id=service.id):
        act.store.remove(row)
    act.store.remove(service)


@handles(JoinService, "{words} dans « {name} »")
def join_service(act: Act, command: JoinService) -> int:
    service = act.store.get(SharedService, command.service_id)
    present = {row.organisation_id for row in _standing(act, service.id, command.day)}
    joining = [one for one in dict.fromkeys(command.organisation_ids) if one not in present]
    for organisation_id in joining:
        act.store.add(
            ServiceMembership(
                id=act.new_id(), service_id=service.id, organisation_id=organisation_id, starts=command.day
            )
        )
    act.tell(words=plural(len(joining), "commune mutualisée", "communes mutualisées"), name=service.name)
    return len(joining)


@handles(LeaveService, "{words} « {name} » au {day_words}")
def leave_service(act: Act, command: LeaveService) -> int:
    service = act.store.get(SharedService, command.service_id)
    leaving = [
        row
        for row in _standing(act, service.id, command.day)
        if row.organisation_id in command.organisation_ids
    ]
    for row in leaving:
        if row.starts is not None and row.starts >= command.day:
            act.store.remove(row)
        else:
            row.ends = command.day - timedelta(days=1)
    act.tell(
        words=plural(len(leaving), "commune quitte", "communes quittent"),
        name=service.name,
        day_words=date_long(command.day),
    )
    return len(leaving)


def _standing(act: Act, service_id: str, day: date | None) -> list[ServiceMembership]:
    rows = act.store.find(ServiceMembership, service_id=service_id)
    return [row for row in rows if row.ends is None or (day is not None and row.ends >= day)]


@handles(SetEarlierPopulation, "{name}, jusqu’au {until_words} : {words}")
def set_earlier_population(act: Act, command: SetEarlierPopulation) -> None:
    organisation = act.store.get(Organisation, command.organisation_id)
    if command.population is not None and not 0 <= command.population <= MOST_INHABITANTS:
        raise BadInput("population_number", given=command.population)
    rows = act.store.find(EarlierPopulation, organisation_id=organisation.id, until=command.until)
    for row in rows:
        act.store.remove(row)
    if command.population is not None:
        act.store.add(
            EarlierPopulation(
                id=act.new_id(),
                organisation_id=organisation.id,
                until=command.until,
                population=command.population,
            )
        )
    known = "population d’aujourd’hui" if command.population is None else number(command.population) + " hab."
    act.tell(name=organisation.name, until_words=date_long(command.until), words=known)


# ---- what a page shows


@dataclass(frozen=True)
class ServiceColumn:
    """A shared domain, how many communes belong to it on the day."""

    id: str
    name: str
    count: int


@dataclass(frozen=True)
class CommuneFacts:
    """A commune, its sector, today's population and those before: (last day, inhabitants), oldest first."""

    id: str
    name: str
    sector: str
    population: int
    earlier: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class FactsGrid:
    """Communes × shared domains on a day; ``inside`` holds (organisation id, service id)."""

    day: date
    communes: tuple[CommuneFacts, ...]
    services: tuple[ServiceColumn, ...]
    inside: frozenset[tuple[str, str]]


def facts_grid(view: View, day: date | None = None) -> FactsGrid:
    """Return what is known of the communes of a day, and which share which services."""
    day = day or view.clock.today()
    standing = frozenset(
        (one.organisation_id, one.service_id)
        for one in view.store.find(ServiceMembership)
        if is_current(one.starts, one.ends, day)
    )
    communes = communes_on(view.store, day)
    earlier: dict[str, list[tuple[date, int]]] = {}
    for row in view.store.find(EarlierPopulation):
        earlier.setdefault(row.organisation_id, []).append((row.until, row.population))
    services = sorted(view.store.find(SharedService), key=lambda one: (one.name.casefold(), one.id))
    return FactsGrid(
        day,
        tuple(
            CommuneFacts(org.id, org.name, org.sector, org.population, tuple(sorted(earlier.get(org.id, ()))))
            for org in communes
        ),
        tuple(
            ServiceColumn(one.id, one.name, sum(service == one.id for _, service in standing))
            for one in services
        ),
        standing,
    )
