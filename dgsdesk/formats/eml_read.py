"""Read one of our own drafts back from its bytes, for a preview that shows exactly what leaves."""

from __future__ import annotations

from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import compat32, default
from email.utils import getaddresses

from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.message_as_left import AttachedFile, MessageAsLeft


def read_draft(content: bytes) -> MessageAsLeft:
    """Return what a mail program shows of a draft that ``draft_to_eml`` wrote."""
    # The older policy joins encoded words as RFC 2047 says; Python 3.11's newer one leaves spaces between.
    heads = BytesParser(policy=compat32).parsebytes(content, headersonly=True)
    message = BytesParser(policy=default).parsebytes(content)
    calendar = next((part for part in message.walk() if part.get_content_type() == "text/calendar"), None)
    return MessageAsLeft(
        sender=(*_people(heads, "From"), Mailbox("", ""))[0],
        to=_people(heads, "To"),
        copies=_people(heads, "Cc"),
        blind_copies=_people(heads, "Bcc"),
        subject=_words(heads.get("Subject", "")),
        text=_reading(message, "plain"),
        html=_reading(message, "html"),
        attachments=tuple(_file(part) for part in message.iter_attachments()),
        calendar_method=str(calendar.get_param("method", "")) if calendar is not None else "",
        size=len(content),
    )


def _people(heads: Message, name: str) -> tuple[Mailbox, ...]:
    lines = [str(line) for line in heads.get_all(name, [])]
    return tuple(Mailbox(_words(shown), address) for shown, address in getaddresses(lines))


def _words(line: str) -> str:
    return " ".join(str(make_header(decode_header(line))).split("\n")).replace("\r", "")


def _reading(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _file(part: Message) -> AttachedFile:
    payload = part.get_payload(decode=True)
    size = len(payload) if isinstance(payload, bytes) else 0
    return AttachedFile(part.get_filename() or "", size, part.get_content_type())
