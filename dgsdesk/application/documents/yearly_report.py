"""The yearly report (bilan annuel) for elected members: each chart with its table, and what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dgsdesk.application.chart import Chart, ChartKind
from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    Title,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import Heading, Image, ListItem, Run, paragraph
from dgsdesk.domain.wording import NBSP, plural

_WIDTH_MM = 160.0
_MOST_COLUMNS = 8
"""Columns beyond which a grid is printed by its totals alone; the picture shows each meeting."""

_LEAST_SHARE, _MOST_SHARE = 10, 38
"""Characters that the narrowest column counts for, and the widest."""
_BOLD = 3
"""Characters that a word of a title takes more than one of a cell, so that no font has to cut it."""


@dataclass(frozen=True)
class ReportChart:
    """A chart, and its pictures (PNG), one for each part that the window painted."""

    chart: Chart
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class NamedThing:
    """Something settled or treated: its title, and when or where."""

    title: str
    words: str


@dataclass(frozen=True)
class NamedThings:
    """What a figure counts, by name; ``withheld`` of them are reserved, and only counted."""

    things: tuple[NamedThing, ...]
    withheld: int


def yearly_report_document(
    head: Stationery,
    title: str,
    circle: str,
    period: str,
    charts: Sequence[ReportChart],
    settled: NamedThings,
    treated: NamedThings,
) -> Document:
    """Compose the report: the figures in brief, then a chapter a chart."""
    brief = KeyValueTable(
        tuple(Fact(one.chart.title, one.chart.summary) for one in charts), ruled=True, caption="En bref"
    )
    drawn = " Chaque graphique est suivi de ses chiffres." if any(one.pictures for one in charts) else ""
    parts: list[Part] = [
        paragraph(f"{period}.{drawn}"),
        Heading((Run("En bref"),), 1),
        brief,
    ]
    named = {"grey_zones": ("Réglées sur la période", settled), "themes": ("Traités sur la période", treated)}
    for one in charts:
        parts += _chapter(one)
        if one.chart.id in named:
            parts += _named(*named[one.chart.id])
    pictures = {sha256(picture).hexdigest(): picture for one in charts for picture in one.pictures}
    return headed_document(
        head,
        DocumentKind.YEARLY_REPORT,
        Title(title, circle),
        parts,
        identifier=head.of_the_day("yearly-report"),
        images=pictures,
    )


def _chapter(one: ReportChart) -> Iterator[Part]:
    chart = one.chart
    yield Heading((Run(chart.title),), 1)
    if not chart.lines:
        yield paragraph(chart.empty)
        return
    for at, picture in enumerate(one.pictures):  # right below the heading: no page ends between them
        said = f"Suite du graphique «{NBSP}{chart.title}{NBSP}»." if at else chart.sentence
        yield Image(chart.title, said, _WIDTH_MM, sha256(picture).hexdigest())
    yield paragraph(f"{chart.summary}.")
    yield _table(chart)


def _table(chart: Chart) -> GridTable:
    """Return the chart's table; a wide one by its first and last columns."""
    wide = len(chart.columns) > _MOST_COLUMNS
    titles = (chart.columns[0], chart.columns[-1]) if wide else chart.columns
    rows = [(line.label, *(line.cells[-1:] if wide else line.cells)) for line in chart.lines]
    figures = chart.kind is ChartKind.BARS
    columns = [
        Column(title, _share(title, [row[at] for row in rows]), end=figures and at > 0)
        for at, title in enumerate(titles)
    ]
    return GridTable(tuple(columns), tuple(rows), chart.title)


def _share(title: str, cells: Sequence[str]) -> float:
    """Return the share of the width that cells and the words of their title ask for, within bounds."""
    asked = max(max(map(len, cells)), max(map(len, title.split()), default=0) + _BOLD)
    return float(min(max(asked, _LEAST_SHARE), _MOST_SHARE))


def _named(title: str, named: NamedThings) -> Iterator[Part]:
    if not named.things and not named.withheld:
        return
    yield Heading((Run(title),), 2)
    for thing in named.things:
        beside = f" ({thing.words})" if thing.words else ""
        yield ListItem((Run(f"{thing.title}{beside}"),))
    if named.withheld:
        titles = plural(named.withheld, "titre réservé aux directions", "titres réservés aux directions")
        are = "n’est" if named.withheld == 1 else "ne sont"
        yield paragraph(f"{titles} {are} pas dans cette liste.")
