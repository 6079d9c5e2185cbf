"""The rota's JSON: the page's own example, and every mistake with its place."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Turn
from dgsdesk.formats.rota_json import plan_from_json, plan_to_json, problem_from_json
from dgsdesk.outside.solver import solve_assignment


def document() -> dict[str, Any]:
    return {
        "hosts": [
            {
                "id": "44043",
                "name": "Clisson",
                "capacity": 40,
                "lat": 47.0872,
                "lon": -1.2828,
                "member_from": "2017-01-01",
                "member_to": None,
                "exempt": [{"from": "2026-01-01", "to": "2026-12-31"}],
                "debt": 0.145,
                "last_turn": None,
            },
            {"id": "44063"},
        ],
        "past": [{"slot": "2026-09-08", "host": "44043"}, {"slot": "2026-10-06", "host": "EPCI"}],
        "slots": ["2027-01-12", "2027-02-09"],
        "expected": 20,
        "window": 2,
        "blackouts": [{"host": "44043", "from": "2027-02-01", "to": "2027-02-28", "reason": "travaux"}],
        "locked": [{"slot": "2027-02-09", "host": "44063"}],
        "published": [
            {"slot": "2027-01-12", "host": "44043"},
            {"slot": "2030-01-08", "host": "44063"},
        ],
    }


def test_a_problem_is_read_as_written() -> None:
    problem = problem_from_json(json.dumps(document()))
    clisson, other = problem.hosts
    assert clisson == HostSpec(
        "44043",
        "Clisson",
        40,
        47.0872,
        -1.2828,
        date(2017, 1, 1),
        None,
        (Period(date(2026, 1, 1), date(2026, 12, 31)),),
        Fraction(145, 1000),
    )
    assert other == HostSpec("44063")
    assert problem.blackouts == (Blackout("44043", Period(date(2027, 2, 1), date(2027, 2, 28)), "travaux"),)
    assert problem.locked == (Turn(date(2027, 2, 9), "44063"),)
    assert (problem.expected, problem.window) == (20, 2)


def test_only_hosts_and_slots_are_required() -> None:
    problem = problem_from_json('{"hosts": [], "slots": [], "window": null, "past": null}')
    assert (problem.hosts, problem.slots, problem.expected, problem.window) == ((), (), 0, 2)


def test_a_plan_comes_back_as_it_was_written() -> None:
    found = plan(problem_from_json(json.dumps(document())), solve_assignment)
    written = json.loads(plan_to_json(found))
    assert [(turn["slot"], turn["host"], turn["locked"]) for turn in written["turns"]] == [
        ("2027-01-12", "44063", False),
        ("2027-02-09", "44063", True),
    ]
    assert set(written) == {
        "turns", "unfilled", "broken_locks", "objective", "proven_levels", "fairness"
    }  # fmt: skip
    assert plan_from_json(plan_to_json(found)) == found


def _with(path: str, value: Any) -> dict[str, Any]:
    """The document with one thing changed: « hosts.0.id »."""
    changed = document()
    *way, last = path.split(".")
    target: Any = changed
    for step in way:
        target = target[int(step) if step.isdigit() else step]
    target[int(last) if last.isdigit() else last] = value
    return changed


HOST = {"id": "44043"}

MISTAKES = [
    ("locked.0.host", "99999", "unknown_host", "locked[0].host"),
    ("locked.0.slot", "2027-03-09", "unknown_slot", "locked[0].slot"),
    ("published.0.host", "99999", "unknown_host", "published[0].host"),
    ("blackouts.0.host", "99999", "unknown_host", "blackouts[0].host"),
    ("slots.1", "2027-02-30", "no_such_date", "slots[1]"),
    ("slots.1", "2027-2-9", "date_expected", "slots[1]"),
    ("slots.1", "20270209", "date_expected", "slots[1]"),
    ("slots.1", "2027-W06-2", "date_expected", "slots[1]"),
    ("slots.1", 20270209, "date_expected", "slots[1]"),
    ("slots.1", None, "missing", "slots[1]"),
    ("slots.1", "2027-01-12", "duplicate_slot", "slots[1]"),
    ("slots.1", "2027-01-11", "slots_not_ascending", "slots[1]"),
    ("slots", None, "missing", "slots"),
    ("slots", "2027-01-12", "list_expected", "slots"),
    ("hosts", None, "missing", "hosts"),
    ("hosts.1", HOST, "duplicate_host", "hosts[1]"),
    ("hosts.1", "44063", "object_expected", "hosts[1]"),
    ("hosts.1.id", " ", "missing", "hosts[1].id"),
    ("hosts.1.id", 44063, "text_expected", "hosts[1].id"),
    ("hosts.1.id", "\ud800", "text_expected", "hosts[1].id"),
    ("hosts.1.capacity", -1, "number_out_of_range", "hosts[1].capacity"),
    ("hosts.1.capacity", 1.5, "whole_number_expected", "hosts[1].capacity"),
    ("hosts.1.capacity", True, "whole_number_expected", "hosts[1].capacity"),
    ("hosts.1.debt", "1", "number_expected", "hosts[1].debt"),
    ("hosts.1.debt", 1e300, "number_out_of_range", "hosts[1].debt"),
    ("hosts.1.debt", 1e-300, "number_out_of_range", "hosts[1].debt"),
    ("hosts.1.debt", 10**30, "number_out_of_range", "hosts[1].debt"),
    ("hosts.1.lat", 47.0, "half_place", "hosts[1]"),
    ("hosts.0.lat", 91, "number_out_of_range", "hosts[0].lat"),
    ("hosts.0.member_to", "2016-01-01", "empty_period", "hosts[0].member_to"),
    ("hosts.0.exempt.0.to", None, "endless_period", "hosts[0].exempt[0].to"),
    ("hosts.0.exempt.0.to", "2025-12-31", "empty_period", "hosts[0].exempt[0].to"),
    ("blackouts.0.to", None, "endless_period", "blackouts[0].to"),
    ("blackouts.0.from", None, "endless_period", "blackouts[0].from"),
    ("blackouts.0.to", "2027-01-31", "empty_period", "blackouts[0].to"),
    ("past.0.slot", "2027-01-12", "slot_already_held", "past[0].slot"),
    ("past.1", {"slot": "2026-09-08", "host": "44043"}, "duplicate_turn", "past[1]"),
    ("published.1.slot", "2027-01-12", "duplicate_slot", "published[1]"),
    ("expected", -1, "number_out_of_range", "expected"),
    ("window", "2", "whole_number_expected", "window"),
]


@pytest.mark.parametrize(("path", "value", "code", "where"), MISTAKES)
def test_every_mistake_has_its_place(path: str, value: Any, code: str, where: str) -> None:
    with pytest.raises(BadInput) as caught:
        problem_from_json(json.dumps(_with(path, value)))
    assert (caught.value.code, caught.value.where) == (code, where)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"hosts": NaN}', "[" * 100_000, '{"debt": 1e99999999999999999999}', "9" * 5_000]
)
def test_what_is_no_problem_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        problem_from_json(text)


def test_more_than_two_thousand_slots_are_refused() -> None:
    slots = [date.fromordinal(740_000 + index).isoformat() for index in range(2_001)]
    assert len(problem_from_json(json.dumps({"hosts": [], "slots": slots[1:]})).slots) == 2_000
    with pytest.raises(BadInput, match="too_many_slots"):
        problem_from_json(json.dumps({"hosts": [], "slots": slots}))


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"turns": []}', '{"turns": [], "objective": {"unfilled": 0.5}}']
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        plan_from_json(text)
