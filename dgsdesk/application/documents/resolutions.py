"""What was done of each observation (suites données aux observations)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    GridTable,
    Title,
)
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import NBSP, date_full, date_long, date_short

STATE_WORDS = {
    ObservationState.OPEN: "À traiter",
    ObservationState.ACCEPTED: "Acceptée",
    ObservationState.REPHRASED: "Reformulée",
    ObservationState.REFUSED: "Refusée, motivée",
}
"""How a screen and a paper say where an observation stands."""


@dataclass(frozen=True)
class ResolutionRow:
    """One observation as printed; ``place`` is the number of its item, empty when it has none."""

    number: int
    place: str
    author: str
    received_on: date
    late: bool
    words: str
    quote: str
    proposed: str
    state: ObservationState
    reply: str


def resolutions_table(rows: Iterable[ResolutionRow]) -> GridTable:
    """Compose the table: number and item, who and when, what was asked, what was done of it."""
    columns = (
        Column("Nº", 0.5),
        Column("Point", 1.4),
        Column("Auteur", 1.5),
        Column("Observation", 3),
        Column("Suite", 2.2),
    )
    return GridTable(columns, tuple(map(_cells, rows)), "Suites données aux observations")


def _cells(row: ResolutionRow) -> tuple[str, str, str, str, str]:
    late = f"{NBSP}(hors délai)" if row.late else ""
    author = f"{row.author}\n{date_short(row.received_on)}{late}"
    return str(row.number), row.place, author, asked(row), done(row)


def asked(row: ResolutionRow) -> str:
    """Write what somebody asked: their words, and the change that they propose."""
    change = f"«{NBSP}{row.quote}{NBSP}» → «{NBSP}{row.proposed}{NBSP}»" if row.proposed else ""
    about = f"Sur «{NBSP}{row.quote}{NBSP}»" if row.quote and not row.proposed else ""
    return "\n".join(filter(None, (about, row.words, change)))


def done(row: ResolutionRow) -> str:
    """Write what was done of it, and the reply."""
    return "\n".join(filter(None, (STATE_WORDS[row.state], row.reply)))


def resolutions_document(
    rows: tuple[ResolutionRow, ...], circle: str, day: date, head: PaperHead
) -> Document:
    """Compose the paper that answers everybody who made an observation."""
    subtitle = f"{circle} – {date_full(day)}"
    body = resolutions_table(rows) if rows else paragraph("Le projet n’a reçu aucune observation.")
    return Document(
        kind=DocumentKind.RESOLUTIONS,
        title=f"Suites données aux observations – réunion du {date_long(day)}",
        letterhead=head.letterhead,
        parts=(ColumnsHead(head.place_and_date), Title("Suites données aux observations", subtitle), body),
        created=head.created,
        subject=subtitle,
        author=head.letterhead.name,
        footer=f"Suites données aux observations – réunion du {date_long(day)}",
        identifier=head.identifier,
        identity=head.identity,
        landscape=True,
    )
