"""Calendar files made to hold a reader up; and how long and how large reading each of them is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_MEASURE = """
import json, os, sys
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.ics import inspect_ics
inspect_ics(b"BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nBEGIN:VEVENT\\r\\nUID:1\\r\\nEND:VEVENT\\r\\nEND:VCALENDAR\\r\\n")
for path in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            inspect_ics(open(path, "rb").read())
            os._exit(0)
        except BadInput:
            os._exit(3)
        except BaseException as error:
            print(path, repr(error)[:500], file=sys.stderr)
            os._exit(1)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    print(json.dumps([path, os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss / 1024]), flush=True)
"""

READ, REFUSED = 0, 3


def calendar(*lines: str, method: str = "REPLY") -> bytes:
    """Return a calendar around some lines."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bomb//FR", f"METHOD:{method}"]
    return "\r\n".join([*head, *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> list[str]:
    """Return an event around some lines."""
    start = "DTSTART;TZID=Europe/Paris:20261208T093000"
    return ["BEGIN:VEVENT", "UID:1@bombe.invalid", "DTSTAMP:20261125T100000Z", start, *lines, "END:VEVENT"]


def zone(*rules: str, name: str = "Ailleurs") -> list[str]:
    """Return a time zone with one observance for each rule."""
    observances = []
    for rule in rules:
        offsets = ["TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"]
        observances += ["BEGIN:STANDARD", "DTSTART:16010101T000000", *offsets, rule, "END:STANDARD"]
    return ["BEGIN:VTIMEZONE", f"TZID:{name}", *observances, "END:VTIMEZONE"]


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield files by name: long, deep, repeated without end, in other encodings."""
    yield "lines", calendar(*event(*["COMMENT:oui"] * 99_900))
    yield "lines-read", calendar(*event(*["COMMENT:oui"] * 39_900))
    yield "lines-over", calendar(*event(*["COMMENT:oui"] * 100_100))
    yield "attendees", calendar(*event(*[f"ATTENDEE:mailto:a{n}@b.invalid" for n in range(39_900)]))
    yield "events", calendar(*event() * 7_900)
    yield "calendars", calendar(*event()) * 3_900
    yield "nested", calendar(*["BEGIN:VEVENT"] * 20_000, *["END:VEVENT"] * 20_000)
    yield "begun", calendar(*["BEGIN:VEVENT"] * 20_000)
    yield "alarms", calendar(*event(*["BEGIN:VALARM", "END:VALARM"] * 45_000))
    yield "one-line", calendar(*event("DESCRIPTION:" + "é" * 2_400_000))
    yield "folded", calendar(*event("DESCRIPTION:" + "\r\n ".join(["x"] * 1_200_000)))
    yield "escapes", calendar(*event("DESCRIPTION:" + "\\n\\,\\;" * 800_000))
    yield "parameters", calendar(*event("ATTENDEE" + ";X-A=b" * 700_000 + ":mailto:a@b.invalid"))
    yield "quotes", calendar(*event('ATTENDEE;CN="' + '","' * 1_500_000 + '":mailto:a@b.invalid'))
    yield "commas", calendar(*event("EXDATE:" + ",".join(["20261208T093000Z"] * 250_000)))
    yield "rdates", calendar(*event("RDATE;TZID=Europe/Paris:" + ",".join(["20261208T093000"] * 250_000)))
    yield "categories", calendar(*event("CATEGORIES:" + "," * 4_000_000))
    for rule in (
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY",
        "FREQ=YEARLY;BYSECOND=" + ",".join(["1"] * 100_000),
    ):
        yield f"rule-{rule[:40]}", calendar(*zone(f"RRULE:{rule}"), *event(f"RRULE:{rule}"))
    wild = ("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",) * 2_000
    yield (
        "zone-rules",
        calendar(*zone(*wild), "BEGIN:VEVENT", "DTSTART;TZID=Ailleurs:20261208T093000", "END:VEVENT"),
    )
    dates = "RDATE:" + ",".join(f"{year}0101T000000" for year in range(1602, 9999))
    yield (
        "zone-dates",
        calendar(*zone(*[dates] * 30), "BEGIN:VEVENT", "DTSTART;TZID=Ailleurs:20261208T093000", "END:VEVENT"),
    )
    yield "latin-1", calendar(*event("SUMMARY:Réunion d’été")).decode().encode("cp1252")
    yield "duration", calendar(*event("DURATION:P" + "9" * 4_000 + "D"))
    yield "sequence", calendar(*event("SEQUENCE:" + "9" * 5_000))


def measure(paths: list[Path]) -> list[tuple[str, int, float, float]]:
    """Read each file in a process of its own; return name, outcome, seconds of work, peak in megabytes."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *paths],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    rows = (json.loads(line) for line in done.stdout.splitlines())
    return [(Path(path).stem, code, seconds, peak) for path, code, seconds, peak in rows]
