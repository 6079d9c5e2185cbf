"""The plan against an independent brute force on tiny problems, level by level, and against itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import atan2, cos, radians, sin, sqrt
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.domain.rota.outcome import Objective, Plan, PlannedTurn
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn
from dgsdesk.domain.rota_check import check
from dgsdesk.formats.rota_json import plan_from_json, plan_to_json
from dgsdesk.outside.solver import solve_assignment

Thing = TypeVar("Thing")

START = date(2027, 1, 12)


def day(index: int) -> date:
    """A slot every four weeks; negative ones lie in the past."""
    return START + timedelta(28 * index)


# ---------------------------------------------------------------- an independent reading of the definition


def belongs(host: HostSpec, on: date) -> bool:
    exempt = any(p.start <= on <= p.end for p in host.exempt)
    return (host.member_from or on) <= on <= (host.member_to or on) and not exempt


def may_take(problem: Problem, host: HostSpec, slot: date) -> bool:
    blocked = any(b.host == host.id and b.period.start <= slot <= b.period.end for b in problem.blackouts)
    big = host.capacity is None or host.capacity >= problem.expected
    return belongs(host, slot) and big and not blocked


def base_of(problem: Problem, host: HostSpec) -> int:
    owed = Fraction(0)
    for on in [turn.slot for turn in problem.past] + list(problem.slots):
        if belongs(host, on):
            owed += Fraction(1, sum(belongs(other, on) for other in problem.hosts))
    held = sum(turn.host == host.id for turn in problem.past)
    return round((owed - held + host.debt) * 100)


def kilometres(a: HostSpec, b: HostSpec) -> float:
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    north, east = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    h = sin(north) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east) ** 2
    return 2 * 6371.0088 * atan2(sqrt(h), sqrt(1 - h))


def distances_of(problem: Problem) -> dict[str, int]:
    located = [host for host in problem.hosts if host.lat is not None]
    known = {h.id: round(10 * sum(kilometres(h, other) for other in located) / len(located)) for h in located}
    mean = round(Fraction(sum(known.values()), len(known))) if known else 0
    return {host.id: known.get(host.id, mean) for host in problem.hosts}


def ranks_of(problem: Problem) -> dict[str, int]:
    def key(host: HostSpec) -> tuple[date, str]:
        days = [turn.slot for turn in problem.past if turn.host == host.id]
        days += [host.last_turn] if host.last_turn else []
        return (max(days) if days else host.member_from or date.min), host.id

    ranked = [h for h in problem.hosts if any(may_take(problem, h, slot) for slot in problem.slots)]
    return {host.id: rank for rank, host in enumerate(sorted(ranked, key=key))}


class Scale:
    """Scores whole assignments by the definition, one after another."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.base = {host.id: base_of(problem, host) for host in problem.hosts}
        self.distance = distances_of(problem)
        self.rank = ranks_of(problem)
        self.published = {turn.slot: turn.host for turn in problem.published}

    def score(self, hosts: tuple[str | None, ...]) -> tuple[int, int, int, int, int]:
        slots = self.problem.slots
        fairness = sum((base - 100 * hosts.count(host)) ** 2 for host, base in self.base.items())
        changes = sum(self.published.get(slot, host) != host for slot, host in zip(slots, hosts, strict=True))
        order = 0
        for host, rank in self.rank.items():
            own = [index for index, holder in enumerate(hosts) if holder == host]
            for turn, index in enumerate(own):
                order += max(0, abs(rank + turn * len(self.rank) - index) - self.problem.window)
        far = sum(self.distance[host] for host in hosts if host is not None)
        return hosts.count(None), fairness, changes, order, far


def brute_force(problem: Problem) -> tuple[tuple[int, ...], tuple[str | None, ...]]:
    """The best of all assignments whatsoever, the smallest ids by date among equals, empty slots last."""
    scale = Scale(problem)
    locked = {turn.slot: turn.host for turn in problem.locked}
    choices: list[list[str | None]] = []
    for slot in problem.slots:
        free: list[str | None] = [h.id for h in problem.hosts if may_take(problem, h, slot)]
        choices.append([locked[slot]] if slot in locked else [*free, None])

    def worth(hosts: tuple[str | None, ...]) -> tuple[object, ...]:
        return scale.score(hosts), tuple((host is None, host or "") for host in hosts)

    best = min(product(*choices), key=worth)
    return scale.score(best), best


# ---------------------------------------------------------------------------------------- random problems


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(st.integers(-4, 6))
    return Period(day(first), day(first + draw(st.integers(0, 3))))


@st.composite
def host_specs(draw: st.DrawFn, name: str) -> HostSpec:
    placed = draw(st.booleans())
    return HostSpec(
        id=name,
        name=f"Commune {name}",
        capacity=draw(st.sampled_from([None, None, 10, 20])),
        lat=46 + draw(st.integers(0, 3)) / 10 if placed else None,
        lon=-1 + draw(st.integers(0, 3)) / 10 if placed else None,
        member_from=draw(st.sampled_from([None, None, day(-4), day(2)])),
        member_to=draw(st.sampled_from([None, None, None, day(3)])),
        exempt=tuple(draw(st.lists(periods(), max_size=1))),
        debt=Fraction(draw(st.integers(-150, 150)), draw(st.sampled_from([100, 3]))),
        last_turn=draw(st.sampled_from([None, None, day(-5), day(-9)])),
    )


