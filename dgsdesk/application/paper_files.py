"""Papers as the files that people get, in Word and PDF side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.application.documents.head import base_document
from dgsdesk.application.ports.office import OutFile

if TYPE_CHECKING:
    from dgsdesk.application.command import Act
    from dgsdesk.application.document import Document


def lay_word_and_pdf(
    act: Act, folder: str, stem: str, document: Document, *others: OutFile
) -> tuple[str, ...]:
    """Lay a paper for Word, on our own letterhead, and as PDF, and ``others``; returns the full paths."""
    word = OutFile(f"{stem}.docx", act.office.docx(document, base_document(act)))
    pdf = OutFile(f"{stem}.pdf", act.office.pdf(document))
    return tuple(act.lay(folder, [word, pdf, *others]))
