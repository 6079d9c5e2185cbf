"""Look for a calendar file that breaks the reader: real files, damaged at random, for as long as wanted.

    .venv/bin/python -m tests.benchmarks.fuzz_ics [SECONDS] [SEED]

Prints how many were read and refused, the slowest, and every file that failed otherwise or took more than two
seconds; what it finds becomes a test in ``tests/formats/test_ics_hostile.py``.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.ics import inspect_ics

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ics"
SLOW = 2.0
_VALUES = (
    *("", ":", ";", '"', ",", "\\", "\x00", "\ufeff", "é", "99999999999999999999", "-1", "P", "PT", "+PT1S"),
    *("20261208T093000", "00000000T000000", "99991231T235960Z", "TZID=Ailleurs", "VALUE=DATE", "MAILTO:"),
    *(
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "FREQ=",
        "+2500",
        "-9999",
        "/UTC",
        "ENCODING=BASE64",
    ),
)
_LINES = (
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD"),
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "TZID:Ailleurs", "DTSTART;TZID=Ailleurs:20261208T093000"),
    *("DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "DURATION:P9999999D"),
    *("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RDATE:20260101T000000/PT1H", "SEQUENCE:1.5", "ATTENDEE:"),
)


class Mutations(random.Random):
    """Chooses what is damaged; the same seed chooses the same."""


def mutated(chance: Mutations, seeds: Sequence[bytes]) -> bytes:
    """Return one of some files after one to six damages."""
    content = chance.choice(seeds)
    for _ in range(chance.randint(1, 6)):
        content = chance.choice(_DAMAGES)(chance, content, seeds)
    return content


def _lines(chance: Mutations, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """Repeat, move, drop or add a line."""
    lines = content.splitlines(keepends=True) or [b""]
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(4)
    if kind == 0:
        lines[at:at] = lines[to : to + chance.randint(1, 8)] * chance.randint(1, 20)
    elif kind == 1:
        lines.insert(at, lines.pop(to))
    elif kind == 2:
        del lines[at : at + chance.randint(1, 5)]
    else:
        lines.insert(at, chance.choice(_LINES).encode() + b"\r\n")
    return b"".join(lines)


def _bytes(chance: Mutations, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """Change, cut or insert some bytes."""
    at = chance.randint(0, len(content))
    return content[:at] + chance.randbytes(chance.randint(0, 3)) + content[at + chance.randint(0, 30) :]


def _values(chance: Mutations, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """Put an odd value in the place of another."""
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    head = lines[at].split(b":")[0] + chance.choice((b":", b";", b"="))
    lines[at] = head + chance.choice(_VALUES).encode() + b"\r\n"
    return b"".join(lines)


def _crossed(chance: Mutations, content: bytes, seeds: Sequence[bytes]) -> bytes:
    """Go on with the second half of another file."""
    other = chance.choice(seeds)
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


_DAMAGES: tuple[Callable[[Mutations, bytes, Sequence[bytes]], bytes], ...] = (
    *(_lines, _lines, _values, _values, _bytes, _crossed),
)


def main(seconds: float, seed: int) -> None:
    """Damage and read until the time is over."""
    seeds = [path.read_bytes() for path in sorted(CORPUS.glob("*.ics"))]
    chance, seen, slowest = Mutations(seed), Counter[str](), 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        content = mutated(chance, seeds)
        begun = time.process_time()
        try:
            inspect_ics(content)
            seen["read"] += 1
        except BadInput as error:
            seen[error.code] += 1
        except Exception as error:
            seen["failed"] += 1
            print(repr(error)[:300], repr(content[:2000]), flush=True)
        took = time.process_time() - begun
        slowest = max(slowest, took)
        if took > SLOW:
            print(f"{took:.1f} s", repr(content[:2000]), flush=True)
    print(dict(seen), f"slowest {slowest:.2f} s")


if __name__ == "__main__":
    main(*(float(sys.argv[1]) if sys.argv[1:] else 60.0, int(sys.argv[2]) if sys.argv[2:] else 1))
