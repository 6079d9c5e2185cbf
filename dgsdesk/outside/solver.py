"""The assignment solver: Jonker and Volgenant's shortest augmenting paths (1987), in exact integers.

Written here rather than taken from a library: the costs outgrow the 53 exact bits of the floating-point
solvers, and the rota needs no more than some hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from dgsdesk.domain.rota.assignment import FORBIDDEN, Answer, Halt, never

_ROUNDS = 1
"""How often the rows left over bid again before paths are searched; more gains nothing."""


def solve_assignment(costs: Sequence[Sequence[int]], halt: Halt = never) -> Answer:
    """Choose a column for each row at the smallest total cost, with the prices that prove it.

    There are no more rows than columns, and a choice without forbidden pairs exists.
    """
    market = _Market(costs)
    waiting = list(range(len(costs)))
    for _ in range(_ROUNDS):
        waiting = market.bid(waiting, halt)
    for row in waiting:
        halt()
        market.augment(row)
    return market.answer()


class _Market:
    """The matching under way. Column prices only fall, and those of free columns stay at zero."""

    def __init__(self, costs: Sequence[Sequence[int]]) -> None:
        self.costs = costs
        width = len(costs[0]) if costs else 0
        self.prices = [0] * width
        self.row_of: list[int | None] = [None] * width
        self.column_of = [-1] * len(costs)

    def bid(self, rows: Sequence[int], halt: Halt) -> list[int]:
        """Let each row take its best column and lower its price to the second best; return who lost theirs.

        A row that pushes another out for good lets it bid at once; so each round is short.
        """
        lost: list[int] = []
        stack = list(reversed(rows))
        budget = 4 * len(rows)
        while stack and budget:
            budget -= 1
            halt()
            row = stack.pop()
            reduced = list(map(sub, self.costs[row], self.prices))
            best = min(reduced)
            column = reduced.index(best)
            reduced[column] = FORBIDDEN
            second = min(reduced)
            evicted = self.row_of[column]
            if second == best and evicted is not None:
                other = reduced.index(second)
                if self.row_of[other] is None:
                    column, evicted = other, None
            gap = second - best if second < FORBIDDEN // 2 else 0
            self.prices[column] -= gap
            self.take(row, column)
            if evicted is not None:
                (stack if gap else lost).append(evicted)
        return lost + stack

    def take(self, row: int, column: int) -> None:
        """Give the column to the row."""
        self.column_of[row] = column
        self.row_of[column] = row

    def augment(self, start: int) -> None:
        """Match one more row along the cheapest alternating path, and adjust the prices."""
        reach = list(map(sub, self.costs[start], self.prices))
        via = [start] * len(reach)
        open_columns = set(range(len(reach)))
        settled: list[int] = []
        while True:
            nearest = min([reach[column] for column in open_columns])
            tied = [column for column in open_columns if reach[column] == nearest]
            free = [column for column in tied if self.row_of[column] is None]
            if free:
                self._reprice(settled, reach, nearest)
                self._walk_back(start, min(free), via)
                return
            for column in tied:
                open_columns.discard(column)
                settled.append(column)
            for column in tied:
                self._scan(column, nearest, reach, via, open_columns)

    def _scan(
        self, column: int, nearest: int, reach: list[int], via: list[int], open_columns: set[int]
    ) -> None:
        row = self.row_of[column]
        assert row is not None
        costs, prices = self.costs[row], self.prices
        offset = nearest - costs[column] + prices[column]
        for other in open_columns:
            length = costs[other] - prices[other] + offset
            if length < reach[other]:
                reach[other] = length
                via[other] = row

    def _reprice(self, settled: Sequence[int], reach: Sequence[int], nearest: int) -> None:
        for column in settled:
            self.prices[column] += reach[column] - nearest

    def _walk_back(self, start: int, column: int, via: Sequence[int]) -> None:
        while True:
            row = via[column]
            previous = self.column_of[row]
            self.take(row, column)
            if row == start:
                return
            column = previous

    def answer(self) -> Answer:
        """Return the matching with its prices."""
        rows = [
            costs[column] - self.prices[column]
            for costs, column in zip(self.costs, self.column_of, strict=True)
        ]
        return Answer(tuple(self.column_of), tuple(rows), tuple(self.prices))
