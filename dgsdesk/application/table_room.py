"""How much room the tables of a paper ask for, alike in Word and in PDF.

What is guessed here decides what no page's end parts. A guess that errs costs some white, never a word: what
is longer than ``_WHOLE`` lines may always be parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil

from dgsdesk.application.document import Fact, GridTable, Words, runs_of
from dgsdesk.domain.richtext import Table

_ROOM, _ROOM_ACROSS = 88, 134
"""Characters that a line of cells holds over the width of a page, upright and across."""
_WHOLE = 22
"""Lines that always find room on a page of their own, whichever way it lies."""
_FEW_ROWS = 6
_LINE_MM = 4.5
_FACT_SHARES = (3.0, 7.0)
_LONGEST_WORD = 24
_BREAKS = re.compile(r"[\s-]+")
_PADDING = 2
"""What the two sides of a cell take, in characters."""


def grid_lines(grid: GridTable, *, landscape: bool = False) -> list[int]:
    """Guess the lines that each row of a grid takes, those to be filled by hand included."""
    shares = [column.share for column in grid.columns]
    least = ceil(grid.row_height_mm / _LINE_MM)
    rows = [max(least, _lines(map(_text, row), shares, landscape)) for row in grid.rows]
    return rows + [max(least, 1)] * grid.blank_rows


def fact_lines(facts: Iterable[Fact], *, landscape: bool = False) -> list[int]:
    """Guess the lines that each fact of a ruled table takes."""
    return [_lines((fact.label, _text(fact.value)), _FACT_SHARES, landscape) for fact in facts]


def table_lines(table: Table, shares: Sequence[float], *, landscape: bool = False) -> list[int]:
    """Guess the lines that each row of a table of rich text takes."""
    found = []
    for row in table.rows:
        at, widths = 0, []
        for cell in row:
            widths.append(sum(shares[at : at + cell.span]))
            at += cell.span
        missing = sum(shares) - sum(widths)
        found.append(_lines([*(cell.text for cell in row), ""], [*widths, max(missing, 0.01)], landscape))
    return found


def is_whole(row: int) -> bool:
    """Tell whether a row of so many lines stands on one page."""
    return row <= _WHOLE


def are_together(rows: Sequence[int], most: int = _FEW_ROWS) -> bool:
    """Tell whether a table of rows of so many lines stands on one page."""
    return len(rows) <= most and sum(rows) <= _WHOLE


def facts_together(rows: Sequence[int]) -> bool:
    """Tell whether a table of facts of so many lines stands on one page, however many they are."""
    return are_together(rows, most=_WHOLE)


def column_shares(table: Table) -> tuple[float, ...]:
    """Return the shares of a table's columns: alike, unless that would cut words that can be spared."""
    count = max((sum(cell.span for cell in row) for row in table.rows), default=0) or 1
    words = [1] * count
    for row in table.rows:
        at = 0
        for cell in row:
            if cell.span == 1:
                longest = max(map(len, _BREAKS.split(cell.text)), default=0)
                words[at] = max(words[at], min(longest, _LONGEST_WORD))
            at += cell.span
    alike = _ROOM / count - _PADDING
    if max(words) <= alike:
        return (1.0,) * count
    asked = [float(word + _PADDING) for word in words]
    spare = max(_ROOM - sum(asked), 0) / count
    return tuple(one + spare for one in asked)


def _lines(texts: Iterable[str], shares: Sequence[float], landscape: bool) -> int:
    room = (_ROOM_ACROSS if landscape else _ROOM) / (sum(shares) or 1.0)
    held = [max(1.0, room * share - _PADDING) for share in shares]
    return max((_lines_of(text, one) for text, one in zip(texts, held, strict=False)), default=1)


def _lines_of(text: str, held: float) -> int:
    return sum(max(1, ceil(len(line) / held)) for line in text.split("\n"))


def _text(words: Words) -> str:
    return "".join(run.text for run in runs_of(words))
