"""The year at a glance: every date of every circle, with its host, between public holidays and week-ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.rota_problem import turns_now
from dgsdesk.application.view import View
from dgsdesk.domain.calendar import public_holidays
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Organisation

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOWHERE = frozenset({MeetingState.CANCELLED, MeetingState.POSTPONED})


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
    """A calendar year: its dates in order, its public holidays by day, the circles by letter."""

    year: int
    today: date
    dates: tuple[YearDate, ...]
    holidays: dict[date, str]
    circles: tuple[CircleMark, ...]


def year_calendar(view: View, year: int = 0) -> YearCalendar:
    """Return a calendar year, the current one by default."""
    today = view.clock.today()
    year = year or today.year
    network = view.network()
    every = sorted(view.store.find(Circle), key=lambda circle: (circle.name, circle.id))
    marks = {
        circle.id: CircleMark(circle.id, circle.name, _LETTERS[at % len(_LETTERS)])
        for at, circle in enumerate(every)
    }
    dates = [one for mark in marks.values() for one in _dates(view, mark) if one.day.year == year]
    return YearCalendar(
        year=year,
        today=today,
        dates=tuple(sorted(dates, key=lambda one: (one.day, one.circle.letter))),
        holidays=dict(public_holidays(network.zone, year)) if network else {},
        circles=tuple(marks.values()),
    )


def _dates(view: View, mark: CircleMark) -> Iterator[YearDate]:
    """Give the turns of a circle, then its meetings that no turn stands for."""
    names = {org.id: org.name for org in view.store.find(Organisation)}
    turns = turns_now(view.store, mark.circle_id, view.clock.today()).shown
    for turn in turns:
        host = names.get(turn.host_id or "", "")
        yield YearDate(turn.day, mark, host, turn.state, turn.id, turn.meeting_id or "")
    planned = {turn.meeting_id for turn in turns}
    for meeting in view.store.find(Meeting, circle_id=mark.circle_id):
        if meeting.id not in planned and meeting.state not in _NOWHERE:
            open_ = meeting.state in (MeetingState.PLANNED, MeetingState.INVITED)
            state = TurnState.PUBLISHED if open_ else TurnState.HELD
            yield YearDate(meeting.day, mark, names.get(meeting.host_id or "", ""), state, "", meeting.id)
