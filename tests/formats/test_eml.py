from __future__ import annotations

import dataclasses
import smtplib
import socket
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.calendar.event import CalendarMethod
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.draft import MailAttachment, MailDraft, MailInvitation
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.eml import draft_to_eml
from dgsdesk.formats.eml_read import read_draft

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:R\xc3\xa9union\r\nEND:VCALENDAR\r\n"
DRAFT = MailDraft(
    id="3f2a-invitation-1",
    sender=Mailbox("Réseau des DGS, Clisson Sèvre et Maine Agglo", "reseau.dgs@clissonsevremaine.fr"),
    to=(Mailbox("Zoé Lévêque", "z.leveque@la-planche.fr"), Mailbox('Jean "Jo" Petit', "dgs@gorges.fr")),
    copies=(Mailbox("", "sg@boussay.fr"),),
    blind_copies=tuple(Mailbox(f"Mairie n° {rank}", f"mairie{rank}@exemple.fr") for rank in range(40)),
    subject="Invitation\u00a0: réunion des DGS du mardi 8\u00a0décembre 2026, mairie de La Planche",
    text="Bonjour,\n\nVoici l’ordre du jour.\nÀ bientôt\u00a0!\n.\nhttps://exemple.fr/a?b=1&c=2.\n",
    date=datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Paris")),
    attachments=(
        MailAttachment(
            "2026-12-08_Clisson_invitation à l’hôte.pdf", b"%PDF-1.7\n\x00\xff", "application/pdf"
        ),
        MailAttachment("agenda.docx", bytes(range(256)) * 3),
        MailAttachment("vide.txt", b"", "text/plain"),
    ),
    invitation=MailInvitation(CALENDAR),
)


def changed(**fields: object) -> MailDraft:
    return dataclasses.replace(DRAFT, **fields)  # type: ignore[arg-type]


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not [part.defects for part in message.walk() if part.defects]
    return message


def addresses(content: bytes, header: str) -> list[tuple[str, str]]:
    """Read people as RFC 2047 says; the newer parser of Python 3.11 leaves spaces between encoded words."""
    raw = message_from_bytes(content, policy=policy.compat32)[header]
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([raw])]


def said(part: EmailMessage) -> str:
    text = part.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def pairs(people: tuple[Mailbox, ...]) -> list[tuple[str, str]]:
    return [(each.name, each.address) for each in people]


def test_headers_come_back() -> None:
    content = draft_to_eml(DRAFT)
    message = read(content)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == DRAFT.subject
    assert addresses(content, "From") == pairs((DRAFT.sender,))
    assert addresses(content, "To") == pairs(DRAFT.to)
    assert addresses(content, "Cc") == pairs(DRAFT.copies)
    assert addresses(content, "Bcc") == pairs(DRAFT.blind_copies)
    assert message["Message-ID"] == "<3f2a-invitation-1@clissonsevremaine.fr>"
    assert message["Date"].datetime == DRAFT.date
    assert message["Content-Language"] == "fr"
    assert message.get_content_type() == "multipart/mixed"


def test_every_part_comes_back() -> None:
    message = read(draft_to_eml(DRAFT))
    alternative, *attached = message.iter_parts()
    text, html, calendar = alternative.iter_parts()
    assert said(text) == DRAFT.text
    assert html.get_content_type() == "text/html"
    assert '<html lang="fr">' in html.get_content()
    assert "<p>Bonjour,</p>" in html.get_content()
    assert '<a href="https://exemple.fr/a?b=1&amp;c=2">' in html.get_content()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_payload(decode=True) == CALENDAR
    assert [part.get_filename() for part in attached] == [
        "2026-12-08_Clisson_invitation à l’hôte.pdf",
        "agenda.docx",
        "vide.txt",
        "invitation.ics",
    ]
    assert [part.get_payload(decode=True) for part in attached] == [
        *(each.content for each in DRAFT.attachments),
        CALENDAR,
    ]
    assert [part.get_content_type() for part in attached] == [
        "application/pdf",
        "application/octet-stream",
        "text/plain",
        "application/ics",
    ]
    assert all(part.get_content_disposition() == "attachment" for part in attached)


def test_an_accented_file_name_is_told_both_ways() -> None:
    content = draft_to_eml(DRAFT)
    assert b"filename*=utf-8''2026-12-08_Clisson_invitation%20%C3%A0%20l%E2%80%99h%C3%B4te.pdf" in content
    assert b'name="=?utf-8?B?' in content


