"""The agenda (ordre du jour) on paper: whole at the invitation, with its changes afterwards."""

from __future__ import annotations

from dgsdesk.application.agenda.lines import AgendaChanges
from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    StatusBox,
    Title,
    Tone,
    Words,
)
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.meeting.paper import MeetingPaper, PaperItem, PaperPart
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import Heading, ListItem, Run
from dgsdesk.domain.wording import capitalised, date_full, duration, hours

COLUMNS = (
    Column("Nº", 0.5),
    Column("Point et question posée", 4.2),
    Column("Présente", 2.0),
    Column("Durée", 0.9, end=True),
)

NO_ITEM = "Aucun point à ce jour."
"""Stands under a part to which nothing is on yet: its number would be missing."""


def agenda_document(
    paper: MeetingPaper,
    edition: Audience = Audience.DIRECTORS,
    changes: AgendaChanges | None = None,
    *,
    sent: bool = True,
) -> Document:
    """Compose the agenda; ``changes`` come first, with the whole agenda as a reminder.

    ``sent`` is false for a version that nobody was told of yet.
    """
    version = f"version {paper.letter}" if paper.letter else "projet"
    if paper.letter and not sent:
        version += ", pas encore envoyée"
    parts: list[Part] = [KeyValueTable(_facts(paper))]
    if changes:
        parts += change_parts(changes, paper.letter)
        parts.append(Heading((Run("Rappel de l’ordre du jour complet"),), 1))
    parts.append(agenda_grid(paper, edition))
    return headed_document(
        paper,
        DocumentKind.AGENDA,
        Title("Ordre du jour", f"{paper.title}, {version}"),
        parts,
        name=f"Ordre du jour – réunion du {date_full(paper.day)}",
        subject=paper.title,
        footer=f"Ordre du jour, {date_full(paper.day)}"
        + (f", version {paper.letter}" if paper.letter else ""),
        identifier=f"{paper.meeting_id}:agenda:{paper.letter}",
        identity={"meeting": paper.meeting_id, "version": paper.letter},
    )


def agenda_grid(paper: MeetingPaper, edition: Audience) -> GridTable:
    """Return the agenda as a table: the host's opening, parts as bands, items, the round-table that ends."""
    rows: list[tuple[Words, ...]] = []
    bands: set[int] = set()
    if paper.opening_minutes:
        opening = f"Ouverture par {paper.host}" if paper.host else "Ouverture"
        rows.append(("", opening, "", duration(paper.opening_minutes)))
    for part in paper.for_edition(edition):
        bands.add(len(rows))
        minutes = duration(part.minutes) if part.items else ""
        rows.append((str(part.rank), part.title, "", minutes))
        rows += [_item_row(item) for item in part.items] or [("", NO_ITEM, "", "")]
    if paper.closing_minutes:
        rows.append(
            ("", "Tour de table et sujets de la prochaine réunion", "", duration(paper.closing_minutes))
        )
    return GridTable(COLUMNS, tuple(rows), "Ordre du jour", strong_rows=frozenset(bands))


def change_parts(changes: AgendaChanges, letter: str) -> list[Part]:
    """Return what a version changes, and nothing else."""
    parts: list[Part] = [
        StatusBox(f"Version {letter}", ("Seules les modifications sont indiquées ci-dessous.",), Tone.NOTICE)
    ]
    for title, lines in change_groups(changes):
        parts.append(Heading((Run(title),), 1))
        parts += [ListItem((Run(line),)) for line in lines]
    return parts


def change_groups(changes: AgendaChanges) -> list[tuple[str, tuple[str, ...]]]:
    """Return the changes by kind with the title of each kind, those that exist."""
    groups = (
        ("ajouté", changes.added),
        ("déplacé", changes.moved),
        ("modifié", changes.changed),
        ("retiré", changes.removed),
    )
    return [
        (f"Points {word}s" if len(lines) > 1 else f"Point {word}", lines) for word, lines in groups if lines
    ]


def agenda_text(parts: tuple[PaperPart, ...]) -> list[str]:
    """Return the agenda as the lines of a message."""
    lines: list[str] = []
    for part in parts:
        lines.append(f"{part.rank}. {part.title}")
        lines += [f"   {item.number} {item.title}{_mark(item)}" for item in part.items] or [f"   {NO_ITEM}"]
    return lines


def _facts(paper: MeetingPaper) -> tuple[Fact, ...]:
    facts = (
        ("Date", capitalised(date_full(paper.day))),
        ("Horaires", capitalised(hours(paper.starts_at, paper.ends_at))),
        ("Lieu", paper.where_words),
        ("Visioconférence", paper.video_link),
        ("Présidence", paper.chair),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _item_row(item: PaperItem) -> tuple[Words, ...]:
    runs = [Run(f"{item.title}{_mark(item)}", bold=True)]
    if item.question:
        runs.append(Run(f"\n{item.question}"))
    if item.recall:
        runs.append(Run(f"\n{item.recall}", italic=True))
    if item.documents:
        runs.append(Run(f"\nÀ lire : {', '.join(item.documents)}", italic=True))
    return (item.number, tuple(runs), item.presenter, item.minutes_words)


def _mark(item: PaperItem) -> str:
    return f" ({item.mark})" if item.mark else ""
