"""The files of a dispatch: for each edition the minutes, what follows from them, and the cover slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from dgsdesk.application.dispatch.editions import READERS, Edition
from dgsdesk.application.document import Document, DocumentKind
from dgsdesk.application.documents.action_list import action_list_document
from dgsdesk.application.documents.cover_slip import (
    FOR_ATTRIBUTION,
    FOR_FOLLOW_UP,
    FOR_INFORMATION,
    SlipLine,
    cover_slip,
)
from dgsdesk.application.documents.decisions import decisions_document
from dgsdesk.application.documents.head import Source, base_document, signature
from dgsdesk.application.documents.minutes import PaperHead, approved_status, minutes_document
from dgsdesk.application.mailing.draft import MailAttachment
from dgsdesk.application.minutes.version import PDF, Shelf, images_of, paper_head
from dgsdesk.application.ports.office import Office, OutFile
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Approval, MinutesVersion, version_label
from dgsdesk.domain.wording import capitalised, date_long, join_and


@dataclass(frozen=True)
class Paper:
    """A paper of an edition: what its file is called after, and what it says."""

    what: str
    document: Document
    version: str = ""
    attached: bool = False


def edition_head(
    source: Source, meeting: Meeting, version: MinutesVersion, approval: Approval, edition: Edition
) -> PaperHead:
    """Return what stands around the papers of an edition; it knows only the pictures that it shows."""
    status = approved_status(approval.approved_on, edition.levels[0])
    head = paper_head(source, meeting, version, status)
    return replace(head, images=images_of(source, edition.text.text))


def edition_papers(source: Source, edition: Edition, head: PaperHead, number: int) -> tuple[Paper, ...]:
    """Compose every paper of an edition."""
    words = edition.words
    minutes = minutes_document(DocumentKind.APPROVED_MINUTES, edition.text, head)
    return (
        Paper(f"compte rendu approuvé {words}", minutes, f"v{number}", attached=True),
        Paper(f"relevé de décisions {words}", decisions_document(edition.text, head), attached=True),
        Paper(f"suites à donner {words}", action_list_document(edition.text, head)),
        Paper(f"bordereau d’envoi {words}", _slip(source, edition, head, number)),
    )


def _slip(source: Source, edition: Edition, head: PaperHead, number: int) -> Document:
    text = edition.text.text
    day = date_long(text.day)
    lines = [
        SlipLine(f"Compte rendu de la réunion du {day}, approuvé, {version_label(number)}", FOR_INFORMATION),
        SlipLine("Relevé de décisions", FOR_ATTRIBUTION if edition.complete else FOR_INFORMATION),
        SlipLine("Liste des suites à donner", FOR_FOLLOW_UP if edition.complete else FOR_INFORMATION),
    ]
    return cover_slip(text.circle, text.day, _addressee(edition), lines, head, signature(source))


def _addressee(edition: Edition) -> tuple[str, ...]:
    if edition.complete:
        return (
            "Mesdames et Messieurs",
            "les directrices et directeurs généraux",
            "des services et secrétaires généraux de mairie",
        )
    if Audience.ELECTED in edition.levels:
        return ("Mesdames et Messieurs", "les maires et élus concernés")
    return (capitalised(join_and([READERS[level] for level in edition.levels])),)


@dataclass(frozen=True)
class LaidPaper:
    """A paper written in both formats."""

    paper: Paper
    docx: OutFile
    pdf: OutFile

    @property
    def files(self) -> list[OutFile]:
        return [self.docx, self.pdf]


class Printing(Source, Protocol):
    """What papers are printed with: an act or a view."""

    @property
    def office(self) -> Office: ...


def printed(source: Printing, shelf: Shelf, papers: tuple[Paper, ...]) -> Iterator[LaidPaper]:
    """Write papers as .docx and .pdf under names that say what they are."""
    base = base_document(source)
    for paper in papers:
        yield LaidPaper(
            paper,
            OutFile(shelf.name(paper.what, "docx", paper.version), source.office.docx(paper.document, base)),
            OutFile(shelf.name(paper.what, "pdf", paper.version), source.office.pdf(paper.document)),
        )


def attachments_of(laid: list[LaidPaper]) -> tuple[MailAttachment, ...]:
    """Return what goes with the messages: the minutes and the decisions, as PDF."""
    return tuple(MailAttachment(one.pdf.name, one.pdf.content, PDF) for one in laid if one.paper.attached)
