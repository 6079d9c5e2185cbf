"""The cover slip (bordereau d’envoi): which papers go out, how many, and what is expected of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    SignatureBlock,
    Title,
)
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.domain.richtext import Heading, Run, paragraph
from dgsdesk.domain.wording import NBSP, date_full, date_long

COLUMNS = (Column("Désignation des pièces", 4), Column("Nombre", 1), Column("Observations", 2))

FOR_INFORMATION = "Pour information"
FOR_ATTRIBUTION = "Pour attribution"
FOR_FOLLOW_UP = "Pour suite à donner"


@dataclass(frozen=True)
class SlipLine:
    """One paper that goes out and what is expected of it (« Pour attribution »)."""

    what: str
    mention: str
    count: int = 1


def cover_slip(
    circle: str,
    day: date,
    addressee: Sequence[str],
    lines: Sequence[SlipLine],
    head: PaperHead,
    signature: SignatureBlock,
) -> Document:
    """Compose the slip, in the three columns of administrative use, with the receipt to send back."""
    subject = f"Réunion du {date_full(day)} – {circle}"
    grid = GridTable(
        COLUMNS, tuple((one.what, str(one.count), one.mention) for one in lines), "Pièces transmises"
    )
    receipt = (Fact("Reçu le", " "), Fact("Nom et qualité", " "), Fact("Signature", " \n "))
    return headed_document(
        head,
        DocumentKind.COVER_SLIP,
        Title("Bordereau d’envoi", subject),
        (
            grid,
            paragraph(f"Total{NBSP}: {sum(one.count for one in lines)} pièces.", "small"),
            signature,
            Heading((Run("Accusé de réception"),), 1),
            paragraph("À retourner avec le double du présent bordereau.", "small"),
            KeyValueTable(receipt, ruled=True, caption="Accusé de réception"),
        ),
        name=f"Bordereau d’envoi – réunion du {date_long(day)}",
        addressee=tuple(addressee),
    )
