"""A membership rule as criteria that are picked one by one: whose posts, and which communes.

Not every rule is one: what is nested deeper stays a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dgsdesk.domain.membership_rule import (
    AllOf,
    AnyOf,
    Everyone,
    Fact,
    HasRole,
    InSector,
    Listed,
    MostPopulous,
    Not,
    Rule,
)
from dgsdesk.domain.network import Role


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition on communes, or its contrary."""

    fact: Fact
    except_those: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether it says something: a list names communes, a sector has a name."""
        match self.fact:
            case Listed(codes):
                return bool(codes)
            case InSector(name):
                return bool(name)
            case MostPopulous(count):
                return count > 0
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Criteria:
    """``roles`` are the posts that sit (none: the directors'); ``every`` asks for all conditions, not one."""

    roles: tuple[Role, ...] = ()
    conditions: tuple[Criterion, ...] = ()
    every: bool = True


def rule_of(criteria: Criteria) -> Rule:
    """Return the rule that criteria say; those that are not complete say nothing."""
    terms: list[Rule] = []
    roles = tuple(HasRole(role) for role in criteria.roles)
    if roles:
        terms.append(roles[0] if len(roles) == 1 else AnyOf(roles))
    said = [_term(one) for one in criteria.conditions if one.is_complete]
    if len(said) > 1 and not criteria.every:
        terms.append(AnyOf(tuple(said)))
    else:
        terms += said
    if not terms:
        return Everyone()
    return terms[0] if len(terms) == 1 else AllOf(tuple(terms))


def criteria_of(rule: Rule) -> Criteria | None:
    """Return the criteria that say a rule, or nothing when it is nested deeper than they are."""
    terms = rule.terms if isinstance(rule, AllOf) else (rule,)
    roles: tuple[Role, ...] = ()
    for term in terms:
        found = _roles(term)
        if found:
            if roles:
                return None
            roles = found
    rest = [term for term in terms if not _roles(term) and not isinstance(term, Everyone)]
    if len(rest) == 1 and isinstance(rest[0], AnyOf):
        conditions = _conditions(rest[0].terms)
        return Criteria(roles, conditions, every=False) if conditions is not None else None
    conditions = _conditions(rest)
    return Criteria(roles, conditions) if conditions is not None else None


def _term(one: Criterion) -> Rule:
    return Not(one.fact) if one.except_those else one.fact


def _roles(term: Rule) -> tuple[Role, ...]:
    alternatives = term.terms if isinstance(term, AnyOf) else (term,)
    found = tuple(one.role for one in alternatives if isinstance(one, HasRole))
    return found if len(found) == len(alternatives) else ()


def _conditions(terms: Iterable[Rule]) -> tuple[Criterion, ...] | None:
    found = []
    for term in terms:
        fact = term.fact if isinstance(term, Not) else term
        if isinstance(fact, AllOf | AnyOf | HasRole | Not):
            return None
        found.append(Criterion(fact, isinstance(term, Not)))
    return tuple(found)
