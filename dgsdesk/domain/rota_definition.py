"""The definition of the host rota, read a second time for those who check plans.

It shares no rule with the planner (``domain.rota``), only the shape of problems, so that one watches the
other.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

from dgsdesk.domain.rota.problem import HostSpec, Period, Problem

EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth."""


class Definition:
    """What the definition says of a problem: who may host when, debts, ranks and distances."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hosts = {host.id: host for host in problem.hosts}
        self.published = {turn.slot: turn.host for turn in problem.published}
        self.locked = {turn.slot: turn.host for turn in problem.locked}
        self.index = {slot: number for number, slot in enumerate(problem.slots)}
        self.blocked: dict[str, list[Period]] = {}
        for blackout in problem.blackouts:
            self.blocked.setdefault(blackout.host, []).append(blackout.period)
        self.eligible = {
            slot: {host.id for host in problem.hosts if not self.broken_rules(host, slot)}
            for slot in problem.slots
        }
        self.owed = self._owed()
        self.held = Counter(turn.host for turn in problem.past)
        self.base = {
            host.id: round(100 * (self.owed[host.id] - self.held[host.id] + host.debt))
            for host in problem.hosts
        }
        self.rank = self._rank()
        self.distance = self._distances()

    def broken_rules(self, host: HostSpec, slot: date) -> list[str]:
        """Return the names of the rules that keep the host from the slot."""
        broken = []
        if not _is_member(host, slot):
            broken.append("membership")
        if _is_exempt(host, slot):
            broken.append("exempt")
        if any(period.start <= slot <= period.end for period in self.blocked.get(host.id, ())):
            broken.append("blackout")
        if host.capacity is not None and host.capacity < self.problem.expected:
            broken.append("capacity")
        return broken

    def _owed(self) -> dict[str, Fraction]:
        """Return the turns that each host owes over all slots, past and planned."""
        days_by_sharers: dict[str, Counter[int]] = {host: Counter() for host in self.hosts}
        for day in [turn.slot for turn in self.problem.past] + list(self.problem.slots):
            sharing = [
                host.id for host in self.hosts.values() if _is_member(host, day) and not _is_exempt(host, day)
            ]
            for host_id in sharing:
                days_by_sharers[host_id][len(sharing)] += 1
        return {
            host: sum((Fraction(count, sharers) for sharers, count in days.items()), Fraction(0))
            for host, days in days_by_sharers.items()
        }

    def _rank(self) -> dict[str, int]:
        ranked = sorted(set().union(*self.eligible.values()), key=lambda host: (self._waiting(host), host))
        return {host: rank for rank, host in enumerate(ranked)}

    def _waiting(self, host_id: str) -> date:
        host = self.hosts[host_id]
        days = [turn.slot for turn in self.problem.past if turn.host == host_id]
        if host.last_turn is not None:
            days.append(host.last_turn)
        return max(days, default=host.member_from or date.min)

    def _distances(self) -> dict[str, int]:
        """Return each host's mean distance to all located hosts, in tenths of a kilometre."""
        located = [host for host in self.problem.hosts if host.lat is not None and host.lon is not None]
        points = {host.id: _on_sphere(host) for host in located}
        means = {
            host: round(10 * sum(_arc(point, other) for other in points.values()) / len(points))
            for host, point in points.items()
        }
        rest = round(Fraction(sum(means.values()), len(means))) if means else 0
        return {host: means.get(host, rest) for host in self.hosts}

    def order_cost(self, host: str, indices: list[int]) -> int:
        """Return how far the host's turns, as ascending slot indices, stray from their places."""
        if host not in self.rank:
            return 0
        places = (self.rank[host] + number * len(self.rank) for number in range(len(indices)))
        strays = (abs(place - index) for place, index in zip(places, indices, strict=False))
        return sum(max(0, stray - self.problem.window) for stray in strays)


def _is_member(host: HostSpec, day: date) -> bool:
    joined = host.member_from is None or day >= host.member_from
    return joined and not (host.member_to is not None and day > host.member_to)


def _is_exempt(host: HostSpec, day: date) -> bool:
    return any(period.start <= day <= period.end for period in host.exempt)


def _on_sphere(host: HostSpec) -> tuple[float, float, float]:
    assert host.lat is not None
    assert host.lon is not None
    latitude, longitude = radians(host.lat), radians(host.lon)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _arc(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the great-circle distance of two points of the unit sphere, in kilometres."""
    chord_squared = sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord_squared) / 2))


def objective(definition: Definition, host_of: dict[date, str]) -> tuple[int, ...]:
    """Return the figure of each level for an assignment of hosts to slots."""
    slots: dict[str, list[int]] = {}
    for slot, index in definition.index.items():
        if slot in host_of:
            slots.setdefault(host_of[slot], []).append(index)
    return (
        len(definition.index) - len(host_of),
        sum((base - 100 * len(slots.get(host, ()))) ** 2 for host, base in definition.base.items()),
        sum(
            slot in definition.index and host_of.get(slot) != host
            for slot, host in definition.published.items()
        ),
        sum(definition.order_cost(host, indices) for host, indices in slots.items()),
        sum(definition.distance[host] for host in host_of.values()),
    )
