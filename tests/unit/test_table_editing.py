"""Rows and columns come and go, and no cell's text is lost but those of what is taken away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.richtext import Cell, Table, paragraph
from dgsdesk.domain.table_editing import (
    cell_over,
    column_of,
    is_empty,
    new_table,
    width_of,
    with_cell,
    with_column,
    with_row,
    without_column,
    without_row,
)

CELLS = st.builds(
    lambda text, span: Cell((paragraph(text),), span), st.text("abc", min_size=1), st.integers(1, 3)
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4).map(
    lambda rows: Table(tuple(rows), header_rows=1, caption="c", id="t")
)


def texts(table: Table) -> list[str]:
    return [cell.text for row in table.rows for cell in row if cell.text]


@given(TABLES, st.integers(0, 12))
def test_adding_loses_nothing(table: Table, place: int) -> None:
    for added in (
        with_row(table, min(place, len(table.rows))),
        with_column(table, min(place, width_of(table))),
    ):
        assert texts(added) == texts(table)
        assert (added.id, added.caption) == ("t", "c")
        assert 0 <= added.header_rows <= len(added.rows)


@given(TABLES, st.integers(0, 12))
def test_a_column_added_is_taken_away_again(table: Table, place: int) -> None:
    place = min(place, min(sum(c.span for c in row) for row in table.rows))
    assert without_column(with_column(table, place), place) == table


@given(TABLES, st.integers(0, 3))
def test_a_row_added_is_taken_away_again(table: Table, place: int) -> None:
    place = min(place, len(table.rows))
    assert without_row(with_row(table, place), place) == table


def test_the_last_row_or_column_takes_the_table_along() -> None:
    assert without_row(new_table(1, 2), 0) is None
    assert without_column(new_table(2, 1), 0) is None


def test_a_wide_cell_is_narrowed() -> None:
    table = Table(((Cell((paragraph("large"),), 2), Cell()), (Cell(), Cell(), Cell())))
    narrowed = without_column(table, 1)
    assert narrowed is not None
    assert narrowed.rows[0][0] == Cell((paragraph("large"),), 1)
    assert width_of(narrowed) == 2
    widened = with_column(table, 1)
    assert widened.rows[0][0].span == 3


def test_cells_by_column() -> None:
    row = (Cell(span=2), Cell())
    assert [cell_over(row, column) for column in range(4)] == [0, 0, 1, None]
    assert [column_of(row, at) for at in range(2)] == [0, 2]
    written = with_cell(new_table(2, 2), 1, 0, (paragraph("sel"),))
    assert texts(written) == ["sel"]
    assert is_empty(new_table(2, 2))
    assert not is_empty(written)
