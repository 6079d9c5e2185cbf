"""The problem in numbers, and how matters stand once a host is chosen for each slot.

Hosts and slots are indices: hosts by id, slots by date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dgsdesk.domain.rota.debt import TURN, all_days, bases, owed
from dgsdesk.domain.rota.distance import mean_distances
from dgsdesk.domain.rota.eligibility import bits, eligible_slots
from dgsdesk.domain.rota.order import Queue, last_turns, ranks
from dgsdesk.domain.rota.problem import Problem, Turn


class Figures:
    """All that the levels read of a problem, whatever is chosen."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hosts = sorted(problem.hosts, key=lambda host: host.id)
        self._index = {host.id: index for index, host in enumerate(self.hosts)}
        eligible = eligible_slots(problem, self.hosts)
        self.takers = _transposed(eligible, len(problem.slots))
        self.owed = owed(self.hosts, all_days(problem))
        self.bases = bases(problem, self.hosts, self.owed)
        self.last = last_turns(problem, self.hosts)
        self.queue = Queue(ranks(self.hosts, self.last, eligible), problem.window)
        self.distances = mean_distances(self.hosts)
        self.locked = self._by_slot(problem.locked)
        self.published = self._by_slot(problem.published)

    def _by_slot(self, turns: Sequence[Turn]) -> list[int | None]:
        host_of = {turn.slot: self._index[turn.host] for turn in turns}
        return [host_of.get(slot) for slot in self.problem.slots]


def _transposed(eligible: Sequence[int], slots: int) -> list[int]:
    """Turn the set of slots of each host into the set of hosts of each slot."""
    hosts_with: dict[int, int] = {}
    for host, mask in enumerate(eligible):
        hosts_with[mask] = hosts_with.get(mask, 0) | 1 << host
    takers = [0] * slots
    for mask, hosts in hosts_with.items():
        for slot in bits(mask):
            takers[slot] |= hosts
    return takers


@dataclass(frozen=True)
class Standing:
    """The chosen host of each slot; ``equals``: the set of hosts that an equally good plan gives it."""

    figures: Figures
    chosen: Sequence[int | None]
    equals: Sequence[int]

    @cached_property
    def slots_of(self) -> list[list[int]]:
        """Return the slots of each host, ascending."""
        found: list[list[int]] = [[] for _ in self.figures.hosts]
        for slot, host in enumerate(self.chosen):
            if host is not None:
                found[host].append(slot)
        return found

    @cached_property
    def left(self) -> list[int]:
        """Return what each host still owes after the plan, in hundredths of a turn."""
        planned = Counter(self.chosen)
        return [base - TURN * planned[host] for host, base in enumerate(self.figures.bases)]

    def changed(self, slot: int, host: int | None) -> int:
        """Return 1 if that host would be a change to what was published for the slot, else 0."""
        published = self.figures.published[slot]
        return int(published is not None and published != host)
