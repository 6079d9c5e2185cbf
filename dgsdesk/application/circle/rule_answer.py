"""Which communes a membership rule means: asked of the national reference, or of a network on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.circle.members import NetworkFacts
from dgsdesk.application.ports.reference import Reference
from dgsdesk.application.view import View
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.membership_rule import Listed, Rule, Seat, belongs, facts_of, ranks, roles_in_question
from dgsdesk.domain.membership_rule_sentence import rule_sentence
from dgsdesk.domain.membership_rule_text import parse_rule
from dgsdesk.domain.network import OrganisationKind, Role, default_role
from dgsdesk.domain.toponym import typeset_name


@dataclass(frozen=True)
class CommuneOfRule:
    """A commune that a rule means."""

    insee: str
    name: str
    population: int


@dataclass(frozen=True)
class RuleAnswer:
    """The rule in French, its communes by name, and how many others the intercommunality has."""

    sentence: str
    communes: tuple[CommuneOfRule, ...]
    others: int


def answer_from_reference(reference: Reference, siren: str, text: str) -> RuleAnswer:
    """Ask the national reference: today's communes and populations, the posts that the law gives them.

    Nobody is known there to share a service or to belong to a sector. Raises NotFound("unknown_siren") and
    what ``parse_rule`` raises.
    """
    rows = reference.communes_of(siren)
    rank = ranks({row.insee: row.population for row in rows})
    communes = [CommuneOfRule(row.insee, typeset_name(row.name), row.population) for row in rows]
    seats = {
        row.insee: [
            Seat(row.insee, row.population, rank[row.insee], role)
            for role in (default_role(row.population), Role.MAYOR)
        ]
        for row in rows
    }
    return _answer(parse_rule(text), communes, seats)


def answer_in_network(view: View, siren: str, text: str, day: date | None = None) -> RuleAnswer:
    """Ask a network: who belonged that day, with the populations, posts and services of that day.

    Raises BadInput("rule_other_network") and what ``parse_rule`` raises.
    """
    network = view.network()
    if network is None or network.siren != siren:
        raise BadInput("rule_other_network", siren=siren)
    rule, day = parse_rule(text), day or view.clock.today()
    found = NetworkFacts(view.store, roles_in_question(rule)).seats(day)
    found = [seat for seat in found if seat.organisation.kind is OrganisationKind.COMMUNE]
    seats: dict[str, list[Seat]] = {}
    communes: dict[str, CommuneOfRule] = {}
    for seat in found:
        seats.setdefault(seat.facts.code, []).append(seat.facts)
        named = CommuneOfRule(seat.facts.code, seat.organisation.name, seat.facts.population)
        communes.setdefault(seat.facts.code, named)
    return _answer(rule, list(communes.values()), seats)


def _answer(rule: Rule, communes: Iterable[CommuneOfRule], seats: Mapping[str, list[Seat]]) -> RuleAnswer:
    every = tuple(communes)
    for fact in facts_of(rule):
        for code in fact.codes if isinstance(fact, Listed) else ():
            if code not in seats:
                raise BadInput("rule_unknown_commune", given=code)
    asked = roles_in_question(rule)
    meant = tuple(
        one for one in every if any(seat.role in asked and belongs(rule, seat) for seat in seats[one.insee])
    )
    names = {one.insee: one.name for one in every}
    return RuleAnswer(rule_sentence(rule, names), meant, len(every) - len(meant))
