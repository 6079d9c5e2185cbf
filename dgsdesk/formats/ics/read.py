"""Read a calendar file that somebody else wrote, under caps; no recurrence is unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dgsdesk.application.calendar.content import AttendeeContent, CalendarContent, EventContent
from dgsdesk.domain.errors import BadInput

if TYPE_CHECKING:
    from icalendar.cal.component import Component

_MAX_BYTES = 5_000_000
_OPENING = 1_000
"""Bytes within which a calendar begins, after marks and empty lines."""
_MAX_DEPTH = 8
_MAX_LINES = 100_000
_MAX_READ_LINES = 40_000
_MAX_LINE = 100_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The parser unfolds the rules of zones by itself: only those that give a date or so a year are let through.
_TAME_PART = re.compile(
    r"FREQ=YEARLY|BYMONTH=(?:1[0-2]|0?[1-9])|BYDAY=[+-]?[1-5]?[A-Z]{2}|COUNT=\d{1,3}|UNTIL=\w{1,20}"
    r"|BYMONTHDAY=(?:1\d|2[0-8]|[1-9])(?:,(?:1\d|2[0-8]|[1-9])){,6}|INTERVAL=1|WKST=[A-Z]{2}"
)
_MAX_ZONE_RULES = 60
_MAX_ZONE_DATES = 600
_PARTS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
# What is read of a file: the parser is spared the rest, on which some files spend seconds and gigabytes.
_PROPERTIES = frozenset(
    {
        *("BEGIN", "END", "METHOD", "VERSION", "PRODID", "CALSCALE"),
        *("UID", "SEQUENCE", "SUMMARY", "STATUS", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE"),
        *("ORGANIZER", "ATTENDEE", "COMMENT"),
        *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RDATE"),
    }
)
_NAME = re.compile("[A-Za-z0-9-]+")
_YEARS = range(1900, 2201)
_SECONDS = 5.0
# OSError: a zone's name is looked up as a file and may be too long for one.
_BROKEN = (ValueError, AttributeError, KeyError, IndexError, TypeError, ArithmeticError, OSError)


def inspect_ics(content: bytes, local_zone: str = "Europe/Paris") -> CalendarContent:
    """Return what a calendar file says; a time without a zone is read in ``local_zone``.

    Raises BadInput: "calendar_too_large", "calendar_encoding", "not_a_calendar", "calendar_too_deep",
    "calendar_broken", "calendar_too_slow". Nothing is looked up on the network or on the disk.
    """
    check_size(content)
    text, encoding = _decoded(content)
    lines = _safe_lines(text)
    calendars = _parsed(lines)
    zone = ZoneInfo(local_zone)
    try:
        events = list(_events(calendars, zone))
        method = str(calendars[0].get("METHOD", "")).upper()
    except _BROKEN as error:
        raise BadInput("calendar_broken", reason=str(error)[:200]) from error
    return {"method": method, "events": events, "encoding": encoding}


def check_size(content: bytes) -> None:
    """Raise BadInput("calendar_too_large") for more than any calendar of meetings is."""
    if len(content) > _MAX_BYTES:
        raise BadInput("calendar_too_large", size=len(content), largest=_MAX_BYTES)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8, else Windows' own, said aloud."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("calendar_encoding", encoding="utf-16")
    if b"BEGIN:VCALENDAR" not in content[:_OPENING].upper():
        raise BadInput("not_a_calendar")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    raise BadInput("calendar_encoding", encoding="")


def _safe_lines(text: str) -> list[str]:
    """Unfold the lines, check their nesting, and keep those that are read: no alarm, no zone that is wild."""
    unfolded = re.sub(r"\n[ \t]", "", re.sub(r"\r\n?", "\n", text))
    lines = [line for line in _CONTROL.sub("", unfolded).split("\n") if line.strip()]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise BadInput("not_a_calendar")
    if len(lines) > _MAX_LINES:
        raise BadInput("calendar_too_large", size=len(lines), largest=_MAX_LINES)
    _check_depth(lines)
    read = list(_without_wild_zones(_only_what_is_read(lines)))
    if len(read) > _MAX_READ_LINES:
        raise BadInput("calendar_too_large", size=len(read), largest=_MAX_READ_LINES)
    return read


def _check_depth(lines: list[str]) -> None:
    depth = 0
    for line in lines:
        start = line[:6].upper()
        if start.startswith(("BEGIN;", "END;")):
            raise BadInput("calendar_broken", reason=line[:200])
        depth += start == "BEGIN:"
        depth -= start.startswith("END:")
        if depth > _MAX_DEPTH:
            raise BadInput("calendar_too_deep", deepest=_MAX_DEPTH)


def _only_what_is_read(lines: list[str]) -> Iterator[str]:
    """Leave out other components with all that they hold, and other properties."""
    skipped, within = 0, ""
    for line in lines:
        name = found.group().upper() if (found := _NAME.match(line)) else ""
        part = line.partition(":")[2].strip().upper() if name in ("BEGIN", "END") else ""
        if name == "BEGIN" and (skipped or part not in _PARTS):
            skipped += 1
        elif name == "END" and skipped:
            skipped -= 1
        elif not skipped and name in _PROPERTIES and (name != "RDATE" or within != "VEVENT"):
            if len(line) > _MAX_LINE:
                raise BadInput("calendar_broken", reason=line[:200])
            within = part or within
            yield line


def _without_wild_zones(lines: Iterable[str]) -> Iterator[str]:
    """Leave out zones whose rules are wild, zones in excess, and a zone that never ends."""
    block: list[str] | None = None
    room, days = _MAX_ZONE_RULES, _MAX_ZONE_DATES
    for line in lines:
        marker = line.strip().upper()
        if marker == "BEGIN:VTIMEZONE":
            block = []
        if block is None:
            yield line
            continue
        block.append(line)
        if marker == "END:VTIMEZONE":
            rules = [each.strip().upper() for each in block if each.upper().startswith("RRULE")]
            dates = sum(each.count(",") + 1 for each in block if each.upper().startswith("RDATE"))
            fits = len(rules) <= room and dates <= days
            if not _is_known(block) and fits and all(map(_tame_rule, rules)):
                room, days = room - len(rules), days - dates
                yield from block
            block = None


def _is_known(block: list[str]) -> bool:
    """Tell whether a zone bears a name of Windows, which says more than its rules: those start in 1601."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    names = (line.partition(":")[2].strip() for line in block if line.upper().startswith("TZID"))
    return any(name in WINDOWS_TO_OLSON for name in names)


