"""The network's library: documents with their versions, where they serve, the text found in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from mimetypes import guess_type

from dgsdesk.domain.entity import Entity


class OwnerKind(StrEnum):
    """What a document may be attached to; the value is the entity's class name."""

    ITEM = "AgendaItem"
    GREY_ZONE = "GreyZone"
    SUBJECT = "SharedSubject"
    THEME = "RaisedTheme"
    MEETING = "Meeting"


class TextState(StrEnum):
    """What became of a file's text: ``CUT`` when only its beginning is kept, ``LOCKED`` by a password."""

    READ = "read"
    CUT = "cut"
    NONE = "none"
    LOCKED = "locked"
    UNREADABLE = "unreadable"


class FileKind(StrEnum):
    """What a file is to the people who look for it."""

    WORD = "word"
    PDF = "pdf"
    SHEET = "sheet"
    SLIDES = "slides"
    TEXT = "text"
    PICTURE = "picture"
    PROGRAM = "program"
    OTHER = "other"


@dataclass(eq=False, kw_only=True)
class LibraryDocument(Entity):
    """A document of the network; its files are attachments that belong to it, the newest has the highest
    version."""

    title: str
    added_on: date
    tags: tuple[str, ...] = ()
    review_on: date | None = None


@dataclass(eq=False, kw_only=True)
class DocumentUse(Entity):
    """A document serves somewhere; ``owner_id`` is free, since what it names may be removed and come back."""

    document_id: str
    owner_kind: OwnerKind
    owner_id: str


@dataclass(eq=False, kw_only=True)
class FileText(Entity):
    """The text of a file, once by content, whatever documents it stands in."""

    sha256: str
    state: TextState
    text: str = ""


SENT_LIMIT = 20_000_000
"""Bytes of all that goes with one invitation: many town halls' mailboxes take no more."""

NAME_LENGTH = 120

_KINDS = {
    FileKind.WORD: "docx doc odt rtf dotx",
    FileKind.PDF: "pdf",
    FileKind.SHEET: "xlsx xls ods csv",
    FileKind.SLIDES: "pptx ppt odp",
    FileKind.TEXT: "txt md html htm",
    FileKind.PICTURE: "png jpg jpeg gif svg tif tiff webp",
    FileKind.PROGRAM: (
        "exe msi bat cmd com scr pif ps1 psm1 vbs vbe js jse wsf wsh hta jar lnk url reg cpl dll sys chm appx"
        " appimage deb rpm sh bash run command app dmg pkg desktop py pyw pl rb php docm dotm xlsm xlsb xlam"
        " pptm ppsm iso img vhd library-ms search-ms settingcontent-ms"
    ),
}
PROGRAM_TYPE = "application/x-program"
"""The media type of a file that a machine would carry out, whatever its name says."""

_KIND_OF = {ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}
_PROGRAM_BEGINS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
    b"L\0\0\0\x01\x14\x02\0",  # a link of Windows
)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?", re.IGNORECASE)
_ENDING_LENGTH = 10


def file_kind(name: str, media_type: str) -> FileKind:
    """Return what a file is, by the end of its name; its media type may give a program away.

    A document that carries macros counts as a program: it runs when it is opened.
    """
    if media_type == PROGRAM_TYPE:
        return FileKind.PROGRAM
    return _KIND_OF.get(ending_of(name), FileKind.OTHER)


def media_type_of(name: str, begins: bytes) -> str:
    """Return the media type that a file is kept and sent with; a name is not believed against the content."""
    if begins.startswith(_PROGRAM_BEGINS):
        return PROGRAM_TYPE
    return guess_type(name)[0] or "application/octet-stream"


def ending_of(name: str) -> str:
    """Return the end of a file's name, in small letters and without its dot; nothing when there is none."""
    stem, dot, ending = name.rstrip(" .").rpartition(".")
    return ending.lower() if dot and stem else ""


def safe_name(name: str, fallback: str) -> str:
    """Return a name to show and to keep: no folder, no sign that deceives, none that Windows forbids.

    At most 120 characters, the ending kept.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _FORBIDDEN.sub("", last).strip(" .")
    if _DEVICES.fullmatch(clean):
        clean = f"_{clean}"
    if len(clean) > NAME_LENGTH:
        stem, dot, ending = clean.rpartition(".")
        room = NAME_LENGTH - _ENDING_LENGTH - 1
        clean = f"{stem[:room]}{dot}{ending[:_ENDING_LENGTH]}" if dot else clean[:NAME_LENGTH]
        clean = clean.rstrip(" .")
    return clean or fallback


def title_of_file(name: str) -> str:
    """Return a title to begin with: the file's name without its ending, its underscores read as blanks."""
    stem = name[: -len(ending_of(name)) - 1] if ending_of(name) else name
    return " ".join(stem.replace("_", " ").split()) or name


def clean_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags without blanks around, empty ones and doubles (whatever their case), in their order."""
    kept: dict[str, str] = {}
    for tag in tags:
        words = " ".join(tag.split())
        if words:
            kept.setdefault(words.casefold(), words)
    return tuple(kept.values())


def is_overdue(document: LibraryDocument, today: date) -> bool:
    """Tell whether a document's review date has come."""
    return document.review_on is not None and document.review_on <= today
