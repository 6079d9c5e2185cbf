from __future__ import annotations

import dataclasses
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.calendar_event import CalendarMethod
from dgsdesk.application.mail_draft import MailAttachment, MailDraft, MailInvitation
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.eml import draft_to_eml

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


printable = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120)


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
