"""Whatever comes back is recognised by its content, taken apart under caps, and nothing of it is lost."""

from __future__ import annotations

import io
import socket
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.library import safe_name
from dgsdesk.formats.arrivals import unpack
from dgsdesk.formats.arrivals.message import words_of_html

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
REPLY = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:un@dgs.invalid\r\n"
    b"DTSTAMP:20261201T080000Z\r\nDTSTART:20261208T083000Z\r\n"
    b"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Dgs@Boussay.invalid\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9ger;Ren=C3=A9e\r\n"
    b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ren=C3=A9e L=C3=A9ger\r\n"
    b"EMAIL;INTERNET:Renee@Mairie.invalid\r\n"
    b"ORG:Mairie de Boussay\r\nEND:VCARD\r\n"
)


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("vide", 0)
    for row in rows:
        book["Sheet"].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def message(*attached: tuple[str, bytes], text: str = "Bonjour,\nje viendrai.") -> bytes:
    mail = EmailMessage()
    mail["From"] = "Renée Léger <Renee@Mairie.invalid>"
    mail["To"] = "reseau@agglo.invalid"
    mail["Subject"] = "Réponse à l’invitation"
    mail["Message-ID"] = "<7@mairie.invalid>"
    mail["In-Reply-To"] = "<1@agglo.invalid>"
    mail["Date"] = "Tue, 01 Dec 2026 09:00:00 +0100"
    mail.set_content(text)
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def kinds(parts: tuple[ArrivalPart, ...]) -> list[ArrivalKind]:
    return [part.kind for part in parts]


def problem(content: bytes, name: str = "fichier.bin") -> str:
    found = unpack(content, name)[0].problem
    assert found is not None
    return found.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (REPLY, ArrivalKind.CALENDAR),
        (b"\xef\xbb\xbf\r\n" + REPLY, ArrivalKind.CALENDAR),
        (CARD, ArrivalKind.CONTACTS),
        (message(), ArrivalKind.MESSAGE),
        ("commune;nom\nBoussay;Léger\n".encode("cp1252"), ArrivalKind.TABLE),
        ("commune\tnom\r\nBoussay\tLéger\r\n".encode("utf-16"), ArrivalKind.TABLE),
        (workbook(("commune", "nom"), ("Boussay", "Léger")), ArrivalKind.TABLE),
        (zipped({"a.ics": REPLY}), ArrivalKind.ARCHIVE),
        (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}), ArrivalKind.DOCUMENT),
        (b"Bonjour, nous souhaitons parler des eaux pluviales.\nMerci.", ArrivalKind.TEXT),
    ],
)
def test_content_decides_not_the_name(content: bytes, kind: ArrivalKind) -> None:
    assert unpack(content, "trompeur.exe")[0].kind == kind


def test_a_message_gives_its_head_its_words_and_what_it_carries() -> None:
    parts = unpack(message(("réponse.ics", REPLY), ("contacts.zip", zipped({"carte.vcf": CARD}))), "m.eml")

    assert kinds(parts) == [
        *(ArrivalKind.MESSAGE, ArrivalKind.CALENDAR, ArrivalKind.ARCHIVE, ArrivalKind.CONTACTS),
    ]
    head = parts[0].message
    assert head is not None
    assert (head.sender.name, head.sender.address) == ("Renée Léger", "renee@mairie.invalid")
    assert (head.subject, head.in_reply_to) == ("Réponse à l’invitation", "1@agglo.invalid")
    assert head.date == "2026-12-01T09:00:00+01:00"
    assert head.text == "Bonjour,\nje viendrai.\n"
    assert parts[1].name == "réponse.ics"
    assert parts[3].path == ("m.eml", "contacts.zip")
    assert parts[3].contacts[0].family_name == "Léger"
    assert parts[3].contacts[0].emails == ("renee@mairie.invalid",)


