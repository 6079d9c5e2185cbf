"""Who else could have had a turn, and what that would cost: another host instead, or two turns exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dgsdesk.domain.rota.debt import TURN
from dgsdesk.domain.rota.eligibility import bits
from dgsdesk.domain.rota.order import Queue
from dgsdesk.domain.rota.standing import Standing

SHOWN = 2
"""How many next best hosts are named."""


class Cost(NamedTuple):
    """What an option adds to each level of the objective; compared in their order."""

    fairness: int = 0
    changes: int = 0
    order: int = 0
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """Another host for a slot; ``exchange`` is the slot that it would hand over, None if it hands over none.

    ``chain``: equally good, but only by moving several turns.
    """

    host: int
    cost: Cost
    exchange: int | None = None
    chain: bool = False


class Options:
    """The next best hosts of each slot of a settled plan."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._takers = standing.figures.takers
        self._published = standing.figures.published
        self._count = len(standing.chosen)
        self._now = [self._order_cost(host, slots) for host, slots in enumerate(standing.slots_of)]
        self._added: dict[int, list[int]] = {}
        self._without: dict[int, list[int]] = {}
        self._movable = [slot for slot, host in enumerate(standing.chosen) if self._may_move(slot, host)]

    def _may_move(self, slot: int, host: int | None) -> bool:
        return host is not None and self.standing.figures.locked[slot] is None

    def _order_cost(self, host: int, slots: Sequence[int]) -> int:
        return self.standing.figures.queue.cost(host, slots)

    def next_best(self, slot: int) -> tuple[Option, ...]:
        """Return the one or two next best hosts for the slot, cheapest first, ties by id."""
        own = self.standing.chosen[slot]
        assert own is not None
        best: dict[int, Option] = {}
        self._keep_best(best, self._exchanges(slot))
        self._keep_best(best, self._replacements(slot, own, equally_fair=True))
        if len(best) < SHOWN:
            self._keep_best(best, self._replacements(slot, own, equally_fair=False))
        for host in bits(self.standing.equals[slot] & ~(1 << own)):
            if host not in best or any(best[host].cost):
                best[host] = Option(host, Cost(), chain=True)
        in_order = sorted(best.values(), key=lambda option: (option.cost, option.host))
        return tuple(in_order[:SHOWN])

    def _keep_best(self, best: dict[int, Option], options: Sequence[Option]) -> None:
        for option in options:
            known = best.get(option.host)
            if known is None or option.cost < known.cost:
                best[option.host] = option

    def _exchanges(self, slot: int) -> list[Option]:
        """Return for each host its cheapest exchange of one of its turns for this one."""
        return [
            Option(host, Cost(0, changes, strays), exchange=other)
            for host, (changes, strays, other) in self._cheapest[slot].items()
        ]

    @cached_property
    def _cheapest(self) -> list[dict[int, tuple[int, int, int]]]:
        """Return, slot by slot, each host's cheapest exchange: changes, order, the slot handed over."""
        found: list[dict[int, tuple[int, int, int]]] = [{} for _ in range(self._count)]
        takers, chosen = self._takers, self.standing.chosen
        for number, slot in enumerate(self._movable):
            own = chosen[slot]
            assert own is not None
            mine, taken = self._moved(slot, own), takers[slot]
            for other in self._movable[number + 1 :]:
                host = chosen[other]
                assert host is not None
                if host != own and taken >> host & 1 and takers[other] >> own & 1:
                    strays = mine[other] + self._moved(other, host)[slot]
                    changes = self._changes(slot, other, own, host)
                    _keep_cheapest(found[slot], host, (changes, strays, other))
                    _keep_cheapest(found[other], own, (changes, strays, slot))
        return found

    def _changes(self, slot: int, other: int, own: int, host: int) -> int:
        """Return how many more published turns would change if the hosts exchanged their slots."""
        here, there = self._published[slot], self._published[other]
        if here is None and there is None:
            return 0
        return (here == own) - (here == host) + (there == host) - (there == own)

    def _replacements(self, slot: int, own: int, *, equally_fair: bool) -> list[Option]:
        """Return the other hosts that would just take the turn over."""
        figures, left = self.standing.figures, self.standing.left
        rest = [other for other in self.standing.slots_of[own] if other != slot]
        relief = self._order_cost(own, rest) - self._now[own]
        found = []
        for host in bits(self._takers[slot] & ~(1 << own)):
            if equally_fair and left[host] != left[own] + TURN:
                continue
            cost = Cost(
                (left[own] + TURN) ** 2 - left[own] ** 2 + (left[host] - TURN) ** 2 - left[host] ** 2,
                self.standing.changed(slot, host) - self.standing.changed(slot, own),
                relief + self._extra(host)[slot] - self._now[host],
                figures.distances[host] - figures.distances[own],
            )
            found.append(Option(host, cost))
        return found

    def _moved(self, slot: int, host: int) -> list[int]:
        """Return what each slot that the host might have instead of this one would add to the order."""
        if slot not in self._without:
            rest = [other for other in self.standing.slots_of[host] if other != slot]
            costs = insertion_costs(self.standing.figures.queue, host, rest, self._count)
            self._without[slot] = [cost - self._now[host] for cost in costs]
        return self._without[slot]

    def _extra(self, host: int) -> list[int]:
        """Return the order cost of the host with each slot that it might have besides its own."""
        if host not in self._added:
            slots = self.standing.slots_of[host]
            self._added[host] = insertion_costs(self.standing.figures.queue, host, slots, self._count)
        return self._added[host]


def _keep_cheapest(found: dict[int, tuple[int, int, int]], host: int, exchange: tuple[int, int, int]) -> None:
    if host not in found or exchange < found[host]:
        found[host] = exchange


def insertion_costs(queue: Queue, host: int, slots: Sequence[int], count: int) -> list[int]:
    """Return, for each slot below ``count``, the order cost of the host with it and ``slots`` (ascending)."""
    if queue.ranks[host] is None:
        return [0] * count
    places = [queue.expected(host, turn) or 0 for turn in range(len(slots) + 1)]
    before = 0
    after = sum(queue.stray(host, turn + 1, slot) for turn, slot in enumerate(slots))
    costs: list[int] = []
    for turn, end in enumerate([*slots, count]):
        place, window, fixed = places[turn], queue.window, before + after
        costs += [fixed + max(0, abs(place - slot) - window) for slot in range(len(costs), end)]
        if turn < len(slots):
            costs.append(fixed)
            before += queue.stray(host, turn, end)
            after -= queue.stray(host, turn + 1, end)
    return costs
