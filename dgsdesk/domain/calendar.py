"""The calendar of deadlines: public and school holidays, five ways of counting, the observation period.

Nothing in the law governs the minutes of an internal meeting: the rule is the network's own, and its result
is always said with its day and its hour. The ways of counting follow the Code de procédure civile (articles
641 and 642), the « jours francs » of the CGCT (L2121-11, L2121-12) and ordinary use for the two others.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.wording import (
    APOSTROPHE,
    NBSP,
    WEEKDAYS,
    cardinal,
    date_full,
    day_and_month,
    join_and,
)

if TYPE_CHECKING:
    from holidays import HolidayBase

METROPOLE = "metropole"
"""The zone of the eleven national holidays alone (Code du travail, L3133-1)."""

ALSACE_MOSELLE = "alsace-moselle"
"""The zone that adds Good Friday and 26 December (57, 67, 68)."""

SCHOOL_ZONES = ("A", "B", "C")
"""The zones of school holidays; Corsica and overseas have calendars of their own."""

_DEPARTEMENTS_OF_ZONE = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 "
    "67 68 72 76 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
# By académie. A: Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers;
# C: Créteil, Montpellier, Paris, Toulouse, Versailles; B: the others of the mainland.
_ZONE_OF = {code: zone for zone, codes in _DEPARTEMENTS_OF_ZONE.items() for code in codes.split()}

_SUBDIVISIONS = {
    METROPOLE: None,
    ALSACE_MOSELLE: "57",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "984": "TF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
    "989": None,
}
# The library counts as holidays of the Antilles some days that are local custom, not law.
_CUSTOM_ZONES = frozenset({"971", "972", "978"})
_CUSTOM_DAYS = frozenset({"Mi-Carême", "Vendredi saint", "Fête de Victor Schoelcher"})
_NAMES = {"Fête de la Victoire": "Victoire 1945", "Armistice": "Armistice 1918"}

_FIRST_YEAR, _LAST_YEAR = 1983, 2098
"""Years for which the list of holidays is today's: slavery's abolition entered it in 1983."""

_LONGEST_PERIOD = 366
_ONE_DAY = timedelta(days=1)


class CountingMode(StrEnum):
    """The five ways of counting days; the values are those of files and of the command line."""

    CALENDAR = "calendaire"
    CALENDAR_MOVED = "calendaire_reporte"
    CLEAR = "franc"
    BUSINESS = "ouvrable"
    WORKED = "ouvre"


_UNITS = {
    CountingMode.CALENDAR: ("jour calendaire", "jours calendaires"),
    CountingMode.CALENDAR_MOVED: ("jour calendaire", "jours calendaires"),
    CountingMode.CLEAR: ("jour franc", "jours francs"),
    CountingMode.BUSINESS: ("jour ouvrable", "jours ouvrables"),
    CountingMode.WORKED: ("jour ouvré", "jours ouvrés"),
}
_LAST_WEEKDAY = {CountingMode.BUSINESS: 5, CountingMode.WORKED: 4}


@dataclass(frozen=True)
class SkippedHoliday:
    """A public holiday that put the deadline off."""

    day: date
    name: str


@dataclass(frozen=True)
class ObservationPeriod:
    """The days during which an observation comes in time.

    ``last_day`` counts until 24:00 local time, ``approved_on`` begins at 0:00 the day after. ``moved_from``
    is the end before it was moved to a working day, ``skipped`` the holidays that put it off.
    """

    sent: date
    days: int
    mode: CountingMode
    zone: str
    last_day: date
    moved_from: date | None = None
    skipped: tuple[SkippedHoliday, ...] = ()

    @property
    def approved_on(self) -> date:
        """The first day on which silence has approved the text."""
        return self.last_day + _ONE_DAY


def counting_mode(code: str) -> CountingMode:
    """Return the way of counting of a code; raises BadInput("counting_mode")."""
    if code not in {mode.value for mode in CountingMode}:
        raise BadInput("counting_mode", given=code, known=[mode.value for mode in CountingMode])
    return CountingMode(code)


def load_calendar() -> None:
    """Load the library of holidays, which takes some 100 ms, before a first date needs it."""
    public_holidays(METROPOLE, _FIRST_YEAR)


@cache
def _france() -> type[HolidayBase]:
    """Return the calendar of France alone.

    Its packages, let to themselves, load 250 countries (18 MB) and the moons of every religion (3 MB).
    """
    root = find_spec("holidays")
    assert root is not None
    for name in ("holidays.calendars", "holidays.groups", "holidays.countries"):
        if name not in sys.modules:
            spec = PathFinder.find_spec(name, root.submodule_search_locations)
            assert spec is not None
            sys.modules[name] = module_from_spec(spec)
    groups: Any = sys.modules["holidays.groups"]
    from holidays.groups.christian import ChristianHolidays
    from holidays.groups.international import InternationalHolidays

    groups.ChristianHolidays, groups.InternationalHolidays = ChristianHolidays, InternationalHolidays
    from holidays.countries.france import France

    return France


@cache
def public_holidays(zone: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of a zone, by law alone, with their French names.

    Raises BadInput: "holiday_zone" for an unknown zone, "holiday_year" outside 1983 to 2098.
    """
    if zone not in _SUBDIVISIONS:
        raise BadInput("holiday_zone", given=zone, known=list(_SUBDIVISIONS))
    _check_year(year)
    found = _france()(subdiv=_SUBDIVISIONS[zone], years=year, language="fr")
    custom = _CUSTOM_DAYS if zone in _CUSTOM_ZONES else frozenset()
    named = {day: _lawful_name(name, custom) for day, name in sorted(found.items())}
    return MappingProxyType({day: name for day, name in named.items() if name})


