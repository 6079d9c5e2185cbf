"""Files that mean harm, or that chance broke: each is read or refused by name, in a process of its own."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, time
from email.message import EmailMessage
from pathlib import Path
from time import monotonic

import pytest

import dgsdesk.application.file_sentences  # noqa: F401 - the sentences of refusals
from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats import apart
from dgsdesk.formats.arrivals import ArrivalReader, unpack
from tests.compound_file import outlook_message
from tests.formats.test_arrivals import CARD, REPLY, message, workbook, zipped
from tests.replies import CLIENTS, Invited

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ONE = Invited("u@x", date(2026, 12, 8), time(9, 30), "dgs@mairie.invalid", "Renée Léger")


def nested_mail(depth: int) -> bytes:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{rank}"\r\n\r\n--b{rank}\r\n' for rank in range(depth)
    )
    return f"From: a@b.invalid\r\nSubject: x\r\n{head}\r\nBonjour".encode()


def many_parts(count: int) -> bytes:
    part = "--b\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n"
    head = 'From: a@b.invalid\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return f"{head}{part * count}--b--\r\n".encode()


def long_calendar(lines: int) -> bytes:
    event = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:20261208T083000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
    events = "".join(event.format(rank) for rank in range(lines // 5))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def many_cards(octets: int) -> bytes:
    return CARD * (octets // len(CARD))


def with_sheet(xml: bytes, **others: bytes) -> bytes:
    parts = zipfile.ZipFile(io.BytesIO(workbook(("commune", "nom"))))
    files = {name: parts.read(name) for name in parts.namelist()}
    sheet = next(name for name in files if name.endswith("sheet1.xml"))
    files |= {name: files[name] for name in files} | {sheet: xml}
    for name in [name for name in files if "sheet2" in name]:
        files[name] = xml
    return zipped(files | others)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        '<c t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    ).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: zipped({"bombe.txt": b"0" * 60_000_000}),
    "entity bomb in a workbook": lambda: with_sheet(laughs()),
    "workbook bomb": lambda: with_sheet(b" " * 60_000_000),
    "100,000 lines of calendar": lambda: long_calendar(100_000),
    "2 MB of calendar": lambda: long_calendar(95_000),
    "10,000 parts": lambda: many_parts(10_000),
    "1,000 deep": lambda: nested_mail(1_000),
    "20 MB of cards": lambda: many_cards(20 * 2**20 - 1000),
    "a card of one long line": lambda: CARD.replace(b"ORG:", b"ORG:" + b"a" * 2_900_000),
    "a cut .msg": lambda: outlook_message("x", "a <a@b.invalid>", "y" * 9_000)[:6_000],
    "a .msg with loops": lambda: outlook_message("x", "a", "y").replace(b"\xfe\xff\xff\xff", b"\0\0\0\0"),
    "a wide list": lambda: ";".join(map(str, range(100_000))).encode() + b"\n" + b"a;b\n" * 3,
    "a list of quotes": lambda: b'a;"b\n' * 200_000,
    "html of nothing but tags": lambda: (
        message(text="").replace(b"text/plain", b"text/html") + b"<div>" * 400_000
    ),
    "headers without end": lambda: b"From: a@b.invalid\r\nSubject: " + b"=?utf-8?q?=C3=A9?= " * 60_000,
    "addresses without end": lambda: b"Subject: x\r\nFrom: " + b"(" * 20_000 + b"a@b.invalid\r\n\r\n",
}


@pytest.fixture(scope="module")
def reader() -> ArrivalReader:
    return ArrivalReader()


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_is_read_or_refused_within_five_seconds(reader: ArrivalReader, name: str) -> None:
    content = HOSTILE[name]()
    before = monotonic()
    (found,) = reader.read([(name, content)])
    assert monotonic() - before < 2 * (apart.MAX_SECONDS + 1)  # the machine may be shared
    problems = [found] if isinstance(found, BadInput) else [part.problem for part in found]
    assert all(sentence(problem).message for problem in problems if problem is not None)


def test_a_file_that_kills_its_reader_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 0)
    monkeypatch.setattr(apart, "_PATIENCE", 1.5)
    sleepy = (
        "import time, sys\nfrom dgsdesk.formats import apart\n"
        "from dgsdesk.formats.arrivals import apart as reader\nkeep = reader.answer\n"
        "def answer(request):\n"
        "    if b'dodo' in request: time.sleep(60)\n"
        "    return sys.exit(3) if b'mort' in request else keep(request)\n"
        "reader.answer = answer\napart.serve('arrival')"
    )
    monkeypatch.setattr(apart, "own_program", lambda: [sys.executable, "-c", sleepy])
    files = [("a.ics", REPLY), ("b", b"dodo"), ("c", b"mort"), ("d.vcf", CARD)]

    found = ArrivalReader().read(files)

    kinds = [one.code if isinstance(one, BadInput) else one[0].kind for one in found]
    assert kinds == [ArrivalKind.CALENDAR, "arrival_too_slow", "arrival_unreadable", ArrivalKind.CONTACTS]


def test_what_is_read_apart_is_what_is_read_here() -> None:
    files = [(f"{client.__name__}.eml", client(ONE)) for client in CLIENTS]
    files += [
        ("a.zip", zipped({"c.vcf": CARD, "l.csv": b"commune;nom\nGorges;Essai\n", "x": b"\xff\xd8\xff"}))
    ]
    for (name, content), found in zip(files, ArrivalReader().read(files), strict=True):
        assert not isinstance(found, BadInput)
        assert [*map(comparable, found)] == [*map(comparable, unpack(content, name))]


def comparable(part: ArrivalPart) -> tuple[object, ...]:
    return *(value for key, value in vars(part).items() if key != "problem"), str(part.problem)


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "open('écrit.txt', 'w')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_the_reading_process_connects_writes_and_starts_nothing(attempt: str, tmp_path: Path) -> None:
    program = f"import sys; from dgsdesk.formats import apart; sys.addaudithook(apart._refuse); {attempt}"
    ended = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False)
    assert b"PermissionError" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_line_ends_in_names_and_subjects_never_come_through() -> None:
    mail = (
        b"From: =?utf-8?q?Ren=C3=A9e=0D=0ABcc:_x?= <a@b.invalid>\r\nSubject: =?utf-8?q?a=0D=0AX-Evil:_1?=\r\n"
    )
    mail += b'Content-Type: application/pdf; name="=?utf-8?q?..=2F..=0D=0Aevil=2Epdf?="\r\n\r\n%PDF-1'
    parts = unpack(mail, "m\r\nX: y.eml")
    assert parts[0].message is not None
    said = (parts[0].message.sender.name, parts[0].message.subject, *(part.name for part in parts))
    assert not any(sign in text for text in said for sign in "\r\n")
    assert parts[1].name == "evil.pdf"


def test_a_formula_and_a_link_outside_stay_words() -> None:
    book = workbook(("commune", "nom"), ("Gorges", "=cmd|' /C calc'!A0"), ("[x.xlsx]A!A1", "Essai"))
    (part,) = unpack(book, "x.xlsx")
    assert part.table is not None
    assert part.table.rows[1:] == (("Gorges", ""), ("[x.xlsx]A!A1", "Essai"))


def test_a_zone_with_a_name_too_long_for_a_file_is_no_bug() -> None:
    """Found by the fuzzing: the zone's name is looked up as a file."""
    content = REPLY.replace(
        b"DTSTART:20261208T083000Z", b"DTSTART;TZID=" + b"Cus=" * 100 + b":20261208T083000"
    )
    (part,) = unpack(content, "x.ics")
    assert part.kind is ArrivalKind.CALENDAR


