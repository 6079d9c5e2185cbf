"""The headed paper that every document is written on: who we are, place and date, title, foot of page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dgsdesk.application.document import ColumnsHead, Document, DocumentKind, LetterheadRow, Part, Title
from dgsdesk.domain.wording import date_long


class Headed(Protocol):
    """What knows who writes, where and when."""

    @property
    def letterhead(self) -> LetterheadRow: ...

    @property
    def place_and_date(self) -> str: ...

    @property
    def created(self) -> datetime: ...


@dataclass(frozen=True)
class Stationery:
    """The headed paper of one day; ``created`` has an offset."""

    letterhead: LetterheadRow
    place_and_date: str
    created: datetime

    @property
    def day(self) -> str:
        """Write the day on which the paper is made: « 24 novembre 2026 »."""
        return date_long(self.created.date())

    def of_the_day(self, what: str) -> str:
        """Identify a paper of which one a day makes sense: ``grey-zones:2026-11-24``."""
        return f"{what}:{self.created.date().isoformat()}"


_NOTHING: Mapping[str, str] = {}
_NO_IMAGES: Mapping[str, bytes] = {}


def headed_document(
    head: Headed,
    kind: DocumentKind,
    title: Title,
    body: Iterable[Part],
    *,
    name: str = "",
    subject: str = "",
    footer: str = "",
    addressee: tuple[str, ...] = (),
    identifier: str = "",
    identity: Mapping[str, str] = _NOTHING,
    images: Mapping[str, bytes] = _NO_IMAGES,
    landscape: bool = False,
) -> Document:
    """Compose a paper: place and date with ``addressee`` beside, the title, then ``body``.

    ``name`` says what the file is, the printed title unless given; ``subject`` is the subtitle unless given;
    ``footer`` is the name unless given. A paper without ``identifier`` is known by its content.
    """
    return Document(
        kind=kind,
        title=name or title.text,
        letterhead=head.letterhead,
        parts=(ColumnsHead(head.place_and_date, addressee), title, *body),
        created=head.created,
        subject=subject or title.subtitle,
        footer=footer or name or title.text,
        identifier=identifier,
        identity=identity,
        images=images,
        landscape=landscape,
    )
