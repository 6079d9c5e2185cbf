"""What a hurried note says: « avant le 15 mars », « @ » somebody: so that a line becomes an action.

Pure functions on one line of text. Days are read as French people mean them on the day of the meeting: a
date without a year is the next one, « vendredi » the next Friday. Positions count characters of the line.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.domain.wording import MONTHS, WEEKDAYS

DECISION_MARK = "!"
PERSON_MARK = "@"


@dataclass(frozen=True)
class Deadline:
    """A date found in words, from ``start`` to ``end`` in the line."""

    start: int
    end: int
    day: date


@dataclass(frozen=True)
class Mention:
    """A person named after « @ », from ``start`` (the sign) to ``end``; ``known`` when it is one of ours."""

    start: int
    end: int
    label: str
    known: bool


@dataclass(frozen=True)
class NotedAction:
    """What a line asks for: what, who (empty for nobody yet), by when."""

    text: str
    owner: str
    due: date | None


def folded(text: str) -> str:
    """Return the text without accents, case, typographic spaces or apostrophes, of the same length."""
    return "".join(map(_fold, text))


def _fold(char: str) -> str:
    if char in "\u00a0\u202f\t":
        return " "
    if char in "\u2019\u02bc":
        return "'"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


_MONTH_WORDS = {folded(name): rank for rank, name in enumerate(MONTHS, start=1)} | {
    "janv": 1,
    "fevr": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "huit": 8, "dix": 10}
_COUNTS |= {"quinze": 15}

_BY = r"(?:avant|d'ici(?: a)?|au plus tard|jusqu'au|jusqu'a|pour)"
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?: (?P<year>20\d\d))?"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DAY = r"(?P<day>1er|\d{1,2})"

_Reader = Callable[[re.Match[str], date], date | None]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _calendar_day(match: re.Match[str], today: date) -> date | None:
    month = _MONTH_WORDS[match["month"]]
    return _coming(today, _number(match["day"]), month, _year(match))


def _figures(match: re.Match[str], today: date) -> date | None:
    year = match["year"]
    whole = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return _coming(today, int(match["day"]), int(match["month"]), whole)


def _part_of_month(match: re.Match[str], today: date) -> date | None:
    month, year = _MONTH_WORDS[match["month"]], _year(match)
    if match["part"] == "mi":
        return _coming(today, 15, month, year)
    last = _coming(today, 28, month, year)
    return last and _month_end(last)


def _before_month(match: re.Match[str], today: date) -> date | None:
    first = _coming(today + timedelta(days=1), 1, _MONTH_WORDS[match["month"]], _year(match))
    return first and first - timedelta(days=1)


def _next_weekday(match: re.Match[str], today: date) -> date:
    wanted = WEEKDAYS.index(match["weekday"])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


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
    said = match["count"]
    count = int(said) if said.isdigit() else _COUNTS[said]
    unit = match["unit"]
    if unit.startswith("mois"):
        year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return today + timedelta(days=count * (7 if unit.startswith("semaine") else 1))


_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_SPANS = (
    r"(?:la )?fin (?:de l'|d')annee|(?:la )?fin (?:du|de) mois(?: prochain)?|(?:la )?fin de (?:la )?semaine"
)
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (_compiled(pattern), reader)
    for pattern, reader in (
        (rf"{_BY} (?:le )?(?:{_WEEKDAY} )?{_DAY} {_MONTH}{_YEAR}", _calendar_day),
        (rf"{_BY} (?:le )?(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?", _figures),
        (rf"(?:{_BY} )?(?:la )?(?P<part>fin|mi)[ -](?:de |d')?{_MONTH}{_YEAR}", _part_of_month),
        (rf"{_BY} {_MONTH}{_YEAR}", _before_month),
        (rf"{_BY} (?:le )?(?P<weekday>{_WEEKDAY})(?: prochain)?", _next_weekday),
        (rf"{_BY} (?P<span>{_SPANS}|la semaine prochaine|le mois prochain)", _span_end),
        (rf"{_BY} (?P<soon>ce soir|demain|apres-demain)", _soon),
        (rf"d'ici(?: a)? {_COUNT} (?P<unit>jours?|semaines?|mois)", _after),
        (rf"{_BY} le {_DAY}(?!\s*[\w%€/])", _day_of_month),
    )
)


def deadline_in(text: str, today: date) -> Deadline | None:
    """Return the last date in words by which something is to be done; ``today`` is the meeting's day.

    Reads « avant le 15 mars », « d’ici vendredi », « pour le 3/2 », « fin janvier », « d’ici deux semaines ».
    """
    found: dict[int, Deadline] = {}
    line = folded(text)
    for form, reader in _FORMS:
        for match in form.finditer(line):
            day = reader(match, today)
            if day is not None:
                found.setdefault(match.start(), Deadline(match.start(), match.end(), day))
    spans = sorted(found.values(), key=lambda one: (one.end, one.start - one.end))
    return spans[-1] if spans else None


def mention_in(text: str, labels: Sequence[str]) -> Mention | None:
    """Return the first person named after « @ »: the longest of ``labels``, else the one word that is there.

    « @gorges » means « DGS de Gorges » (see `meant_by`).
    """
    line = folded(text)
    for match in re.finditer(r"(?<![\w@.])@(?=\w)", line):
        start, after = match.start(), match.end()
        fits = [label for label in labels if _begins(line[after:], folded(label))]
        if fits:
            label = max(fits, key=len)
            return Mention(start, after + len(label), label, True)
        word = re.match(r"[\w'-]+", line[after:])
        assert word is not None
        written = text[after : after + word.end()]
        meant = meant_by(written, labels)
        return Mention(start, after + word.end(), meant or written, meant is not None)
    return None


def _begins(line: str, label: str) -> bool:
    return line.startswith(label) and not line[len(label) : len(label) + 1].isalnum()


def meant_by(word: str, labels: Sequence[str]) -> str | None:
    """Return the one label of which a word begins like ``word``; nothing when none or several do.

    Of several posts at one place (« DGS de Gorges », « Maire de Gorges ») the first is meant.
    """
    found = matching(word, labels)
    wanted = folded(word)
    exact = [label for label in found if wanted in re.split(r"[ '-]", folded(label))]
    fits = exact or found
    places = {folded(label).partition(" ")[2] for label in fits}
    one_place = len(places) == 1 and all(wanted in re.split(r"[ '-]", place) for place in places)
    return fits[0] if len(fits) == 1 or one_place else None


def matching(typed: str, labels: Sequence[str]) -> list[str]:
    """Return the labels that have a word that begins like ``typed`` (any, for nothing), in their order."""
    wanted = folded(typed).strip()
    return [label for label in labels if any(tail.startswith(wanted) for tail in _tails(folded(label)))]


def _tails(label: str) -> Iterator[str]:
    """Give the label from each of its words on."""
    for match in re.finditer(r"(?<!\w)\w", label):
        yield label[match.start() :]


def action_in(text: str, today: date, labels: Sequence[str]) -> NotedAction | None:
    """Read a line as an action; nothing when it names neither a person nor a date, or asks for nothing.

    The person and the date are taken out of the words, except where a sentence needs them.
    """
    mention, deadline = mention_in(text, labels), deadline_in(text, today)
    if mention is None and deadline is None:
        return None
    words = text
    if deadline is not None:
        words = _without(words, deadline.start, deadline.end)
    if mention is not None:
        shifted = mention_in(words, labels)
        words = _without_mention(words, shifted) if shifted is not None else words
    words = _tidy(words)
    if not words:
        return None
    return NotedAction(words, mention.label if mention else "", deadline.day if deadline else None)


_EDGE = " \u00a0\u202f,;:–-"


def _without(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(_EDGE), text[end:].lstrip(" \u00a0\u202f")
    if after[:1] in (".", ",", ""):
        return before + after
    return f"{before} {after}" if before else after.lstrip(_EDGE)


def _without_mention(text: str, mention: Mention) -> str:
    """Drop the person at the edge of the sentence; inside, only the sign goes."""
    before, after = text[: mention.start], text[mention.end :]
    stripped = before.rstrip(" \u00a0\u202f")
    if not stripped:
        return after.lstrip(_EDGE)
    if not after.strip(" .\u00a0\u202f") and stripped.endswith((",", ":", ";", "–", "(", "→")):
        return stripped.rstrip(_EDGE + "(→") + after.strip()
    return f"{before}{mention.label}{after}"


def _tidy(text: str) -> str:
    return re.sub(r"  +", " ", text).strip(_EDGE).rstrip()


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


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
