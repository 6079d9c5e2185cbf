"""Equally good choices of an assignment problem: which there are, and which is first by id."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from dgsdesk.domain.rota.assignment import Answer
from dgsdesk.domain.rota.eligibility import bits


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

    def exchangeable(self) -> list[int]:
        """Return for each row the columns that it has in some best choice.

        They are the tight ones in the same strongly connected component as its own, where a column leads to
        those that its row may move to, and columns left over lead, by way of a pool, to those that may rest.
        """
        component = _components(*self._leads())
        return [columns & component[self.column_of[row]] for row, columns in enumerate(self.tight)]

    def _leads(self) -> tuple[list[int], list[int]]:
        """Return where each column leads to and from where each is reached; the pool comes last."""
        pool = len(self.takers)
        onward = [0] * pool
        back = [0] * pool
        for row, columns in enumerate(self.tight):
            own = self.column_of[row]
            onward[own] = columns
            for column in bits(columns):
                back[column] |= 1 << own
        resting = sum(1 << column for column in self.may_rest if column in self.row_of)
        free = sum(1 << column for column in range(pool) if column not in self.row_of)
        for column in bits(free):
            onward[column] = 1 << pool
        for column in bits(resting):
            back[column] |= 1 << pool
        return [*onward, resting], [*back, free]

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


def _components(onward: Sequence[int], back: Sequence[int]) -> list[int]:
    """Return for each node the set of its strongly connected component (Kosaraju and Sharir)."""
    component = [0] * len(onward)
    left = (1 << len(onward)) - 1
    for root in reversed(_finishing_order(onward)):
        if left >> root & 1:
            members = 1 << root
            left ^= members
            stack = [root]
            while stack:
                fresh = back[stack.pop()] & left
                left ^= fresh
                members |= fresh
                stack += bits(fresh)
            for node in bits(members):
                component[node] = members
    return component


def _finishing_order(onward: Sequence[int]) -> list[int]:
    """Return the nodes in the order in which a depth-first search leaves them."""
    order: list[int] = []
    unseen = (1 << len(onward)) - 1
    for root in range(len(onward)):
        stack = [root] if unseen >> root & 1 else []
        unseen &= ~(1 << root)
        while stack:
            fresh = onward[stack[-1]] & unseen
            if fresh:
                low = fresh & -fresh
                unseen ^= low
                stack.append(low.bit_length() - 1)
            else:
                order.append(stack.pop())
    return order
