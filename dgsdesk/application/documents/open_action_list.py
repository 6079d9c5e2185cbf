"""The list of open actions, whatever the meeting that they come from."""

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
)
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


def open_actions_document(
    letterhead: LetterheadRow, lines: Sequence[ActionLine], created: datetime, place_and_date: str
) -> Document:
    """Compose the document; late actions come as they are given, in bold."""
    late = sum(line.late for line in lines)
    subtitle = plural(len(lines), "action ouverte", "actions ouvertes")
    subtitle += f", dont {late} en retard" if late else ""
    body = _table(lines) if lines else paragraph("Aucune action n’est ouverte.")
    return Document(
        kind=DocumentKind.ACTIONS,
        title="Actions ouvertes",
        letterhead=letterhead,
        parts=(ColumnsHead(place_and_date), Title("Actions ouvertes", subtitle), body),
        created=created,
        subject=subtitle,
        author=letterhead.name,
        footer=f"Actions ouvertes – {date_long(created.date())}",
        identifier=f"actions:{created.date().isoformat()}",
        landscape=True,
    )


def _table(lines: Sequence[ActionLine]) -> GridTable:
    strong = frozenset(place for place, line in enumerate(lines) if line.late)
    return GridTable(COLUMNS, tuple(map(_cells, lines)), "Actions ouvertes", strong_rows=strong)


def _cells(line: ActionLine) -> tuple[str, ...]:
    due = date_long(line.due) if line.due else "sans date"
    origin = date_long(line.meeting_day) if line.meeting_day else "hors réunion"
    return line.text, line.owner or "à désigner", due, line.state, origin
