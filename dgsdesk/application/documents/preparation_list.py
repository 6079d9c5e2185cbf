"""What is to be prepared before a meeting, one table per person, to hand out or to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import Column, Document, DocumentKind, GridTable, Part, Title
from dgsdesk.application.meeting.paper import MeetingPaper
from dgsdesk.domain.richtext import Heading, Run
from dgsdesk.domain.wording import capitalised, date_full, weekday_and_day

COLUMNS = (Column("Fait", 0.5), Column("À préparer", 3.0), Column("Point", 2.6), Column("Pour le", 1.7))


@dataclass(frozen=True)
class PreparationLine:
    """One task: for which item, what, by when; ``late`` when that day has passed."""

    item: str
    text: str
    due: date | None
    done: bool
    late: bool


def preparation_document(
    paper: MeetingPaper, owners: Sequence[tuple[str, Iterable[PreparationLine]]]
) -> Document:
    """Compose the lists; late tasks stand in bold."""
    parts: list[Part] = [Title("Préparation de la réunion", f"{paper.title}, {date_full(paper.day)}")]
    for owner, lines in owners:
        parts += [Heading((Run(capitalised(owner)),), 1), _table(owner, list(lines))]
    return Document(
        kind=DocumentKind.OTHER,
        title=f"Préparation – réunion du {date_full(paper.day)}",
        letterhead=paper.letterhead,
        parts=tuple(parts),
        created=paper.created,
        subject=paper.title,
        footer=f"Préparation, {date_full(paper.day)}",
        identifier=f"{paper.meeting_id}:preparation",
        identity={"meeting": paper.meeting_id},
    )


def _table(owner: str, lines: Sequence[PreparationLine]) -> GridTable:
    late = frozenset(place for place, line in enumerate(lines) if line.late)
    return GridTable(COLUMNS, tuple(map(_cells, lines)), f"À préparer par {owner}", strong_rows=late)


def _cells(line: PreparationLine) -> tuple[str, ...]:
    due = weekday_and_day(line.due) if line.due else ""
    return "☑" if line.done else "☐", line.text, line.item, due
