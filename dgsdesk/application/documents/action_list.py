"""The list of actions (suites à donner) of one meeting."""

from __future__ import annotations

from dgsdesk.application.document import Column, Document, DocumentKind, GridTable, Title
from dgsdesk.application.documents.minutes import PaperHead, action_cells
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.minutes.text import EditionText
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import date_full, date_long

COLUMNS = (Column("Suite à donner", 3.4), Column("Qui", 1.8), Column("Échéance", 1.9), Column("Point", 2.2))


def action_list_document(edition: EditionText, head: PaperHead) -> Document:
    """Compose the table of actions by date: what, who, by when, and the item that it comes from."""
    text = edition.text
    ordered = sorted(text.actions, key=lambda pair: (pair[1].due is None, pair[1].due or text.day))
    rows = tuple((*action_cells(action), item.heading) for item, action in ordered)
    body = GridTable(COLUMNS, rows, "Suites à donner") if rows else paragraph("Aucune suite n’est à donner.")
    subtitle = f"{text.circle} – {date_full(text.day)}"
    return headed_document(
        head,
        DocumentKind.ACTIONS,
        Title("Suites à donner", subtitle),
        (body,),
        name=f"Suites à donner après la réunion du {date_long(text.day)}",
        footer=f"Suites à donner – réunion du {date_long(text.day)}",
        identifier=head.identifier,
        identity=head.identity,
    )
