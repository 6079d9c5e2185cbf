"""Outlook's own message files (.msg), read by python-oxmsg under our caps."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import policy
from email.parser import HeaderParser
from email.utils import parseaddr

from dgsdesk.application.arrival.content import MessageContent
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.message import MAX_MESSAGE, says_automatic, words_of_html

_OLE = b"\xd0\xcf\x11\xe0"


def is_outlook(content: bytes) -> bool:
    """Tell whether a message is one of Outlook's own, a compound file."""
    return content.startswith(_OLE)


def read_outlook(content: bytes) -> tuple[MessageContent, Iterator[tuple[str, bytes | BadInput]]]:
    """Return what a message says, and its attachments.

    Raises BadInput: ``arrival_too_large``, ``message_broken``.
    """
    from oxmsg import Message

    if len(content) > MAX_MESSAGE:
        raise BadInput("arrival_too_large", limit=MAX_MESSAGE // 2**20)
    try:
        message = Message.load(io.BytesIO(content))
        head = _head(message)
        attached = [(each.file_name or "", each.file_bytes or b"") for each in message.attachments]
    except Exception as error:  # a compound file can be broken in every way that its readers did not foresee
        raise BadInput("message_broken") from error
    return head, iter(attached)


def _head(message: object) -> MessageContent:
    headers = {key.lower(): text for key, text in (getattr(message, "message_headers", None) or {}).items()}
    sent = getattr(message, "sent_date", None)
    body = getattr(message, "body", None) or words_of_html(_as_text(getattr(message, "html_body", "")))
    people = getattr(message, "recipients", ())
    return MessageContent(
        sender=_mailbox(str(headers.get("from") or getattr(message, "sender", "") or "")),
        to=tuple(Mailbox(_clean(each.name), _clean(each.email_address).lower()) for each in people),
        subject=_clean(getattr(message, "subject", "")),
        date=sent.isoformat() if sent is not None else _clean(headers.get("date", "")),
        message_id=_clean(headers.get("message-id", "")).strip("<> "),
        in_reply_to=_clean(headers.get("in-reply-to", "")).strip("<> "),
        text=body.replace("\r\n", "\n"),
        automatic=says_automatic({key: _clean(text) for key, text in headers.items()})
        or "oof" in str(getattr(message, "message_class", "")).lower(),
    )


def _mailbox(written: str) -> Mailbox:
    parsed = HeaderParser(policy=policy.default).parsestr(f"From: {_clean(written)}\n\n")["from"]
    addresses = getattr(parsed, "addresses", ())
    if addresses:
        return Mailbox(_clean(addresses[0].display_name), addresses[0].addr_spec.lower())
    name, address = parseaddr(_clean(written))
    return Mailbox(name, address.lower())


def _as_text(value: object) -> str:
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value or "")


def _clean(value: object) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", str(value or "")).split())
