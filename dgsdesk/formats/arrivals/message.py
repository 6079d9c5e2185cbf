"""Read messages: .eml as mail programs save them, .msg as Outlook does; nothing of them is ever followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email import policy
from email.errors import MessageError
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage, Message
from email.parser import BytesParser
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from dgsdesk.application.arrival.content import MessageContent
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.text import decoded

Leaf = tuple[Message, str]
"""A part that holds something, and what it says it is."""

MAX_MESSAGE = 50 * 2**20
_LONGEST_TEXT = 500_000
_LONGEST_LINE = 2_000
_MAX_DEPTH = 12
_BROKEN = (ValueError, KeyError, IndexError, AttributeError, TypeError, ArithmeticError, MessageError)
_BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol"))
AUTOMATIC_HEADERS = ("auto-submitted", "precedence", "x-autoreply", "x-autorespond", "x-autoresponse")
_SILENT = frozenset(("script", "style", "head", "title"))
_LONGEST_HEADER = 30_000
_HEADERS = HeaderRegistry()


@lru_cache(maxsize=64)
def _parsed_header(name: str, value: str) -> str:
    """Parse the beginning of a header: Python takes half a kilobyte for each letter of some.

    It would parse it anew each time that it is looked at, the type of each part a dozen times.
    """
    return _HEADERS(name, value[:_LONGEST_HEADER])


_POLICY = policy.default.clone(header_factory=_parsed_header)


def read_message(content: bytes) -> tuple[MessageContent, Iterator[tuple[str, bytes | BadInput]]]:
    """Return what a message says, and its attachments (the calendar part counts as one).

    Raises BadInput: ``arrival_too_large``, ``message_broken``.
    """
    if len(content) > MAX_MESSAGE:
        raise BadInput("arrival_too_large", limit=MAX_MESSAGE // 2**20)
    try:
        message = BytesParser(policy=_POLICY).parsebytes(content.lstrip(b"\r\n"))
        parts = [(part, part.get_content_type()) for part in _leaves(message)]
        head = _head(message, _body(parts))
    except (*_BROKEN, RecursionError) as error:
        raise BadInput("message_broken") from error
    return head, iter(_attached(parts))


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Give the parts that hold something; a message within a message is one part."""
    if depth > _MAX_DEPTH:
        raise BadInput("archive_too_deep", deepest=_MAX_DEPTH)
    if message.get_content_maintype() == "multipart":
        inner = message.get_payload()
        for part in inner if isinstance(inner, list) else ():
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
    else:
        yield message


def _head(message: EmailMessage, text: str) -> MessageContent:
    senders = _mailboxes(message, "from") or _mailboxes(message, "sender") or (Mailbox("", ""),)
    return MessageContent(
        sender=senders[0],
        to=(*_mailboxes(message, "to"), *_mailboxes(message, "cc")),
        subject=_header(message, "subject"),
        date=_date(message),
        message_id=_header(message, "message-id").strip("<> "),
        in_reply_to=_header(message, "in-reply-to").strip("<> "),
        text=text,
        automatic=says_automatic({name: _header(message, name) for name in AUTOMATIC_HEADERS}),
    )


def says_automatic(headers: Mapping[str, str]) -> bool:
    """Tell whether headers (lower case) say that a program answered for somebody (RFC 3834 § 5)."""
    submitted = headers.get("auto-submitted", "").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if "auto" in headers.get("precedence", "").lower():
        return True
    return any(headers.get(name) for name in AUTOMATIC_HEADERS[2:])


def _header(message: Message, name: str) -> str:
    """Return a header on one line; a header too broken to be parsed is read as it stands."""
    try:
        value = str(message.get(name, ""))
    except _BROKEN:
        raw = [text for key, text in message.raw_items() if key.lower() == name]
        value = str(raw[0]) if raw else ""
    return _one_line(value)


def _one_line(value: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", value).split())[:_LONGEST_LINE]


def _date(message: Message) -> str:
    """Return the date in ISO form, or as it was written when it is no date."""
    try:
        moment = getattr(message["date"], "datetime", None)
    except _BROKEN:
        moment = None
    return moment.isoformat() if moment is not None else _header(message, "date")


def _mailboxes(message: Message, name: str) -> tuple[Mailbox, ...]:
    try:
        addresses: tuple[Address, ...] = getattr(message[name], "addresses", ())
    except _BROKEN:
        addresses = ()
    if addresses:
        return tuple(
            Mailbox(_one_line(each.display_name), _one_line(each.addr_spec).lower()) for each in addresses
        )
    found = re.findall(r"[^\s<>,;:\"']+@[^\s<>,;:\"']+", _header(message, name))
    return tuple(Mailbox("", each.lower()) for each in found)


def _is_body(part: Message) -> bool:
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _body(parts: Sequence[Leaf]) -> str:
    """Return the words: the plain reading, else the HTML one without its marks."""
    for wanted, reader in (("text/plain", str), ("text/html", words_of_html)):
        found = [_decoded_part(part) for part, kind in parts if kind == wanted and _is_body(part)]
        if any(text.strip() for text in found):
            return reader("\n".join(found))[:_LONGEST_TEXT]
    return ""


def _decoded_part(part: Message) -> str:
    payload: Any = part.get_payload(decode=True)
    octets = payload if isinstance(payload, bytes) else b""
    return decoded(octets, str(part.get_content_charset() or ""))[0].replace("\r\n", "\n")


def _attached(parts: Sequence[Leaf]) -> Iterator[tuple[str, bytes | BadInput]]:
    """Give what is attached; the calendar part and its copy as an attachment count once."""
    seen: set[bytes] = set()
    for part, kind in parts:
        if kind in ("text/plain", "text/html") and _is_body(part):
            continue
        octets = _octets(part, kind)
        key = octets.replace(b"\r\n", b"\n").strip()
        if kind in ("text/calendar", "application/ics") and key in seen:
            continue
        seen.add(key)
        yield _name(part, kind), octets


def _octets(part: Message, kind: str) -> bytes:
    if kind.startswith("message/"):
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            return inner[0].as_bytes(policy=policy.compat32)
    payload: Any = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message, kind: str) -> str:
    try:
        given = part.get_filename() or ""
    except _BROKEN:
        given = ""
    endings = {"text/calendar": "rendez-vous.ics", "message/rfc822": "message.eml", "text/vcard": "carte.vcf"}
    return given or endings.get(kind, "")


class _Words(HTMLParser):
    """Collects the words of a page; what is not shown is left out, nothing is fetched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def words_of_html(page: str) -> str:
    """Return the words of an HTML text, a line per paragraph."""
    reader = _Words()
    reader.feed(page[: 4 * _LONGEST_TEXT])
    lines = (line.strip() for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)
