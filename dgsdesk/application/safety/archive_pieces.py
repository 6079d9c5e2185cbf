"""The pieces of one meeting for the archives: what was adopted, what was dispatched, what went with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.dispatch.commission_extract import sent_extracts
from dgsdesk.application.dispatch.editions import Edition, editions
from dgsdesk.application.dispatch.papers import edition_head
from dgsdesk.application.document import Document, DocumentKind, StatusBox, Tone
from dgsdesk.application.documents.agenda_document import agenda_document
from dgsdesk.application.documents.attendance_list import attendance_list
from dgsdesk.application.documents.decisions import decisions_document
from dgsdesk.application.documents.head import signature
from dgsdesk.application.documents.minutes import PaperHead, minutes_document
from dgsdesk.application.documents.rectification import rectification_document
from dgsdesk.application.library.files import UsedFile, files_at
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.meeting.paper import gather_paper, last_version
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.frozen_text import refuse_altered
from dgsdesk.application.minutes.rectification import (
    readable_corrections,
    rectification_row,
    rectifications_of,
    rectified_head,
    standing_version,
)
from dgsdesk.application.minutes.text import MinutesText, as_seen_by
from dgsdesk.application.minutes.version import Shelf, images_of, shelf_of
from dgsdesk.application.review.approval import proof_papers, standing_approval
from dgsdesk.application.view import View
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.archiving import PieceNature
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.meeting import Meeting, Sending, SendingKind
from dgsdesk.domain.minutes import Approval, MinutesVersion, Rectification, version_label
from dgsdesk.domain.network import Attachment


@dataclass(frozen=True)
class KeptContent:
    """A file of the network as it was kept."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True)
class Piece:
    """One file to be: a paper to print, or a content as it was kept.

    ``reserved`` tells that a part of it was not for everybody.
    """

    nature: PieceNature
    name: str
    title: str
    day: date
    version: str
    content: Document | KeptContent
    reserved: bool = False


@dataclass(frozen=True)
class MeetingPieces:
    """All pieces of one meeting, and the folder that they go to; registers are of no day and no circle."""

    folder: str
    day: date | None
    circle: str
    pieces: tuple[Piece, ...]


def archived_meeting(view: View, meeting_id: str) -> MeetingPieces | None:
    """Return the pieces of a meeting; nothing when its minutes are not adopted (any more).

    Raises RuleBroken("text_altered"): what no longer says what was adopted goes to no archives.
    """
    found = view.store.find(Meeting, id=meeting_id)
    approval = standing_approval(view.store, meeting_id) if found else None
    if approval is None:
        return None
    refuse_altered(view.store, found[0])
    gathered = _Gathering(view, found[0], approval)
    pieces = tuple(gathered.pieces())
    folder = f"{found[0].day.year}/{gathered.shelf.folder}"
    return MeetingPieces(folder, found[0].day, gathered.text.circle, pieces)


