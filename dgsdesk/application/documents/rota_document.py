"""The rota of the year (tour d'accueil): dates and hosts, then how the turns are shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Title,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import capitalised, date_full, date_long, number, signed


@dataclass(frozen=True)
class TurnLine:
    """One date: its host (empty without one), the place, what is noted beside (« proposée »)."""

    day: date
    host: str
    place: str
    note: str


@dataclass(frozen=True)
class ShareLine:
    """One commune: its turns held and planned, its fair share, what it still owes, in turns."""

    name: str
    turns: int
    owed: float
    debt: float


def rota_document(
    head: Stationery,
    circle: str,
    hours: str,
    facts: str,
    turns: Sequence[TurnLine],
    shares: Sequence[ShareLine],
) -> Document:
    """Compose the document; ``turns`` by date, ``shares`` by name."""
    subtitle = f"{circle} – du {date_long(turns[0].day)} au {date_long(turns[-1].day)}" if turns else circle
    return headed_document(
        head,
        DocumentKind.ROTA,
        Title("Tour d’accueil", subtitle),
        (
            KeyValueTable((Fact("Horaire", hours),)),
            paragraph(facts),
            _calendar(turns),
            Heading((Run("Partage des accueils"),), 1),
            paragraph(
                "Chaque réunion compte pour une part égale entre les communes membres ce jour-là ; "
                "accueillir acquitte un tour. Une dette positive est un tour encore dû."
            ),
            _fairness(shares),
        ),
        subject=circle,
        identifier=head.of_the_day("rota"),
    )


def _calendar(turns: Sequence[TurnLine]) -> GridTable:
    columns = (Column("Date", 1.6), Column("Commune hôte", 1.4), Column("Lieu", 2.2), Column("État", 0.9))
    rows = tuple(
        (capitalised(date_full(turn.day)), turn.host or "à trouver", turn.place, turn.note) for turn in turns
    )
    return GridTable(columns, rows, "Dates et communes hôtes")


def _fairness(shares: Sequence[ShareLine]) -> GridTable:
    columns = (
        Column("Commune", 2.4),
        Column("Tours tenus et prévus", 1.2, end=True),
        Column("Part juste", 1.0, end=True),
        Column("Dette", 0.8, end=True),
    )
    rows = tuple(
        (share.name, str(share.turns), number(share.owed, 2), signed(share.debt)) for share in shares
    )
    return GridTable(columns, rows, "Partage des accueils entre les communes")
