"""Write calendar files (RFC 5545, 5546): an invitation, its cancellation, the meetings of a year.

The same event gives the same bytes: no clock, no random identity, lines in a fixed order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dgsdesk.application.calendar.event import (
    AttendeeRole,
    CalendarAttendee,
    CalendarEvent,
    CalendarMethod,
    EventStatus,
)
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.ics.zones import zone_lines
from dgsdesk.formats.mailboxes import one_line, sound_mailbox

_LINE_OCTETS = 75
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def event_to_ics(event: CalendarEvent) -> bytes:
    """Return the file that invites to a meeting, changes it (a higher sequence) or cancels it.

    Raises BadInput: "control_character", "broken_address", "time_zone", "broken_url", "event_ends_before".
    """
    zone = zone_lines(event.time_zone)
    cancelled = event.method is CalendarMethod.CANCEL
    attendees = [_attendee(each, cancelled) for each in event.attendees] or [_lone_organizer(event.organizer)]
    body = _event(event, cancelled, attendees)
    return _file([f"METHOD:{event.method.value}", *zone, *body])


def year_to_ics(events: Sequence[CalendarEvent], name: str = "") -> bytes:
    """Return one file of many meetings, to be added to a calendar; ``name`` is the calendar's title.

    Nobody is asked for a reply: the file is published, without attendees (RFC 5546 § 3.2.1). Raises as
    ``event_to_ics``, and BadInput("no_event") when there is none.
    """
    if not events:
        raise BadInput("no_event")
    lines = ["METHOD:PUBLISH", *([f"X-WR-CALNAME:{_text(name)}"] if name else [])]
    for zone in dict.fromkeys(event.time_zone for event in events):
        lines += zone_lines(zone)
    for event in events:
        lines += _event(event, event.method is CalendarMethod.CANCEL, [])
    return _file(lines)


def _file(lines: Iterable[str]) -> bytes:
    head = ["BEGIN:VCALENDAR", "PRODID:-//DGS Desk//DGS Desk//FR", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    return b"".join(_folded(line) for line in [*head, *lines, "END:VCALENDAR"])


def _event(event: CalendarEvent, cancelled: bool, attendees: list[str]) -> list[str]:
    if event.end < event.start:
        raise BadInput("event_ends_before", where=event.uid, start=event.start, end=event.end)
    status = EventStatus.CANCELLED if cancelled else event.status
    uninvites = cancelled and event.uninvites
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(one_line(event.uid, 'uid'))}",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"DTSTART;TZID={event.time_zone}:{_local(event.start, event.time_zone)}",
        f"DTEND;TZID={event.time_zone}:{_local(event.end, event.time_zone)}",
        f"SEQUENCE:{event.sequence}",
        *([] if uninvites else [f"STATUS:{status.value}"]),
        f"SUMMARY:{_text(event.summary)}",
        *_where_and_what(event),
        _person("ORGANIZER", event.organizer, ""),
        *attendees,
        "TRANSP:OPAQUE",
        *_alarm(event, cancelled),
        "END:VEVENT",
    ]


def _where_and_what(event: CalendarEvent) -> list[str]:
    lines = []
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.location:
        lines.append(f"LOCATION:{_text(event.location)}")
    if event.geo is not None:
        lines.append(f"GEO:{event.geo[0]:.6f};{event.geo[1]:.6f}")
    if event.url:
        lines.append(f"URL:{_address_of_web(event.url)}")
    return lines


def _alarm(event: CalendarEvent, cancelled: bool) -> list[str]:
    """Return the reminder; a cancelled meeting rings no more."""
    if event.alarm_minutes is None or cancelled:
        return []
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(event.summary)}",
        f"TRIGGER:-PT{event.alarm_minutes}M",
        "END:VALARM",
    ]


def _attendee(attendee: CalendarAttendee, cancelled: bool) -> str:
    """Return an attendee's line; nobody is asked to answer a cancellation."""
    asked = "" if cancelled else ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    parameters = f";CUTYPE=INDIVIDUAL;ROLE={attendee.role.value}{asked}"
    return _person("ATTENDEE", attendee.mailbox, parameters)


def _lone_organizer(organizer: Mailbox) -> str:
    """Make the organizer attend when nobody else is named (blind copies): iTIP wants one attendee."""
    return _person("ATTENDEE", organizer, f";ROLE={AttendeeRole.CHAIR.value};PARTSTAT=ACCEPTED")


def _person(name: str, mailbox: Mailbox, parameters: str) -> str:
    sound = sound_mailbox(mailbox, name.lower())
    shown = sound.name.replace('"', "'")
    common_name = f';CN="{shown}"' if shown else ""
    return f"{name}{common_name}{parameters}:mailto:{sound.address}"


def _address_of_web(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]+", url):
        raise BadInput("broken_url", where="url", given=url)
    return url


def _text(value: str) -> str:
    r"""Escape a text (RFC 5545 § 3.3.11); a line break becomes ``\n``, a control character disappears."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub("", _BREAKS.sub(r"\\n", escaped))


def _utc(moment: datetime) -> str:
    _check_aware(moment)
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _local(moment: datetime, zone: str) -> str:
    _check_aware(moment)
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y%m%dT%H%M%S")


def _check_aware(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("a moment in a calendar carries its zone")


def _folded(line: str) -> bytes:
    """Fold at 75 octets, never inside a character, and end the line with CRLF."""
    octets = line.encode("utf-8")
    pieces, start, room = [], 0, _LINE_OCTETS
    while len(octets) - start > room:
        stop = start + room
        while octets[stop] & 0b1100_0000 == 0b1000_0000:
            stop -= 1
        pieces.append(octets[start:stop])
        start, room = stop, _LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"
