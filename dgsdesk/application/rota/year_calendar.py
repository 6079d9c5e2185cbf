"""The year at a glance: every date of every circle, with its host, between public holidays and week-ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.rota.problem import turns_on
from dgsdesk.application.view import View
from dgsdesk.domain.calendar import public_holidays
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting, MeetingState
from dgsdesk.domain.network import Organisation

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class CircleMark:
    """A circle and the letter that stands for it."""

    circle_id: str
    name: str
    letter: str


@dataclass(frozen=True)
class YearDate:
    """One date of a circle; ``state`` as of a turn; an empty host is not known yet."""

    day: date
    circle: CircleMark
    host: str
    state: TurnState
    turn_id: str = ""
    meeting_id: str = ""


@dataclass(frozen=True)
class YearCalendar:
    """Twelve months: their dates in order, their public holidays by day, the circles by letter."""

    months: tuple[date, ...]
    today: date
    dates: tuple[YearDate, ...]
    holidays: dict[date, str]
    circles: tuple[CircleMark, ...]


def year_calendar(view: View, year: int = 0) -> YearCalendar:
    """Return a calendar year, or (``year`` 0) the twelve months from that of today."""
    today = view.clock.today()
    months = _twelve(date(year, 1, 1) if year else today.replace(day=1))
    network = view.network()
    every = sorted(view.store.find(Circle), key=lambda circle: (circle.name, circle.id))
    marks = {
        circle.id: CircleMark(circle.id, circle.name, _LETTERS[at % len(_LETTERS)])
        for at, circle in enumerate(every)
    }
    return YearCalendar(
        months=months,
        today=today,
        dates=tuple(sorted(_dates(view, marks, _days(months)), key=lambda one: (one.day, one.circle.letter))),
        holidays=_holidays(network.zone, months) if network else {},
        circles=tuple(marks.values()),
    )


def _twelve(first: date) -> tuple[date, ...]:
    found = [first]
    while len(found) < 12:
        found.append((found[-1] + timedelta(days=31)).replace(day=1))
    return tuple(found)


def _holidays(zone: str, months: tuple[date, ...]) -> dict[date, str]:
    years = sorted({month.year for month in months})
    return {day: name for year in years for day, name in public_holidays(zone, year).items()}


def _days(months: Sequence[date]) -> set[date]:
    """Return every day of months that follow each other."""
    last = (months[-1] + timedelta(days=31)).replace(day=1)
    return {months[0] + timedelta(days=after) for after in range((last - months[0]).days)}


def _dates(view: View, marks: Mapping[str, CircleMark], days: set[date]) -> Iterator[YearDate]:
    """Give the turns on some days, then the meetings that no turn stands for; of all circles at once."""
    store = view.store
    names = {org.id: org.name for org in store.find(Organisation)}
    for turn in turns_on(store, days):
        host = names.get(turn.host_id or "", "")
        yield YearDate(turn.day, marks[turn.circle_id], host, turn.state, turn.id, turn.meeting_id or "")
    meetings = {one.id: one for one in store.find(Meeting, day=days) if one.state not in WITHOUT_DAY}
    for turn in store.find(HostTurn, meeting_id=set(meetings)):
        meetings.pop(turn.meeting_id or "", None)
    for one in meetings.values():
        open_ = one.state in (MeetingState.PLANNED, MeetingState.INVITED)
        state = TurnState.PUBLISHED if open_ else TurnState.HELD
        yield YearDate(one.day, marks[one.circle_id], names.get(one.host_id or "", ""), state, "", one.id)
