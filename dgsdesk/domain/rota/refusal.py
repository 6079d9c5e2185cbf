"""French sentences for what the rules forbid: empty slots with their remedy, and locks that break a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dgsdesk.domain.rota.eligibility import Obstacle, Rule
from dgsdesk.domain.rota.problem import HostSpec, Period, Problem
from dgsdesk.domain.rota.relaxation import Lack, Relaxation
from dgsdesk.domain.wording import NBSP, THIN, cardinal, date_long, join_and, number, plural

_DATES_NAMED = 4
"""How many dates a sentence lists before it counts."""


def say_unfilled(problem: Problem, slot: date, lack: Lack) -> str:
    """Return why nobody can take the slot, which other slots lack the same, and what would help them all."""
    if lack.relaxation is None:
        return (
            f"Aucune commune n’est inscrite au tour d’accueil{THIN}; "
            f"il suffirait d’en inscrire une pour accueillir {_the_day(slot)}."
        )
    lacking = f"{_nobody(problem)} ne peut accueillir {_the_day(slot)}{_also(slot, lack.slots)}"
    return (
        f"{lacking}{NBSP}: {_say_tally(lack, problem.expected)}{THIN}; "
        f"le plus petit assouplissement serait de {_say_relaxation(problem, lack.relaxation)}."
    )


def _nobody(problem: Problem) -> str:
    if len(problem.hosts) == 1:
        return f"{problem.hosts[0].label}, seule commune du tour d’accueil,"
    return f"Aucune des {number(len(problem.hosts))}{NBSP}communes"


def _also(slot: date, slots: Sequence[date]) -> str:
    others = [other for other in slots if other != slot]
    if not others:
        return ""
    named = [date_long(other) for other in others[:_DATES_NAMED]]
    if len(others) > _DATES_NAMED:
        rest = len(others) - _DATES_NAMED
        named.append(plural(rest, "autre date", "autres dates"))
    article = "le" if len(others) == 1 else "les"
    return f", ni {article} {join_and(named)} pour la même raison"


def _say_tally(lack: Lack, expected: int) -> str:
    return join_and([_TALLIES[rule](count, expected) for rule, count in lack.tally])


def _count(count: int, one: str, several: str) -> str:
    return f"une {one}" if count == 1 else f"{cardinal(count)} {several}"


_TALLIES: dict[Rule, Callable[[int, int], str]] = {
    Rule.BLACKOUT: lambda count, _: _count(count, "est indisponible", "sont indisponibles"),
    Rule.CAPACITY: lambda count, expected: (
        _count(count, "est trop petite", "sont trop petites")
        + f" pour {plural(expected, 'personne', 'personnes')}"
    ),
    Rule.EXEMPT: lambda count, _: _count(count, "est dispensée", "sont dispensées"),
    Rule.MEMBERSHIP: lambda count, _: _count(count, "n’est pas membre", "ne sont pas membres"),
}


def _say_relaxation(problem: Problem, relaxation: Relaxation) -> str:
    steps = join_and([_say_step(problem, relaxation.host, obstacle) for obstacle in relaxation.obstacles])
    return f"{steps}, et {relaxation.host.label} pourrait accueillir"


def _say_step(problem: Problem, host: HostSpec, obstacle: Obstacle) -> str:
    if obstacle.rule is Rule.CAPACITY:
        seats = plural(problem.expected - obstacle.missing, "personne", "personnes")
        return f"ramener l’effectif attendu de {number(problem.expected)} à {seats}"
    if obstacle.rule is Rule.MEMBERSHIP:
        return f"compter {host.label} parmi les membres ce jour-là"
    what = "lever l’indisponibilité" if obstacle.rule is Rule.BLACKOUT else "suspendre la dispense"
    return f"{what} prévue {_say_period(obstacle)} pour {host.label}"


def say_broken_lock(problem: Problem, host: HostSpec, slot: date, rules: Sequence[Obstacle]) -> str:
    """Return which rules a locked turn breaks."""
    broken = join_and([_say_obstacle(problem, obstacle) for obstacle in rules])
    return f"{host.label} accueille {_the_day(slot)} par un choix fixé, malgré {broken}."


def _say_obstacle(problem: Problem, obstacle: Obstacle) -> str:
    if obstacle.rule is Rule.CAPACITY:
        seats = plural(problem.expected - obstacle.missing, "place", "places")
        people = plural(problem.expected, "personne attendue", "personnes attendues")
        return f"une capacité de {seats} pour {people}"
    if obstacle.rule is Rule.MEMBERSHIP:
        return "son absence du format de rencontre ce jour-là"
    what = "une indisponibilité" if obstacle.rule is Rule.BLACKOUT else "une dispense"
    return f"{what} {_say_period(obstacle)}"


def _say_period(obstacle: Obstacle) -> str:
    reason = f" ({obstacle.reason})" if obstacle.reason else ""
    return (_days(obstacle.period) if obstacle.period else "ce jour-là") + reason


def _days(period: Period) -> str:
    if period.start == period.end:
        return _the_day(period.start)
    return f"du {date_long(period.start)} au {date_long(period.end)}"


def _the_day(day: date) -> str:
    return f"le {date_long(day)}"
