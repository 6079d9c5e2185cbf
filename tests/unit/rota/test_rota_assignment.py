"""The assignment solver against brute force, and the proofs that nobody gets past."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.domain.rota.assignment import FORBIDDEN, Answer, ProofError, verify
from dgsdesk.outside.solver import solve_assignment

Costs = list[list[int]]


@st.composite
def tables(draw: st.DrawFn) -> Costs:
    """Costs with many ties, huge numbers and forbidden pairs; the diagonal keeps a choice possible."""
    rows = draw(st.integers(1, 5))
    columns = draw(st.integers(rows, 6))
    cost = st.one_of(st.integers(-3, 3), st.integers(-(2**90), 2**90), st.just(FORBIDDEN))
    table = [[draw(cost) for _ in range(columns)] for _ in range(rows)]
    for row in range(rows):
        table[row][row] = min(table[row][row], 2**90)
    return table


def cheapest(costs: Costs) -> int:
    return min(
        sum(costs[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(len(costs[0])), len(costs))
    )


@given(tables())
@settings(max_examples=200, deadline=None)
def test_the_answer_is_the_cheapest_and_proves_it(costs: Costs) -> None:
    answer = solve_assignment(costs)
    verify(costs, answer)
    assert sum(costs[row][column] for row, column in enumerate(answer.columns)) == cheapest(costs)


def test_no_rows_need_no_columns() -> None:
    assert solve_assignment([]) == Answer((), (), ())


COSTS = [[4, 1, 3], [2, 0, 5]]
RIGHT = solve_assignment(COSTS)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RIGHT, columns=(0, 0)),
        replace(RIGHT, columns=RIGHT.columns[:1]),
        replace(RIGHT, columns=(0, 1)),
        replace(RIGHT, row_prices=(9, 9)),
        replace(RIGHT, column_prices=(1, 1, 1)),
        replace(RIGHT, column_prices=(-9, -9, -9)),
        Answer((2, 1), (3, 0), (0, 0, 0)),
    ],
)
def test_a_wrong_answer_is_refused(wrong: Answer) -> None:
    verify(COSTS, RIGHT)
    with pytest.raises(ProofError):
        verify(COSTS, wrong)
