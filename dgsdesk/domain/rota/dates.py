"""Propose the dates of a circle's meetings: a cadence, less the days on which nobody meets.

Each date that falls out says why, and which day could stand in. School holidays and other circles' meetings
are only warnings. Holidays are arguments: they depend on the département and on the zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Protocol

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.rota.problem import Period

AUGUST = 8
LONGEST = timedelta(7_306)
"""Nobody plans more than twenty years of meetings."""

LAST = -1
"""The last such weekday of the month, as ``nth``."""


class Cadence(Protocol):
    """How often a circle meets: the days, ascending, that it would take from ``start`` to ``end``."""

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield the days, both bounds included."""


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every N weeks on a weekday (Monday is 0), from the first such day of the period."""

    weeks: int
    weekday: int

    def __post_init__(self) -> None:
        """Refuse what is no cadence."""
        _within("weeks", self.weeks, 1, 52)
        _within("weekday", self.weekday, 0, 6)

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield the days, both bounds included."""
        day = start + timedelta((self.weekday - start.weekday()) % 7)
        while day <= end:
            yield day
            day += timedelta(7 * self.weeks)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth weekday (1 to 4, or ``LAST``) of the month, every so many months from the first one."""

    nth: int
    weekday: int
    months: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no cadence."""
        _check_nth(self.nth, self.weekday)
        _within("months", self.months, 1, 12)

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield the days, both bounds included."""
        first, last = _month_number(start), _month_number(end)
        for month in range(first, last + 1, self.months):
            yield from _inside(_nth_weekday(month, self.nth, self.weekday), start, end)


@dataclass(frozen=True, slots=True)
class TimesAYear:
    """So many times a year (8: every month and a half), spread evenly, on the nth weekday of the month."""

    times: int
    nth: int
    weekday: int

    def __post_init__(self) -> None:
        """Refuse what is no cadence."""
        _check_nth(self.nth, self.weekday)
        _within("times", self.times, 1, 12)

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield the days, both bounds included."""
        first, last = _month_number(start), _month_number(end)
        turns = (last - first + 1) * self.times // 12 + 1
        for month in (first + turn * 12 // self.times for turn in range(turns)):
            yield from _inside(_nth_weekday(month, self.nth, self.weekday), start, end)


class Skip(StrEnum):
    """Why a date of the cadence falls out."""

    PUBLIC_HOLIDAY = "public_holiday"
    MONTH_WITHOUT_MEETING = "month_without_meeting"
    BLOCKED = "blocked"


class Caution(StrEnum):
    """Why a proposed date deserves a second look."""

    SCHOOL_HOLIDAYS = "school_holidays"
    OTHER_MEETING = "other_meeting"


@dataclass(frozen=True, slots=True)
class DateWarning:
    """A caution with what it is about: the name of the holidays, of the other circle."""

    caution: Caution
    about: str


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A date of the cadence. ``skipped`` tells why it falls out, ``instead`` which day could stand in."""

    day: date
    warnings: tuple[DateWarning, ...] = ()
    skipped: Skip | None = None
    instead: date | None = None
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The days on which a circle does not meet, and those that deserve a warning."""

    closed_days: Collection[date] = ()
    skipped_months: Collection[int] = (AUGUST,)
    blocked: Sequence[Period] = ()
    school_holidays: Mapping[date, str] | None = None
    other_meetings: Mapping[date, str] | None = None

    def skip(self, day: date) -> Skip | None:
        """Return why the day falls out, or None."""
        if day.month in self.skipped_months:
            return Skip.MONTH_WITHOUT_MEETING
        if day in self.closed_days:
            return Skip.PUBLIC_HOLIDAY
        return Skip.BLOCKED if any(day in period for period in self.blocked) else None

    def warnings(self, day: date) -> tuple[DateWarning, ...]:
        """Return what to look at twice on that day."""
        found = []
        if self.school_holidays and day in self.school_holidays:
            found.append(DateWarning(Caution.SCHOOL_HOLIDAYS, self.school_holidays[day]))
        if self.other_meetings and day in self.other_meetings:
            found.append(DateWarning(Caution.OTHER_MEETING, self.other_meetings[day]))
        return tuple(found)


def propose_dates(
    cadence: Cadence, start: date, end: date, limits: Limits | None = None, hour: time | None = None
) -> list[ProposedDate]:
    """Return every date of the cadence from ``start`` to ``end``, both included; a skipped one says why.

    Raises BadInput when the period is empty or longer than ``LONGEST``.
    """
    if start > end:
        raise BadInput("empty_period", "end", start=start, end=end)
    if end - start > LONGEST:
        raise BadInput("period_too_long", "end", days=(end - start).days, most=LONGEST.days)
    limits = limits or Limits()
    wished = list(cadence.days(start, end))
    return [_proposed(day, wished, limits, Period(start, end), hour) for day in wished]


def _proposed(
    day: date, wished: Sequence[date], limits: Limits, period: Period, hour: time | None
) -> ProposedDate:
    skipped = limits.skip(day)
    if skipped is None:
        return ProposedDate(day, limits.warnings(day), hour=hour)
    return ProposedDate(day, skipped=skipped, instead=_stand_in(day, wished, limits, period), hour=hour)


def _stand_in(day: date, wished: Sequence[date], limits: Limits, period: Period) -> date | None:
    """Return the nearest open day of the same weekday and month, later ones first, that is not taken."""
    for weeks in (1, -1, 2, -2, 3, -3, 4, -4):
        other = day + timedelta(7 * weeks)
        fits = other.month == day.month and other in period and other not in wished
        if fits and limits.skip(other) is None:
            return other
    return None


def years_short(days: Collection[date], least: int) -> list[tuple[int, int]]:
    """Return (year, dates) of each year with fewer dates than ``least``.

    Only years that the dates span: a year that begins or ends further than their usual interval from any
    date is not planned yet, or was not led yet.
    """
    if not days:
        return []
    gap = timedelta(days=366 // least)
    first, last = min(days), max(days)
    found = []
    for year in range(first.year, last.year + 1):
        count = sum(day.year == year for day in days)
        spanned = first <= date(year, 1, 1) + gap and last >= date(year, 12, 31) - gap
        if spanned and count < least:
            found.append((year, count))
    return found


def same_day_in(
    month: date, weekday: int, nth: int, limits: Limits, taken: Collection[date], earliest: date
) -> date | None:
    """Return the open day of a month nearest to its nth such weekday, None when there is none.

    ``month`` is any of its days; no day that is ``taken``, nor one before ``earliest``.
    """
    wished = _nth_weekday(_month_number(month), nth, weekday)
    days = (wished + timedelta(7 * weeks) for weeks in (0, 1, -1, 2, -2, 3, -3, 4, -4))
    for day in days:
        inside = day.month == wished.month and day >= earliest
        if inside and day not in taken and limits.skip(day) is None:
            return day
    return None


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _nth_weekday(month: int, nth: int, weekday: int) -> date:
    first = date(month // 12, month % 12 + 1, 1)
    day = first + timedelta((weekday - first.weekday()) % 7)
    if nth != LAST:
        return day + timedelta(7 * (nth - 1))
    fifth = day + timedelta(28)
    return fifth if fifth.month == first.month else fifth - timedelta(7)


def _inside(day: date, start: date, end: date) -> Iterator[date]:
    if start <= day <= end:
        yield day


def _check_nth(nth: int, weekday: int) -> None:
    if nth != LAST:
        _within("nth", nth, 1, 4)
    _within("weekday", weekday, 0, 6)


def _within(where: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise BadInput("number_out_of_range", where, value=value, least=least, most=most)
