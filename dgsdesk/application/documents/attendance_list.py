"""Who came to a meeting, as its adopted minutes say it, on a paper of its own."""

from __future__ import annotations

from dgsdesk.application.document import Document, DocumentKind, Fact, KeyValueTable, Title
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.minutes.text import MinutesText
from dgsdesk.domain.wording import date_full, date_long


def attendance_list(text: MinutesText, head: PaperHead) -> Document:
    """Compose the list: present, at a distance, represented, excused, absent, each with their names."""
    subtitle = f"{text.circle} – {date_full(text.day)}"
    groups = tuple(
        Fact(f"{group.title} ({len(group.lines)})", "\n".join(group.lines)) for group in text.attendance
    )
    return headed_document(
        head,
        DocumentKind.OTHER,
        Title("Liste des présences", subtitle),
        (head.status, KeyValueTable(groups, ruled=True, caption="Présences")),
        name=f"Liste des présences – réunion du {date_long(text.day)}",
        identifier=f"{head.identifier}:attendance",
    )
