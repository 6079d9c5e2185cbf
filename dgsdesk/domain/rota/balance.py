"""Levels 1 and 2: fill every slot that can be filled, as fairly as possible, and describe all the best ways.

A host may take any number of turns, so a slot stays empty only when nobody is eligible for it. Fairness is a
sum of convex functions of the numbers of turns: slots are handed out one by one along the shortest augmenting
path, which always ends at the reachable host that owes most (successive shortest paths, exact in integers).

The prices then describe *all* optimal assignments: a slot may go to any eligible host whose price equals the
slot's, and each host has turns that it must take and at most one that it may take. Levels 3 to 5 choose
there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.domain.rota.assignment import Halt, ProofError, never
from dgsdesk.domain.rota.debt import TURN
from dgsdesk.domain.rota.eligibility import bits


@dataclass(frozen=True, slots=True)
class Room:
    """All assignments that are best at levels 1 and 2.

    ``choices[slot]`` is the set (bits) of the hosts that may take it, empty for a slot that nobody can take;
    ``least`` and ``most`` bound the turns of each host, locks included; ``sample`` is one such assignment.
    """

    choices: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    sample: tuple[int | None, ...]


class _Balance:
    """The hand-out under way: who has which free slot, and what each host still owes."""

    def __init__(self, bases: Sequence[int], takers: Sequence[int], locked: Sequence[int | None]) -> None:
        self.takers = takers
        self.host_of: list[int | None] = list(locked)
        self.left = list(bases)
        self.held: list[set[int]] = [set() for _ in bases]
        for host in locked:
            if host is not None:
                self.left[host] -= TURN

    def hand_out(self, slot: int) -> None:
        """Give the slot away along the chain of hand-overs that ends at the host that owes most."""
        giver: dict[int, tuple[int, int | None]] = {}
        for host, passed, previous in self.reach(self.takers[slot], slot):
            giver[host] = (passed, previous)
        receiver: int | None = max(giver, key=lambda host: (self.left[host], -host))
        assert receiver is not None
        self.left[receiver] -= TURN
        while receiver is not None:
            passed, previous = giver[receiver]
            if previous is not None:
                self.held[previous].remove(passed)
            self.held[receiver].add(passed)
            self.host_of[passed] = receiver
            receiver = previous

    def reach(self, start: int, slot: int) -> Iterator[tuple[int, int, int | None]]:
        """Yield (host, slot passed on, host that passes it) for all that hand-overs of free slots reach."""
        seen = start
        queue: list[tuple[int, int, int | None]] = [(host, slot, None) for host in bits(start)]
        for step in queue:
            yield step
            giver = step[0]
            for passed in self.held[giver]:
                fresh = self.takers[passed] & ~seen
                if fresh:
                    seen |= fresh
                    queue += [(host, passed, giver) for host in bits(fresh)]

    def prices(self) -> list[int | None]:
        """Return for each host the smallest debt, before its last turn, of any host whose slots can reach it.

        ``None`` for a host that no free slot can reach.
        """
        price: list[int | None] = [None] * len(self.left)
        givers = [host for host, slots in enumerate(self.held) if slots]
        for giver in sorted(givers, key=lambda host: self.left[host]):
            if price[giver] is None:
                self._spread(giver, price)
        return price

    def _spread(self, giver: int, price: list[int | None]) -> None:
        value = self.left[giver] + TURN
        stack = [giver]
        while stack:
            host = stack.pop()
            if price[host] is None:
                price[host] = value
                passed_to = 0
                for slot in self.held[host]:
                    passed_to |= self.takers[slot]
                stack += [other for other in bits(passed_to) if price[other] is None]


def balance(
    bases: Sequence[int], takers: Sequence[int], locked: Sequence[int | None], halt: Halt = never
) -> Room:
    """Return all assignments that fill the most slots and are then the fairest, proven by their prices.

    ``bases`` in hundredths of a turn, per host; ``takers[slot]`` the set of eligible hosts; ``locked[slot]``
    its locked host, if any.
    """
    state = _Balance(bases, takers, locked)
    for slot, taker in enumerate(takers):
        halt()
        if locked[slot] is None and taker:
            state.hand_out(slot)
    price = state.prices()
    least, most = _bounds(bases, locked, price)
    room = Room(_choices(state, locked, price), tuple(least), tuple(most), tuple(state.host_of))
    _prove(room, takers, locked, price)
    return room


def _choices(state: _Balance, locked: Sequence[int | None], price: Sequence[int | None]) -> tuple[int, ...]:
    """Return for each slot the set of the hosts that may take it."""
    by_price: dict[int | None, int] = {None: 0}
    for host, value in enumerate(price):
        if value is not None:
            by_price[value] = by_price.get(value, 0) | 1 << host
    choices = []
    for slot, taken_by in enumerate(state.host_of):
        if taken_by is None:
            choices.append(0)
        elif locked[slot] is not None:
            choices.append(1 << taken_by)
        else:
            choices.append(state.takers[slot] & by_price[price[taken_by]])
    return tuple(choices)


def _prove(
    room: Room, takers: Sequence[int], locked: Sequence[int | None], price: Sequence[int | None]
) -> None:
    """Raise ProofError unless the prices prove the sample the fairest (duality of convex flows).

    Each host's turns agree with its price, and no slot could go to a host of a higher price.
    """
    turns = Counter(room.sample)
    if any(not room.least[host] <= turns[host] <= room.most[host] for host in range(len(price))):
        raise ProofError("a host's turns disagree with its price")
    priced = {host: value for host, value in enumerate(price) if value is not None}
    dearer = {value: _set_of(h for h, other in priced.items() if other > value) for value in priced.values()}
    for slot, host in enumerate(room.sample):
        if host is None:
            if takers[slot]:
                raise ProofError("a slot stays empty although it could be filled")
        elif locked[slot] is None and takers[slot] & dearer[priced[host]]:
            raise ProofError("a slot could go to a host that owes more")


def _set_of(hosts: Iterable[int]) -> int:
    return sum(1 << host for host in hosts)


def _bounds(
    bases: Sequence[int], locked: Sequence[int | None], price: Sequence[int | None]
) -> tuple[list[int], list[int]]:
    """Return the turns that each host must take and those that it may take.

    A turn must be taken when the debt before it is above the price, may be taken when it equals the price.
    """
    least = [0] * len(bases)
    for host in locked:
        if host is not None:
            least[host] += 1
    most = list(least)
    for host, value in enumerate(price):
        if value is not None:
            above = bases[host] - value
            least[host] = max(least[host], -(-above // TURN))
            most[host] = max(most[host], above // TURN + 1)
    return least, most
