"""The neutral document: what a paper says, before it is DOCX or PDF.

A use case composes a :class:`Document` from rows; ``formats.docx.write`` and ``formats.pdf`` print it. A part
is a block of rich text or one of the few shapes that administrative papers need. Parts say what a thing *is*
(a status, a signature), never how it looks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    Image,
    Paragraph,
    RichText,
    Run,
    Runs,
    Table,
    printable,
)
from dgsdesk.domain.tracked import TrackedBlock

_FOLDED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "-", "–": "-", "—": "-"})

Words: TypeAlias = str | Runs
"""Characters, plain or with an appearance."""


class DocumentKind(StrEnum):
    """The papers of product.md § 5; the value stands in file properties."""

    INVITATION = "invitation"
    AGENDA = "agenda"
    SIGN_IN_SHEET = "sign-in-sheet"
    DRAFT_MINUTES = "draft-minutes"
    APPROVED_MINUTES = "approved-minutes"
    CERTIFICATE = "certificate"
    DECISIONS = "decisions"
    RESOLUTIONS = "resolutions"
    ROTA = "rota"
    ACTIONS = "actions"
    EXTRACT = "extract"
    COVER_SLIP = "cover-slip"
    GREY_ZONES = "grey-zones"
    YEARLY_REPORT = "yearly-report"
    ROADMAP = "roadmap"
    HOST_KIT = "host-kit"
    OTHER = "other"


class Tone(StrEnum):
    """What a status box announces; always said in words too."""

    DRAFT = "draft"
    SETTLED = "settled"
    NOTICE = "notice"


@dataclass(frozen=True)
class LetterheadRow:
    """Who we are on every document (product.md § 3.13).

    ``address`` and ``with_host`` are printed line by line; ``logo`` holds the bytes of a PNG or JPEG picture
    and ``logo_alt`` what it shows.
    """

    name: str
    address: tuple[str, ...] = ()
    service: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    handled_by: str = ""
    with_host: tuple[str, ...] = ()
    logo: bytes | None = None
    logo_alt: str = ""


@dataclass(frozen=True)
class ColumnsHead:
    """The head of a letter: the letterhead (timbre) on the left; place, date and addressee on the right."""

    place_and_date: str
    addressee: tuple[str, ...] = ()


@dataclass(frozen=True)
class Title:
    """The document's title, once, with a line below it."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True)
class Fact:
    """A label and its value (« Objet » – « Réunion du 8 décembre »); the writers add « : »."""

    label: str
    value: Words


@dataclass(frozen=True)
class KeyValueTable:
    """Facts below each other; ``ruled`` draws them as a table, otherwise they are lines of a letter."""

    facts: tuple[Fact, ...]
    ruled: bool = False
    caption: str = ""


@dataclass(frozen=True)
class StatusBox:
    """A framed notice (« PROJET – observations jusqu’au… »)."""

    title: str
    lines: tuple[Words, ...] = ()
    tone: Tone = Tone.NOTICE


@dataclass(frozen=True)
class Column:
    """A column of a grid: its name, its share of the width, ``end`` for figures set to the right."""

    title: str
    share: float = 1.0
    end: bool = False


@dataclass(frozen=True)
class GridTable:
    """A table with named columns; the names return on each page and no row is cut by a page's end.

    Cells may hold ``\\n``. ``row_height_mm`` leaves room to write by hand; ``blank_rows`` are added empty.
    ``caption`` is read by screen readers. Rows listed in ``strong_rows`` are printed in bold.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    row_height_mm: float = 0.0
    blank_rows: int = 0
    strong_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class AttendanceRow:
    """A line of a sign-in sheet."""

    organisation: str
    person: str
    function: str
    remark: str = ""


@dataclass(frozen=True)
class AttendanceTable:
    """The sign-in sheet's table: organisation, person, function, signature, remarks, and blank lines."""

    rows: tuple[AttendanceRow, ...]
    blank_rows: int = 3

    def grid(self) -> GridTable:
        """Give the table as a grid with room for signatures."""
        columns = (
            Column("Collectivité", 1.5),
            Column("Nom, prénom", 1.3),
            Column("Fonction", 1.3),
            Column("Signature", 1.6),
            Column("Observations", 1.45),
        )
        rows = tuple((row.organisation, row.person, row.function, "", row.remark) for row in self.rows)
        return GridTable(columns, rows, "Feuille d’émargement", 9.2, self.blank_rows)


