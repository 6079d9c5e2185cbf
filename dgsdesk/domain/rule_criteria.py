"""A membership rule as criteria that are picked one by one, in groups: whose posts, which communes."""

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
class Group:
    """Conditions in brackets: all of them (``every``), or one at least; groups may hold groups."""

    conditions: tuple[Condition, ...]
    every: bool = False


Condition = Criterion | Group


@dataclass(frozen=True, slots=True)
class Criteria:
    """``roles`` are the posts that sit (none: the directors'); ``every`` asks for all conditions, not one."""

    roles: tuple[Role, ...] = ()
    conditions: tuple[Condition, ...] = ()
    every: bool = True


def rule_of(criteria: Criteria) -> Rule:
    """Return the rule that criteria say; those that are not complete say nothing."""
    roles = tuple(HasRole(role) for role in criteria.roles)
    terms: list[Rule] = []
    if roles:
        terms.append(roles[0] if len(roles) == 1 else AnyOf(roles))
    said = _said(criteria.conditions)
    if len(said) > 1 and not criteria.every:
        terms.append(AnyOf(tuple(said)))
    else:
        terms += said
    if not terms:
        return Everyone()
    return terms[0] if len(terms) == 1 else AllOf(tuple(terms))


def _said(conditions: Iterable[Condition]) -> list[Rule]:
    return [term for one in conditions if (term := _term(one)) is not None]


def _term(one: Condition) -> Rule | None:
    if isinstance(one, Group):
        terms = tuple(_said(one.conditions))
        if len(terms) < 2:
            return terms[0] if terms else None
        return AllOf(terms) if one.every else AnyOf(terms)
    if not one.is_complete:
        return None
    return Not(one.fact) if one.except_those else one.fact


def criteria_of(rule: Rule) -> Criteria | None:
    """Return the criteria that say a rule, or nothing where « all » stands inside it, which nobody picks."""
    terms = [term for term in (rule.terms if isinstance(rule, AllOf) else (rule,)) if term != Everyone()]
    named = next((term for term in terms if _roles(term)), None)
    rest = [term for term in terms if term is not named]
    roles = _roles(named) if named is not None else ()
    if len(rest) == 1 and isinstance(rest[0], AnyOf):
        conditions = _conditions(rest[0].terms)
        return Criteria(roles, conditions, every=False) if conditions is not None else None
    conditions = _conditions(rest)
    return Criteria(roles, conditions) if conditions is not None else None


def _roles(term: Rule) -> tuple[Role, ...]:
    alternatives = term.terms if isinstance(term, AnyOf) else (term,)
    found = tuple(one.role for one in alternatives if isinstance(one, HasRole))
    return found if len(found) == len(alternatives) else ()


def _conditions(terms: Iterable[Rule]) -> tuple[Condition, ...] | None:
    found = [_condition(term) for term in terms]
    conditions = tuple(one for one in found if one is not None)
    return conditions if len(conditions) == len(found) else None


def _condition(term: Rule) -> Condition | None:
    if isinstance(term, AllOf | AnyOf):
        conditions = _conditions(term.terms)
        return Group(conditions, isinstance(term, AllOf)) if conditions is not None else None
    fact = term.fact if isinstance(term, Not) else term
    return None if isinstance(fact, Everyone) else Criterion(fact, isinstance(term, Not))
