"""Break files of every kind at random and read each: what is neither read nor refused by name is printed.

``python -m tests.benchmarks.fuzz_arrivals [SECONDS] [SEED]`` mutates the corpus (where it is) and files made
here, in this process under a limit of memory, as the reading process does. A finding names its seed and
round, and leaves its bytes in a temporary folder; it becomes a test in
``tests/formats/test_arrivals_hostile.py``.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from time import monotonic

import dgsdesk.application.file_sentences  # noqa: F401 - the sentences of refusals
from dgsdesk.application.arrival.content import ArrivalPart
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import KnownError
from dgsdesk.formats.apart import MAX_MEMORY
from dgsdesk.formats.arrivals.exchange import parts_bytes, parts_of
from dgsdesk.formats.arrivals.unpack import unpack
from tests.compound_file import outlook_message
from tests.formats.test_arrivals import CARD, REPLY, message, workbook, zipped
from tests.replies import CLIENTS, Invited

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SLOW = 4.0
_WORDS = (
    *(b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n", b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART:99999999T999999Z\r\n"),
    *(b"TZID=", b"\r\n ", b"\r\n\r\n", b"\x00", b"\xff\xfe", b"=?utf-8?b?", b"?=", b"--", b"Content-Type: "),
    *(
        b'multipart/mixed; boundary="',
        b"message/rfc822",
        b"ENCODING=QUOTED-PRINTABLE:",
        b"PK\x03\x04",
        b"&l;",
    ),
    *(b"DELEGATED-TO=", b"PARTSTAT=", b"9" * 400, b"(" * 300, b";" * 300, b'"', b"<!ENTITY a 'b'>"),
)


def seeds() -> list[tuple[str, bytes]]:
    """Give the files to begin with."""
    one = Invited("u@x", date(2026, 12, 8), time(9, 30), "dgs@mairie.invalid", "Renée Léger")
    made = [(client.__name__, client(one)) for client in CLIENTS]
    made += [
        ("reply.ics", REPLY),
        ("card.vcf", CARD),
        ("list.csv", b"commune;nom\nGorges;Essai\n"),
        ("book.xlsx", workbook(("commune", "nom"), ("Boussay", 3.5))),
        ("mail.zip", zipped({"a.eml": message(("r.ics", REPLY)), "b.vcf": CARD})),
        ("mail.msg", outlook_message("Accepté", "Renée <r@x.invalid>", "Je viens.", (("r.ics", REPLY),))),
    ]
    found = [(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*/*")) if path.is_file()]
    return made + [one for one in found if len(one[1]) < 300_000]


def broken(data: bytes, rng: random.Random, others: list[tuple[str, bytes]]) -> bytes:
    """Break a file in one to six places."""
    content = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(content) + 1)
        until = min(len(content), at + rng.choice((1, 4, 40, 400)))
        match rng.randrange(7):
            case 0:
                content[at:until] = b""
            case 1:
                content[at:at] = rng.choice(_WORDS) * rng.choice((1, 1, 1, 50))
            case 2 if content:
                content[at % len(content)] = rng.randrange(256)
            case 3:
                content[at:at] = content[at:until] * rng.choice((1, 3, 100))
            case 4:
                del content[at:]
            case 5:
                other = rng.choice(others)[1]
                cut = rng.randrange(len(other) + 1)
                content[at:until] = other[cut : cut + 300]
            case _:
                content[at:until] = bytes(rng.randrange(256) for _ in range(until - at))
    return bytes(content[:2_000_000])


def rounds(seconds: float, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Give broken files until the time is over."""
    rng, files, until = random.Random(seed), seeds(), monotonic() + seconds
    number = 0
    while monotonic() < until:
        name, data = rng.choice(files)
        yield number, name, broken(data, rng, files)
        number += 1


def _comparable(part: ArrivalPart) -> tuple[ArrivalPart, str]:
    return replace(part, problem=None), str(part.problem)


def main(seconds: float, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    kept, ends, findings, slowest = Path(tempfile.mkdtemp()), Counter[str](), 0, (0.0, "")
    for number, name, content in rounds(seconds, seed):
        start = monotonic()
        try:
            parts = unpack(content, name)
            back = parts_of(b"".join(parts_bytes(parts)), content)
            assert [*map(_comparable, back)] == [*map(_comparable, parts)]
            ends[parts[0].problem.code if parts[0].problem else parts[0].kind.value] += 1
            for part in parts:
                assert part.problem is None or sentence(part.problem).message
        except KnownError as refusal:
            ends[refusal.code] += bool(sentence(refusal).message)
        except BaseException:
            findings += 1
            (kept / f"{seed}-{number}").write_bytes(content)
            print(f"seed {seed}, round {number}, from {name}, kept in {kept}:\n{traceback.format_exc(-4)}")
        slowest = max(slowest, (monotonic() - start, f"{name}, round {number}"))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"seed {seed}: {sum(ends.values()) + findings} files, {findings} findings, {used} MB at most")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]})", dict(ends.most_common()), sep="\n")
    return findings or int(slowest[0] > SLOW)


if __name__ == "__main__":
    sys.exit(main(float((*sys.argv, "300")[1]), int((*sys.argv, "", "1")[2] or 1)))