def test_lines_are_short_ascii_and_end_with_crlf() -> None:
    content = draft_to_eml(DRAFT)
    lines = content.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line and line.isascii() for line in lines)
    assert max(len(line) for line in lines if not line.startswith(b" filename*=")) <= 76


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert draft_to_eml(DRAFT) == draft_to_eml(changed())
    assert draft_to_eml(DRAFT) != draft_to_eml(changed(text="Autre"))


def test_a_message_alone_is_text_and_html_without_a_date() -> None:
    message = read(draft_to_eml(changed(attachments=(), invitation=None, date=None, html="<p>À lire</p>")))
    assert message.get_content_type() == "multipart/alternative"
    assert message["Date"] is None
    assert [said(part).strip() for part in message.iter_parts()] == [
        DRAFT.text.strip(),
        "<p>À lire</p>",
    ]


def test_a_cancellation_is_named_in_its_part() -> None:
    message = read(draft_to_eml(changed(invitation=MailInvitation(CALENDAR, CalendarMethod.CANCEL))))
    (calendar,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert calendar["Content-Type"].params["method"] == "CANCEL"


def test_the_text_cannot_become_markup() -> None:
    message = read(draft_to_eml(changed(text="<script>alert(1)</script> & https://a.fr/'><b>")))
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "<b>" not in html.get_content()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"subject": "a\r\nBcc: x@y.fr"}, "control_character"),
        ({"subject": "a\nb"}, "control_character"),
        ({"subject": "a\x00b"}, "control_character"),
        ({"sender": Mailbox("a\rb", "a@b.fr")}, "control_character"),
        ({"to": (Mailbox("a", "a@b.fr\nX: 1"),)}, "control_character"),
        ({"to": (Mailbox("a", "a@b.fr, c@d.fr"),)}, "broken_address"),
        ({"blind_copies": (Mailbox("a", ""),)}, "broken_address"),
        ({"sender": Mailbox("a", "élu@b.fr")}, "broken_address"),
        ({"attachments": (MailAttachment("a\r\nb.pdf", b""),)}, "control_character"),
        ({"attachments": (MailAttachment("../a.pdf", b""),)}, "attachment_name"),
        ({"attachments": (MailAttachment("", b""),)}, "attachment_name"),
        ({"attachments": (MailAttachment("a.pdf", b"", "application/pdf\r\nX: 1"),)}, "media_type"),
    ],
)
def test_header_tricks_are_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as error:
        draft_to_eml(changed(**fields))
    assert error.value.code == code


def test_an_id_that_makes_no_message_id_is_a_bug() -> None:
    with pytest.raises(ValueError):
        draft_to_eml(changed(id="a b>"))


# -- any words come back, by two parsers that share nothing ------------------------------------------------

printable = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120)
anything = st.text(max_size=300)
file_names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters='\\/:*?"<>|'),
    min_size=1,
    max_size=200,
).filter(lambda name: bool(name.strip().strip(". ")))


@given(printable, printable, printable)
def test_any_subject_name_and_text_come_back(subject: str, name: str, text: str) -> None:
    content = draft_to_eml(changed(subject=subject, to=(Mailbox(name, "a@b.fr"),), text=text))
    message = read(content)
    assert " ".join(message["Subject"].split()) == " ".join(subject.split())
    ((shown, address),) = addresses(content, "To")
    assert " ".join(shown.split()) == " ".join(name.split())
    assert address == "a@b.fr"
    body = message.get_body(("plain",))
    assert body is not None
    assert said(body).rstrip("\n") == text
    other = parse_email(content)
    assert " ".join(other.subject.split()) == " ".join(subject.split())
    assert other.text_plain[0].replace("\r\n", "\n").rstrip("\n") == text


@given(anything, file_names)
def test_lines_are_never_too_long_and_stay_seven_bits(text: str, name: str) -> None:
    content = draft_to_eml(changed(text=text, attachments=(MailAttachment(name, b"x"),)))
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert content.isascii()
    assert not any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines)
    attached = next(iter(read(content).iter_attachments()))
    assert attached.get_filename() == name.strip()


