"""What is brought before the mayors' conference, or to arbitration: the question, and what directors say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    GridTable,
    LetterheadRow,
    Title,
    Words,
)
from dgsdesk.domain.richtext import Run
from dgsdesk.domain.wording import date_long, plural

COLUMNS = (
    Column("Point et question posée", 3.1),
    Column("Ce que proposent les directions générales", 3.0),
    Column("Vu le", 1.5),
    Column("Suite donnée", 1.8),
)
_ROOM_MM = 22.0
"""Height of a row, so that the outcome can be written by hand."""


@dataclass(frozen=True)
class ReferralLine:
    """One item: its title, its question, the day it was seen, what was decided."""

    title: str
    question: str
    day: date
    decisions: tuple[str, ...]


def referral_document(
    letterhead: LetterheadRow, title: str, lines: Sequence[ReferralLine], created: datetime, place: str
) -> Document:
    """Compose the list, in the order of the meetings."""
    subtitle = plural(len(lines), "point", "points")
    rows = tuple(map(_cells, lines))
    return Document(
        kind=DocumentKind.OTHER,
        title=title,
        letterhead=letterhead,
        parts=(ColumnsHead(place), Title(title, subtitle), GridTable(COLUMNS, rows, title, _ROOM_MM)),
        created=created,
        subject=subtitle,
        author=letterhead.name,
        footer=f"{title} – {date_long(created.date())}",
        identifier=f"referrals:{created.date().isoformat()}",
    )


def _cells(line: ReferralLine) -> tuple[Words, ...]:
    runs = [Run(line.title, bold=True)]
    if line.question:
        runs.append(Run(f"\n{line.question}"))
    said = "\n".join(line.decisions) or "Pas de position arrêtée"
    return tuple(runs), said, date_long(line.day), ""
