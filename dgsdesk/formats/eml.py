"""Write messages as .eml files that open in the user's own mail program as drafts (X-Unsent).

Written by hand rather than by ``email.message``: the same draft gives the same bytes, and an accented file
name is told both ways, RFC 2231 for what follows the standard and RFC 2047 for what does not.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.draft import MailAttachment, MailDraft, MailInvitation
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.mailboxes import one_line, sound_mailbox

_LINE = 76
_WORD_BYTES = 39
_EASILY_CHANGED = re.compile(r"^(?:F(?=rom )|\.)")
"""What servers and mailboxes on the way change at the beginning of a line (« >From », a dot)."""

_LONGEST_NAME = 200
_ONE_LINE = 900
_PIECE = 60
_NO_DOMAIN = "dgsdesk.invalid"
"""Ends the Message-ID of a draft that leaves its sender to the mail program."""
_MESSAGE_ID = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,200}")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*/[A-Za-z0-9][A-Za-z0-9.+-]*")
_LINK = re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,;:!?)]")


def draft_to_eml(draft: MailDraft) -> bytes:
    """Return the message, unsent: a text and its HTML form, the invitation, the attachments.

    Raises BadInput: "control_character" for a line break or NUL in a header, "broken_address",
    "attachment_name", "media_type".
    """
    body = _body(draft)
    return _join([*_headers(draft), *body])


def _headers(draft: MailDraft) -> list[str]:
    if not _MESSAGE_ID.fullmatch(draft.id):
        raise ValueError("the id of a draft makes its Message-ID: plain signs only")
    headers = ["X-Unsent: 1"]
    domain = _NO_DOMAIN
    if draft.sender is not None:
        sender = sound_mailbox(draft.sender, "from")
        headers.append(f"From: {_mailbox(sender)}")
        domain = sender.address.rpartition("@")[2]
    for name, people in (("To", draft.to), ("Cc", draft.copies), ("Bcc", draft.blind_copies)):
        if people:
            headers.append(f"{name}: {_mailboxes(people, name.lower())}")
    headers.append(f"Subject: {_words(one_line(draft.subject, 'subject'), len('Subject: '))}")
    if draft.date is not None:
        if draft.date.utcoffset() is None:
            raise ValueError("the date of a message carries its zone")
        headers.append(f"Date: {format_datetime(draft.date)}")
    return [*headers, f"Message-ID: <{draft.id}@{domain}>", "Content-Language: fr", "MIME-Version: 1.0"]


def _body(draft: MailDraft) -> list[str]:
    text = _one_break(draft.text)
    html = _one_break(draft.html) or _as_html(text, draft.subject)
    readings = [_prose("plain", text), _prose("html", html)]
    attached = [_attached(each) for each in draft.attachments]
    if draft.invitation is not None:
        readings.append(_calendar_part(draft.invitation))
        attached.append(
            _attached(MailAttachment(draft.invitation.name, draft.invitation.content, "application/ics"))
        )
    alternative = _multipart("alternative", readings)
    return _multipart("mixed", [alternative, *attached]) if attached else alternative


def _multipart(kind: str, parts: Sequence[list[str]]) -> list[str]:
    """Wrap parts; the boundary is drawn from their content, so it varies with it and with nothing else."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        digest.update(_join(part))
    boundary = f"=_{kind}_{digest.hexdigest()[:32]}"
    lines = [f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part]
    return [*lines, f"--{boundary}--", ""]


def _prose(kind: str, text: str) -> list[str]:
    encoded = quopri.encodestring(text.encode("utf-8")).decode("ascii")
    return [
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        *(_EASILY_CHANGED.sub(_as_octet, line) for line in encoded.split("\n")),
    ]


def _as_octet(found: re.Match[str]) -> str:
    return f"={ord(found.group()):02X}"


def _calendar_part(invitation: MailInvitation) -> list[str]:
    """Make the part that mail programs turn into « Accepter / Refuser » (RFC 6047 § 2.4)."""
    return [
        f"Content-Type: text/calendar; charset=utf-8; method={invitation.method.value}",
        "Content-Transfer-Encoding: base64",
        "",
        *_base64(invitation.content),
    ]