@st.composite
def problems(draw: st.DrawFn, most_hosts: int = 4, most_slots: int = 5) -> Problem:
    names = [f"44{number:03}" for number in range(draw(st.integers(0, most_hosts)))]
    hosts = draw(st.permutations([draw(host_specs(name)) for name in names]))
    slots = tuple(day(index) for index in range(draw(st.integers(0, most_slots))))
    anybody = st.sampled_from(names) if names else st.nothing()
    past = [
        Turn(day(-1 - i), draw(st.sampled_from([*names, "EPCI"]))) for i in range(draw(st.integers(0, 4)))
    ]
    return Problem(
        hosts=tuple(hosts),
        slots=slots,
        past=tuple(past),
        expected=draw(st.sampled_from([0, 0, 15, 30])),
        window=draw(st.integers(0, 2)),
        blackouts=tuple(draw(st.lists(st.builds(Blackout, anybody, periods()), max_size=4))),
        locked=tuple(Turn(slot, draw(anybody)) for slot in slots if names and draw(st.integers(0, 4)) == 0),
        published=tuple(Turn(slot, draw(anybody)) for slot in slots if names and draw(st.booleans())),
    )


def solved(problem: Problem) -> Plan:
    return plan(problem, solve_assignment)


def objective(found: Plan) -> tuple[int, int, int, int, int]:
    o = found.objective
    return o.unfilled, o.fairness, o.changes, o.order, o.distance


def hosts_by_slot(problem: Problem, found: Plan) -> tuple[str | None, ...]:
    of = {turn.slot: turn.host for turn in found.turns}
    return tuple(of.get(slot) for slot in problem.slots)


# --------------------------------------------------------------------------------------------- properties


@given(problems())
@settings(max_examples=250, deadline=None)
def test_the_plan_is_the_best_of_all_at_every_level_and_breaks_ties_by_id(problem: Problem) -> None:
    score, hosts = brute_force(problem)
    found = solved(problem)
    assert objective(found) == score
    assert hosts_by_slot(problem, found) == hosts
    assert found.proven_levels == 5
    assert [gap.slot for gap in found.unfilled] == [
        s for s, h in zip(problem.slots, hosts, strict=True) if h is None
    ]


@given(problems(most_hosts=3, most_slots=6).map(lambda p: replace(p, blackouts=(), expected=0)))
@settings(max_examples=100, deadline=None)
def test_several_turns_per_host_come_in_their_order(problem: Problem) -> None:
    assert objective(solved(problem)) == brute_force(problem)[0]


@given(problems(most_hosts=8, most_slots=12), st.integers(0, 1_000))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_input_does_not_matter(problem: Problem, seed: int) -> None:
    random = Random(seed)
    shuffled = replace(
        problem,
        hosts=_shuffled(problem.hosts, random),
        past=_shuffled(problem.past, random),
        blackouts=_shuffled(problem.blackouts, random),
        locked=_shuffled(problem.locked, random),
        published=_shuffled(problem.published, random),
    )
    first, second = solved(problem), solved(shuffled)
    assert hosts_by_slot(problem, first) == hosts_by_slot(problem, second)
    assert first.objective == second.objective
    assert first.fairness == second.fairness


@given(problems(most_hosts=7, most_slots=10))
@settings(max_examples=100, deadline=None)
def test_the_checker_agrees_and_sees_no_better_plan(problem: Problem) -> None:
    found = solved(problem)
    assert check(problem, found) == []
    assert plan_from_json(plan_to_json(found)) == found


@given(problems(most_hosts=4, most_slots=5), st.data())
@settings(max_examples=150, deadline=None)
def test_the_checker_sees_every_plan_that_is_not_the_best(problem: Problem, data: st.DataObject) -> None:
    """Any other sound assignment, honestly scored, is refused exactly when the brute force does better."""
    found = solved(problem)
    free = [turn for turn in found.turns if not turn.locked]
    if not free:
        return
    turns = {turn.slot: turn for turn in found.turns}
    for turn in data.draw(st.lists(st.sampled_from(free), max_size=3)):
        able = [host.id for host in problem.hosts if may_take(problem, host, turn.slot)]
        turns[turn.slot] = replace(turn, host=data.draw(st.sampled_from(able)))
    hosts = tuple(turns[slot].host if slot in turns else None for slot in problem.slots)
    score = Scale(problem).score(hosts)
    findings = check(problem, _claimed(problem, found, tuple(turns.values()), score))
    expected = ["better_plan_exists"] if score > objective(found) else []
    assert [finding.code for finding in findings] == expected


