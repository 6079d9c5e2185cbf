"""Dates as hurried notes say them: « avant le 15 mars », « mardi en huit », « sous quinzaine », « 8/12 ».

Pure functions on one line of text. Days are read as French people mean them on the day of the meeting: a
date without a year is the next one, « vendredi » the next Friday. Positions count characters of the line.

===== ============================================================================================
said  the day meant
===== ============================================================================================
début the 10th, mi the 15th, fin and courant the last day of the month
avant (a month) the day before it begins
en    « mardi en huit »: a week after the next Tuesday; « en quinze » two weeks after
sous  « huitaine » eight days, « quinzaine » fifteen, « 48 h » two
===== ============================================================================================
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dgsdesk.domain.wording import MONTHS, WEEKDAYS


@dataclass(frozen=True)
class Deadline:
    """A date found in words, from ``start`` to ``end`` in the line."""

    start: int
    end: int
    day: date


def folded(text: str) -> str:
    """Return the text without accents, case, typographic spaces or apostrophes, of the same length."""
    return "".join(map(_fold, text))


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char in "\u00a0\u202f\t":
        return " "
    if char in "\u2019\u02bc":
        return "'"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


MONTH_WORDS = {folded(name): rank for rank, name in enumerate(MONTHS, start=1)} | {
    "janv": 1,
    "jan": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_COUNTS |= {"neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30}

_BY = r"(?:avant|d'ici(?: a)?|au plus tard|jusqu'au|jusqu'a|pour)"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_WORDS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?: (?P<year>20\d\d))?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DAY = r"(?P<day>1er|\d{1,2})"
_FIGURES = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?"
_BARE_FIGURES = (
    r"(?:le )?(?P<day>\d{1,2})/(?P<month>0\d|1[0-2])(?:/(?P<year>20\d\d|\d\d))?(?! d(?:es?|u)\b)(?! d')"
)
"""« 8/12 » alone is a day when its month has two figures: « 3/4 des communes » is a share."""

_Reader = Callable[[re.Match[str], date], date | None]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _calendar_day(match: re.Match[str], today: date) -> date | None:
    month = MONTH_WORDS[match["month"]]
    return _coming(today, _number(match["day"]), month, _year(match))


def _figures(match: re.Match[str], today: date) -> date | None:
    year = match["year"]
    whole = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return _coming(today, int(match["day"]), int(match["month"]), whole)


def _part_of_month(match: re.Match[str], today: date) -> date | None:
    month, year = MONTH_WORDS[match["month"]], _year(match)
    day = {"debut": 10, "mi": 15}.get(match["part"].removesuffix(" de"))
    if day is not None:
        return _coming(today, day, month, year)
    return _end_of_month(today, month, year)


def _half_of_month(match: re.Match[str], today: date) -> date | None:
    month, year = MONTH_WORDS[match["month"]], _year(match)
    if match["half"].startswith("prem"):
        return _coming(today, 15, month, year)
    return _end_of_month(today, month, year)


def _before_month(match: re.Match[str], today: date) -> date | None:
    first = _coming(today + timedelta(days=1), 1, MONTH_WORDS[match["month"]], _year(match))
    return first and first - timedelta(days=1)


def _next_weekday(match: re.Match[str], today: date) -> date:
    wanted = WEEKDAYS.index(match["weekday"])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weeks_after(match: re.Match[str], today: date) -> date:
    """Read « mardi en huit », « demain en quinze »."""
    from_day = match["from"]
    if from_day in WEEKDAYS:
        wanted = WEEKDAYS.index(from_day)
        first = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    else:
        first = today + timedelta(days=1 if from_day == "demain" else 0)
    return first + timedelta(days=14 if match["weeks"] == "quinze" else 7)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    number = _number(match["day"])
    for ahead in range(3):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        found = _date(year, month + 1, number)
        if found is not None and found >= today:
            return found
    return None


def _span_end(match: re.Match[str], today: date) -> date:
    what = match["span"]
    if "annee" in what:
        return date(today.year, 12, 31)
    if "mois" in what:
        return _month_end(today if "prochain" not in what else _month_end(today) + timedelta(days=1))
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    return friday + timedelta(days=7 if "prochaine" in what else 0)


def _soon(match: re.Match[str], today: date) -> date:
    return today + timedelta(days={"ce soir": 0, "demain": 1, "apres-demain": 2}[match["soon"]])


def _after(match: re.Match[str], today: date) -> date:
    return counted_from(today, match["count"], match["unit"])


def counted_from(today: date, said: str, unit: str, *, back: bool = False) -> date:
    """Return the day that lies so many units (« deux », « 3 »; `UNIT`) ahead, or back."""
    count = (int(said) if said.isdigit() else _COUNTS[said]) * (-1 if back else 1)
    if unit.startswith(("mois", "an")):
        months = count * (12 if unit.startswith("an") else 1)
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    if unit.startswith("h"):
        return today + timedelta(days=-(-count // 24))
    return today + timedelta(days=count * (7 if unit.startswith("semaine") else 1))


def _fortnight(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=8 if match["span"] == "huitaine" else 15)


COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
UNIT = r"(?P<unit>jours?|semaines?|mois|ans?|heures|h)"
_WITHIN = r"(?:d'ici(?: a)?|sous|dans un delai de|dans)"
_SPANS = (
    r"(?:la )?fin (?:de l'|d')annee|(?:la )?fin (?:du|de) mois(?: prochain)?|(?:la )?fin de (?:la )?semaine"
)
_NEXT_MEETING = _compiled(
    rf"(?:{_BY} |a )(?:la |notre )(?:prochaine (?:reunion|seance|rencontre|fois)|(?:reunion|seance) suivante)"
)
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (_compiled(pattern), reader)
    for pattern, reader in (
        (rf"{_BY} (?:le )?(?:{_WEEKDAY} )?{_DAY} {_MONTH}{_YEAR}", _calendar_day),
        (rf"(?:le (?:{_WEEKDAY} )?|{_WEEKDAY} ){_DAY} {_MONTH}{_YEAR}", _calendar_day),
        (rf"{_BY} (?:le )?{_FIGURES}", _figures),
        (rf"le {_FIGURES}", _figures),
        (_BARE_FIGURES, _figures),
        (
            rf"(?:{_BY} )?(?:la )?(?P<part>fin|mi|debut|courant)[ -](?:de |d')?{_MONTH}{_YEAR}",
            _part_of_month,
        ),
        (
            rf"(?:{_BY} )?(?:la )?(?P<half>premiere|deuxieme|seconde) quinzaine (?:de |d'){_MONTH}{_YEAR}",
            _half_of_month,
        ),
        (rf"{_BY} {_MONTH}{_YEAR}", _before_month),
        (
            rf"(?:{_BY} |d')?(?:le )?(?P<from>{_WEEKDAY}|demain|aujourd'hui) en (?P<weeks>huit|quinze)",
            _weeks_after,
        ),
        (rf"{_BY} (?:le )?(?P<weekday>{_WEEKDAY})(?: prochain)?(?! en )", _next_weekday),
        (
            rf"(?<!le )(?<!du )(?<!au )(?<!les )(?P<weekday>{_WEEKDAY})(?: prochain)?(?! en )(?! \d)",
            _next_weekday,
        ),
        (
            rf"(?:{_BY} |courant )(?:de )?(?P<span>{_SPANS}|la semaine prochaine|le mois prochain)",
            _span_end,
        ),
        (
            r"(?P<span>en fin de semaine|fin d'annee|fin de mois|cette semaine|la semaine prochaine)",
            _span_end,
        ),
        (rf"(?:{_BY} )?(?P<soon>ce soir|demain|apres-demain)(?! en )(?! matin)", _soon),
        (rf"{_WITHIN} (?:les )?{COUNT} {UNIT}", _after),
        (rf"(?:{_WITHIN} |a )(?:une |la )?(?P<span>huitaine|quinzaine)(?! de)(?! d')", _fortnight),
        (rf"(?:{_BY} )?le {_DAY}(?!\s*[\w%€/])", _day_of_month),
    )
)


def deadline_in(text: str, today: date, next_meeting: date | None = None) -> Deadline | None:
    """Return the last date in words by which something is to be done; ``today`` is the meeting's day.

    Reads « avant le 15 mars », « d’ici vendredi », « pour le 3/2 », « fin janvier », « d’ici deux semaines »;
    « d’ici la prochaine réunion » when that day is known.
    """
    found: dict[int, Deadline] = {}
    line = folded(text)
    for form, reader in _FORMS:
        for match in form.finditer(line):
            day = reader(match, today)
            if day is not None:
                _keep_longest(found, Deadline(match.start(), match.end(), day))
    if next_meeting is not None:
        for match in _NEXT_MEETING.finditer(line):
            found[match.start()] = Deadline(match.start(), match.end(), next_meeting)
    spans = sorted(found.values(), key=lambda one: (one.end, one.start - one.end))
    return spans[-1] if spans else None


def _keep_longest(found: dict[int, Deadline], one: Deadline) -> None:
    """Keep « avant le 15 mars » rather than « le 15 mars » within it, the first form of two alike."""
    for start, other in list(found.items()):
        if other.start <= one.start and one.end <= other.end:
            return
        if one.start <= other.start and other.end <= one.end:
            del found[start]
    found[one.start] = one


def _number(said: str) -> int:
    return 1 if said == "1er" else int(said)


def _year(match: re.Match[str]) -> int | None:
    year = match["year"]
    return int(year) if year else None


def _coming(today: date, day: int, month: int, year: int | None) -> date | None:
    """Return that day of the year given, or the next time it comes; nothing for 31 February."""
    if year is not None:
        return _date(year, month, day)
    return next(
        (
            found
            for ahead in range(5)
            if (found := _date(today.year + ahead, month, day)) is not None and found >= today
        ),
        None,
    )


def _end_of_month(today: date, month: int, year: int | None) -> date:
    """Return the last day of the month of the year given, or of the next time it comes to its end."""
    if year is not None:
        return _month_end(date(year, month, 1))
    this_year = _month_end(date(today.year, month, 1))
    return this_year if this_year >= today else _month_end(date(today.year + 1, month, 1))


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
