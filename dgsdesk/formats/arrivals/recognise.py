"""Tell what bytes are by their content; a name is never believed."""

from __future__ import annotations

import io
import re
import zipfile

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.safe_zip import ZIP_ERRORS
from dgsdesk.formats.arrivals.text import decoded

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SEALED = b"DGSDESK-SEALED-"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MANY = 0.01
_HEADER = re.compile(r"[!-9;-~]+[ \t]*:")
_MAIL_HEADERS = frozenset(
    {
        *("from", "to", "cc", "subject", "date", "message-id", "mime-version", "received", "return-path"),
        *("content-type", "delivered-to", "x-unsent", "reply-to", "sender"),
    }
)
_WANTED_HEADERS = 2
_MULTIPART = ("content-type: multipart/", "content-type: message/")


def recognise(content: bytes) -> ArrivalKind:
    """Return what the bytes are.

    Raises BadInput for what is known and cannot be read: ``arrival_empty``, ``arrival_locked``,
    ``arrival_old_office``, ``archive_broken``.
    """
    if not content.strip(b"\x00\r\n\t "):
        raise BadInput("arrival_empty")
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_SEALED):
        return ArrivalKind.DOSSIER
    if content.startswith(_OLE):
        return _compound(content)
    return _text_kind(content)


def _zipped(content: bytes) -> ArrivalKind:
    try:
        names = {name.lower() for name in zipfile.ZipFile(io.BytesIO(content)).namelist()}
    except ZIP_ERRORS as error:
        raise BadInput("archive_broken") from error
    if "[content_types].xml" in names:
        return _office(names)
    if "manifest.json" in names and "meeting.json" in names:
        return ArrivalKind.DOSSIER
    if "mimetype" in names and "content.xml" in names:
        return ArrivalKind.OTHER
    return ArrivalKind.ARCHIVE


def _office(names: set[str]) -> ArrivalKind:
    """Tell a workbook from a document; a document kept under odd names still is one."""
    if any(name.startswith("xl/") for name in names):
        return ArrivalKind.TABLE
    if any(name.startswith(("ppt/", "visio/")) for name in names):
        return ArrivalKind.OTHER
    return ArrivalKind.DOCUMENT


def _compound(content: bytes) -> ArrivalKind:
    """Look for Outlook's stream, then for an encrypted package, else it is an old Word or Excel file."""
    if _OUTLOOK in content:
        return ArrivalKind.MESSAGE
    raise BadInput("arrival_locked" if _ENCRYPTED in content else "arrival_old_office")


def _text_kind(content: bytes) -> ArrivalKind:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and len(_CONTROL.findall(content[:4096])) > _MANY * len(content[:4096]):
        return ArrivalKind.OTHER
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"SQLite format 3")):
        return ArrivalKind.OTHER
    head = decoded(content[:65_536])[0].lstrip("\ufeff \t\r\n")
    start = head[:64].upper()
    if start.startswith("BEGIN:VCALENDAR"):
        return ArrivalKind.CALENDAR
    if start.startswith("BEGIN:VCARD"):
        return ArrivalKind.CONTACTS
    if _is_message(head):
        return ArrivalKind.MESSAGE
    if start.startswith(("<!DOCTYPE", "<HTML", "<?XML")):
        return ArrivalKind.OTHER
    return ArrivalKind.TABLE if _is_table(head) else ArrivalKind.TEXT


def _is_message(head: str) -> bool:
    """Tell whether a text begins with the headers of a message (an mbox mark before them is allowed)."""
    lines = head.removeprefix(">").splitlines()
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    found = set()
    for line in lines:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        if not _HEADER.match(line):
            return False
        found.add(line.partition(":")[0].lower())
    return len(found & _MAIL_HEADERS) >= _WANTED_HEADERS or "".join(lines[:1]).lower().startswith(_MULTIPART)


def _is_table(head: str) -> bool:
    """Tell whether the first lines share a separator, as lists do and prose does not."""
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    if len(lines) < 2:
        return False
    return any(_regular(lines, separator) for separator in ";\t,|")


def _regular(lines: list[str], separator: str) -> bool:
    wanted = lines[0].count(separator)
    alike = sum(line.count(separator) >= wanted for line in lines)
    return wanted > 0 and alike >= 0.8 * len(lines) and not re.search(r"[.!?]\s", lines[0])
