"""The backward plan (plan à rebours) of who receives a meeting: what to do, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.domain.calendar import CountingMode, is_worked, observation_period

ROOM_AHEAD, PEOPLE_AHEAD, WRITING = timedelta(days=28), timedelta(days=21), timedelta(days=7)
"""Before the meeting: the room is booked, the town hall told; after it: the draft is sent round."""


@dataclass(frozen=True)
class HostDays:
    """The days of one reception; from ``draft`` on they hold when the draft leaves in time."""

    room: date
    people: date
    invite: date
    reply: date
    eve: date
    day: date
    draft: date
    observations: date
    silence: date


def host_days(day: date, invite: date, reply: date, days: int, mode: CountingMode, zone: str) -> HostDays:
    """Count back from the meeting to worked days; ``invite`` and ``reply`` are its own.

    ``days`` and ``mode`` are the circle's rule for observations. Raises BadInput("holiday_year").
    """
    draft = worked_from(day + WRITING, zone)
    period = observation_period(draft, days, mode, zone)
    return HostDays(
        room=worked_before(day - ROOM_AHEAD, zone),
        people=worked_before(day - PEOPLE_AHEAD, zone),
        invite=invite,
        reply=reply,
        eve=worked_before(day - timedelta(days=1), zone),
        day=day,
        draft=draft,
        observations=period.last_day,
        silence=period.approved_on,
    )


def worked_before(day: date, zone: str) -> date:
    """Return the day itself when town halls work, else the last one before on which they do."""
    while not is_worked(day, zone):
        day -= timedelta(days=1)
    return day


def worked_from(day: date, zone: str) -> date:
    """Return the day itself when town halls work, else the first one after on which they do."""
    while not is_worked(day, zone):
        day += timedelta(days=1)
    return day