def test_a_reply_inside_a_forwarded_message_is_found() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "agent@mairie.invalid", "TR: réponse"
    outer.set_content("Ci-joint.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "dgs@mairie.invalid", "Accepté"
    inner.set_content("Accepté")
    inner.add_attachment(REPLY, maintype="text", subtype="calendar", filename="r.ics")
    outer.add_attachment(inner)

    parts = unpack(outer.as_bytes(), "tr.eml")

    assert kinds(parts) == [ArrivalKind.MESSAGE, ArrivalKind.MESSAGE, ArrivalKind.CALENDAR]
    assert parts[2].calendar is not None
    assert parts[2].calendar["method"] == "REPLY"


def test_the_calendar_part_and_its_copy_count_once() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "dgs@mairie.invalid", "Accepté"
    mail.set_content("Accepté")
    mail.add_alternative(REPLY.decode(), subtype="calendar", params={"method": "REPLY"})
    mail.add_attachment(REPLY, maintype="application", subtype="ics", filename="invite.ics")

    assert kinds(unpack(mail.as_bytes(), "m.eml")) == [ArrivalKind.MESSAGE, ArrivalKind.CALENDAR]


def test_a_workbook_gives_values_and_never_computes_a_formula() -> None:
    table = unpack(workbook(("commune", "nom"), ("Boussay", '=HYPERLINK("http://x")'), (2026.0, None)), "x")[
        0
    ].table

    assert table is not None
    assert table.rows == (("commune", "nom"), ("Boussay", ""), ("2026",))
    assert table.sheet == "Sheet"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_a_list_is_read_in_whatever_it_was_saved(encoding: str, said: str) -> None:
    rows = "commune;nom\r\nGétigné;Hélène à Évron\r\nBoussay;Çelik\r\n"
    table = unpack(rows.encode(encoding), "l.csv")[0].table
    assert table is not None
    assert (table.encoding, table.rows[1], table.rows[2]) == (
        said,
        ("Gétigné", "Hélène à Évron"),
        ("Boussay", "Çelik"),
    )


def test_a_list_in_latin_says_how_it_was_read() -> None:
    table = unpack("commune;nom\r\n\r\nGétigné;Hélène Çelik\r\n".encode("cp1252"), "l.csv")[0].table

    assert table is not None
    assert (table.encoding, table.separator) == ("cp1252", ";")
    assert table.rows[1] == ("Gétigné", "Hélène Çelik")
    assert table.lines == (1, 3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "arrival_empty"),
        (b"\x00" * 500, "arrival_empty"),
        (bytes(range(1, 256)) * 40 + b"\x00" * 600, "arrival_unknown"),
        (b"PK\x03\x04" + b"\x00" * 60, "archive_broken"),
        (zipped({"a.ics": REPLY})[:-30], "archive_broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "arrival_old_office"),
        (zipped({"bombe.txt": b"0" * 30_000_000}), "archive_too_large"),
        (zipped({f"{i}.txt": b"a" for i in range(5_001)}), "archive_too_large"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:rien\r\n", "contacts_broken"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_000, "calendar_too_deep"),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_its_bytes(content: bytes, code: str) -> None:
    part = unpack(content, "fichier.bin")[0]

    assert part.problem is not None
    assert part.problem.code == code
    assert part.problem.where
    assert part.content == content


def test_one_bad_entry_spoils_no_other_and_no_name_climbs() -> None:
    parts = unpack(
        zipped({"../../evil.ics": REPLY, "C:\\Windows\\x.vcf": CARD, "__MACOSX/._a": b"x", "vide.ics": b""}),
        "a.zip",
    )

    assert [part.name for part in parts[1:]] == ["evil.ics", "x.vcf", "vide.ics"]
    assert [part.problem.code if part.problem else "" for part in parts[1:]] == ["", "", "arrival_empty"]


def test_boxes_in_boxes_stop_after_four() -> None:
    content = REPLY
    for _ in range(7):
        content = zipped({"boite.zip": content})

    parts = unpack(content, "boites.zip")

    assert parts[-1].problem is not None
    assert parts[-1].problem.code == "archive_too_deep"
    assert len(parts) <= 6


def test_an_archive_that_unfolds_into_too_many_parts_is_refused() -> None:
    inner = zipped({f"{i}.txt": b"Bonjour." for i in range(200)})
    with pytest.raises(BadInput, match="archive_too_large"):
        unpack(zipped({f"{i}.zip": inner for i in range(40)}), "a.zip")


def test_words_of_a_page_leave_out_what_is_not_shown() -> None:
    page = "<html><head><title>x</title></head><body><p>Je viens&nbsp;!</p><script>alert(1)</script>"
    assert words_of_html(page + '<img src="http://mouchard"><div>Léa</div>') == "Je viens\xa0!\nLéa"


@given(st.text(max_size=400))
def test_a_safe_name_has_no_folder_and_no_control(name: str) -> None:
    safe = safe_name(name, "fichier")
    assert safe
    assert len(safe) <= 120
    assert not any(c in '/\\:*?"<>|' or ord(c) < 32 for c in safe)
    assert safe.strip(" .") == safe


@example(b"\xfe\xff", b"")
@example(b"", b"From ")
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"BEGIN:VCARD\n", b"From: a@b\nTo: c\n", REPLY]),
)
def test_any_bytes_are_read_or_have_a_known_problem(tail: bytes, head: bytes) -> None:
    parts = unpack(head + tail, "x")
    assert parts
    assert all(part.problem is None or isinstance(part.problem, KnownError) for part in parts)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_every_file_of_the_corpus_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a file opened a connection")

    monkeypatch.setattr(socket, "socket", refused)
    for path in sorted(CORPUS.glob("*/*")):
        parts = unpack(path.read_bytes(), path.name)
        assert parts[0].content == path.read_bytes()
        if path.suffix == ".eml":
            assert parts[0].kind == ArrivalKind.MESSAGE, path.name
