"""The assignment problem that the levels hand to a solver, and the proof that its answer is the best.

Rows must all be given a column of their own, at the smallest total cost. An answer comes with prices; the
domain does not trust the solver but checks them (linear-programming duality, in integers): reduced costs
``cost - row price - column price`` are never negative and zero where chosen, column prices are never above
zero and zero for columns left over. Then no other choice is cheaper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import sub

from dgsdesk.domain.rota.eligibility import bits

FORBIDDEN = 1 << 200
"""The cost of a pair that must not be chosen: above every sum of real costs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The column chosen for each row, and the prices that prove it."""

    columns: tuple[int, ...]
    row_prices: tuple[int, ...]
    column_prices: tuple[int, ...]


Solve = Callable[[Sequence[Sequence[int]]], Answer]
"""Choose a column for each row of a cost matrix with no more rows than columns; a full choice exists."""


class ProofError(Exception):
    """The solver's answer does not prove itself: a bug, never the user's doing."""


def verify(costs: Sequence[Sequence[int]], answer: Answer) -> None:
    """Raise ProofError unless the answer's own prices prove that it is the best."""
    columns, prices = answer.columns, answer.column_prices
    chosen = set(columns)
    if len(columns) != len(costs) or len(chosen) != len(costs):
        raise ProofError("not one column for each row")
    if any(price > 0 or (price < 0 and column not in chosen) for column, price in enumerate(prices)):
        raise ProofError("a column price is wrong")
    for row, column, price in zip(costs, columns, answer.row_prices, strict=True):
        if row[column] >= FORBIDDEN or row[column] - prices[column] != price:
            raise ProofError("a chosen pair is not tight")
        if min(map(sub, row, prices)) < price:
            raise ProofError("a pair is cheaper than its prices")


class TightPairs:
    """All the best choices: pairs of no reduced cost, in which a column with a price must be taken.

    Sets of rows and of columns are integers.
    """

    def __init__(self, costs: Sequence[Sequence[int]], answer: Answer) -> None:
        self.column_of = list(answer.columns)
        self.row_of = {column: row for row, column in enumerate(self.column_of)}
        self.tight = [0] * len(costs)
        self.takers = [0] * len(answer.column_prices)
        self.may_rest = {column for column, price in enumerate(answer.column_prices) if price == 0}
        for index, (row, price) in enumerate(zip(costs, answer.row_prices, strict=True)):
            reduced = list(map(sub, row, answer.column_prices))
            self._note(index, reduced, price)

    def _note(self, row: int, reduced: list[int], price: int) -> None:
        position = -1
        for _ in range(reduced.count(price)):
            position = reduced.index(price, position + 1)
            self.tight[row] |= 1 << position
            self.takers[position] |= 1 << row

    def keep(self, row: int, columns: int) -> None:
        """Allow the row no other columns than these."""
        gone = self.tight[row] & ~columns
        self.tight[row] &= columns
        while gone:
            low = gone & -gone
            self.takers[low.bit_length() - 1] &= ~(1 << row)
            gone ^= low

    def ways_back(self, row: int) -> tuple[int, dict[int, int]]:
        """Return the columns that the row could take instead of its own, everybody else still served best.

        With them, for each, the column that its present row would move on to; a column left over
        stands for the one that comes to rest.
        """
        home = self.column_of[row]
        reached = 1 << home
        waiting = (1 << len(self.column_of)) - 1
        onward: dict[int, int] = {}
        stack = [home]
        rested = False
        while stack:
            column = stack.pop()
            movers = self.takers[column] & waiting
            waiting ^= movers
            previous = [self.column_of[mover] for mover in bits(movers)]
            if not rested and column in self.may_rest and column in self.row_of:
                rested = True
                previous += self.may_rest - self.row_of.keys()
            for other in previous:
                if not reached >> other & 1:
                    reached |= 1 << other
                    onward[other] = column
                    stack.append(other)
        return reached & self.tight[row], onward

    def move(self, row: int, column: int, onward: dict[int, int]) -> None:
        """Give the row that column, moving the others along the way back that ``ways_back`` found."""
        home = self.column_of[row]
        mover: int | None = row
        while True:
            displaced = self.row_of.get(column)
            if mover is not None:
                self.column_of[mover] = column
                self.row_of[column] = mover
            elif displaced is not None:
                del self.row_of[column]
            if column == home:
                return
            column, mover = onward[column], displaced
