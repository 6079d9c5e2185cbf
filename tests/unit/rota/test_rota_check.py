"""Each thing that can be wrong with a plan is found by the checker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from dgsdesk.domain.rota.outcome import BrokenLock, Plan, PlannedTurn, Unfilled
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn
from dgsdesk.domain.rota_check import check
from dgsdesk.outside.solver import solve_assignment

SLOTS = tuple(date(2027, 1, 12) + timedelta(28 * index) for index in range(6))
PROBLEM = Problem(
    hosts=tuple(HostSpec(f"{number}", capacity=10 * number) for number in range(1, 5)),
    slots=SLOTS,
    past=(Turn(date(2026, 12, 1), "4"),),
    expected=20,
    blackouts=(Blackout("4", Period(SLOTS[1], SLOTS[1])),),
    locked=(Turn(SLOTS[1], "1"),),
)
RIGHT = plan(PROBLEM, solve_assignment)


def _turn(plan: Plan, index: int, **changes: object) -> Plan:
    turns = list(plan.turns)
    turns[index] = replace(turns[index], **changes)  # type: ignore[arg-type]
    return replace(plan, turns=tuple(turns))


def _objective(plan: Plan, **changes: int) -> Plan:
    return replace(plan, objective=replace(plan.objective, **changes))


def _share(plan: Plan, **changes: object) -> Plan:
    first = replace(plan.fairness[0], **changes)  # type: ignore[arg-type]
    return replace(plan, fairness=(first, *plan.fairness[1:]))


SPOILT: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("unknown_slot", lambda p: _turn(p, 0, slot=date(2028, 1, 1))),
    ("slot_missing", lambda p: replace(p, turns=p.turns[1:])),
    ("slot_named_twice", lambda p: replace(p, unfilled=(Unfilled(SLOTS[0]),))),
    ("unknown_host", lambda p: _turn(p, 0, host="9")),
    ("host_not_eligible", lambda p: _turn(p, 0, host="1")),
    ("lock_ignored", lambda p: _turn(p, 1, host="2")),
    ("lock_ignored", lambda p: replace(p, turns=p.turns[:1] + p.turns[2:], unfilled=(Unfilled(SLOTS[1]),))),
    ("lock_mark_wrong", lambda p: _turn(p, 1, locked=False)),
    ("lock_mark_wrong", lambda p: _turn(p, 0, locked=True)),
    ("broken_lock_not_reported", lambda p: replace(p, broken_locks=())),
    (
        "reported_lock_not_broken",
        lambda p: replace(p, broken_locks=(*p.broken_locks, BrokenLock(SLOTS[0], "2"))),
    ),
    *[
        ("objective_wrong", lambda p, level=level: _objective(p, **{level: getattr(p.objective, level) + 1}))
        for level in ("unfilled", "fairness", "changes", "order", "distance")
    ],
    ("proven_levels_wrong", lambda p: replace(p, proven_levels=6)),
    ("turns_wrong", lambda p: _share(p, turns=9)),
    ("owed_wrong", lambda p: _share(p, owed=Fraction(9))),
    ("debt_wrong", lambda p: _share(p, debt=Fraction(9))),
    ("unknown_host", lambda p: _share(p, host="9")),
    ("share_missing", lambda p: replace(p, fairness=p.fairness[1:])),
    ("share_named_twice", lambda p: replace(p, fairness=(*p.fairness, p.fairness[0]))),
    ("better_plan_exists", lambda p: replace(p, turns=p.turns[:-1], unfilled=(Unfilled(SLOTS[-1]),))),
]


def test_the_right_plan_has_no_findings() -> None:
    assert check(PROBLEM, RIGHT) == []
    assert [lock.host for lock in RIGHT.broken_locks] == ["1"]


@pytest.mark.parametrize(("code", "spoil"), SPOILT)
def test_a_spoilt_plan_is_found_out(code: str, spoil: Callable[[Plan], Plan]) -> None:
    assert code in {finding.code for finding in check(PROBLEM, spoil(RIGHT))}


def test_a_better_plan_is_described() -> None:
    """Two hosts owe the same; giving both turns to one costs fairness."""
    problem = Problem((HostSpec("1"), HostSpec("2")), SLOTS[:2])
    unfair = plan(replace(problem, locked=(Turn(SLOTS[0], "1"), Turn(SLOTS[1], "1"))), solve_assignment)
    turns = tuple(PlannedTurn(turn.slot, turn.host) for turn in unfair.turns)
    (finding,) = check(problem, replace(unfair, turns=turns))
    assert finding.code == "better_plan_exists"
    assert finding.facts["level"] == "fairness"
    assert finding.facts["gain"] == 20_000
