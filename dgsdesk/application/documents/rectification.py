"""A numbered correction of approved minutes on paper: why, what stood, what stands now (product § 3.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    Part,
    SignatureBlock,
    StatusBox,
    Title,
    Tone,
)
from dgsdesk.application.documents.certificate import grouped
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP, date_full, date_long


@dataclass(frozen=True)
class CorrectionRow:
    """One passage put right: under which printed heading, what stood, what stands."""

    heading: str
    quote: str
    wording: str


@dataclass(frozen=True)
class RectificationRow:
    """What the paper states."""

    number: int
    circle: str
    day: date
    reason: str
    made_on: date
    approved_on: date
    former_version: int
    former_sha256: str
    version: int
    sha256: str
    corrections: tuple[CorrectionRow, ...]

    @property
    def title(self) -> str:
        """Write « Rectificatif nº 1 »."""
        return f"Rectificatif nº{NBSP}{self.number}"


def rectification_document(row: RectificationRow, head: PaperHead, signature: SignatureBlock) -> Document:
    """Compose the rectification of one edition."""
    subtitle = f"Compte rendu de la réunion du {date_full(row.day)} – {row.circle}"
    return headed_document(
        head,
        DocumentKind.APPROVED_MINUTES,
        Title(row.title, subtitle),
        _body(row, signature),
        name=f"{row.title} – réunion du {date_long(row.day)}",
        identifier=head.identifier,
        identity=head.identity,
    )


def _body(row: RectificationRow, signature: SignatureBlock) -> Iterator[Part]:
    yield StatusBox(
        f"Rectifié le {date_full(row.made_on)}",
        (
            f"Compte rendu approuvé le {date_full(row.approved_on)}.",
            f"Motif{NBSP}: {row.reason.rstrip('.')}.",
        ),
        Tone.NOTICE,
    )
    yield Heading((Run("Ce qui change"),), 1)
    columns = (Column("Point", 1.6), Column("Au lieu de", 2.4), Column("Lire", 2.4))
    cells = tuple((one.heading, _quoted(one.quote), _quoted(one.wording)) for one in row.corrections)
    yield GridTable(columns, cells, "Passages rectifiés")
    yield Heading((Run("Les deux textes"),), 1)
    facts = (
        Fact(
            "Texte approuvé",
            f"Version {row.former_version}\nEmpreinte SHA-256{NBSP}: {grouped(row.former_sha256)}",
        ),
        Fact("Texte rectifié", f"Version {row.version}\nEmpreinte SHA-256{NBSP}: {grouped(row.sha256)}"),
    )
    yield KeyValueTable(facts, ruled=True, caption="Empreintes des deux textes")
    yield paragraph("Les deux textes sont conservés ; le reste du compte rendu est inchangé.", "small")
    yield signature


def _quoted(words: str) -> str:
    return f"«{NBSP}{words}{NBSP}»" if words else "(supprimé)"
