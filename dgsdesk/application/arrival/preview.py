"""What filing would do with each file, before anything does: read apart, planned one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import assert_never

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival.documents import plan_document, plan_message
from dgsdesk.application.arrival.dossier import plan_dossier
from dgsdesk.application.arrival.people import plan_people
from dgsdesk.application.arrival.plan import (
    Book,
    FieldChange,
    PartPlan,
    ProposedAnswer,
    Sender,
    UnknownAddress,
    meeting_words,
    open_book,
)
from dgsdesk.application.arrival.replies import plan_calendar
from dgsdesk.application.arrival.senders import senders_of
from dgsdesk.application.desk import View
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Network


@dataclass(frozen=True)
class DroppedFile:
    """A file as it was dropped: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class NamedAddress:
    """Whose address it is, as a person said: kept, so that it is asked only once."""

    address: str
    organisation_id: str


@dataclass(frozen=True)
class ArrivalPreview:
    """What one file is and would do; ``known`` when it was filed before, and so would do nothing."""

    name: str
    sha256: str
    kind: ArrivalKind
    known: bool
    parts: tuple[PartPlan, ...]

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        return tuple(change for part in self.parts for change in part.changes)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.reason for part in self.parts if part.reason))

    @property
    def asked(self) -> tuple[UnknownAddress, ...]:
        return tuple(dict.fromkeys(part.asked for part in self.parts if part.asked))

    @property
    def proposed(self) -> ProposedAnswer | None:
        """The answer that waits for a person's word."""
        return next((part.proposed for part in self.parts if part.proposed), None)

    @property
    def found(self) -> str:
        """Say what the file is, in one sentence."""
        said = dict.fromkeys(part.found for part in self.parts if part.found)
        return " ; ".join(said) or "Fichier gardé tel quel"

    @property
    def meeting_id(self) -> str | None:
        return next((part.meeting_id for part in self.parts if part.meeting_id), None)

    @property
    def waits(self) -> bool:
        """Tell whether a person must look at it again."""
        return any(part.reason and not part.acts for part in self.parts) or not self.parts


@dataclass(frozen=True)
class PlannedFile:
    """A file, what it would do, and who it came from."""

    content: bytes
    preview: ArrivalPreview
    sender: Sender


def named_addresses(addresses: Iterable[NamedAddress]) -> dict[str, str]:
    return {one.address.lower(): one.organisation_id for one in addresses}


def preview_arrivals(
    view: View, files: Sequence[DroppedFile], addresses: Sequence[NamedAddress] = ()
) -> list[ArrivalPreview]:
    """Return what `FileArrivals` would do with each file; nothing is changed."""
    return [one.preview for one in planned_arrivals(view, files, named_addresses(addresses))]


def read_arrivals(view: View, files: Sequence[DroppedFile]) -> int:
    """Read some of the files ahead, so that a long wait can be shown; return how many."""
    view.office.unpack([(file.name, file.content) for file in files])
    return len(files)


def planned_arrivals(
    view: View, files: Sequence[DroppedFile], addresses: dict[str, str], *, again: bool = False
) -> Iterator[PlannedFile]:
    """Plan the files one after the other: a later answer sees what an earlier one would have noted."""
    hashes = [sha256(file.content).hexdigest() for file in files]
    book = open_book(view.store, hashes, addresses)
    zone = view.store.find(Network)[0].time_zone
    seen = set() if again else set(book.filed)
    fresh = [not (digest in seen or seen.add(digest)) for digest in hashes]  # type: ignore[func-returns-value]
    unpacked = iter(
        view.office.unpack([(file.name, file.content) for file, new in zip(files, fresh, strict=True) if new])
    )
    for file, digest, new in zip(files, hashes, fresh, strict=True):
        if not new:
            known = ArrivalPreview(file.name, digest, ArrivalKind.OTHER, True, ())
            yield PlannedFile(file.content, known, Sender())
        else:
            yield _planned(view, file, digest, next(unpacked), book, zone)


def _planned(
    view: View,
    file: DroppedFile,
    digest: str,
    parts: tuple[ArrivalPart, ...] | BadInput,
    book: Book,
    zone: str,
) -> PlannedFile:
    if isinstance(parts, BadInput):
        refused = PartPlan(file.name, ArrivalKind.OTHER, "", reason=sentence(parts).message)
        return PlannedFile(
            file.content, ArrivalPreview(file.name, digest, ArrivalKind.OTHER, False, (refused,)), Sender()
        )
    senders = senders_of(parts)
    plans = [
        plan
        for part, sender in zip(parts, senders, strict=True)
        for plan in _plan(part, parts, view, book, sender, zone)
    ]
    preview = ArrivalPreview(file.name, digest, parts[0].kind, False, tuple(plans))
    return PlannedFile(file.content, preview, senders[-1])


def _plan(
    part: ArrivalPart, parts: Sequence[ArrivalPart], view: View, book: Book, sender: Sender, zone: str
) -> list[PartPlan]:
    if part.problem is not None:
        return [PartPlan(part.name, part.kind, "", reason=sentence(part.problem).message)]
    match part.kind:
        case ArrivalKind.CALENDAR:
            return plan_calendar(part, book, sender, zone)
        case ArrivalKind.CONTACTS | ArrivalKind.TABLE:
            return [plan_people(part, view)]
        case ArrivalKind.DOCUMENT:
            return [plan_document(part, view, book, sender)]
        case ArrivalKind.MESSAGE | ArrivalKind.TEXT:
            return plan_message(part, parts, view, book, sender)
        case ArrivalKind.DOSSIER:
            return [plan_dossier(part, view)]
        case ArrivalKind.ARCHIVE | ArrivalKind.OTHER:
            return []
    assert_never(part.kind)


def meeting_of(view: View, preview: ArrivalPreview) -> str | None:
    """Name the meeting that a file speaks of; nothing when none was recognised."""
    return meeting_words(view.store.get(Meeting, preview.meeting_id)) if preview.meeting_id else None