def _claimed(problem: Problem, found: Plan, turns: tuple[PlannedTurn, ...], score: tuple[int, ...]) -> Plan:
    """A plan with other turns and an honest account of them."""
    before = {turn.host for turn in found.turns} | {turn.host for turn in turns}
    moved = {
        host: sum(turn.host == host for turn in turns) - sum(turn.host == host for turn in found.turns)
        for host in before
    }
    shares = tuple(
        replace(s, turns=s.turns + moved.get(s.host, 0), debt=s.debt - moved.get(s.host, 0))
        for s in found.fairness
    )
    return replace(found, turns=turns, objective=Objective(*score), fairness=shares)


def _shuffled(things: tuple[Thing, ...], random: Random) -> tuple[Thing, ...]:
    return tuple(random.sample(things, len(things)))


@given(problems(most_hosts=8, most_slots=12))
@settings(max_examples=60, deadline=None)
def test_names_do_not_matter(problem: Problem) -> None:
    renamed = replace(problem, hosts=tuple(replace(host, name="X") for host in problem.hosts))
    assert hosts_by_slot(problem, solved(problem)) == hosts_by_slot(problem, solved(renamed))


@given(problems(most_hosts=8, most_slots=12))
@settings(max_examples=60, deadline=None)
def test_publishing_the_best_plan_changes_nothing(problem: Problem) -> None:
    found = solved(replace(problem, published=()))
    published = tuple(Turn(turn.slot, turn.host) for turn in found.turns)
    again = solved(replace(problem, published=published))
    assert hosts_by_slot(problem, again) == hosts_by_slot(problem, found)
    assert again.objective == found.objective


@given(problems(most_hosts=6, most_slots=10), st.data())
@settings(max_examples=60, deadline=None)
def test_one_more_blackout_never_makes_the_objective_better(problem: Problem, data: st.DataObject) -> None:
    """Read as a whole: unless it takes a host out of the ranking, which shortens every expected place."""
    if not problem.hosts:
        return
    host = data.draw(st.sampled_from(problem.hosts))
    harder = replace(problem, blackouts=(*problem.blackouts, Blackout(host.id, data.draw(periods()))))
    if ranks_of(harder).keys() == ranks_of(problem).keys():
        assert objective(solved(harder)) >= objective(solved(problem))
    else:
        assert objective(solved(harder))[:3] >= objective(solved(problem))[:3]


@given(problems(most_hosts=6, most_slots=10))
@settings(max_examples=60, deadline=None)
def test_every_turn_and_every_gap_has_its_sentence(problem: Problem) -> None:
    found = solved(problem)
    for said in [*found.turns, *found.unfilled, *found.broken_locks]:
        assert said.why.endswith(".")
        assert "  " not in said.why
        assert "'" not in said.why
    for turn in found.turns:
        assert len(turn.instead) <= 2
        assert turn.host not in {other.host for other in turn.instead}


@given(problems(most_hosts=6, most_slots=10))
@settings(max_examples=60, deadline=None)
def test_shares_add_up(problem: Problem) -> None:
    found = solved(problem)
    held = sum(turn.host in {host.id for host in problem.hosts} for turn in problem.past)
    assert sum(share.turns for share in found.fairness) == held + len(found.turns)
    assert [s.debt for s in found.fairness] == sorted((s.debt for s in found.fairness), reverse=True)
    assert found.objective.fairness == sum((100 * share.debt) ** 2 for share in found.fairness)


@pytest.mark.parametrize(("communes", "seed"), [(16, 7), (16, 8), (13, 1), (39, 2), (71, 3)])
def test_ten_years_of_withdrawals_keep_every_debt_small(communes: int, seed: int) -> None:
    """A debt at a year's end stays below one turn plus the host's own refusals."""
    random = Random(seed)
    hosts = tuple(HostSpec(f"44{number:03}", f"Commune {number}") for number in range(communes))
    past: tuple[Turn, ...] = ()
    refusals = dict.fromkeys((host.id for host in hosts), 0)
    for year in range(10):
        slots = tuple(day(13 * year + index) for index in range(12))
        problem = Problem(hosts, slots, past)
        for _ in range(3):
            proposed = solved(problem)
            turn = random.choice(proposed.turns)
            refusals[turn.host] += 1
            problem = replace(
                problem,
                blackouts=(*problem.blackouts, Blackout(turn.host, Period(turn.slot, turn.slot))),
                published=tuple(Turn(turn.slot, turn.host) for turn in proposed.turns),
            )
        held = solved(problem)
        assert all(share.debt < 1 + refusals[share.host] for share in held.fairness)
        past += tuple(Turn(turn.slot, turn.host) for turn in held.turns)


def test_no_hosts_and_no_slots_are_plans_too() -> None:
    assert solved(Problem((), ())).turns == ()
    empty = solved(Problem((), (day(0), day(1))))
    assert objective(empty) == (2, 0, 0, 0, 0)
    assert len(empty.unfilled) == 2


@pytest.mark.parametrize("slots", [1, 60])
def test_one_host_takes_everything(slots: int) -> None:
    found = solved(Problem((HostSpec("44043", "Clisson"),), tuple(day(index) for index in range(slots))))
    assert {turn.host for turn in found.turns} == {"44043"}
    assert len(found.turns) == slots