@given(
    st.text(max_size=40), st.sampled_from(["\r", "\n", "\0", "\x0b", "\x85", "\u2028"]), st.text(max_size=40)
)
def test_no_break_enters_a_header(before: str, cut: str, after: str) -> None:
    word = before + cut + after
    for fields in ({"subject": word}, {"to": (Mailbox(word, "a@b.fr"),)}, {"sender": Mailbox("a", word)}):
        with pytest.raises(BadInput):
            draft_to_eml(changed(**fields))


def test_a_second_parser_reads_the_same() -> None:
    other = parse_email(draft_to_eml(DRAFT))
    assert other.subject == DRAFT.subject
    assert other.text_plain[0].replace("\r\n", "\n") == DRAFT.text
    assert [(one.filename, one.mimetype, one.content) for one in other.attachments if one.filename] == [
        *((each.name, each.media_type, each.content) for each in DRAFT.attachments),
        ("invitation.ics", "application/ics", CALENDAR),
    ]
    assert other.headers["X-Unsent"] == ["1"]
    assert [(one.display_name or "", one.address) for one in other.bcc] == pairs(DRAFT.blind_copies)


def test_our_own_reader_shows_what_leaves() -> None:
    left = read_draft(draft_to_eml(DRAFT))
    assert (left.sender, left.to, left.copies, left.blind_copies) == (
        DRAFT.sender,
        DRAFT.to,
        DRAFT.copies,
        DRAFT.blind_copies,
    )
    assert (left.subject, left.text, left.calendar_method) == (DRAFT.subject, DRAFT.text, "REQUEST")
    assert [(file.name, file.size) for file in left.attachments] == [
        *((each.name, len(each.content)) for each in DRAFT.attachments),
        ("invitation.ics", len(CALENDAR)),
    ]
    assert left.attachments[1].words == "agenda.docx (768\u00a0octets)"


# -- beside what real mail programs send -------------------------------------------------------------------

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "eml"
REAL = (  # invitations of Google, Outlook.com and Zimbra as they were sent
    "releases-comm-central__meet-meeting-invite.eml",
    "mail__request_outlook_com.txt.eml",
    "zm-mailbox__bug-69862-invite.txt.eml",
    "tmail-flutter__calendar_counter.eml",
)


def readings(message: Message) -> list[str]:
    """The parts of the alternative, in order."""
    (alternative,) = [part for part in message.walk() if part.get_content_type() == "multipart/alternative"]
    return [part.get_content_type() for part in alternative.get_payload() if isinstance(part, Message)]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")
@pytest.mark.parametrize("name", REAL)
def test_parts_stand_in_the_order_of_real_invitations(name: str) -> None:
    theirs = message_from_bytes((CORPUS / name).read_bytes())
    ours = message_from_bytes(draft_to_eml(DRAFT))
    assert readings(ours) == readings(theirs) == ["text/plain", "text/html", "text/calendar"]
    for message in (ours, theirs):
        (calendar,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert calendar.get_param("method") in ("REQUEST", "COUNTER")
        assert calendar.get_content_charset() == "utf-8"
        copies = [part for part in message.walk() if part.get_content_type() == "application/ics"]
        assert all(part.get_content_disposition() == "attachment" for part in copies)


# -- handed to a server --------------------------------------------------------------------------------------


class Inbox:
    """Keeps what a server on the loopback is handed."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append((envelope.rcpt_tos, content))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, smtplib.SMTP]]:
    kept = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    server.start()
    with smtplib.SMTP("127.0.0.1", port) as client:
        yield kept, client
    server.stop()


@pytest.mark.parametrize("draft", [DRAFT, changed(text="From là\n.\n..\nfin", attachments=())])
def test_a_draft_is_deliverable_and_blind_copies_stay_blind(
    inbox: tuple[Inbox, smtplib.SMTP], draft: MailDraft
) -> None:
    kept, client = inbox
    message = read(draft_to_eml(draft))
    assert client.send_message(message) == {}
    ((reached, received),) = kept.letters
    everybody = (*draft.to, *draft.copies, *draft.blind_copies)
    assert sorted(reached) == sorted(one.address for one in everybody)
    left = read_draft(received)
    assert left.blind_copies == ()
    assert b"mairie7@exemple.fr" not in received
    assert (left.subject, left.to, left.calendar_method) == (draft.subject, draft.to, "REQUEST")
    assert left.text.rstrip() == draft.text.rstrip()
    assert [file.size for file in left.attachments] == [
        *(len(each.content) for each in draft.attachments),
        len(CALENDAR),
    ]
