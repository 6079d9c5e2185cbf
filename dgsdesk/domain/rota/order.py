"""Level 4: longest wait first. Where each turn is expected, and what straying from it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dgsdesk.domain.rota.problem import HostSpec, Problem


def last_turns(problem: Problem, hosts: Sequence[HostSpec]) -> list[date | None]:
    """Return each host's last turn before the plan, under whatever name, or None."""
    last: dict[str, date] = {}
    for turn in problem.past:
        last[turn.host] = max(turn.slot, last.get(turn.host, turn.slot))
    found = []
    for host in hosts:
        days = [day for day in (last.get(host.id), host.last_turn) if day is not None]
        found.append(max(days) if days else None)
    return found


def ranks(
    hosts: Sequence[HostSpec], last: Sequence[date | None], eligible: Sequence[int]
) -> list[int | None]:
    """Rank from 0 the hosts that are eligible for a slot: oldest last turn first, then id; others are None.

    Who never hosted waits since it joined, or before all others.
    """

    def waiting(host: int) -> tuple[date, str]:
        return last[host] or hosts[host].member_from or date.min, hosts[host].id

    found: list[int | None] = [None] * len(hosts)
    in_order = sorted((host for host, slots in enumerate(eligible) if slots), key=waiting)
    for rank, host in enumerate(in_order):
        found[host] = rank
    return found


@dataclass(frozen=True)
class Queue:
    """The waiting order: ranks, how many are ranked, and the slack in slots."""

    ranks: Sequence[int | None]
    window: int

    @cached_property
    def length(self) -> int:
        """Return the number of ranked hosts."""
        return sum(rank is not None for rank in self.ranks)

    def expected(self, host: int, turn: int) -> int | None:
        """Return at which slot index the host's ``turn``-th turn (from 0) is expected, None if unranked."""
        rank = self.ranks[host]
        return None if rank is None else rank + turn * self.length

    def stray(self, host: int, turn: int, slot: int) -> int:
        """Return how many slots a turn strays from its place, beyond the slack; 0 for an unranked host."""
        place = self.expected(host, turn)
        return 0 if place is None else max(0, abs(place - slot) - self.window)

    def cost(self, host: int, slots: Sequence[int]) -> int:
        """Return by how many slots the host's (ascending) turns stray in all."""
        return sum(self.stray(host, turn, slot) for turn, slot in enumerate(slots))
