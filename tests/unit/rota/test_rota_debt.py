"""Debts: newcomers, leavers, exempt hosts, merged communes, and the EPCI's own seat."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from dgsdesk.domain.rota.debt import bases, hundredths, merged_debt, owed
from dgsdesk.domain.rota.distance import mean_distances
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn
from dgsdesk.outside.solver import solve_assignment

SLOTS = tuple(date(2027, 1, 12) + timedelta(28 * index) for index in range(8))


def test_each_slot_is_owed_in_equal_parts_by_the_members_of_that_day() -> None:
    hosts = (
        HostSpec("1"),
        HostSpec("2", member_from=SLOTS[4]),
        HostSpec("3", member_to=SLOTS[3]),
        HostSpec("4", exempt=(Period(SLOTS[0], SLOTS[0]), Period(SLOTS[7], date(2030, 1, 1)))),
    )
    thirds, halves = Fraction(1, 3), Fraction(1, 2)
    assert owed(hosts, SLOTS) == [
        2 * halves + 6 * thirds,
        halves + 3 * thirds,
        halves + 3 * thirds,
        6 * thirds,
    ]


def test_a_blacked_out_host_goes_on_owing() -> None:
    hosts = (HostSpec("1"), HostSpec("2"))
    problem = Problem(hosts, SLOTS, blackouts=(Blackout("1", Period(SLOTS[0], SLOTS[3])),))
    found = plan(problem, solve_assignment)
    assert [turn.host for turn in found.turns] == ["2"] * 4 + ["1"] * 4
    assert [share.owed for share in found.fairness] == [4, 4]


def test_the_seat_of_the_epci_is_a_slot_but_for_nobody() -> None:
    hosts = (HostSpec("1"), HostSpec("2"))
    problem = Problem(hosts, SLOTS[1:2], past=(Turn(SLOTS[0], "EPCI"),))
    found = plan(problem, solve_assignment)
    assert sum(share.owed for share in found.fairness) == 2
    assert sum(share.turns for share in found.fairness) == 1


def test_a_newcomer_is_neither_first_in_line_nor_swamped() -> None:
    """Twelve communes have hosted for years; a thirteenth joins and gets its fair share, not its arrears."""
    old = [HostSpec(f"{number:02}") for number in range(12)]
    past = tuple(Turn(SLOTS[0] - timedelta(28 * back), f"{back % 12:02}") for back in range(1, 49))
    newcomer = HostSpec("99", member_from=SLOTS[0])
    slots = tuple(SLOTS[0] + timedelta(28 * index) for index in range(26))
    found = plan(Problem((*old, newcomer), slots, past), solve_assignment)
    assert {share.turns - 4 * (share.host != "99") for share in found.fairness} == {2}
    assert found.turns[0].host != "99"


def test_a_commune_nouvelle_takes_the_mean_debt_of_its_parts() -> None:
    assert merged_debt([(3_000, Fraction(1, 2)), (1_000, Fraction(-1, 2))]) == Fraction(1, 4)
    assert merged_debt([(0, Fraction(1)), (0, Fraction(0))]) == Fraction(1, 2)
    assert merged_debt([]) == 0


def test_hundredths_are_rounded_half_to_even() -> None:
    assert [hundredths(Fraction(n, 1000)) for n in (5, 15, 25, -5, -15)] == [0, 2, 2, 0, -2]
    problem = Problem((HostSpec("1", debt=Fraction(1, 200)),), ())
    assert bases(problem, problem.hosts, [Fraction(0)]) == [0]


def test_distances_are_means_over_all_located_hosts() -> None:
    """One degree along the equator is 111.195 km; who has no place takes the mean of the others."""
    hosts = [HostSpec("1", lat=0.0, lon=0.0), HostSpec("2", lat=0.0, lon=1.0), HostSpec("3")]
    assert mean_distances(hosts) == [556, 556, 556]
    assert mean_distances([HostSpec("1"), HostSpec("2")]) == [0, 0]
    assert mean_distances([HostSpec("1", lat=47.0, lon=-1.0)]) == [0]
