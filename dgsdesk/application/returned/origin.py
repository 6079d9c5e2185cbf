"""Which version a returned file was made from, and what our own paper of that version reads back as."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from dgsdesk.application.document import DocumentKind
from dgsdesk.application.documents.head import Source
from dgsdesk.application.documents.minutes import (
    minutes_document,
)
from dgsdesk.application.minutes.text import (
    MinutesText,
    TextItem,
    as_seen_by,
)
from dgsdesk.application.minutes.version import (
    MEETING_PROPERTY,
    VERSION_PROPERTY,
    circulations_of,
    paper_head,
    template_version,
)
from dgsdesk.application.ports.office import Office
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import draft_box
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import TEMPLATE, MinutesVersion
from dgsdesk.domain.minutes_matching import (
    ReadDocument,
    SentItem,
    match_items,
    same_text,
)
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.reserved_text import unmarked, without_lone_marks
from dgsdesk.domain.richtext import (
    RichText,
    block_text,
)

add_sentences(
    {
        "returned_of_another_meeting": (
            "« {where} » est le compte rendu d’une autre réunion.",
            "Ouvrez cette autre réunion pour l’y ranger. Rien n’a été changé.",
        ),
        "no_draft_sent": (
            "Aucun projet de cette réunion n’a encore été préparé pour Word.",
            "Utilisez d’abord « Ouvrir dans Word » ou envoyez le projet. Rien n’a été changé.",
        ),
    }
)

_AT_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The prefilled minutes bear no date: what stands in their place is compared with nothing."""


class Reading(Source, Protocol):
    """What a returned file is read with: an act or a view."""

    @property
    def office(self) -> Office: ...


def levels_read(read: ReadDocument) -> ReadDocument:
    """Take the marks of reserved paragraphs for what they mean."""
    return replace(read, blocks=unmarked(read.blocks))


def was_read(store: Store, meeting: Meeting, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    return bool(store.find(Attachment, owner_id=meeting.id, sha256=sha256))


def origin_of(
    source: Reading, meeting: Meeting, name: str, read: ReadDocument
) -> tuple[MinutesVersion, int, bool]:
    """Return the version that a file was made from, the newest one's number, and whether that is a guess."""
    owner, _, number = read.identifier.partition(":")
    owner = read.identity.get(MEETING_PROPERTY, owner)
    number = read.identity.get(VERSION_PROPERTY, number)
    if owner and owner != meeting.id and source.store.find(Meeting, id=owner):
        raise BadInput("returned_of_another_meeting", where=name)
    versions = source.store.find(MinutesVersion, meeting_id=meeting.id)
    if owner == meeting.id and number == str(TEMPLATE):
        template = template_version(source.store, meeting, _AT_NO_TIME)
        return template, max((one.number for one in versions), default=TEMPLATE), False
    if not versions:
        raise RuleBroken("no_draft_sent")
    newest = max(versions, key=lambda version: version.number)
    known = {str(version.number): version for version in versions} if owner == meeting.id else {}
    version = known.get(number)
    return version or newest, newest.number, version is None


@dataclass(frozen=True)
class Paper:
    """What we printed: items with the lines around their discussions, the discussions, what stands around."""

    sent: list[SentItem]
    texts: Mapping[str, RichText]
    frame: frozenset[str]


def printed_paper(source: Reading, meeting: Meeting, version: MinutesVersion, base: MinutesText) -> Paper:
    """Tell what we printed, by reading our own paper back.

    So whatever the writer adds or words otherwise is told apart without a second list of it here.
    """
    head = paper_head(source, meeting, version, draft_box(source.store, version, None))
    paper = minutes_document(DocumentKind.DRAFT_MINUTES, as_seen_by(base, Audience.DIRECTORS), head)
    ours = match_items(
        levels_read(source.office.read_own_docx(source.office.docx(paper))),
        [_sent(item) for item in base.items],
    )
    said = {item.id: {same_text(block_text(block)) for block in item.text.blocks} for item in base.items}
    printed = {
        found.item_id: frozenset(
            text for block in found.blocks if same_text(text := block_text(block)) not in said[found.item_id]
        )
        for found in ours.items
    }
    texts = {
        found.item_id: RichText(
            tuple(
                block
                for block in without_lone_marks(found.blocks)
                if same_text(block_text(block)) in said[found.item_id]
            )
        )
        for found in ours.items
    }
    sent = [replace(_sent(item), printed=printed.get(item.id, frozenset())) for item in base.items]
    frame = frozenset(block_text(block) for block in ours.unplaced)
    return Paper(sent, texts, frame | _status_lines(source.store, version))


def _status_lines(store: Store, version: MinutesVersion) -> frozenset[str]:
    """Every status that this version may have been printed with."""
    circulations = circulations_of(store, version.meeting_id)
    boxes = [draft_box(store, version, one) for one in (None, *circulations)]
    return frozenset(line for box in boxes for line in (box.title, *map(str, box.lines)))


def _sent(item: TextItem) -> SentItem:
    return SentItem(item.id, item.title, item.number)
