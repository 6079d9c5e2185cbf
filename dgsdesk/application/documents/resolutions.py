"""What was done of each observation (suites données aux observations)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    GridTable,
    Title,
)
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.domain.minutes import ObservationState
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import NBSP, date_full, date_long, date_short, join_and

STATE_WORDS = {
    ObservationState.OPEN: "À traiter",
    ObservationState.ACCEPTED: "Acceptée",
    ObservationState.REPHRASED: "Reformulée",
    ObservationState.REFUSED: "Refusée, motivée",
    ObservationState.ANSWERED: "Répondue",
}
"""How a screen and a paper say where an observation stands."""


@dataclass(frozen=True)
class ResolutionRow:
    """What one or several asked, as printed; ``place`` is the number of its item, empty when it has none.

    ``askers`` say who, on which day received, and whether that was late; ``kept`` are the words that
    settling put in the text, if any.
    """

    number: int
    place: str
    askers: tuple[tuple[str, date, bool], ...]
    words: str
    quote: str
    proposed: str
    removes: bool
    state: ObservationState
    kept: str | None
    reply: str

    @property
    def authors(self) -> str:
        """Name everybody who asks for it."""
        return join_and(list(dict.fromkeys(author for author, _, _ in self.askers)))

    @property
    def late(self) -> bool:
        """Whether nobody asked for it in time."""
        return all(late for _, _, late in self.askers)


def resolutions_table(rows: Iterable[ResolutionRow]) -> GridTable:
    """Compose the table: number and item, who and when, what was asked, what was done of it."""
    columns = (
        Column("Nº", 0.5),
        Column("Point", 0.7),
        Column("Auteur", 2.2),
        Column("Observation", 3),
        Column("Suite", 2.2),
    )
    return GridTable(columns, tuple(map(_cells, rows)), "Suites données aux observations")


def _cells(row: ResolutionRow) -> tuple[str, str, str, str, str]:
    return str(row.number), row.place, "\n".join(_asker(*one) for one in row.askers), asked(row), done(row)


def _asker(author: str, received_on: date, late: bool) -> str:
    return f"{author}, {date_short(received_on)}{' (hors délai)' if late else ''}"


def asked(row: ResolutionRow) -> str:
    """Write what somebody asked: their words, and the change that they propose."""
    change = about = ""
    if row.proposed and row.quote:
        change = f"«{NBSP}{row.quote}{NBSP}» → «{NBSP}{row.proposed}{NBSP}»"
    elif row.proposed:
        change = f"Ajouter «{NBSP}{row.proposed}{NBSP}»"
    elif row.removes:
        change = f"Supprimer «{NBSP}{row.quote}{NBSP}»"
    elif row.quote:
        about = f"Sur «{NBSP}{row.quote}{NBSP}»"
    return "\n".join(filter(None, (about, row.words, change)))


def done(row: ResolutionRow) -> str:
    """Write what was done of it, the words that were kept where they are others, and the reply."""
    rephrased = row.state is ObservationState.REPHRASED and row.kept
    kept = f"Texte retenu{NBSP}: «{NBSP}{row.kept}{NBSP}»" if rephrased else ""
    return "\n".join(filter(None, (STATE_WORDS[row.state], kept, row.reply)))


def resolutions_document(
    rows: tuple[ResolutionRow, ...], circle: str, day: date, head: PaperHead
) -> Document:
    """Compose the paper that answers everybody who made an observation."""
    subtitle = f"{circle} – {date_full(day)}"
    body = resolutions_table(rows) if rows else paragraph("Le projet n’a reçu aucune observation.")
    return headed_document(
        head,
        DocumentKind.RESOLUTIONS,
        Title("Suites données aux observations", subtitle),
        (body,),
        name=f"Suites données aux observations – réunion du {date_long(day)}",
        identifier=head.identifier,
        identity=head.identity,
        landscape=True,
    )
