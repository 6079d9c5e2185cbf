"""Who belongs to a circle (règle de composition): an expression over the facts of communes and posts.

Its text is read and written by ``membership_rule_text``, its French sentence by ``membership_rule_sentence``.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dgsdesk.domain.network import DIRECTOR_ROLES, Role

COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """What a rule looks at: one post of one organisation on a day.

    ``rank`` is 1 for the most populous commune (ties settled by code), ``services`` the shared domains that
    it belongs to that day.
    """

    code: str
    population: int
    rank: int
    role: Role
    sector: str = ""
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Everyone:
    """``all``."""


@dataclass(frozen=True, slots=True)
class Population:
    """``population < 4500``; inhabitants."""

    comparison: str
    inhabitants: int


@dataclass(frozen=True, slots=True)
class MostPopulous:
    """``population_rank <= 4``."""

    count: int


@dataclass(frozen=True, slots=True)
class InSector:
    """``sector = "Nord"``; case does not matter."""

    name: str


@dataclass(frozen=True, slots=True)
class HasRole:
    """``role = DST``."""

    role: Role


@dataclass(frozen=True, slots=True)
class Shares:
    """``shared_service``: in any shared domain, or in the one named; case does not matter."""

    domain: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """``in ["44043", "44063"]``: INSEE codes."""

    codes: tuple[str, ...]


Fact = Everyone | Population | MostPopulous | InSector | HasRole | Shares | Listed


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a fact."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class AllOf:
    """Terms joined by « and »."""

    terms: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Terms joined by « or »."""

    terms: tuple[Rule, ...]


Rule = Fact | Not | AllOf | AnyOf


def belongs(rule: Rule, seat: Seat) -> bool:
    """Tell whether a seat is one of those that the rule means."""
    if isinstance(rule, AllOf):
        return all(belongs(term, seat) for term in rule.terms)
    if isinstance(rule, AnyOf):
        return any(belongs(term, seat) for term in rule.terms)
    if isinstance(rule, Not):
        return not belongs(rule.fact, seat)
    return _holds(rule, seat)


def _holds(fact: Fact, seat: Seat) -> bool:
    match fact:
        case Population(comparison, inhabitants):
            return COMPARISONS[comparison](seat.population, inhabitants)
        case MostPopulous(count):
            return seat.rank <= count
        case InSector(name):
            return bool(name) and seat.sector.casefold() == name.casefold()
        case HasRole(role):
            return seat.role is role
        case Shares(domain):
            shared = {service.casefold() for service in seat.services}
            return domain.casefold() in shared if domain else bool(shared)
        case Listed(codes):
            return seat.code in codes
        case _:
            return True


def facts_of(rule: Rule) -> Iterator[Fact]:
    """Yield every fact of a rule, negated or not, in order."""
    if isinstance(rule, AllOf | AnyOf):
        for term in rule.terms:
            yield from facts_of(term)
    else:
        yield rule.fact if isinstance(rule, Not) else rule


def roles_in_question(rule: Rule) -> frozenset[Role]:
    """Return the roles whose seats the rule must be asked about: those that it names, and the directors.

    A rule that names no role is about directors (DGS or SGM), as the network itself is.
    """
    return DIRECTOR_ROLES | {fact.role for fact in facts_of(rule) if isinstance(fact, HasRole)}


def ranks(populations: Mapping[str, int]) -> dict[str, int]:
    """Return code -> rank by population, 1 the largest; of two alike the smaller code comes first."""
    order = sorted(populations, key=lambda code: (-populations[code], code))
    return {code: rank for rank, code in enumerate(order, 1)}
