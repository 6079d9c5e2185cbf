"""Versions of the minutes: what left the house is kept whole, numbered and hashed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from dgsdesk.application.command import Act
from dgsdesk.application.document import DocumentKind, StatusBox
from dgsdesk.application.documents.head import Source, base_document, letterhead_row, place_and_date
from dgsdesk.application.documents.minutes import PaperHead, minutes_document
from dgsdesk.application.mailing.draft import MailAttachment
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.text import EditionText, MinutesText, minutes_text
from dgsdesk.application.naming import file_name, meeting_folder
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.safety.kept_contents import pictures_of
from dgsdesk.domain.action import Decision
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import (
    TEMPLATE,
    Circulation,
    MinutesVersion,
    VersionKind,
    content_hash,
    version_label,
)
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import RichText

MEETING_PROPERTY = "DGSDesk.Meeting"
VERSION_PROPERTY = "DGSDesk.Version"
CONTENT_PROPERTY = "DGSDesk.Content"
"""The properties by which a file that comes back is known again."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class Shelf:
    """Where the papers of a meeting go and how they are called."""

    meeting: Meeting
    host: Organisation | None

    @property
    def folder(self) -> str:
        """The meeting's own folder."""
        return meeting_folder(self.meeting.day, self.host)

    def name(self, what: str, extension: str, version: str = "") -> str:
        """Name one file."""
        return file_name(self.meeting.day, self.host, what, extension, version)


def shelf_of(store: Store, meeting: Meeting) -> Shelf:
    """Return where the papers of a meeting go."""
    host = store.get(Organisation, meeting.host_id) if meeting.host_id else None
    return Shelf(meeting, host)


def make_version(
    act: Act, meeting: Meeting, kind: VersionKind, *, again: bool = False
) -> tuple[MinutesVersion, MinutesText]:
    """Freeze the text as it stands; ``again`` takes the newest version when nothing changed since."""
    text = minutes_text(act.store, meeting.id)
    content = content_json(text)
    versions = act.store.find(MinutesVersion, meeting_id=meeting.id)
    newest = max(versions, key=lambda version: version.number, default=None)
    if again and newest is not None and newest.kind is kind and newest.content == content:
        return newest, text
    version = MinutesVersion(
        id=act.new_id(),
        meeting_id=meeting.id,
        number=newest.number + 1 if newest else 1,
        kind=kind,
        made_at=act.now,
        content=content,
        sha256=content_hash(content),
    )
    act.store.add(version)
    return version, text


def template_version(store: Store, meeting: Meeting, made_at: datetime) -> MinutesVersion:
    """Return the minutes as the agenda alone prefills them: the titles, and nothing said under them yet.

    It is never kept: what comes back of it is compared with the agenda as it stands then.
    """
    text = minutes_text(store, meeting.id)
    bare = tuple(
        replace(item, text=RichText(), decisions=(), actions=(), discussed=None) for item in text.items
    )
    content = content_json(replace(text, items=bare, attendance=(), suggestions=()))
    return MinutesVersion(
        id="",
        meeting_id=meeting.id,
        number=TEMPLATE,
        kind=VersionKind.DRAFT,
        made_at=made_at,
        content=content,
        sha256=content_hash(content),
    )


def number_decisions(act: Act, meeting: Meeting) -> None:
    """Give its number for good to each decision that has none: « 2026-11/03 », in printed order."""
    chain = f"{meeting.day:%Y-%m}/"
    every = act.store.find(Decision)
    last = max((_rank(decision.number, chain) for decision in every), default=0)
    known = {decision.id: decision for decision in every}
    for _, printed in minutes_text(act.store, meeting.id).decisions:
        if not printed.number:
            last += 1
            known[printed.id].number = f"{chain}{last:02}"


def _rank(number: str, chain: str) -> int:
    rank = number.removeprefix(chain)
    return int(rank) if number.startswith(chain) and rank.isdigit() else 0


def circulations_of(store: Store, meeting_id: str) -> list[Circulation]:
    """Return every circulation of a meeting's drafts, oldest first; two of one day by their versions."""
    numbers = {version.id: version.number for version in store.find(MinutesVersion, meeting_id=meeting_id)}
    found = store.find(Circulation, meeting_id=meeting_id)
    return sorted(found, key=lambda one: numbers[one.version_id])


def standing_circulation(circulations: Iterable[Circulation]) -> Circulation | None:
    """Return the one whose clock counts, if any."""
    return next((one for one in circulations if not one.superseded), None)


def paper_head(
    source: Source,
    meeting: Meeting,
    version: MinutesVersion,
    status: StatusBox,
    images: dict[str, bytes] | None = None,
) -> PaperHead:
    """Return what stands around a paper of this version; the prefilled one bears no date.

    ``images`` are the pictures of its text, fetched here by default: raises as `Files.get` does.
    """
    dated = place_and_date(source, version.made_at.date()) if version.number != TEMPLATE else ""
    return PaperHead(
        letterhead=letterhead_row(source, meeting.host_id),
        place_and_date=dated,
        created=version.made_at,
        status=status,
        version=version_label(version.number),
        identity={
            MEETING_PROPERTY: meeting.id,
            VERSION_PROPERTY: str(version.number),
            CONTENT_PROPERTY: version.sha256,
        },
        identifier=f"{meeting.id}:{version.number}",
        images=images_of(source, text_from_content(version.content)) if images is None else images,
    )


def images_of(source: Source, text: MinutesText) -> dict[str, bytes]:
    """The pictures of a text by their hash."""
    names = {picture.sha256 for item in text.items for picture in pictures_of(item.text)}
    return {name: source.files.get(name) for name in sorted(names)}


@dataclass(frozen=True)
class Papers:
    """The minutes in both formats, ready to be laid and attached."""

    docx: OutFile
    pdf: OutFile

    @property
    def files(self) -> list[OutFile]:
        return [self.docx, self.pdf]

    @property
    def attachments(self) -> tuple[MailAttachment, ...]:
        return (
            MailAttachment(self.docx.name, self.docx.content, DOCX),
            MailAttachment(self.pdf.name, self.pdf.content, PDF),
        )


def minutes_papers(
    act: Act, shelf: Shelf, kind: DocumentKind, edition: EditionText, head: PaperHead, what: str
) -> Papers:
    """Write the minutes of one edition in both formats."""
    document = minutes_document(kind, edition, head)
    number = f"v{head.identity[VERSION_PROPERTY]}"
    return Papers(
        OutFile(shelf.name(what, "docx", number), act.office.docx(document, base_document(act))),
        OutFile(shelf.name(what, "pdf", number), act.office.pdf(document)),
    )