class _Gathering:
    """What the pieces of one meeting are made of."""

    def __init__(self, view: View, meeting: Meeting, approval: Approval) -> None:
        self.view = view
        self.meeting = meeting
        self.approval = approval
        self.version = view.store.get(MinutesVersion, approval.version_id)
        self.text = text_from_content(self.version.content)
        self.shelf: Shelf = shelf_of(view.store, meeting)

    def pieces(self) -> Iterator[Piece]:
        """Give every piece, the adopted text first."""
        yield from self._minutes()
        for made in rectifications_of(self.view.store, self.meeting.id):
            yield from self._rectified(made)
        yield from self._extracts()
        yield self._agenda()
        yield from self._proofs()
        yield from self._attached()

    def _minutes(self) -> Iterator[Piece]:
        version = self.version
        for edition in self._editions(self.text):
            head = edition_head(self.view, self.meeting, version, self.approval, edition)
            paper = minutes_document(DocumentKind.APPROVED_MINUTES, edition.text, head)
            yield self._edition(edition, paper, version, f"compte rendu approuvé {edition.words}")
            if edition.complete:
                listed = decisions_document(edition.text, head)
                yield self._paper(PieceNature.DECISIONS, listed, "relevé de décisions", version)
                adopted = StatusBox(head.status.title, (), Tone.SETTLED)  # it is for everybody
                came = attendance_list(self.text, replace(head, status=adopted))
                listing = self._paper(PieceNature.ATTENDANCE, came, "liste des présences", version)
                yield replace(listing, reserved=False)

    def _editions(self, text: MinutesText) -> Iterator[Edition]:
        """Give the complete edition, then each that was dispatched."""
        sent = self.view.store.find(Sending, meeting_id=self.meeting.id, kind=SendingKind.DISPATCH)
        people = [Recipient(one.recipient, one.address, one.quality, Audience(one.edition)) for one in sent]
        every = editions(text, people)
        yield from (one for one in every if one.complete or one.recipients)

    def _edition(self, edition: Edition, paper: Document, version: MinutesVersion, what: str) -> Piece:
        nature = PieceNature.MINUTES if edition.complete else PieceNature.EDITION
        piece = self._paper(nature, paper, what, version)
        reserved = edition.text.text.items != as_seen_by(edition.whole, Audience.ALL).text.items
        return replace(piece, title=f"{paper.title} – {edition.title}", reserved=reserved)

    def _rectified(self, made: Rectification) -> Iterator[Piece]:
        store = self.view.store
        former, version = (
            store.get(MinutesVersion, one) for one in (made.former_version_id, made.version_id)
        )
        before, after = text_from_content(former.content), text_from_content(version.content)
        head = rectified_head(self.view, self.meeting, self.approval, version, made)
        for edition in self._editions(after):
            seen = readable_corrections(before, made.corrections, edition.levels[0])
            if not seen:
                continue
            row = rectification_row(before, seen, self.approval, (former, version), made)
            slip = rectification_document(row, head, signature(self.view))
            what = f"rectificatif {made.number} {edition.words}"
            piece = self._edition(edition, slip, version, what)
            yield replace(piece, nature=PieceNature.RECTIFICATION)
            shown: PaperHead = replace(head, images=images_of(self.view, edition.text.text))
            paper = minutes_document(DocumentKind.APPROVED_MINUTES, edition.text, shown)
            yield self._edition(edition, paper, version, f"compte rendu rectifié {edition.words}")

    def _extracts(self) -> Iterator[Piece]:
        for one in sent_extracts(self.view, self.meeting.id):
            what = f"extrait commission {one.commission}"
            piece = self._paper(PieceNature.EXTRACT, one.document, what, self._last_version())
            yield replace(piece, title=f"{piece.title} – {one.commission}", reserved=one.reserved)

    def _last_version(self) -> MinutesVersion:
        return standing_version(self.view.store, self.approval)

    def _agenda(self) -> Piece:
        frozen = last_version(self.view, self.meeting.id)
        created = frozen.frozen_at if frozen else self.version.made_at
        paper = agenda_document(gather_paper(self.view, self.meeting, created))
        reserved = any(
            one.audience is not Audience.ALL
            for one in self.view.store.find(AgendaItem, meeting_id=self.meeting.id)
        )
        version = f"version {frozen.letter}" if frozen else ""
        name = self.shelf.name("ordre du jour", "pdf", version)
        return Piece(PieceNature.AGENDA, name, paper.title, created.date(), version, paper, reserved)

    def _proofs(self) -> Iterator[Piece]:
        papers = proof_papers(self.view, self.meeting, self.text, self.version, self.approval)
        for what, paper in papers:
            piece = self._paper(PieceNature.PROOF, paper, what, self.version)
            is_certificate = paper.kind is DocumentKind.CERTIFICATE  # it quotes nothing of the text
            yield replace(piece, reserved=piece.reserved and not is_certificate)

    def _paper(self, nature: PieceNature, paper: Document, what: str, version: MinutesVersion) -> Piece:
        name = self.shelf.name(what, "pdf", f"v{version.number}")
        label, day = version_label(version.number), version.made_at.date()
        return Piece(nature, name, paper.title, day, label, paper, reserved=self._is_reserved())

    def _is_reserved(self) -> bool:
        return self.text.items != as_seen_by(self.text, Audience.ALL).text.items

    def _attached(self) -> Iterator[Piece]:
        store = self.view.store
        items = {item.id for item in store.find(AgendaItem, meeting_id=self.meeting.id)}
        used = files_at(store, OwnerKind.MEETING, {self.meeting.id})
        used += files_at(store, OwnerKind.ITEM, items)
        for one in {one.file.id: one for one in used}.values():
            yield self._kept(one, one.file)

    def _kept(self, one: UsedFile, file: Attachment) -> Piece:
        return Piece(
            PieceNature.ATTACHMENT,
            file.name,
            one.document.title,
            file.kept_on or one.document.added_on,
            version_label(file.version),
            KeptContent(file.sha256, file.name, file.media_type),
        )
