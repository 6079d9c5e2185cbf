"""Dates from a cadence, and why some of them fall out."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.rota.dates import (
    LAST,
    Cadence,
    Caution,
    DateWarning,
    EveryWeeks,
    Limits,
    NthWeekday,
    ProposedDate,
    Skip,
    TimesAYear,
    propose_dates,
)
from dgsdesk.domain.rota.problem import Period

YEAR = date(2027, 1, 1), date(2027, 12, 31)
NEVER_SKIP = Limits(skipped_months=())
TUESDAY, THURSDAY = 1, 3


def days(cadence: Cadence) -> list[date]:
    return [entry.day for entry in propose_dates(cadence, *YEAR, NEVER_SKIP)]


def test_the_second_tuesday_of_each_month() -> None:
    found = days(NthWeekday(2, TUESDAY))
    assert found[:3] == [date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]
    assert len(found) == 12
    assert all(day.weekday() == TUESDAY and 8 <= day.day <= 14 for day in found)


def test_the_last_thursday_every_second_month() -> None:
    found = days(NthWeekday(LAST, THURSDAY, months=2))
    assert [day.month for day in found] == [1, 3, 5, 7, 9, 11]
    assert all((day + timedelta(7)).month != day.month for day in found)


def test_every_six_weeks() -> None:
    found = days(EveryWeeks(6, THURSDAY))
    assert found[0] == date(2027, 1, 7)
    assert {(after - before).days for before, after in pairwise(found)} == {42}
    assert YEAR[1] - found[-1] < timedelta(42)


@pytest.mark.parametrize("times", range(1, 13))
def test_so_many_times_a_year(times: int) -> None:
    found = days(TimesAYear(times, 1, TUESDAY))
    assert len(found) == times
    gaps = {(b.month - a.month) for a, b in pairwise(found)}
    assert all(12 // times <= gap <= -(-12 // times) for gap in gaps)


def test_a_skipped_date_says_why_and_what_could_stand_in() -> None:
    """All Saints' day 2027 is a Monday; the first Monday of November moves to the next one."""
    limits = Limits(closed_days={date(2027, 11, 1)}, blocked=[Period(date(2027, 3, 1), date(2027, 3, 31))])
    found = {entry.day: entry for entry in propose_dates(NthWeekday(1, 0), *YEAR, limits)}
    assert found[date(2027, 11, 1)] == ProposedDate(
        date(2027, 11, 1), skipped=Skip.PUBLIC_HOLIDAY, instead=date(2027, 11, 8)
    )
    assert found[date(2027, 8, 2)].skipped is Skip.MONTH_WITHOUT_MEETING
    assert found[date(2027, 3, 1)] == ProposedDate(date(2027, 3, 1), skipped=Skip.BLOCKED)
    assert sum(entry.skipped is None for entry in found.values()) == 9


def test_the_stand_in_may_come_before_but_never_outside_the_month_or_the_cadence() -> None:
    limits = Limits(closed_days={date(2027, 5, 27)})
    (skipped,) = [
        e
        for e in propose_dates(NthWeekday(LAST, THURSDAY), *YEAR, limits)
        if e.skipped is Skip.PUBLIC_HOLIDAY
    ]
    assert skipped.instead == date(2027, 5, 20)
    every = [e for e in propose_dates(EveryWeeks(1, THURSDAY), *YEAR, limits) if e.day == date(2027, 5, 27)]
    assert every[0].instead is None


def test_school_holidays_and_other_meetings_only_warn() -> None:
    limits = Limits(
        school_holidays={date(2027, 2, 18): "vacances d’hiver, zone B"},
        other_meetings={date(2027, 2, 18): "Comité d’appui"},
    )
    found = propose_dates(NthWeekday(3, THURSDAY), *YEAR, limits, time(9, 30))
    assert found[1] == ProposedDate(
        date(2027, 2, 18),
        warnings=(
            DateWarning(Caution.SCHOOL_HOLIDAYS, "vacances d’hiver, zone B"),
            DateWarning(Caution.OTHER_MEETING, "Comité d’appui"),
        ),
        hour=time(9, 30),
    )
    assert found[0].warnings == ()


def test_an_empty_or_endless_period_is_refused() -> None:
    for start, end, code in (
        (YEAR[1], YEAR[0], "empty_period"),
        (YEAR[0], date(9999, 12, 31), "period_too_long"),
    ):
        with pytest.raises(BadInput, match=code):
            propose_dates(EveryWeeks(1, 0), start, end)


@pytest.mark.parametrize(
    "make",
    [
        lambda: EveryWeeks(0, 0),
        lambda: EveryWeeks(1, 7),
        lambda: NthWeekday(5, 0),
        lambda: NthWeekday(0, 0),
        lambda: NthWeekday(1, 0, months=0),
        lambda: TimesAYear(13, 1, 0),
    ],
)
def test_what_is_no_cadence_is_refused(make: object) -> None:
    with pytest.raises(BadInput, match="number_out_of_range"):
        make()  # type: ignore[operator]
