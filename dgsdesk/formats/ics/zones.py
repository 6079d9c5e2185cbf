"""VTIMEZONE blocks of France: rules for Paris and Saint-Pierre-et-Miquelon, fixed offsets elsewhere.

Written by hand: what icalendar adds by itself is a list of dates to 2037, twice as long.
"""

from __future__ import annotations

from dgsdesk.domain.errors import BadInput

_FIXED = {
    "America/Guadeloupe": "-0400",
    "America/Martinique": "-0400",
    "America/St_Barthelemy": "-0400",
    "America/Marigot": "-0400",
    "America/Cayenne": "-0300",
    "Indian/Reunion": "+0400",
    "Indian/Mayotte": "+0300",
    "Indian/Kerguelen": "+0500",
    "Pacific/Wallis": "+1200",
    "Pacific/Tahiti": "-1000",
    "Pacific/Noumea": "+1100",
}
_PARIS = (
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
)
_MIQUELON = (
    "BEGIN:DAYLIGHT",
    "TZNAME:-02",
    "TZOFFSETFROM:-0300",
    "TZOFFSETTO:-0200",
    "DTSTART:20070311T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:-03",
    "TZOFFSETFROM:-0200",
    "TZOFFSETTO:-0300",
    "DTSTART:20071104T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "END:STANDARD",
)
_SEASONAL = {"Europe/Paris": _PARIS, "America/Miquelon": _MIQUELON}

KNOWN_ZONES = frozenset({*_FIXED, *_SEASONAL})
"""The IANA names that an event may be written in."""


def zone_lines(name: str) -> list[str]:
    """Return the content lines of a zone's VTIMEZONE; raises BadInput("time_zone")."""
    if name not in KNOWN_ZONES:
        raise BadInput("time_zone", given=name, known=sorted(KNOWN_ZONES))
    rules = _SEASONAL.get(name) or _fixed(_FIXED[name])
    return ["BEGIN:VTIMEZONE", f"TZID:{name}", *rules, "END:VTIMEZONE"]


def _fixed(offset: str) -> tuple[str, ...]:
    return (
        "BEGIN:STANDARD",
        f"TZNAME:{offset[:3]}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "DTSTART:19700101T000000",
        "END:STANDARD",
    )
