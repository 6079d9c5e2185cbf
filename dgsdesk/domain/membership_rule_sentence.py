"""A membership rule said in French: « Les communes de moins de 4 500 habitants. »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    Population,
    Rule,
    Shares,
)
from dgsdesk.domain.network import Role
from dgsdesk.domain.wording import NBSP, capitalised, cardinal, join_and, plural, uncapitalised

ROLE_PLURALS = {
    Role.DGS: "DGS",
    Role.SGM: "secrétaires généraux de mairie",
    Role.DGA: "DGA",
    Role.DST: "DST",
    Role.DRH: "DRH",
    Role.EXECUTIVE: "cadres",
    Role.MAYOR: "maires",
    Role.PRESIDENT: "présidents",
    Role.ELECTED: "élus",
}
"""Several people of one role, in a sentence."""

_MOST_NAMES = 6

_MORE_OR_LESS = {
    "<": "de moins de {}",
    "<=": "d’au plus {}",
    "=": "de {} exactement",
    ">=": "d’au moins {}",
    ">": "de plus de {}",
}
_CONTRARY = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


def rule_sentence(rule: Rule, names: Mapping[str, str] | None = None) -> str:
    """Say a rule: « Les communes de moins de 4 500 habitants. »; ``names`` gives communes by code."""
    if isinstance(rule, AnyOf) and all(_roles_apart(term)[0] for term in rule.terms):
        several = [rule_sentence(term, names).rstrip(".") for term in rule.terms]
        if not all(isinstance(term, HasRole) for term in rule.terms):
            first, *others = several
            return f"{first}, {', '.join(f'ainsi que {uncapitalised(one)}' for one in others)}."
    roles, rest = _roles_apart(rule)
    people = f"Les {join_and([ROLE_PLURALS[role] for role in roles])} " if roles else ""
    if rest is None:
        return f"{people}de toutes les communes." if people else "Toutes les communes."
    if isinstance(rest, MostPopulous):
        return capitalised(f"{people}{_largest(rest.count, 'de' if people else '')}.")
    return capitalised(f"{people}{'des' if people else 'les'} communes {_clause(rest, names or {})}.")


def _largest(count: int, of: str) -> str:
    if count == 1:
        return f"{of} la commune la plus peuplée".strip()
    return f"{'des' if of else 'les'} {cardinal(count)} communes les plus peuplées"


def _terms(rule: Rule) -> tuple[Rule, ...]:
    return rule.terms if isinstance(rule, AllOf) else (rule,)


def _roles_apart(rule: Rule) -> tuple[tuple[Role, ...], Rule | None]:
    """Return whose seats the rule means, when it says so at its first level, and what else it asks."""
    named: list[Role] = []
    rest: list[Rule] = []
    for term in _terms(rule):
        alternatives = term.terms if isinstance(term, AnyOf) else (term,)
        roles = [one.role for one in alternatives if isinstance(one, HasRole)]
        if roles and len(roles) == len(alternatives) and not named:
            named = roles
        elif not isinstance(term, Everyone):
            rest.append(term)
    return tuple(named), None if not rest else rest[0] if len(rest) == 1 else AllOf(tuple(rest))


def _clause(rule: Rule, names: Mapping[str, str]) -> str:
    match rule:
        case AllOf(terms):
            return join_and([_bracketed(term, names) for term in terms if not isinstance(term, Everyone)])
        case AnyOf(terms):
            return ", ou ".join(_bracketed(term, names) for term in terms)
        case Not(fact):
            return _contrary(fact, names)
        case Population(comparison, inhabitants):
            return _MORE_OR_LESS[comparison].format(plural(inhabitants, "habitant", "habitants"))
        case MostPopulous(count):
            return f"parmi les {cardinal(count)} plus peuplées" if count > 1 else "la plus peuplée"
        case InSector(name):
            return f"du secteur «{NBSP}{name}{NBSP}»"
        case HasRole(role):
            return f"représentées par leurs {ROLE_PLURALS[role]}"
        case Shares(domain):
            return f"mutualisées (domaine «{NBSP}{domain}{NBSP}»)" if domain else "mutualisées"
        case Listed(codes):
            return f"de la liste ({_named(codes, names)})"
        case _:
            return "quelles qu’elles soient"


def _contrary(fact: Fact, names: Mapping[str, str]) -> str:
    match fact:
        case Population("=", inhabitants):
            return f"de plus ou de moins de {plural(inhabitants, 'habitant', 'habitants')}"
        case Population(comparison, inhabitants):
            return _MORE_OR_LESS[_CONTRARY[comparison]].format(plural(inhabitants, "habitant", "habitants"))
        case MostPopulous(count):
            return f"hors des {cardinal(count)} plus peuplées" if count > 1 else "sauf la plus peuplée"
        case InSector(name):
            return f"hors du secteur «{NBSP}{name}{NBSP}»"
        case HasRole(role):
            return f"non représentées par leurs {ROLE_PLURALS[role]}"
        case Shares(domain):
            return f"non mutualisées (domaine «{NBSP}{domain}{NBSP}»)" if domain else "non mutualisées"
        case Listed(codes):
            return f"autres que {_named(codes, names)}"
        case _:
            return "d’aucune sorte"


def _bracketed(term: Rule, names: Mapping[str, str]) -> str:
    words = _clause(term, names)
    return f"({words})" if isinstance(term, AllOf | AnyOf) else words


def _named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    every = list(codes)
    if len(every) > _MOST_NAMES:
        return f"{len(every)}{NBSP}communes"
    return join_and([names.get(code, code) for code in every])
