"""The year at a glance: every date of every circle, with its host, between public holidays and week-ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.rota_problem import turns_now
from dgsdesk.application.view import View
from dgsdesk.domain.calendar import public_holidays
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import TurnState
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
    dates = [one for mark in marks.values() for one in _dates(view, mark) if one.day.replace(day=1) in months]
    return YearCalendar(
        months=months,
        today=today,
        dates=tuple(sorted(dates, key=lambda one: (one.day, one.circle.letter))),
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


def _dates(view: View, mark: CircleMark) -> Iterator[YearDate]:
    """Give the turns of a circle, then its meetings that no turn stands for."""
    names = {org.id: org.name for org in view.store.find(Organisation)}
    turns = turns_now(view.store, mark.circle_id, view.clock.today()).shown
    for turn in turns:
        host = names.get(turn.host_id or "", "")
        yield YearDate(turn.day, mark, host, turn.state, turn.id, turn.meeting_id or "")
    planned = {turn.meeting_id for turn in turns}
    for meeting in view.store.find(Meeting, circle_id=mark.circle_id):
        if meeting.id not in planned and meeting.state not in WITHOUT_DAY:
            open_ = meeting.state in (MeetingState.PLANNED, MeetingState.INVITED)
            state = TurnState.PUBLISHED if open_ else TurnState.HELD
            yield YearDate(meeting.day, mark, names.get(meeting.host_id or "", ""), state, "", meeting.id)
