"""Papers as the files that people get, in Word and PDF side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.application.document import GridTable
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.ports.office import OutFile

if TYPE_CHECKING:
    from dgsdesk.application.command import Act
    from dgsdesk.application.document import Document


MOST_ROWS = 3_000
"""Rows of tables up to which a paper is laid as PDF too, in 2.5 s and 0.5 GB: the 20,000 decisions of twenty
years would take 17 s, in which no other act could be done, and 3 GB; Word’s file takes less than a second."""


def lay_word_and_pdf(
    act: Act, folder: str, stem: str, document: Document, *others: OutFile
) -> tuple[str, ...]:
    """Lay a paper for Word, on our own letterhead, and as PDF, and ``others``; returns the full paths.

    One with more than `MOST_ROWS` is laid for Word alone.
    """
    papers = [OutFile(f"{stem}.docx", act.office.docx(document, base_document(act)))]
    if sum(len(part.rows) for part in document.parts if isinstance(part, GridTable)) <= MOST_ROWS:
        papers.append(OutFile(f"{stem}.pdf", act.office.pdf(document)))
    return tuple(act.lay(folder, [*papers, *others]))