def _tame_rule(rule: str) -> bool:
    """Tell whether a rule gives one date a year, in a month and on a day that every year or so has."""
    parts = rule.removeprefix("RRULE:").split(";")
    named = dict(part.partition("=")[::2] for part in parts)
    weekday, days = named.get("BYDAY", ""), named.get("BYMONTHDAY", "")
    clash = bool(days) and any(sign.isdigit() for sign in weekday)
    often = "," in days and not weekday
    lasting = {"FREQ", "BYMONTH"} <= named.keys() and not clash and not often
    return lasting and all(map(_TAME_PART.fullmatch, parts))


def _parsed(lines: list[str]) -> list[Component]:
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_default()  # forgets the zones that an earlier file defined under the same names
    try:
        # Bytes, never text: a text of one line would be taken for the name of a file and opened.
        found: list[Component] = [*Calendar.from_ical("\r\n".join(lines).encode("utf-8"), multiple=True)]
    except _BROKEN as error:
        raise BadInput("calendar_broken", reason=str(error)[:200]) from error
    if not found:
        raise BadInput("not_a_calendar")
    return found


def _events(calendars: list[Component], zone: ZoneInfo) -> Iterator[EventContent]:
    """Give the events as long as it takes no longer than a person waits: odd zones are slow to compute."""
    until = monotonic() + _SECONDS
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            if monotonic() > until:
                raise BadInput("calendar_too_slow", seconds=_SECONDS)
            yield _event(event, zone)


def _event(event: Component, zone: ZoneInfo) -> EventContent:
    start, end = _span(event)
    return {
        "uid": str(event.get("UID", "")),
        "sequence": int(_first(event.get("SEQUENCE", 0))),
        "summary": str(_first(event.get("SUMMARY", ""))),
        "start": _moment(start, zone),
        "end": _moment(end, zone),
        "status": str(event.get("STATUS", "")).upper(),
        "organizer": _bare_address(_first(event.get("ORGANIZER", ""))),
        "attendees": [_attendee(each) for each in _every(event.get("ATTENDEE"))],
        "recurrence": _rule(event),
        "stamp": _moment(_first(event["DTSTAMP"]).dt, zone) if "DTSTAMP" in event else None,
        "comment": _comment(event),
    }


def _comment(event: Component) -> str:
    """Return what was written along: the COMMENTs, or what some programs hang on the attendee."""
    written = [str(each) for each in _every(event.get("COMMENT"))]
    written += [str(each.params.get("X-RESPONSE-COMMENT", "")) for each in _every(event.get("ATTENDEE"))]
    return "\n".join(text.strip() for text in written if text.strip())


def _span(event: Component) -> tuple[date | None, date | None]:
    """Return the start and the end, from DTEND, DURATION or the default of RFC 5545 § 3.6.1."""
    if "DTSTART" not in event:
        return None, None
    start: date = _first(event["DTSTART"]).dt
    if "DTEND" in event:
        return start, _first(event["DTEND"]).dt
    if "DURATION" in event:
        return start, start + _first(event["DURATION"]).dt
    return start, start if isinstance(start, datetime) else start + timedelta(days=1)


def _moment(value: date | None, zone: ZoneInfo) -> str | None:
    if not isinstance(value, datetime):
        return value.isoformat() if value is not None else None
    if value.year not in _YEARS:
        raise BadInput("calendar_broken", reason=value.isoformat())
    aware = value if value.tzinfo is not None else value.replace(tzinfo=zone)
    return aware.astimezone(UTC).isoformat()


def _attendee(value: Any) -> AttendeeContent:
    parameters = value.params
    return {
        "address": _bare_address(value),
        "name": str(parameters.get("CN", "")),
        "partstat": str(parameters.get("PARTSTAT", "NEEDS-ACTION")).upper(),
        "delegated_to": _delegate(parameters.get("DELEGATED-TO")),
        "delegated_from": _delegate(parameters.get("DELEGATED-FROM")),
    }


def _delegate(value: Any) -> str:
    """Return the first address of a delegation; most have one."""
    return _bare_address(str(_first(value) if value else "").strip('"'))


def _rule(event: Component) -> str | None:
    return _first(event["RRULE"]).to_ical().decode("utf-8") if "RRULE" in event else None


def _bare_address(value: object) -> str:
    return re.sub("^mailto:", "", str(value).strip(), flags=re.IGNORECASE)


def _every(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    """Return the value, or the first when a careless program wrote it twice."""
    return value[0] if isinstance(value, list) else value