@cache
def school_holidays(zone: str, year: int) -> Mapping[date, str]:
    """Return every day of school holidays of zone A, B or C in a calendar year, with the holiday's name.

    An empty mapping for "" (Corsica and overseas are not covered). Years that no arrêté has settled yet
    follow the usual pattern: good for a warning, not for a proof. Raises BadInput("school_zone").
    """
    if not zone:
        return MappingProxyType({})
    if zone not in SCHOOL_ZONES:
        raise BadInput("school_zone", given=zone, known=list(SCHOOL_ZONES))
    _check_year(year)
    found = _france()(subdiv=f"Zone {zone}", years=year, language="fr", categories="school")
    return MappingProxyType({day: _typeset(name) for day, name in sorted(found.items()) if day.year == year})


def school_zone_of(departement: str) -> str:
    """Return the zone of school holidays of a département by its code; nothing for Corsica and overseas."""
    return _ZONE_OF.get(departement, "")


def is_holiday(day: date, zone: str) -> bool:
    """Tell whether a day is a public holiday of a zone."""
    return day in public_holidays(zone, day.year)


def is_worked(day: date, zone: str) -> bool:
    """Tell whether a day is « ouvré »: Monday to Friday, no public holiday."""
    return _counts(day, CountingMode.WORKED, zone)


def observation_period(sent: date, days: int, mode: CountingMode, zone: str) -> ObservationPeriod:
    """Compute the period opened by a sending; the day of the sending never counts.

    Raises BadInput: "observation_days" outside 1 to 366, and as ``public_holidays``.
    """
    if not 1 <= days <= _LONGEST_PERIOD:
        raise BadInput("observation_days", given=days, longest=_LONGEST_PERIOD)
    _check_year(sent.year)
    public_holidays(zone, sent.year)
    if mode in _LAST_WEEKDAY:
        return _counted_period(sent, days, mode, zone)
    end = sent + timedelta(days=days + (mode is CountingMode.CLEAR))
    if mode is CountingMode.CALENDAR_MOVED and not is_worked(end, zone):
        return _moved_period(sent, days, zone, end)
    return ObservationPeriod(sent, days, mode, zone, end)


