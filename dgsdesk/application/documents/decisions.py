"""The extract of decisions (relevé de décisions) of one meeting."""

from __future__ import annotations

from dgsdesk.application.document import Column, ColumnsHead, Document, DocumentKind, GridTable, Title
from dgsdesk.application.documents.minutes import PaperHead, action_cells
from dgsdesk.application.minutes_text import EditionText, TextItem
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import date_full, date_long

COLUMNS = (
    Column("Nº", 1.5),
    Column("Décision", 3.6),
    Column("Suite, responsable, échéance", 2.4),
    Column("Origine", 1.6),
)


def decisions_document(edition: EditionText, head: PaperHead) -> Document:
    """Compose the table of decisions: number, words, who answers for it by when, and where it comes from."""
    text = edition.text
    rows = tuple(
        (decision.number, decision.text, _follow_up(item), item.heading) for item, decision in text.decisions
    )
    body = (
        GridTable(COLUMNS, rows, "Décisions") if rows else paragraph("La réunion n’a pris aucune décision.")
    )
    subtitle = f"{text.circle} – {date_full(text.day)}"
    return Document(
        kind=DocumentKind.DECISIONS,
        title=f"Relevé de décisions de la réunion du {date_long(text.day)}",
        letterhead=head.letterhead,
        parts=(ColumnsHead(head.place_and_date), Title("Relevé de décisions", subtitle), head.status, body),
        created=head.created,
        subject=subtitle,
        author=head.letterhead.name,
        footer=f"Relevé de décisions – réunion du {date_long(text.day)}",
        identifier=head.identifier,
        identity=head.identity,
    )


def _follow_up(item: TextItem) -> str:
    """Say what the item's actions are; several decisions of one item share them."""
    return "\n".join(" – ".join(action_cells(action)) for action in item.actions)
