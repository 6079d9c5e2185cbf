"""All that is known of one person, as a paper that they can read (RGPD art. 15)."""

from __future__ import annotations

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
from dgsdesk.application.privacy.person_known import Chapter, PersonFile
from dgsdesk.domain.richtext import Heading, Run, paragraph

WHY = (
    "Ces données servent à préparer, tenir et diffuser les rencontres des directions générales (mission "
    "d’intérêt public, RGPD, article 6, paragraphe 1, point e). Vous pouvez demander leur rectification ou "
    "leur effacement à l’adresse ci-dessus. Les comptes rendus, archives publiques (code du patrimoine, "
    "article L211-1), gardent votre nom."
)


def person_sheet(head: Stationery, known: PersonFile) -> Document:
    """Compose the sheet: who, then each kind of things known with how it was found."""
    title = "Données personnelles"
    parts: list[Part] = [
        paragraph(WHY),
        Heading((Run("Fiche"),)),
        KeyValueTable(tuple(Fact(label, value) for label, value in known.identity), True, "Fiche"),
    ]
    for chapter in known.chapters:
        parts += [Heading((Run(chapter.title),)), _table(chapter)]
    return headed_document(
        head,
        DocumentKind.OTHER,
        Title(title, known.name),
        parts,
        name=f"{title} – {known.name}",
        subject=f"Droit d’accès de {known.name}",
        footer=f"{title} – {head.day}",
        addressee=(known.name,),
        identifier=head.of_the_day("person"),
    )


def _table(chapter: Chapter) -> GridTable:
    column = Column(f"Trouvé {chapter.found_by}")
    return GridTable((column,), tuple((line,) for line in chapter.lines), chapter.title)
