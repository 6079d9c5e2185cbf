"""What a calendar file that came back says, as the command line and the arrivals show it."""

from __future__ import annotations

from typing import TypedDict


class AttendeeContent(TypedDict):
    """One attendee: the address without « mailto: », the name, the reply (« ACCEPTED »…)."""

    address: str
    name: str
    partstat: str


class EventContent(TypedDict):
    """One event; ``start`` and ``end`` are ISO texts in UTC, or plain days for whole-day events.

    ``recurrence`` is the rule as written: it is never unfolded, since a rule of forty letters can mean
    billions of dates.
    """

    uid: str
    sequence: int
    summary: str
    start: str | None
    end: str | None
    status: str
    organizer: str
    attendees: list[AttendeeContent]
    recurrence: str | None


class CalendarContent(TypedDict):
    """A calendar file: its method (« REPLY »…, empty when none), its events, the encoding it was read in."""

    method: str
    events: list[EventContent]
    encoding: str