def deadline_sentence(period: ObservationPeriod) -> str:
    """Say the whole deadline: sending, rule with its unit, last day, hour of approval (product § 3.9)."""
    return (
        f"envoyé le {date_full(period.sent)}, {counting_rule(period)}{NBSP}: "
        f"observations jusqu{APOSTROPHE}au {date_full(period.last_day)} inclus, "
        f"réputé approuvé le {date_full(period.approved_on)} à 0{NBSP}h"
    )


def counting_rule(period: ObservationPeriod) -> str:
    """Say the rule and what it did here: « huit jours ouvrés, du lundi au vendredi sauf le… ».

    The unit is always said: « huit jours » alone means one week in everyday French.
    """
    one, several = _UNITS[period.mode]
    count = f"{cardinal(period.days)} {one if period.days == 1 else several}"
    return count + _REASONS[period.mode](period)


def _no_reason(period: ObservationPeriod) -> str:
    return ""


def _moved_reason(period: ObservationPeriod) -> str:
    if period.moved_from is None:
        return ", échéance un jour ouvré"
    holiday = next((f" ({skip.name})" for skip in period.skipped if skip.day == period.moved_from), "")
    return f", échéance reportée du {_weekday_and_day(period.moved_from)}{holiday} au premier jour ouvré"


def _clear_reason(period: ObservationPeriod) -> str:
    return f", sans compter le jour de l{APOSTROPHE}envoi ni celui de l{APOSTROPHE}échéance"


def _counted_reason(period: ObservationPeriod) -> str:
    span = f", du lundi au {WEEKDAYS[_LAST_WEEKDAY[period.mode]]}"
    skipped = [f"le {_weekday_and_day(skip.day)} ({skip.name})" for skip in period.skipped]
    return f"{span} sauf {join_and(skipped)}" if skipped else f"{span} hors jours fériés"


_REASONS = {
    CountingMode.CALENDAR: _no_reason,
    CountingMode.CALENDAR_MOVED: _moved_reason,
    CountingMode.CLEAR: _clear_reason,
    CountingMode.BUSINESS: _counted_reason,
    CountingMode.WORKED: _counted_reason,
}


def _weekday_and_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"


def _counts(day: date, mode: CountingMode, zone: str) -> bool:
    return day.weekday() <= _LAST_WEEKDAY[mode] and not is_holiday(day, zone)


def _counted_period(sent: date, days: int, mode: CountingMode, zone: str) -> ObservationPeriod:
    """Count only the days that count; remember the holidays stepped over on such weekdays."""
    end, left, skipped = sent, days, []
    while left:
        end += _ONE_DAY
        if _counts(end, mode, zone):
            left -= 1
        elif end.weekday() <= _LAST_WEEKDAY[mode]:
            skipped.append(_skipped(end, zone))
    return ObservationPeriod(sent, days, mode, zone, end, skipped=tuple(skipped))


def _moved_period(sent: date, days: int, zone: str, end: date) -> ObservationPeriod:
    """Move the end to the next working day (CPC 642, second paragraph)."""
    last, skipped = end, []
    while not is_worked(last, zone):
        if is_holiday(last, zone):
            skipped.append(_skipped(last, zone))
        last += _ONE_DAY
    return ObservationPeriod(sent, days, CountingMode.CALENDAR_MOVED, zone, last, end, tuple(skipped))


def _skipped(day: date, zone: str) -> SkippedHoliday:
    return SkippedHoliday(day, public_holidays(zone, day.year)[day])


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput("holiday_year", given=year, first=_FIRST_YEAR, last=_LAST_YEAR)


def _lawful_name(name: str, custom: frozenset[str]) -> str:
    """Give the names that the law knows, joined when two fall on one day; empty when custom alone."""
    lawful = [_NAMES.get(part, part) for part in name.split("; ") if part not in custom]
    return _typeset(join_and(lawful))


def _typeset(name: str) -> str:
    return name.replace("'", APOSTROPHE)
