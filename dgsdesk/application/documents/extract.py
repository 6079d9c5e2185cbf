"""The extract of approved minutes for one commission: the items tied to its competences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgsdesk.application.document import Document, DocumentKind, Part, Title
from dgsdesk.application.documents.minutes import PaperHead, item_parts
from dgsdesk.application.documents.stationery import headed_document
from dgsdesk.application.minutes.text import EditionText, TextItem
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import NBSP, date_full, date_long, plural


def extract_document(
    edition: EditionText, items: Sequence[TextItem], commission: str, head: PaperHead
) -> Document:
    """Compose the extract; ``items`` are those of the edition that touch the commission."""
    text = edition.text
    subtitle = f"{text.circle} – {date_full(text.day)}"
    name = f"Extrait pour la commission {commission}"
    return headed_document(
        head,
        DocumentKind.EXTRACT,
        Title("Extrait du compte rendu", subtitle),
        (head.status, *_body(items, name)),
        name=f"{name} – réunion du {date_long(text.day)}",
        images=head.images,
    )


def _body(items: Sequence[TextItem], name: str) -> Iterator[Part]:
    count = plural(len(items), "point relève", "points relèvent")
    yield paragraph(
        f"{name}{NBSP}: {count} des compétences qu’elle suit. Les numéros sont ceux du compte rendu.", "small"
    )
    for item in items:
        yield from item_parts(item, draft=False, level=1)
