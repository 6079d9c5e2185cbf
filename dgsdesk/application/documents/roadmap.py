"""The roadmap (feuille de route) for elected members: their requests by rank, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    Title,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import Heading, Run, paragraph

_COLUMNS = (
    Column("Rang", 0.8),
    Column("Commande", 2.7),
    Column("Demandée par", 1.9),
    Column("Échéance", 1.5),
    Column("État", 1.1),
)
_MEETINGS = (Column("Réunion", 1.4), Column("Ce qui en est sorti", 4.0))


@dataclass(frozen=True)
class RoadmapEntry:
    """One request in words; ``rank`` 0 when it is settled, ``steps`` are meetings and what came of each."""

    rank: int
    title: str
    origin: str
    expected: str
    lead: str
    due: str
    state: str
    progress: str
    steps: tuple[tuple[str, str], ...]


def roadmap_document(head: Stationery, entries: Sequence[RoadmapEntry], facts: str) -> Document:
    """Compose the roadmap: all requests on one page, then a chapter each."""
    parts: list[Part] = [
        paragraph(
            "Les commandes du politique, dans l’ordre de priorité donné par les élus, et ce que les réunions "
            "du réseau en ont fait. Chaque avancée est rapportée à sa réunion."
        ),
        _overview(entries),
    ]
    for entry in entries:
        parts += _chapter(entry)
    return headed_document(
        head,
        DocumentKind.ROADMAP,
        Title("Feuille de route du réseau", facts),
        parts,
        identifier=head.of_the_day("roadmap"),
    )


def _rank(entry: RoadmapEntry) -> str:
    return str(entry.rank) if entry.rank else "–"


def _overview(entries: Sequence[RoadmapEntry]) -> GridTable:
    cells = [
        (_rank(entry), entry.title, entry.origin or "–", entry.due or "–", entry.state) for entry in entries
    ]
    return GridTable(_COLUMNS, tuple(cells), "Les commandes par ordre de priorité")


def _chapter(entry: RoadmapEntry) -> Iterator[Part]:
    numbered = f"{entry.rank}. {entry.title}" if entry.rank else entry.title
    yield Heading((Run(numbered),), 1)
    facts = (
        ("Demandée par", entry.origin),
        ("Ce qui est attendu", entry.expected),
        ("Pilote", entry.lead),
        ("Échéance", entry.due),
        ("État", entry.state),
        ("Avancement", entry.progress or "Pas encore vue en réunion"),
    )
    told = tuple(Fact(name, words) for name, words in facts if words)
    yield KeyValueTable(told, ruled=True, caption=entry.title)
    if entry.steps:
        yield GridTable(_MEETINGS, entry.steps, f"Réunions : {entry.title}")
