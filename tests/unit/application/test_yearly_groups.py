"""Charts of many meetings: told by group, and painted in parts of one scale for paper."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from dgsdesk.application.chart import ChartKind, pictured
from dgsdesk.application.yearly_report.charts import attendance_chart, delays_chart, meetings_chart
from dgsdesk.application.yearly_report.facts import Met, Period, YearlyFacts
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import MeetingState, Presence

FIRST = date(2020, 1, 6)


def facts_of(weeks: int, circles: tuple[str, ...] = ("c0",)) -> YearlyFacts:
    """Meetings every week in turn for each circle: A is always there, B every other time."""
    held = tuple(
        Met(
            str(week),
            FIRST + timedelta(weeks=week),
            time(9),
            circles[week % len(circles)],
            None,
            "Gorges",
            MeetingState.DISPATCHED,
        )
        for week in range(weeks)
    )
    there = {True: Presence.PRESENT, False: Presence.ABSENT}
    return YearlyFacts(
        today=FIRST + timedelta(weeks=weeks),
        period=Period("p", "", FIRST, held[-1].day),
        circles=tuple(Circle(id=one, name=f"Format {one}") for one in circles),
        held=held,
        called_off=0,
        still_to_come=0,
        presences={one.id: {"a": Presence.PRESENT, "b": there[int(one.id) % 2 == 0]} for one in held},
        treated={one.id: 2 for one in held},
        items={},
        decisions={one.id: 1 for one in held},
        actions={one.id: [] for one in held},
        sent={one.id: one.day + timedelta(days=3) for one in held},
        approved={one.id: one.day + timedelta(days=12) for one in held},
        left={one.id: one.day + timedelta(days=14) for one in held[:-1]},
        names={"a": "Clisson", "b": "Gorges"},
    )


@pytest.mark.parametrize(
    ("weeks", "circles", "first", "groups"),
    [
        (40, ("c0",), "Janvier 2020", 10),
        (40, ("c1", "c0"), "Format c0", 2),
        (200, ("c1", "c0"), "2020", 4),
    ],
)
def test_many_meetings_are_told_by_group(
    weeks: int, circles: tuple[str, ...], first: str, groups: int
) -> None:
    chart = meetings_chart(facts_of(weeks, circles))
    assert (chart.lines[0].label, len(chart.lines)) == (first, groups)
    assert chart.summary == f"{weeks}\u00a0réunions tenues"
    assert sum(int(line.cells[0]) for line in chart.lines) == weeks
    assert sum(len(chart.sources_of(at)) for at in range(groups)) == weeks


def test_a_group_says_its_median_days_and_what_waits() -> None:
    chart = delays_chart(facts_of(40))
    assert chart.lines[0].words == "14\u00a0jours"
    assert chart.lines[0].cells == ("4", "3", "9", "2", "14\u00a0jours")
    assert chart.lines[-1].words.endswith("1 en cours")


def test_presences_of_many_meetings_are_shares_that_name_the_meetings_followed() -> None:
    chart = attendance_chart(facts_of(40))
    assert chart.kind is ChartKind.BARS
    assert [line.words for line in chart.lines] == ["40 sur 40", "20 sur 40"]
    assert chart.lines[1].cells == ("20", "40", "50\u00a0%")
    assert len(chart.sources_of(1)) == 20


def test_a_long_or_wide_chart_is_painted_in_parts_of_one_scale() -> None:
    grid = attendance_chart(facts_of(36))
    assert grid.kind is ChartKind.GRID
    parts = pictured(grid)
    assert [len(part.head) for part in parts] == [15, 15, 6]
    assert [len(part.lines[0].presences) for part in parts] == [15, 15, 6]
    bars = meetings_chart(facts_of(36))
    assert [len(part.lines) for part in pictured(bars)] == [30, 6]
    assert {part.scale for part in pictured(bars)} == {2.0}
