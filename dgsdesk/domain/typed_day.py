"""A day as people type it in a field: « 8/12 », « mardi en huit », « fin mars », « 081226 », « hier ».

Pure functions: today is an argument. The whole text must be a day; what is left over makes it none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dgsdesk.domain.note_dates import COUNT, MONTH_WORDS, UNIT, counted_from, deadline_in, folded
from dgsdesk.domain.wording import MONTHS, WEEKDAYS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?(\d{4}|\d{2})")
_TIGHT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_SHORT = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})")
_WORDS = re.compile(
    rf"(?:le )?(?:(?:{'|'.join(WEEKDAYS)})\.? )?(1er|\d{{1,2}}) ([a-z]+)\.? (\d{{4}}|\d{{2}})"
)
_LAST_WEEKDAY = re.compile(rf"(?:le )?({'|'.join(WEEKDAYS)}) dernier")
_MONTHS = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_AGO = re.compile(rf"il y a {COUNT} {UNIT}")
_NEXT_WEEK = re.compile(rf"(?:le )?({'|'.join(WEEKDAYS)}) (?:de )?(?:la )?semaine prochaine")
_NUMBERED = re.compile(rf"(?:le )?({'|'.join(WEEKDAYS)}) (1er|\d{{1,2}})")
_MONTHS_OF_A_NUMBER = 3
"""« mardi 8 » is the first Tuesday the 8th of so many months."""

_BACK = {"hier": 1, "avant-hier": 2, "avant hier": 2, "aujourd'hui": 0}
_AFTER = re.compile(r"(?:j ?)?\+ ?(\d{1,3})")
_NTH = re.compile(
    rf"(?:le )?(1er|premier|2e|deuxieme|3e|troisieme|4e|quatrieme|dernier) ({'|'.join(WEEKDAYS)}) "
    rf"(?:de |d')({'|'.join(map(folded, MONTHS))})(?: (\d{{4}}))?"
)
_RANKS = {"1er": 1, "premier": 1, "2e": 2, "deuxieme": 2, "3e": 3, "troisieme": 3, "4e": 4, "quatrieme": 4}
_HABITS = (
    *((re.compile(rf"^(le )?{day[:3]}\W+(?=\d)"), rf"\g<1>{day} ") for day in WEEKDAYS),
    (re.compile(r"(?<!^ce) (?:au )?(?:matin|midi|apres-midi|soir)$"), ""),
    (re.compile(rf"^(le )?(\d{{1,2}})(?={_MONTHS})"), r"\g<1>\2 "),
    (re.compile(rf"^(?:le )?premier (?={_MONTHS})"), "1er "),
    (re.compile(rf"^(?:en )?({_MONTHS})\.?( \d{{4}})?$"), r"courant \1\2"),
    (re.compile(r"^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$"), r"\1/\2"),
    (re.compile(r"^\+ ?(?=\d+ [a-z])"), "dans "),
    (re.compile(r"^j ?(?=\d)"), "+"),
    (re.compile(rf"^(?:le )?prochain ({'|'.join(WEEKDAYS)})$"), r"\1 prochain"),
    (re.compile(r"^apres demain$"), "apres-demain"),
    (re.compile(r"^auj$"), "aujourd'hui"),
    (re.compile(r" en 8$"), " en huit"),
    (re.compile(r" en 15$"), " en quinze"),
    (re.compile(rf"^ce ({'|'.join(WEEKDAYS)})$"), r"\1"),
)
"""What is typed in haste, and the words that it stands for."""
_NAMED = re.compile(rf"(?:le |pour le |pour |d.ici )?({'|'.join(WEEKDAYS)})\.? (?:le )?(?:1er|\d)")
"""A weekday that stands before the number of a day."""
_LEADS = ("", "le ", "pour le ", "pour ", "d'ici ", "courant ")


def whole_day(text: str) -> date | None:
    """Return the day written with its year: « 12/11/2024 », « 12.11.24 », « mardi 12 novembre 2024 », ISO."""
    plain = text.strip()
    if found := _ISO.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(plain) or _TIGHT.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return _day(year + 2000 if year < 100 else year, month, day)
    if found := _WORDS.fullmatch(_evened(plain)):
        number = int(found[1].removesuffix("er"))
        year = int(found[3])
        return _day(year + 2000 if year < 100 else year, MONTH_WORDS.get(found[2], 0), number)
    return None


def typed_day(text: str, today: date, latest: date | None = None) -> date | None:
    """Return the day meant by what is typed; None when it is none.

    Without a year it is the next such day, or the last one before ``latest``, where nothing later may stand.
    """
    line = _said_in_full(text)
    said = whole_day(line) or _behind(line, today) or _counted(line, today)
    said = said or _numbered(line, today, latest)
    if said is not None:
        return said
    found = _ahead(line, today)
    if found is not None and latest is not None and found > latest:
        return _before(found, line, latest)
    return found


def belies_weekday(text: str, day: date) -> bool:
    """Say whether the text names another weekday beside its number than the day meant has."""
    found = _NAMED.match(_said_in_full(text))
    return found is not None and WEEKDAYS.index(found[1]) != day.weekday()


def _behind(line: str, today: date) -> date | None:
    if line in _BACK:
        return today - timedelta(days=_BACK[line])
    if found := _AGO.fullmatch(line):
        return counted_from(today, found["count"], found["unit"], back=True)
    if found := _LAST_WEEKDAY.fullmatch(line):
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(found[1]) - 1) % 7 + 1)
    return None


def _counted(line: str, today: date) -> date | None:
    """Read « J+7 » and « premier mardi de mars », the next one where no year is said."""
    if found := _AFTER.fullmatch(line):
        return today + timedelta(days=int(found[1]))
    if found := _NTH.fullmatch(line):
        month = MONTH_WORDS[found[3]]
        years = (int(found[4]),) if found[4] else (today.year, today.year + 1)
        days = [_nth(year, month, WEEKDAYS.index(found[2]), _RANKS.get(found[1], 0)) for year in years]
        return next((day for day in days if day >= today), days[-1])
    if found := _NEXT_WEEK.fullmatch(line):
        return today + timedelta(days=7 - today.weekday() + WEEKDAYS.index(found[1]))
    return None


def _numbered(line: str, today: date, latest: date | None) -> date | None:
    """Read « mardi 8 »: the next 8th that is a Tuesday, else the next 8th, whose weekday is then told."""
    found = _NUMBERED.fullmatch(line)
    if found is None:
        return None
    ahead, behind = _days_around(int(found[2].removesuffix("er")), today)
    days = behind if latest is not None and not any(day <= latest for day in ahead) else ahead
    named = (day for day in days if day.weekday() == WEEKDAYS.index(found[1]))
    return next(named, next(iter(days), None))


def _days_around(number: int, today: date) -> tuple[list[date], list[date]]:
    """Return the days of that number to come and those behind, the nearest first."""
    months = [divmod(today.year * 12 + today.month - 1 + away, 12) for away in range(-3, 4)]
    days = [day for year, month in months if (day := _day(year, month + 1, number)) is not None]
    ahead = [day for day in days if day >= today][:_MONTHS_OF_A_NUMBER]
    return ahead, [day for day in reversed(days) if day <= today][:_MONTHS_OF_A_NUMBER]


def _nth(year: int, month: int, weekday: int, rank: int) -> date:
    """Return the first to fourth such day of a month, its last one for 0."""
    first = date(year, month, 1)
    days = [day for day in (first + timedelta(days=at) for at in range(31)) if day.month == month]
    return [day for day in days if day.weekday() == weekday][rank - 1]


def _ahead(line: str, today: date) -> date | None:
    if found := _SHORT.fullmatch(line):
        line = f"le {found[1]}/{found[2]}"
    for lead in _LEADS:
        said = lead + line
        deadline = deadline_in(said, today)
        if deadline is not None and (deadline.start, deadline.end) == (0, len(said)):
            return deadline.day
    return None


def _before(found: date, line: str, latest: date) -> date | None:
    """Return the same day a week, a month or a year before: what was said without saying when."""
    if line.removeprefix("le ") in WEEKDAYS:
        return found - timedelta(days=7)
    if line.removeprefix("le ").removesuffix("er").isdigit():
        this_month = _day(latest.year, latest.month, found.day)
        last_month = latest.replace(day=1) - timedelta(days=1)
        inside = this_month is not None and this_month <= latest
        return this_month if inside else _day(last_month.year, last_month.month, found.day)
    return _day(found.year - 1, found.month, found.day)


def _said_in_full(text: str) -> str:
    """Return what is typed with its short cuts written out."""
    line = _evened(text)
    for habit, words in _HABITS:
        line = habit.sub(words, line)
    return line


def _evened(text: str) -> str:
    return " ".join(folded(text).split()).rstrip(".,")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
