"""The competences that an intercommunality holds, by domain, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    GridTable,
    Part,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP, THIN, plural

COLUMNS = (
    Column("Compétence", 3.6),
    Column("À titre", 1.5),
    Column("Intérêt communautaire", 3.4),
    Column("Fondement", 2.2),
)


@dataclass(frozen=True)
class CompetenceRecord:
    """A competence as it is printed."""

    domain: str
    label: str
    holding: str
    held: bool
    interest: str
    basis: str


def competences_document(
    head: Stationery, epci: str, records: Sequence[CompetenceRecord], caution: str
) -> Document:
    """Compose the tables of what is held, one a domain, then the names of what is not said yet."""
    held = [one for one in records if one.held]
    subtitle = f"{epci} – {plural(len(held), 'compétence exercée', 'compétences exercées')}"
    return headed_document(
        head,
        DocumentKind.OTHER,
        Title("Compétences exercées", subtitle),
        (
            StatusBox(caution, (f"État au {head.day}.",), Tone.NOTICE),
            *_domains(held),
            *_unsaid([one for one in records if not one.held]),
        ),
        footer=f"Compétences exercées – {head.day}",
        identifier=head.of_the_day("competences"),
        landscape=True,
    )


def _domains(held: Sequence[CompetenceRecord]) -> Iterator[Part]:
    if not held:
        yield paragraph("Aucune compétence n’est encore indiquée comme exercée.")
    for domain, lines in groupby(held, key=lambda one: one.domain):
        yield Heading((Run(domain),), 1)
        rows = tuple((one.label, one.holding, one.interest, one.basis) for one in lines)
        yield GridTable(COLUMNS, rows, domain)


def _unsaid(others: Sequence[CompetenceRecord]) -> Iterator[Part]:
    if not others:
        return
    yield Heading((Run("À préciser"),), 1)
    for domain, lines in groupby(others, key=lambda one: one.domain):
        names = f"{THIN}; ".join(one.label for one in lines)
        yield paragraph(f"{domain}{NBSP}: {names}.")
