"""A chart as rows: what is painted, said, tabulated and traced is one and the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dgsdesk.domain.meeting import Presence

NOT_EXPECTED = "–"
"""Stands in a grid for a commune that was not expected at a meeting, in a table for what was not yet."""

SEPARATOR = "\u202f; "


class ChartKind(StrEnum):
    """``BARS``: one bar a line, cut into its series. ``GRID``: one cell a line and meeting."""

    BARS = "bars"
    GRID = "grid"


@dataclass(frozen=True)
class Source:
    """What a figure comes from: a thing that opens on its page, as a title and a word beside it."""

    page: str
    id: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class ChartLine:
    """One line: its parts (one a series, in the chart's unit) or the presences of a grid, and its ``words``.

    ``mark`` is what the bar is measured against, None for nothing. ``cells`` are those of the table.
    ``sources`` are of bars, or ``counted`` names their places among the chart's ``head_sources``; those of a
    grid's line are of its meetings: see `Chart.sources_of`.
    """

    label: str
    words: str
    cells: tuple[str, ...]
    parts: tuple[float, ...] = ()
    mark: float | None = None
    presences: tuple[Presence, ...] = ()
    sources: tuple[Source, ...] = ()
    counted: tuple[int, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart, its table and its alternative text.

    ``summary`` is the one figure to keep, ``sentence`` says all that the picture says; ``series`` name the
    parts of a bar, ``mark_words`` the mark; ``columns`` head the table. ``head`` names a grid's meetings,
    ``head_sources`` are theirs. ``scale`` is what the longest bar may measure, where it is more than any of
    the lines. Without lines, ``empty`` says why.
    """

    id: str
    title: str
    summary: str
    sentence: str
    kind: ChartKind
    columns: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    empty: str
    series: tuple[str, ...] = ()
    mark_words: str = ""
    head: tuple[str, ...] = ()
    head_sources: tuple[Source, ...] = field(default=(), repr=False)
    scale: float = 0.0

    def sources_of(self, at: int) -> tuple[Source, ...]:
        """Return what the figure of a line comes from; in a grid each meeting with what its cell says."""
        line = self.lines[at]
        if self.kind is ChartKind.BARS:
            return line.sources or tuple(self.head_sources[place] for place in line.counted)
        cells = zip(self.head_sources, line.cells, strict=False)  # the last cell adds them up
        return tuple(
            replace(source, words=" · ".join(filter(None, (cell, source.words))))
            for source, cell in cells
            if cell != NOT_EXPECTED
        )


def sentence_of(about: str, said: Sequence[str]) -> str:
    """Write what a picture says, for who does not see it: « Accueils : Gorges, 1 ; Clisson, 2. »"""
    return f"{about}\u00a0: {SEPARATOR.join(said) or 'rien'}."


LINES_A_PICTURE, MEETINGS_A_PICTURE = 30, 15
"""What a picture holds at the most where it is as wide as a page: its letters stay those of a text."""


def pictured(chart: Chart) -> tuple[Chart, ...]:
    """Return the parts of a chart that are painted one by one for paper; bars keep one scale."""
    most = longest(chart)
    parts: list[Chart] = []
    for left in range(0, max(len(chart.head), 1), MEETINGS_A_PICTURE):
        across = slice(left, left + MEETINGS_A_PICTURE)
        for top in range(0, len(chart.lines), LINES_A_PICTURE):
            lines = [
                replace(line, presences=line.presences[across])
                for line in chart.lines[top : top + LINES_A_PICTURE]
            ]
            parts.append(replace(chart, lines=tuple(lines), head=chart.head[across], scale=most))
    return tuple(parts)


def longest(chart: Chart) -> float:
    """Return what the longest bar measures, its mark included."""
    marks = [line.mark or 0.0 for line in chart.lines]
    return max([1.0, chart.scale, *marks, *(sum(line.parts) for line in chart.lines)])
