"""Papers as the files that people get, in Word alone or in Word and PDF side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.application.documents.head import base_document
from dgsdesk.application.ports.office import OutFile

if TYPE_CHECKING:
    from dgsdesk.application.command import Act
    from dgsdesk.application.document import Document


def lay_word(act: Act, folder: str, stem: str, document: Document) -> str:
    """Lay a paper for Word on our own letterhead; returns its full path."""
    return act.lay(folder, [_word(act, stem, document)])[0]


def lay_word_and_pdf(
    act: Act, folder: str, stem: str, document: Document, *others: OutFile
) -> tuple[str, ...]:
    """Lay a paper for Word and as PDF, and ``others`` beside them; returns the full paths in that order."""
    pdf = OutFile(f"{stem}.pdf", act.office.pdf(document))
    return tuple(act.lay(folder, [_word(act, stem, document), pdf, *others]))


def _word(act: Act, stem: str, document: Document) -> OutFile:
    return OutFile(f"{stem}.docx", act.office.docx(document, base_document(act)))
