"""The national reference: intercommunalities, communes, town halls, competences, models (read only).

Names are written as the sources write them (straight apostrophes); ``domain.toponym.typeset_name``
makes them fit to print.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from dgsdesk.domain.circle import CadenceKind, HostRule, PartKind, WriterRule
from dgsdesk.domain.grey_zone import GreyZoneKind


@dataclass(frozen=True)
class EpciRow:
    """One intercommunality. ``type`` is CC, CA, CU, ME, ML or EPT.

    ``found_through`` names the commune or the département that a search matched; empty for its own name.
    """

    siren: str
    name: str
    short_name: str
    type: str
    type_label: str
    communes: int
    population: int
    departement: str
    departement_name: str
    found_through: str = ""


@dataclass(frozen=True)
class TownHallRow:
    """How to reach a town hall; what the source does not know is empty."""

    address: str
    postal_code: str
    town: str
    phone: str
    email: str


@dataclass(frozen=True)
class CommuneRow:
    """One commune. ``article`` is INSEE's TNCC code (0 de, 1 d’, 2 Le, 3 La, 4 Les, 5 L’…), degrees WGS84."""

    insee: str
    name: str
    article: int
    population: int
    departement: str
    latitude: float | None
    longitude: float | None
    town_hall: TownHallRow


@dataclass(frozen=True)
class FoundCommune:
    """A commune that a search found, its département and its intercommunality by name ("" for none)."""

    commune: CommuneRow
    departement_name: str
    epci_name: str


@dataclass(frozen=True)
class DepartementRow:
    """One département.

    ``holiday_zone`` is metropole, alsace-moselle or the code of an overseas territory; ``school_zone`` is
    A, B, C or empty (Corsica and overseas have their own calendars); ``time_zone`` is an IANA name.
    """

    code: str
    name: str
    article: int
    region: str
    holiday_zone: str
    school_zone: str
    time_zone: str


class CompetenceStatus(StrEnum):
    """What the law says of a competence for a type of intercommunality."""

    COMPULSORY = "compulsory"
    SUPPLEMENTARY = "supplementary"
    OPTIONAL = "optional"
    COMMUNAL = "communal"
    POOLING = "pooling"


@dataclass(frozen=True)
class CompetenceRow:
    """One competence as a type of intercommunality knows it.

    ``verified`` is false where the article was not read at its source and must not be shown as law.
    """

    code: str
    label: str
    domain: str
    domain_label: str
    status: CompetenceStatus
    community_interest: bool
    article: str
    condition: str
    banatic: tuple[int, ...]
    verified: bool


@dataclass(frozen=True)
class StartingGreyZoneRow:
    """One of the twenty common grey zones that a network may start its register with."""

    number: int
    title: str
    question: str
    kind: GreyZoneKind
    competences: tuple[str, ...]
    texts: str
    way_out: str
    verified: bool


@dataclass(frozen=True)
class ModelPartRow:
    """One part of a model's agenda."""

    title: str
    purpose: str
    kind: PartKind
    minutes: int


@dataclass(frozen=True)
class Quotation:
    """A sentence of a source, word for word, and what it speaks of."""

    about: str
    words: str


@dataclass(frozen=True)
class ModelCircleRow:
    """One circle of a model; fields named as in ``Circle`` and ``MembershipRule`` mean the same.

    ``members``, ``hosting``, ``writer`` and ``dispatch`` say the rules in words; ``per_sector`` makes one
    circle for each sector that the network knows.
    """

    id: str
    name: str
    members: str
    hosting: str
    writer: str
    dispatch: str
    rule: str
    with_seat: bool
    per_sector: bool
    cadence: CadenceKind
    week: int
    weekday: int
    every_months: int
    every_weeks: int
    least_a_year: int
    times_a_year: int
    skipped_months: tuple[int, ...]
    starts_at: time
    minutes: int
    lunch: bool
    host_rule: HostRule
    writer_rule: WriterRule
    dispatch_to: tuple[str, ...]
    parts: tuple[ModelPartRow, ...]
    observation_days: int
    counting_mode: str
    reply_days_before: int
    opening_minutes: int
    closing_minutes: int
    quotations: tuple[Quotation, ...]
    place: str = ""


@dataclass(frozen=True)
class ModelRow:
    """A model of network: a territory of the study, or one's own, and the circles that it opens.

    ``quotation`` tells what a territory without meetings did instead; ``siren`` is empty for one's own.
    """

    id: str
    territory: str
    siren: str
    summary: str
    source: str
    quotation: str
    circles: tuple[ModelCircleRow, ...]


class Reference(Protocol):
    """What is known of the whole country without a network connection."""

    @property
    def reference_date(self) -> date:
        """Return the day on which the membership of the communes was true."""

    def count_epci(self) -> int:
        """Return how many intercommunalities can be picked."""

    def find_epci(self, text: str, limit: int = 50) -> list[EpciRow]:
        """Return those that a text finds, best first: own name begins, a word of it, commune, département.

        Accents, hyphens, apostrophes, ligatures and case do not matter; digits find a SIREN or a département.
        An empty text finds nothing.
        """

    def epci(self, siren: str) -> EpciRow:
        """Return one; raises NotFound("unknown_siren"), or BadInput("unknown_siren") when it is no SIREN."""

    def communes_of(self, siren: str) -> list[CommuneRow]:
        """Return the communes of an intercommunality, by name; raises as ``epci``."""

    def find_communes(self, text: str, limit: int = 1000) -> list[FoundCommune]:
        """Return those that a text finds, the largest first: name begins, a word of it, postal code or INSEE.

        The whole name or the code of a département finds all of its communes. An empty text finds nothing.
        """

    def communes(self, codes: Collection[str]) -> list[CommuneRow]:
        """Return the communes of these INSEE codes, by name; raises NotFound("unknown_commune")."""

    def epci_types(self) -> list[tuple[str, str]]:
        """Return the types of intercommunality and what they are called."""

    def departement(self, code: str) -> DepartementRow:
        """Return one; raises NotFound("unknown_departement")."""

    def competences(self, epci_type: str) -> list[CompetenceRow]:
        """Return every competence, by domain, with the status that it has for this type."""

    def starting_grey_zones(self) -> list[StartingGreyZoneRow]:
        """Return the catalogue that a register may start with."""

    def models(self) -> list[ModelRow]:
        """Return the models of network, in the order to offer them."""

    def model(self, id: str) -> ModelRow:
        """Return one; raises NotFound("unknown_model")."""

    def attribution(self) -> str:
        """Return the sources to name in « À propos », as one French paragraph."""
