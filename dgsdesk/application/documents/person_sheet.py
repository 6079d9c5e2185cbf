"""All that is known of one person, as a paper that they can read (RGPD art. 15)."""

from __future__ import annotations

from datetime import datetime

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    Part,
    Title,
)
from dgsdesk.application.person_known import Chapter, PersonFile
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import date_long

WHY = (
    "Ces données servent à préparer, tenir et diffuser les rencontres des directions générales (mission "
    "d’intérêt public, RGPD, article 6, paragraphe 1, point e). Vous pouvez demander leur rectification ou "
    "leur effacement à l’adresse ci-dessus. Les comptes rendus, archives publiques (code du patrimoine, "
    "article L211-1), gardent votre nom."
)


def person_sheet(
    letterhead: LetterheadRow, known: PersonFile, created: datetime, place_and_date: str
) -> Document:
    """Compose the sheet: who, then each kind of things known with how it was found."""
    title = "Données personnelles"
    parts: list[Part] = [
        ColumnsHead(place_and_date, (known.name,)),
        Title(title, known.name),
        paragraph(WHY),
        Heading((Run("Fiche"),)),
        KeyValueTable(tuple(Fact(label, value) for label, value in known.identity), True, "Fiche"),
    ]
    for chapter in known.chapters:
        parts += [Heading((Run(chapter.title),)), _table(chapter)]
    return Document(
        kind=DocumentKind.OTHER,
        title=f"{title} – {known.name}",
        letterhead=letterhead,
        parts=tuple(parts),
        created=created,
        subject=f"Droit d’accès de {known.name}",
        author=letterhead.name,
        footer=f"Données personnelles – {date_long(created.date())}",
        identifier=f"person:{created.date().isoformat()}",
    )


def _table(chapter: Chapter) -> GridTable:
    column = Column(f"Trouvé {chapter.found_by}")
    return GridTable((column,), tuple((line,) for line in chapter.lines), chapter.title)
