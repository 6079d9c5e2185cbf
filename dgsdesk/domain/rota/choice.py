"""Levels 3 to 6: among the fairest assignments, fewest changes, waiting order, distances, ids.

A column stands for one turn (host, k-th) that may be taken. The three levels are one assignment problem whose
costs are written in a mixed base, so that no sum of a lower level ever reaches one of a higher; turns that
must be taken come first of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgsdesk.domain.rota.assignment import FORBIDDEN, Halt, Solve, never, verify
from dgsdesk.domain.rota.balance import Room
from dgsdesk.domain.rota.eligibility import bits
from dgsdesk.domain.rota.order import Queue
from dgsdesk.domain.rota.ties import TightPairs


@dataclass(frozen=True, slots=True)
class Tastes:
    """What levels 3 to 5 weigh: the published host of each slot, the waiting order, distances per host."""

    published: Sequence[int | None]
    queue: Queue
    distances: Sequence[int]


@dataclass(frozen=True, slots=True)
class Choice:
    """The host of each slot, and for each slot the set of hosts that some equally good plan gives it."""

    hosts: tuple[int | None, ...]
    equals: tuple[int, ...]


def choose(room: Room, tastes: Tastes, solve: Solve, halt: Halt = never) -> Choice:
    """Return the best assignment of the room, the one with the smallest ids by date among equals."""
    slots = [slot for slot, hosts in enumerate(room.choices) if hosts]
    hosts: list[int | None] = [None] * len(room.choices)
    equals = [0] * len(room.choices)
    if slots:
        table = _Table(room, tastes, slots)
        costs = table.costs()
        answer = solve(costs, halt)
        verify(costs, answer)
        pairs = TightPairs(costs, answer)
        for slot, columns in zip(slots, pairs.exchangeable(), strict=True):
            equals[slot] = table.hosts_of(columns)
        for row, slot in enumerate(slots):
            halt()
            hosts[slot] = table.settle(pairs, row, equals[slot])
    return Choice(tuple(hosts), tuple(equals))


class _Table:
    """The cost matrix: a row per slot that can be filled, a column per turn that may be taken, by host."""

    def __init__(self, room: Room, tastes: Tastes, slots: Sequence[int]) -> None:
        self.room = room
        self.tastes = tastes
        self.slots = slots
        self.turns = [(host, turn) for host, most in enumerate(room.most) for turn in range(most)]
        self.columns_of = [0] * len(room.most)
        for column, (host, _) in enumerate(self.turns):
            self.columns_of[host] |= 1 << column

    def costs(self) -> list[list[int]]:
        """Return the costs of levels 3 to 5 in one number."""
        straying = [self._straying(host, turn) for host, turn in self.turns]
        farthest = max(self.tastes.distances) + 1
        per_stray = farthest * len(self.slots)
        per_change = per_stray * (max(map(max, straying)) + 1) * len(self.slots)
        per_duty = per_change * (len(self.slots) + 1)
        columns = []
        for (host, turn), stray in zip(self.turns, straying, strict=True):
            fixed = self.tastes.distances[host] - (per_duty if turn < self.room.least[host] else 0)
            columns.append([cost * per_stray + fixed for cost in stray])
        rows = [list(row) for row in zip(*columns, strict=True)]
        self._count_changes(rows, per_change)
        self._forbid(rows)
        return rows

    def _straying(self, host: int, turn: int) -> list[int]:
        place = self.tastes.queue.expected(host, turn)
        if place is None:
            return [0] * len(self.slots)
        window = self.tastes.queue.window
        return [max(0, abs(place - slot) - window) for slot in self.slots]

    def _count_changes(self, rows: list[list[int]], per_change: int) -> None:
        """Reward the published host: the same as charging all others."""
        for row, slot in zip(rows, self.slots, strict=True):
            host = self.tastes.published[slot]
            if host is not None:
                for column in bits(self.columns_of[host]):
                    row[column] -= per_change

    def _forbid(self, rows: list[list[int]]) -> None:
        forbidden: dict[int, list[int]] = {}
        everybody = (1 << len(self.room.most)) - 1
        for row, slot in zip(rows, self.slots, strict=True):
            missing = everybody & ~self.room.choices[slot]
            if missing not in forbidden:
                forbidden[missing] = [
                    column for column, (host, _) in enumerate(self.turns) if missing >> host & 1
                ]
            for column in forbidden[missing]:
                row[column] = FORBIDDEN

    def hosts_of(self, columns: int) -> int:
        """Return the set of the hosts of these columns."""
        hosts = 0
        for column in bits(columns):
            hosts |= 1 << self.turns[column][0]
        return hosts

    def settle(self, pairs: TightPairs, row: int, equals: int) -> int:
        """Give the row the host of smallest id that an equally good plan allows, and keep it there."""
        host = self.turns[pairs.column_of[row]][0]
        if equals & ((1 << host) - 1):
            allowed, onward = pairs.ways_back(row)
            smallest = (allowed & -allowed).bit_length() - 1
            if self.turns[smallest][0] != host:
                host = self.turns[smallest][0]
                pairs.move(row, smallest, onward)
        pairs.keep(row, self.columns_of[host])
        return host
