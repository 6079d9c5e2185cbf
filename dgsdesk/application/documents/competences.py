"""The competences that an intercommunality holds, by domain, on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    GridTable,
    LetterheadRow,
    Part,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP, THIN, date_long, plural

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
    letterhead: LetterheadRow,
    epci: str,
    records: Sequence[CompetenceRecord],
    caution: str,
    created: datetime,
    place_and_date: str,
) -> Document:
    """Compose the tables of what is held, one a domain, then the names of what is not said yet."""
    held = [one for one in records if one.held]
    subtitle = f"{epci} – {plural(len(held), 'compétence exercée', 'compétences exercées')}"
    day = date_long(created.date())
    return Document(
        kind=DocumentKind.OTHER,
        title="Compétences exercées",
        letterhead=letterhead,
        parts=(
            ColumnsHead(place_and_date),
            Title("Compétences exercées", subtitle),
            StatusBox(caution, (f"État au {day}.",), Tone.NOTICE),
            *_domains(held),
            *_unsaid([one for one in records if not one.held]),
        ),
        created=created,
        subject=subtitle,
        author=letterhead.name,
        footer=f"Compétences exercées – {day}",
        identifier=f"competences:{created.date().isoformat()}",
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
