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
from typing import Protocol

FORBIDDEN = 1 << 200
"""The cost of a pair that must not be chosen: above every sum of real costs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The column chosen for each row, and the prices that prove it."""

    columns: tuple[int, ...]
    row_prices: tuple[int, ...]
    column_prices: tuple[int, ...]


Halt = Callable[[], None]
"""Asked again and again while a plan is made; it raises what it likes to stop the work."""


def never() -> None:
    """Let the work go on."""


class Solve(Protocol):
    """Choose a column for each row of a cost matrix with no more rows than columns; a full choice exists."""

    def __call__(self, costs: Sequence[Sequence[int]], halt: Halt = never) -> Answer:
        """Return the choice with its prices, asking ``halt`` at every row."""


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
