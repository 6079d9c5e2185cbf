"""The list of open actions, whatever the meeting that they come from."""

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
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import date_long, plural

COLUMNS = (
    Column("Suite à donner", 3.2),
    Column("Qui", 1.6),
    Column("Échéance", 1.7),
    Column("État", 1.1),
    Column("Réunion d’origine", 1.7),
)


@dataclass(frozen=True)
class ActionLine:
    """One action: what, who (empty when nobody), by when, the word of its state, the meeting's day."""

    text: str
    owner: str
    due: date | None
    state: str
    late: bool
    meeting_day: date | None


def open_actions_document(head: Stationery, lines: Sequence[ActionLine]) -> Document:
    """Compose the document; late actions come as they are given, in bold."""
    late = sum(line.late for line in lines)
    subtitle = plural(len(lines), "action ouverte", "actions ouvertes")
    subtitle += f", dont {late} en retard" if late else ""
    body = _table(lines) if lines else paragraph("Aucune action n’est ouverte.")
    return headed_document(
        head,
        DocumentKind.ACTIONS,
        Title("Actions ouvertes", subtitle),
        (body,),
        footer=f"Actions ouvertes – {head.day}",
        identifier=head.of_the_day("actions"),
        landscape=True,
    )


def _table(lines: Sequence[ActionLine]) -> GridTable:
    strong = frozenset(place for place, line in enumerate(lines) if line.late)
    return GridTable(COLUMNS, tuple(map(_cells, lines)), "Actions ouvertes", strong_rows=strong)


def _cells(line: ActionLine) -> tuple[str, ...]:
    due = date_long(line.due) if line.due else "sans date"
    origin = date_long(line.meeting_day) if line.meeting_day else "hors réunion"
    return line.text, line.owner or "à désigner", due, line.state, origin
