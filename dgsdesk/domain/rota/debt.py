"""What each host owes: at each slot, one turn shared among the members that are not exempt that day.

The idea is Tijdeman's chairman assignment (1980) and Fagin and Williams' fair carpool (1983). Exact fractions
inside, hundredths of a turn (half to even) outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dgsdesk.domain.rota.eligibility import bits, owing
from dgsdesk.domain.rota.problem import HostSpec, Problem, Turn

TURN = 100
"""Hundredths in a turn."""


def owed(hosts: Sequence[HostSpec], days: Sequence[date]) -> list[Fraction]:
    """Return the turns that each host owes for the ``days``, past and planned."""
    ordered = sorted(days)
    member_days = [owing(host, ordered) for host in hosts]
    sharers = _count_sharers(member_days, len(ordered))
    shares = {mask: _sum_of_shares(mask, sharers) for mask in set(member_days)}
    return [shares[mask] for mask in member_days]


def _count_sharers(member_days: Sequence[int], days: int) -> list[int]:
    sharers = [0] * days
    for mask, hosts in Counter(member_days).items():
        for day in bits(mask):
            sharers[day] += hosts
    return sharers


def _sum_of_shares(mask: int, sharers: Sequence[int]) -> Fraction:
    days_by_sharers = Counter(sharers[day] for day in bits(mask))
    return sum((Fraction(days, number) for number, days in days_by_sharers.items()), Fraction(0))


def all_days(problem: Problem) -> list[date]:
    """Return the days of all slots, past and planned."""
    return [turn.slot for turn in problem.past] + list(problem.slots)


def bases(problem: Problem, hosts: Sequence[HostSpec], shares: Sequence[Fraction]) -> list[int]:
    """Return what each host still owes before the plan, in hundredths of a turn."""
    held = Counter(turn.host for turn in problem.past)
    return [hundredths(share - held[host.id] + host.debt) for host, share in zip(hosts, shares, strict=True)]


def debts_after(hosts: Sequence[HostSpec], held: Sequence[Turn]) -> dict[str, Fraction]:
    """Return what each host owes once these turns and no others are held, in turns."""
    shares = owed(hosts, [turn.slot for turn in held])
    taken = Counter(turn.host for turn in held)
    return {host.id: share - taken[host.id] + host.debt for host, share in zip(hosts, shares, strict=True)}


def hundredths(turns: Fraction) -> int:
    """Return a number of turns in hundredths, rounded half to even."""
    return round(turns * TURN)


def merged_debt(parts: Sequence[tuple[int, Fraction]]) -> Fraction:
    """Return the debt of a commune nouvelle from its parts' (population, debt in turns).

    The mean is weighted by population; parts without any inhabitants weigh the same.
    """
    people = sum(population for population, _ in parts)
    if people == 0:
        return sum((debt for _, debt in parts), Fraction(0)) / max(len(parts), 1)
    return sum((population * debt for population, debt in parts), Fraction(0)) / people
