"""The form of a call for themes: one page, filled in with a pen or in Word, read back by « Arrivées »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    Part,
    Title,
)
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.domain.richtext import Heading, Paragraph, Run
from dgsdesk.domain.theme_answer import (
    COMMUNE,
    ENDS,
    OFFERED,
    QUESTION_COLUMN,
    SUPPORT_COLUMN,
    TITLE_COLUMN,
    YOURS,
)
from dgsdesk.domain.wording import NBSP, THIN, date_full

CALL_PROPERTY = "theme_call"
"""The file property that names the call."""

_ROWS, _ROW_MM = 4, 11.0
_LINES = 4


@dataclass(frozen=True)
class CallPaper:
    """What a call says: its code, for which circle, by when to answer, the titles that it offers."""

    code: str
    circle: str
    reply_by: date
    titles: tuple[str, ...]
    letterhead: LetterheadRow
    created: datetime
    address: str
    place_and_date: str


def theme_form(paper: CallPaper) -> Document:
    """Compose the form; with twelve themes offered it still holds on one page."""
    ask = (
        f"Quels thèmes souhaitez-vous voir traités{THIN}? Dites ceux que votre commune porte, "
        f"proposez les vôtres, et renvoyez cette fiche à {paper.address} "
        f"jusqu’au {date_full(paper.reply_by)} inclus."
    )
    parts: list[Part] = [
        Paragraph((Run(ask),)),
        KeyValueTable((Fact(COMMUNE, ""), Fact("Répondu par", "")), ruled=True, caption="Qui répond"),
    ]
    if paper.titles:
        parts += [Heading((Run(OFFERED),), 1), _offered(paper.titles)]
    parts += [Heading((Run(YOURS),), 1), _own()]
    return headed_document(
        paper,
        DocumentKind.OTHER,
        Title("Appel à thèmes", f"{paper.circle}, appel {paper.code}"),
        parts,
        name=f"Appel à thèmes {paper.code}",
        subject=paper.circle,
        identifier=paper.code,
        identity={CALL_PROPERTY: paper.code},
    )


def _offered(titles: Sequence[str]) -> GridTable:
    columns = (Column("Nº", 0.5), Column("Thème", 4.5), Column(SUPPORT_COLUMN, 1.4))
    rows = tuple((str(number), title, "") for number, title in enumerate(titles, start=1))
    return GridTable(columns, rows, OFFERED)


def _own() -> GridTable:
    columns = (Column(TITLE_COLUMN, 2.6), Column(QUESTION_COLUMN, 3.4))
    return GridTable(columns, (), YOURS, _ROW_MM, _ROWS)


def theme_lines(paper: CallPaper) -> list[str]:
    """Write the form as lines of a message, to be filled in where they stand."""
    lines = [f"Appel à thèmes {paper.code}", f"{COMMUNE}{NBSP}: "]
    if paper.titles:
        lines.append(f"{OFFERED}{NBSP}: écrivez «{NBSP}oui{NBSP}» après ceux que vous portez.")
        lines += [f"{number}. {title} → " for number, title in enumerate(paper.titles, start=1)]
    lines.append(f"{YOURS}{NBSP}: un thème par ligne, sa question après «{NBSP}/{NBSP}».")
    lines += ["+ "] * _LINES
    return [*lines, ENDS]
