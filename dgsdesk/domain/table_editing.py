"""A table changed as one edits it: a cell written anew, rows and columns added and taken away.

Cells may spread over columns; what is said of a column holds for the cell that covers it. Everything returns
a new table of the same id, caption and header.
"""

from __future__ import annotations

from dataclasses import replace

from dgsdesk.domain.richtext import Block, Cell, Table, is_blank

Row = tuple[Cell, ...]


def new_table(rows: int, columns: int) -> Table:
    """Return an empty table whose first row names the columns; there is at least one cell."""
    row = (Cell(),) * max(1, columns)
    return Table((row,) * max(1, rows), header_rows=1 if rows > 1 else 0)


def width_of(table: Table) -> int:
    """Return how many columns the widest row has."""
    return max((sum(cell.span for cell in row) for row in table.rows), default=0)


def column_of(row: Row, at: int) -> int:
    """Return the column where the ``at``-th cell of a row begins."""
    return sum(cell.span for cell in row[:at])


def cell_over(row: Row, column: int) -> int | None:
    """Return which cell of a row covers a column, None where the row is shorter."""
    begin = 0
    for at, cell in enumerate(row):
        if begin <= column < begin + cell.span:
            return at
        begin += cell.span
    return None


def with_cell(table: Table, row: int, at: int, blocks: tuple[Block, ...]) -> Table:
    """Write one cell anew."""
    cells = list(table.rows[row])
    cells[at] = replace(cells[at], blocks=blocks)
    return replace(table, rows=(*table.rows[:row], tuple(cells), *table.rows[row + 1 :]))


def with_row(table: Table, before: int) -> Table:
    """Add an empty row before a row; ``before`` equal to the number of rows adds it at the end."""
    row = (Cell(),) * max(1, width_of(table))
    headers = table.header_rows + (before < table.header_rows)
    return replace(table, rows=(*table.rows[:before], row, *table.rows[before:]), header_rows=headers)


def without_row(table: Table, row: int) -> Table | None:
    """Take a row away; None when nothing is left."""
    rows = (*table.rows[:row], *table.rows[row + 1 :])
    headers = table.header_rows - (row < table.header_rows)
    return replace(table, rows=rows, header_rows=headers) if rows else None


def with_column(table: Table, before: int) -> Table:
    """Add an empty column before a column; a cell that spreads across the place spreads over it too."""
    return replace(table, rows=tuple(_row_with_column(row, before) for row in table.rows))


def _row_with_column(row: Row, before: int) -> Row:
    begin = 0
    for at, cell in enumerate(row):
        if begin == before:
            return (*row[:at], Cell(), *row[at:])
        if begin < before < begin + cell.span:
            return (*row[:at], replace(cell, span=cell.span + 1), *row[at + 1 :])
        begin += cell.span
    return (*row, *(Cell(),) * (before - begin + 1))


def without_column(table: Table, column: int) -> Table | None:
    """Take a column away; None when nothing is left. A cell that spreads over it is narrowed, not lost."""
    if width_of(table) <= 1:
        return None
    rows = tuple(filter(None, (_row_without_column(row, column) for row in table.rows)))
    headers = sum(bool(_row_without_column(row, column)) for row in table.rows[: table.header_rows])
    return replace(table, rows=rows, header_rows=headers) if rows else None


def _row_without_column(row: Row, column: int) -> Row:
    at = cell_over(row, column)
    if at is None:
        return row
    cell = row[at]
    kept = (replace(cell, span=cell.span - 1),) if cell.span > 1 else ()
    return (*row[:at], *kept, *row[at + 1 :])


def is_empty(table: Table) -> bool:
    """Tell whether no cell says anything."""
    return all(is_blank(block) for row in table.rows for cell in row for block in cell.blocks)