def _attached(attachment: MailAttachment) -> list[str]:
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise BadInput("media_type", where=attachment.name, given=attachment.media_type)
    name = _file_name(attachment.name)
    return [
        f"Content-Type: {attachment.media_type};\r\n name={_quoted(name)}",
        "Content-Transfer-Encoding: base64",
        f"Content-Disposition: attachment;\r\n {_file_name_parameter(name)}",
        "",
        *_base64(attachment.content),
    ]


def _file_name(name: str) -> str:
    name = name.strip()
    if not name.strip(". ") or len(name) > _LONGEST_NAME or re.search(r'[\\/:*?"<>|]', name):
        raise BadInput("attachment_name", where="attachment", given=name[:_LONGEST_NAME])
    return one_line(name, "attachment")


def _file_name_parameter(name: str) -> str:
    if name.isascii():
        return f'filename="{name}"'
    encoded = quote(name, safe="")
    if len(encoded) <= _ONE_LINE:
        return f"filename*=utf-8''{encoded}"
    return ";\r\n ".join(_continuations(encoded))


def _continuations(encoded: str) -> Iterator[str]:
    """Cut a name into numbered pieces (RFC 2231 § 3), never inside an octet: a line has 998 at most.

    Short names stay whole, since older mail programs read no pieces.
    """
    rank, charset = 0, "utf-8''"
    while encoded:
        stop = min(_PIECE, len(encoded))
        cut = encoded.rfind("%", max(0, stop - 2), stop)
        if cut != -1 and stop < len(encoded):
            stop = cut
        yield f"filename*{rank}*={charset}{encoded[:stop]}"
        rank, charset, encoded = rank + 1, "", encoded[stop:]


def _quoted(name: str) -> str:
    return f'"{name if name.isascii() else _words(name, len(" name="))}"'


def _mailboxes(people: Sequence[Mailbox], where: str) -> str:
    return ",\r\n ".join(_mailbox(sound_mailbox(each, where)) for each in people)


def _mailbox(mailbox: Mailbox) -> str:
    if not mailbox.name:
        return mailbox.address
    if _plain(mailbox.name, _LINE - len(mailbox.address)):
        shown = mailbox.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{shown}"\r\n <{mailbox.address}>'
    return f"{_words(mailbox.name, _LINE)}\r\n <{mailbox.address}>"


def _plain(value: str, room: int) -> bool:
    """Tell whether a text may stand in a header as it is."""
    return value.isascii() and "=?" not in value and len(value) <= room


def _words(value: str, taken: int) -> str:
    """Write a text as it is when short and plain, else as encoded words (RFC 2047), one a line."""
    if _plain(value, _LINE - taken):
        return value
    words = (base64.b64encode(chunk).decode("ascii") for chunk in _chunks(value.encode("utf-8")))
    return "\r\n ".join(f"=?utf-8?B?{word}?=" for word in words)


def _chunks(octets: bytes) -> Iterator[bytes]:
    """Cut UTF-8 into short pieces, never inside a character."""
    start = 0
    while start < len(octets):
        stop = min(start + _WORD_BYTES, len(octets))
        while stop < len(octets) and octets[stop] & 0b1100_0000 == 0b1000_0000:
            stop -= 1
        yield octets[start:stop]
        start = stop


def _base64(content: bytes) -> list[str]:
    encoded = base64.b64encode(content).decode("ascii")
    return [encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)] or [""]


def _as_html(text: str, title: str) -> str:
    """Give a plain text its HTML form: a paragraph per blank line, links that can be followed."""
    paragraphs = "\n".join(_paragraph(block) for block in re.split(r"\n{2,}", text.strip("\n")))
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="fr">\n{head}\n<body>\n{paragraphs}\n</body>\n</html>\n'


def _paragraph(block: str) -> str:
    pieces, start = [], 0
    for link in _LINK.finditer(block):
        address = escape(link.group())
        pieces += [escape(block[start : link.start()]), f'<a href="{address}">{address}</a>']
        start = link.end()
    pieces.append(escape(block[start:]))
    return f"<p>{''.join(pieces)}</p>".replace("\n", "<br>\n")


def _one_break(text: str) -> str:
    """Write every line break as the same one, and leave out NUL and lone surrogates."""
    return re.sub("[\x00\ud800-\udfff]", "", re.sub(r"\r\n?", "\n", text))


def _join(lines: Sequence[str]) -> bytes:
    return "\r\n".join(lines).encode("ascii")
