"""Time the planner and the checker by hand: ``python tests/benchmarks/rota.py``.

Random networks of the sizes of the French EPCIs, with debts, blackouts, small halls, published turns, locks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from statistics import median
from time import perf_counter
from typing import TypeVar

from dgsdesk.domain.rota.plan import plan, settle
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn
from dgsdesk.domain.rota_check import check
from dgsdesk.formats.rota_json import plan_to_json
from dgsdesk.outside.solver import solve_assignment

SIZES = ((16, 24), (39, 24), (71, 24), (71, 120), (158, 120))
RUNS = 5
START = date(2027, 1, 12)

Result = TypeVar("Result")


@dataclass(frozen=True)
class Kind:
    """A kind of problem: how much past, and what share of hosts or slots is hindered."""

    name: str
    past: int = 0
    debts: bool = False
    blackouts: float = 0.0
    capacities: bool = False
    published: bool = False
    locks: float = 0.0


KINDS = (
    Kind("fresh start"),
    Kind("random debts", past=60, debts=True),
    Kind("halls and blackouts", past=60, debts=True, blackouts=0.1, capacities=True),
    Kind("half blacked out, published", past=60, blackouts=0.5, published=True),
    Kind("published, locks", past=200, debts=True, blackouts=0.1, published=True, locks=0.1),
)


def problem(kind: Kind, hosts: int, slots: int, seed: int) -> Problem:
    """Return a random problem, the same for the same arguments."""
    random = Random(seed)
    days = tuple(START + timedelta(28 * index) for index in range(slots))
    specs = tuple(
        HostSpec(
            id=f"{44_000 + number}",
            name=f"Commune {number}",
            capacity=random.choice([20, 40, 80, None]) if kind.capacities else None,
            lat=46 + random.random(),
            lon=-1 + random.random(),
            debt=Fraction(random.randint(-100, 100) if kind.debts else 0, 100),
        )
        for number in range(hosts)
    )
    return Problem(
        hosts=specs,
        slots=days,
        past=tuple(
            Turn(START - timedelta(28 * (back + 1)), random.choice(specs).id) for back in range(kind.past)
        ),
        expected=40 if kind.capacities else 0,
        blackouts=tuple(
            Blackout(host.id, Period(day, day))
            for host in specs
            for day in days
            if random.random() < kind.blackouts
        ),
        locked=tuple(Turn(day, random.choice(specs).id) for day in days if random.random() < kind.locks),
        published=tuple(Turn(day, random.choice(specs).id) for day in days) if kind.published else (),
    )


def timed(run: Callable[[], Result]) -> tuple[float, Result]:
    """Return milliseconds and the result."""
    start = perf_counter()
    result = run()
    return (perf_counter() - start) * 1000, result


def main() -> None:
    """Print one line per size and kind: median and worst milliseconds."""
    print(
        f"{'hosts':>5} {'slots':>5}  {'kind':<28} {'choice':>7} {'plan':>7} {'worst':>7} {'check':>7}  wrong"
    )
    for hosts, slots in SIZES:
        for kind in KINDS:
            choices, plans, checks, findings = [], [], [], 0
            for seed in range(RUNS):
                case = problem(kind, hosts, slots, seed)
                choices.append(timed(lambda case=case: settle(case, solve_assignment))[0])  # type: ignore[misc]
                spent, found = timed(lambda case=case: plan(case, solve_assignment))  # type: ignore[misc]
                plans.append(spent)
                spent, wrong = timed(lambda case=case, found=found: check(case, found))  # type: ignore[misc]
                checks.append(spent)
                findings += len(wrong)
                assert json.loads(plan_to_json(found))
            print(
                f"{hosts:>5} {slots:>5}  {kind.name:<28} {median(choices):>7.1f} {median(plans):>7.1f} "
                f"{max(plans):>7.1f} {median(checks):>7.1f} {findings:>6}"
            )


if __name__ == "__main__":
    main()
