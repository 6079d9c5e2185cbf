"""Search for a better plan of the host rota: any plan that is not the best has a cycle of moves that gains.

Moves pass slots from turn to turn: a slot takes the place of another one, which moves on, and so round,
perhaps by way of one turn more for a host and one less for another. That is Klein's test for negative cycles
(1967), found by Bellman and Ford's method; it shares nothing with the planner's shortest paths and prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.rota_definition import Definition

_BASE = 1 << 64
"""No sum of one level reaches this, so that a number written in this base compares level by level."""

_KEPT = 400_000
"""Rows of the table are kept in memory as long as it has no more cells than this."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """Moves that make a plan better: the level (0 to 4) at which they gain, by how much, and what moves."""

    level: int
    gain: int
    slots: tuple[date, ...]


def improvement(definition: Definition, host_of: Mapping[date, str]) -> Improvement | None:
    """Return moves that make the plan better, or None when it is proven that there are none."""
    for slot in definition.index:
        if slot not in host_of and definition.eligible[slot]:
            return Improvement(0, 1, (slot,))
    moves = _Moves(definition, host_of)
    cycle = moves.gaining_cycle()
    return None if cycle is None else moves.describe(cycle)


@dataclass(frozen=True, slots=True)
class _Place:
    """A turn of a host, held by a slot or, for the one after its last, by none."""

    host: str
    number: int
    slot: date | None


class _Moves:
    """The graph of turns: from each the slot may move to any turn of the hosts that it may have."""

    def __init__(self, definition: Definition, host_of: Mapping[date, str]) -> None:
        self.definition = definition
        turns: dict[str, list[date]] = {host: [] for host in definition.hosts}
        for slot in sorted(host_of):
            turns[host_of[slot]].append(slot)
        self.places: list[_Place] = []
        self.last: list[int] = []
        for host, slots in turns.items():
            self.places += [_Place(host, number, slot) for number, slot in enumerate(slots)]
            if slots:
                self.last.append(len(self.places) - 1)
            self.places.append(_Place(host, len(slots), None))
        self.pool = len(self.places)
        self._kept: dict[int, list[tuple[int, int]]] = {}
        self._keep = len(host_of) * len(self.places) <= _KEPT

    def steps(self, place: int) -> list[tuple[int, int]]:
        """Return (place, cost) of every step from a place; the pool evens out turns gained and lost."""
        if place == self.pool:
            return [(last, 0) for last in self.last]
        if place in self._kept:
            return self._kept[place]
        found = self._slot_steps(place)
        if self._keep:
            self._kept[place] = found
        return found

    def _slot_steps(self, place: int) -> list[tuple[int, int]]:
        here = self.places[place]
        slot = here.slot
        if slot is None:
            return [(self.pool, 0)]
        allowed = {here.host} if slot in self.definition.locked else self.definition.eligible[slot]
        now = self._cost(slot, here)
        return [
            (number, self._cost(slot, there) - now)
            for number, there in enumerate(self.places)
            if number != place and there.host in allowed
        ]

    def _cost(self, slot: date, place: _Place) -> int:
        cost = 0
        for level in self._levels(slot, place):
            cost = cost * _BASE + level
        return cost

    def _levels(self, slot: date, place: _Place) -> tuple[int, int, int, int]:
        """Return what the slot costs at that place: fairness, changes, order, distance."""
        definition, host = self.definition, place.host
        left = definition.base[host] - 100 * place.number
        stray = 0
        if host in definition.rank:
            expected = definition.rank[host] + place.number * len(definition.rank)
            stray = max(0, abs(expected - definition.index[slot]) - definition.problem.window)
        changed = definition.published.get(slot, host) != host
        return (left - 100) ** 2 - left**2, int(changed), stray, definition.distance[host]

    def gaining_cycle(self) -> list[int] | None:
        """Return places in a cycle whose steps cost less than nothing together, or None."""
        shortest = [0] * (self.pool + 1)
        before: list[int | None] = [None] * (self.pool + 1)
        moved: Iterable[int] = range(self.pool + 1)
        while moved:
            relaxed = set()
            for place in moved:
                reach = shortest[place]
                for other, cost in self.steps(place):
                    if reach + cost < shortest[other]:
                        shortest[other] = reach + cost
                        before[other] = place
                        relaxed.add(other)
            cycle = _cycle_in(before)
            if cycle is not None:
                return cycle
            moved = sorted(relaxed)
        return None

    def describe(self, cycle: list[int]) -> Improvement:
        """Say at which level a cycle gains, by how much, and which slots it moves."""
        totals = [0, 0, 0, 0]
        moved = []
        for place, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            slot = None if place == self.pool else self.places[place].slot
            if slot is not None:
                moved.append(slot)
                there = self._levels(slot, self.places[following])
                here = self._levels(slot, self.places[place])
                totals = [t + a - b for t, a, b in zip(totals, there, here, strict=True)]
        level = next(number for number, total in enumerate(totals) if total)
        return Improvement(level + 1, -totals[level], tuple(sorted(moved)))


def _cycle_in(before: list[int | None]) -> list[int] | None:
    """Return a cycle of the predecessors, in the direction of the steps, or None."""
    state = [0] * len(before)
    for start in range(len(before)):
        path = []
        place: int | None = start
        while place is not None and state[place] == 0:
            state[place] = 1
            path.append(place)
            place = before[place]
        if place is not None and state[place] == 1:
            return path[path.index(place) :][::-1]
        for passed in path:
            state[passed] = 2
    return None
