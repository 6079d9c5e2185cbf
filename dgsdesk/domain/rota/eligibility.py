"""Who may take which slot. Sets of slots are integers: bit ``i`` stands for the slot of index ``i``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem


class Rule(Enum):
    """The rules that keep a host from a slot, from the easiest to relax to the hardest."""

    BLACKOUT = "blackout"
    CAPACITY = "capacity"
    EXEMPT = "exempt"
    MEMBERSHIP = "membership"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One rule that keeps one host from one slot; ``missing`` counts the seats that lack."""

    rule: Rule
    period: Period | None = None
    reason: str = ""
    missing: int = 0


def bits(mask: int) -> Iterator[int]:
    """Yield the indices of the bits that are set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def span(days: Sequence[date], start: date | None, end: date | None) -> int:
    """Return the set of the (ascending) ``days`` from ``start`` to ``end``, both included."""
    first = 0 if start is None else bisect_left(days, start)
    after = len(days) if end is None else bisect_right(days, end)
    return (1 << after) - (1 << first) if after > first else 0


def owing(host: HostSpec, days: Sequence[date]) -> int:
    """Return the set of the (ascending) ``days`` on which the host is a member and not exempt."""
    member = span(days, host.member_from, host.member_to)
    for period in host.exempt:
        member &= ~span(days, period.start, period.end)
    return member


def eligible_slots(problem: Problem, hosts: Sequence[HostSpec]) -> list[int]:
    """Return for each host the set of the slots that it may take, locks apart."""
    blocked: dict[str, int] = {}
    for blackout in problem.blackouts:
        days = span(problem.slots, blackout.period.start, blackout.period.end)
        blocked[blackout.host] = blocked.get(blackout.host, 0) | days
    return [
        owing(host, problem.slots) & ~blocked.get(host.id, 0) if large_enough(host, problem.expected) else 0
        for host in hosts
    ]


def large_enough(host: HostSpec, expected: int) -> bool:
    """Say whether the host can seat the expected number."""
    return host.capacity is None or host.capacity >= expected


def obstacles(
    host: HostSpec, day: date, expected: int, blackouts: Sequence[Blackout]
) -> tuple[Obstacle, ...]:
    """Return every rule that keeps the host from hosting on that day; ``blackouts`` are the host's own."""
    found = [
        Obstacle(Rule.BLACKOUT, blackout.period, blackout.reason)
        for blackout in blackouts
        if day in blackout.period
    ]
    if host.capacity is not None and host.capacity < expected:
        found.append(Obstacle(Rule.CAPACITY, missing=expected - host.capacity))
    found += [Obstacle(Rule.EXEMPT, period) for period in host.exempt if day in period]
    if not is_member(host, day):
        found.append(Obstacle(Rule.MEMBERSHIP))
    return tuple(found)


def is_member(host: HostSpec, day: date) -> bool:
    """Say whether the host belongs to the circle on that day."""
    return (host.member_from is None or host.member_from <= day) and (
        host.member_to is None or day <= host.member_to
    )
