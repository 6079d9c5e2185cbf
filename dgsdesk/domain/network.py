"""The network: its organisations, its people and the dated roles that they hold (product § 3.13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity

SGM_THRESHOLD = 3_500
"""Inhabitants under which a commune has a secrétaire général de mairie (CGCT L2122-19-1, law 2023-1380)."""


class OrganisationKind(StrEnum):
    EPCI = "epci"
    COMMUNE = "commune"


class Role(StrEnum):
    """A person's role in an organisation or a commission."""

    DGS = "dgs"
    SGM = "sgm"
    DGA = "dga"
    DST = "dst"
    DRH = "drh"
    EXECUTIVE = "executive"
    MAYOR = "mayor"
    PRESIDENT = "president"
    ELECTED = "elected"


DIRECTOR_ROLES = frozenset({Role.DGS, Role.SGM})
"""The roles that sit in the meetings of directors."""


class Civility(StrEnum):
    MADAM = "madam"
    SIR = "sir"
    UNKNOWN = "unknown"


class PostStatus(StrEnum):
    """How a post is held: by its holder, ad interim, or by nobody."""

    HELD = "held"
    INTERIM = "interim"
    VACANT = "vacant"


@dataclass(eq=False, kw_only=True)
class Network(Entity):
    """One EPCI with its communes, people, circles and history: one database holds exactly one.

    ``model_id`` is the model of network that it was founded with.

    ``privacy_notice`` informs people of what is kept on them; empty for the usual text.
    """

    name: str
    siren: str
    epci_type: str
    departement: str
    zone: str
    time_zone: str
    reference_date: date
    example: bool = False
    privacy_notice: str = ""
    model_id: str = ""


@dataclass(eq=False, kw_only=True)
class Organisation(Entity):
    """The EPCI or one of its communes, as of the day it was taken from the reference, then freely edited."""

    kind: OrganisationKind
    name: str
    article: int = 0
    code: str = ""
    population: int = 0
    address: str = ""
    postal_code: str = ""
    town: str = ""
    email: str = ""
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    capacity: int | None = None
    room: str = ""
    access: str = ""
    sector: str = ""
    member_from: date | None = None
    member_to: date | None = None


@dataclass(eq=False, kw_only=True)
class Person(Entity):
    """Somebody of the network; an empty family name is a person known by the role only."""

    given_name: str = ""
    family_name: str = ""
    civility: Civility = Civility.UNKNOWN
    email: str = ""
    phone: str = ""


@dataclass(eq=False, kw_only=True)
class Appointment(Entity):
    """A person holds a role in an organisation, from a day to a day.

    ``person_id`` is empty for a vacant post; one person may hold a role in several organisations.
    """

    organisation_id: str
    person_id: str | None = None
    role: Role = Role.DGS
    title: str = ""
    status: PostStatus = PostStatus.HELD
    starts: date | None = None
    ends: date | None = None


@dataclass(eq=False, kw_only=True)
class EarlierPopulation(Entity):
    """How many inhabitants a commune had until a day, that day included."""

    organisation_id: str
    until: date
    population: int


@dataclass(eq=False, kw_only=True)
class SharedService(Entity):
    """A domain in which communes share a service with the EPCI (domaine mutualisé)."""

    name: str


@dataclass(eq=False, kw_only=True)
class ServiceMembership(Entity):
    """A commune belongs to a shared service, from a day to a day (adhésion)."""

    service_id: str
    organisation_id: str
    starts: date | None = None
    ends: date | None = None


@dataclass(eq=False, kw_only=True)
class Commission(Entity):
    """A community commission of elected members, tied to competences by their codes."""

    name: str
    competences: tuple[str, ...] = ()


@dataclass(eq=False, kw_only=True)
class CommissionMember(Entity):
    """An elected member or an executive who follows a commission."""

    commission_id: str
    person_id: str
    role: Role = Role.ELECTED
    title: str = ""


@dataclass(eq=False, kw_only=True)
class Letterhead(Entity):
    """Who we are on every document (identité de l'expéditeur); one row."""

    organisation_id: str
    name: str = ""
    service: str = ""
    address: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    mailbox: str = ""
    website: str = ""
    signatory_civility: Civility = Civility.UNKNOWN
    signatory_name: str = ""
    signatory_title: str = ""
    handled_by: str = ""
    handled_by_phone: str = ""
    handled_by_email: str = ""
    logo_id: str | None = None
    base_document_id: str | None = None

    @property
    def tells_enough(self) -> bool:
        """Tell whether a letter can leave with it: who signs, where from, where to answer."""
        return bool(self.signatory_name and self.address and self.mailbox)


@dataclass(eq=False, kw_only=True)
class Attachment(Entity):
    """A file kept once by its content in the folder beside the database.

    ``version`` and ``kept_on`` are those of a document of the library.
    """

    sha256: str
    name: str
    media_type: str
    size: int
    owner_kind: str = ""
    owner_id: str = ""
    title: str = ""
    version: int = 1
    kept_on: date | None = None


LEAST_COMMUNES = 2
"""Communes that an intercommunality joins at the least (CGCT L5210-1-1: it associates communes)."""

COMPOSED_TYPES = ("CC", "CA", "CU", "ME")
"""Types of intercommunality that may come into being (CGCT L5214-1, L5216-1, L5215-1, L5217-1)."""


def is_siren(number: str) -> bool:
    """Tell whether nine figures make a SIREN: their last one is Luhn's check digit (ISO/IEC 7812-1)."""
    if not (len(number) == 9 and number.isascii() and number.isdigit()):
        return False
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def default_role(population: int) -> Role:
    """Return the role that a commune of this population is expected to have (CGCT L2122-19-1)."""
    return Role.SGM if population < SGM_THRESHOLD else Role.DGS


def is_current(starts: date | None, ends: date | None, day: date) -> bool:
    """Tell whether an open-ended period covers the day; both ends belong to it."""
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def display_name(person: Person | None) -> str:
    """Return « Prénom NOM », or nothing for a person known by the role only."""
    if person is None:
        return ""
    return f"{person.given_name} {person.family_name.upper()}".strip()


@dataclass(eq=False, kw_only=True)
class KnownWord(Entity):
    """A word that the network spells so (« interco », a firm's name): no fault for the spelling."""

    word: str