@dataclass(frozen=True)
class SignatureBlock:
    """The signature: quality above, name below, room between; ``note`` stands under it in small print."""

    quality: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class NameTent:
    """A name to stand on the table, and what stands below it; both empty to be written by hand."""

    name: str
    below: str


@dataclass(frozen=True)
class NameTents:
    """Name tents (chevalets), two a page, each to be cut out and folded in the middle."""

    tents: tuple[NameTent, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True)
class Anchored:
    """A part that is found again after editing: ``anchors`` become bookmarks over its first line.

    Names are made by ``domain.minutes_matching.anchor``; each may stand once in a document.
    """

    part: Part
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Commented:
    """A part and what is said beside it: each comment lies over its ``quote``, else over the first line.

    Only .docx shows comments and tracked changes; a PDF prints the text with the changes accepted.
    """

    part: Part
    comments: tuple[Comment, ...]


Part: TypeAlias = (
    Block
    | TrackedBlock
    | RichText
    | ColumnsHead
    | Title
    | KeyValueTable
    | StatusBox
    | GridTable
    | AttendanceTable
    | SignatureBlock
    | NameTents
    | PageBreak
    | Anchored
    | Commented
)


@dataclass(frozen=True)
class Document:
    """A paper to print.

    ``subject`` becomes a file property, who writes its author; ``created`` (with an offset) dates it, so that
    the same document gives the same bytes. ``footer`` stands on each page beside « page x / y ».
    ``identity`` is what the program needs to know its own document again (meeting, version, content hash).
    ``images`` holds the bytes of the pictures by their SHA-256.
    """

    kind: DocumentKind
    title: str
    letterhead: LetterheadRow
    parts: tuple[Part, ...]
    created: datetime
    subject: str = ""
    footer: str = ""
    language: str = "fr-FR"
    identifier: str = ""
    keywords: tuple[str, ...] = ()
    identity: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    landscape: bool = False


def runs_of(words: Words, *, bold: bool = False) -> Runs:
    """Give words as runs without unprintable characters, all in bold when asked."""
    if isinstance(words, str):
        words = (Run(words),) if words else ()
    return tuple(
        Run(printable(run.text), run.bold or bold, run.italic, run.underline, run.link) for run in words
    )


def with_leads(parts: Sequence[Part]) -> Iterator[Part]:
    """Give the parts, the sentence between a heading or picture and its table in the role « lead ».

    No page's end parts it from what it leads to: the heading would stay behind with it, alone at the foot.
    So it is with the sentence before a signature, which never stands alone on its page.
    """
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        leads = isinstance(before, Heading | Image) and isinstance(
            after, GridTable | KeyValueTable | Table | Image
        )
        signed = isinstance(after, SignatureBlock)
        if isinstance(part, Paragraph) and (leads or signed) and not part.style:
            yield replace(part, style="lead")
        elif isinstance(part, Paragraph) and signed and part.style == "small":
            yield replace(part, style="note")
        else:
            yield part


def letterhead_lines(letterhead: LetterheadRow) -> tuple[str, ...]:
    """Give the lines below the name: service, address, telephone and mail, « Affaire suivie par »."""
    contact = " – ".join(filter(None, (letterhead.phone, letterhead.email)))
    handled = f"Affaire suivie par\u00a0: {letterhead.handled_by}" if letterhead.handled_by else ""
    lines = (letterhead.service, *letterhead.address, contact, letterhead.website, handled)
    return tuple(filter(None, lines))


def file_stem(day: date, *parts: str) -> str:
    """Name a document so that names sort by date: ``2026-12-08_Clisson_projet-de-compte-rendu_v2``.

    Each part loses its accents; what is neither letter nor figure becomes ``-``. At most 120 characters.
    """
    return "_".join([day.isoformat(), *filter(None, map(_file_words, parts))])[:120]


def _file_words(text: str) -> str:
    parted = text.translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