def test_a_date_beyond_all_numbers_is_read_as_it_stands() -> None:
    """Found by the fuzzing: Python's parser of dates overflows."""
    far = "9" * 40
    for when in (f"Mon, 1 Jan {far} 10:00:00 +0000", f"Mon, 1 Jan 2026 10:00:00 +{far}"):
        head = unpack(f"From: a@b.invalid\r\nSubject: x\r\nDate: {when}\r\n\r\nBonjour".encode(), "m.eml")[0]
        assert head.message is not None
        assert head.message.subject == "x"


def test_outlooks_own_file_gives_sender_words_and_attachments() -> None:
    content = outlook_message(
        "Accepté : réunion",
        "Renée Léger <Renee@Mairie.invalid>",
        "Je viens.",
        (("r.ics", REPLY), ("n.txt", b"Oui. " * 2000)),
    )
    parts = unpack(content, "message.msg")
    assert [part.kind for part in parts] == [ArrivalKind.MESSAGE, ArrivalKind.CALENDAR, ArrivalKind.TEXT]
    head = parts[0].message
    assert head is not None
    assert (head.sender.name, head.sender.address) == ("Renée Léger", "renee@mairie.invalid")
    assert (head.subject, head.text, head.automatic) == ("Accepté : réunion", "Je viens.", False)


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: auto_reply", True),
        ("X-Autoreply: yes", True),
        ("Precedence: bulk", False),
    ],
)
def test_headers_say_whether_a_person_wrote(header: str, automatic: bool) -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.invalid"
    mail["Subject"] = "x"
    name, _, value = header.partition(": ")
    mail[name] = value
    mail.set_content("Bonjour")
    head = unpack(mail.as_bytes(), "m.eml")[0].message
    assert head is not None
    assert head.automatic is automatic


_PROGRAM = """
import sys, time
from pathlib import Path
from dgsdesk.domain.errors import KnownError
from dgsdesk.formats.arrivals.unpack import unpack
worst = 0
for path in sorted(Path(sys.argv[1]).glob("*")):
    data, start = path.read_bytes(), time.process_time()
    try:
        unpack(data, path.name)
    except KnownError:
        pass
    worst = max(worst, time.process_time() - start)
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(int(peak) // 1024, worst)
"""


def cost(folder: Path) -> tuple[int, float]:
    """Read every file of a folder in one process; return its peak in MB and the slowest file in seconds."""
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder)], capture_output=True, text=True, check=True
    )
    megabytes, seconds = ended.stdout.split()
    return int(megabytes), float(seconds)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the peak of memory")
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("kind", ["ics", "eml", "docx"])
def test_the_whole_corpus_stays_below_200_megabytes_and_five_seconds_a_file(kind: str) -> None:
    megabytes, seconds = cost(CORPUS / kind)
    assert megabytes < 200
    assert seconds < 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the peak of memory")
@pytest.mark.parametrize("name", ["a card of one long line", "headers without end", "a list of quotes"])
def test_what_is_long_is_not_parsed_whole(name: str, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(HOSTILE[name]())
    assert cost(tmp_path)[0] < 200
