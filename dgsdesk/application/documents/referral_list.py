"""What is brought before the mayors' conference, or to arbitration: the question, and what directors say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    GridTable,
    Title,
    Words,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
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


def referral_document(head: Stationery, title: str, lines: Sequence[ReferralLine]) -> Document:
    """Compose the list, in the order of the meetings."""
    return headed_document(
        head,
        DocumentKind.OTHER,
        Title(title, plural(len(lines), "point", "points")),
        (GridTable(COLUMNS, tuple(map(_cells, lines)), title, _ROOM_MM),),
        footer=f"{title} – {head.day}",
        identifier=head.of_the_day("referrals"),
    )


def _cells(line: ReferralLine) -> tuple[Words, ...]:
    runs = [Run(line.title, bold=True)]
    if line.question:
        runs.append(Run(f"\n{line.question}"))
    said = "\n".join(line.decisions) or "Pas de position arrêtée"
    return tuple(runs), said, date_long(line.day), ""
