"""« Arrivées » (product § 3.11): what came back is understood, previewed, then filed in one undoable act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import assert_never

from dgsdesk.application.arrival_content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival_documents import plan_document, plan_message
from dgsdesk.application.arrival_people import plan_people
from dgsdesk.application.arrival_plan import (
    Book,
    FieldChange,
    PartPlan,
    Planned,
    PlannedAnswer,
    PlannedObservations,
    Sender,
    UnknownAddress,
    meeting_words,
    open_book,
)
from dgsdesk.application.arrival_replies import plan_calendar
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory import NameToPost, name_to_post
from dgsdesk.application.incoming import ImportObservations, Incoming, ReceivedFile, import_observations
from dgsdesk.application.membership import organisations_on
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import add_sentences, sentence
from dgsdesk.application.words import shortened
from dgsdesk.domain.arrival import Arrival, ArrivalState, KnownAddress
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.wording import plural

add_sentences(
    {
        "nothing_arrived": (
            "Aucun fichier n’est à ranger.",
            "Déposez d’abord les fichiers reçus. Rien n’a été changé.",
        ),
        "arrival_filed": (
            "« {where} » est déjà rangé.",
            "Pour revenir en arrière, annulez le rangement. Rien n’a été changé.",
        ),
    }
)


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
class FileArrivals(Command[int]):
    """File what was dropped: answers noted, observations taken, people named, originals kept.

    What is not understood is kept too and waits with its reason. A file that was filed before changes
    nothing. Returns how many files are new. Raises RuleBroken("nothing_arrived").
    """

    files: tuple[DroppedFile, ...]
    addresses: tuple[NamedAddress, ...] = ()


@dataclass(frozen=True)
class AssignArrival(Command[None]):
    """Tie an arrival that waits to a meeting; raises RuleBroken("arrival_filed")."""

    arrival_id: str
    meeting_id: str


@dataclass(frozen=True)
class FileAgain(Command[int]):
    """Take up an arrival that waits, now that more is known (an address named, a draft circulated)."""

    arrival_id: str
    addresses: tuple[NamedAddress, ...] = ()


@dataclass(frozen=True)
class TakeOutArrival(Command[str]):
    """Lay a copy of an arrival's file for the user; returns its path."""

    arrival_id: str


@dataclass(frozen=True)
class SetArrivalAside(Command[None]):
    """Stop showing an arrival among those that wait; its file is kept."""

    arrival_id: str


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
class ArrivalRow:
    """One line of the page."""

    id: str
    name: str
    kind: ArrivalKind
    state: ArrivalState
    arrived_at: datetime
    sender: str
    found: str
    reason: str
    meeting_id: str | None
    meeting: str


@handles(FileArrivals, "{count_words}")
def file_arrivals(act: Act, command: FileArrivals) -> int:
    if not command.files:
        raise RuleBroken("nothing_arrived")
    _remember(act, command.addresses)
    fresh = 0
    for content, preview, sender in _previews(act, command.files, _named(command.addresses)):
        if preview.known:
            continue
        fresh += 1
        _carry_out(act, preview)
        act.store.add(_arrival(act, content, preview, sender))
    act.tell(
        count_words=plural(fresh, "arrivée rangée", "arrivées rangées") if fresh else "Arrivées déjà rangées"
    )
    return fresh


@handles(FileAgain, "Arrivée « {short} » reprise")
def file_again(act: Act, command: FileAgain) -> int:
    arrival = _waiting(act, command.arrival_id)
    _remember(act, command.addresses)
    file = DroppedFile(arrival.name, act.files.get(arrival.sha256))
    _, preview, _ = next(_previews(act, (file,), _named(command.addresses), again=True))
    _carry_out(act, preview)
    arrival.state = ArrivalState.WAITING if preview.waits else ArrivalState.FILED
    arrival.found, arrival.reason = preview.found, " ".join(preview.reasons)
    arrival.meeting_id = preview.meeting_id or arrival.meeting_id
    act.tell(short=shortened(arrival.name, 40))
    return sum(len(part.acts) for part in preview.parts)


@handles(AssignArrival, "Arrivée « {short} » rattachée à la réunion du {day}")
def assign_arrival(act: Act, command: AssignArrival) -> None:
    arrival = _waiting(act, command.arrival_id)
    meeting = act.store.get(Meeting, command.meeting_id)
    arrival.meeting_id = meeting.id
    arrival.state = ArrivalState.FILED
    arrival.reason = ""
    act.tell(short=shortened(arrival.name, 40), day=f"{meeting.day:%d/%m/%Y}")


@handles(SetArrivalAside, "Arrivée « {short} » mise de côté")
def set_arrival_aside(act: Act, command: SetArrivalAside) -> None:
    arrival = _waiting(act, command.arrival_id)
    arrival.state = ArrivalState.SET_ASIDE
    act.tell(short=shortened(arrival.name, 40))


@handles(TakeOutArrival, "Copie de « {short} » enregistrée")
def take_out_arrival(act: Act, command: TakeOutArrival) -> str:
    arrival = act.store.get(Arrival, command.arrival_id)
    act.tell(short=shortened(arrival.name, 40))
    return act.lay("Arrivées", [OutFile(arrival.name, act.files.get(arrival.sha256))])[0]


def _waiting(act: Act, arrival_id: str) -> Arrival:
    arrival = act.store.get(Arrival, arrival_id)
    if arrival.state is ArrivalState.FILED:
        raise RuleBroken("arrival_filed", where=arrival.name)
    return arrival


def _named(addresses: Iterable[NamedAddress]) -> dict[str, str]:
    return {one.address.lower(): one.organisation_id for one in addresses}


def _remember(act: Act, addresses: Iterable[NamedAddress]) -> None:
    """Keep whose address it is; what was said before is corrected."""
    known = {one.address: one for one in act.store.find(KnownAddress)}
    for one in addresses:
        organisation = act.store.get(Organisation, one.organisation_id)
        kept = known.get(one.address.lower())
        if kept is not None:
            kept.organisation_id = organisation.id
        else:
            act.store.add(
                KnownAddress(id=act.new_id(), address=one.address.lower(), organisation_id=organisation.id)
            )


def preview_arrivals(
    view: View, files: Sequence[DroppedFile], addresses: Sequence[NamedAddress] = ()
) -> list[ArrivalPreview]:
    """Return what `FileArrivals` would do with each file; nothing is changed."""
    return [preview for _, preview, _ in _previews(view, files, _named(addresses))]


def _previews(
    source: View | Act, files: Sequence[DroppedFile], addresses: dict[str, str], *, again: bool = False
) -> Iterator[tuple[bytes, ArrivalPreview, Sender]]:
    """Plan the files one after the other: a later answer sees what an earlier one would have noted."""
    view = source.view if isinstance(source, Act) else source
    hashes = [sha256(file.content).hexdigest() for file in files]
    book = open_book(view.store, hashes, addresses)
    zone = view.store.find(Network)[0].time_zone
    seen = set() if again else set(book.filed)
    for file, digest in zip(files, hashes, strict=True):
        preview, sender = _preview(view, file, digest, book, zone, digest in seen)
        seen.add(digest)
        yield file.content, preview, sender


def _preview(
    view: View, file: DroppedFile, digest: str, book: Book, zone: str, known: bool
) -> tuple[ArrivalPreview, Sender]:
    if known:
        return ArrivalPreview(file.name, digest, ArrivalKind.OTHER, True, ()), Sender()
    try:
        parts = view.office.unpack(file.content, file.name)
    except KnownError as error:
        refused = PartPlan(file.name, ArrivalKind.OTHER, "", reason=sentence(error).message)
        return ArrivalPreview(file.name, digest, ArrivalKind.OTHER, False, (refused,)), Sender()
    sender = _sender(parts)
    plans = [plan for part in parts for plan in _plan(part, parts, view, book, sender, zone)]
    return ArrivalPreview(file.name, digest, parts[0].kind, False, tuple(plans)), sender


def _sender(parts: Sequence[ArrivalPart]) -> Sender:
    """Return who wrote: the innermost message counts, since replies are forwarded."""
    messages = [part.message for part in parts if part.message is not None]
    if not messages:
        return Sender()
    last = messages[-1]
    return Sender(last.sender.address, last.sender.name, last.subject, last.text)


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
            return plan_message(part, parts, book, sender)
        case ArrivalKind.DOSSIER:
            reason = "Ce dossier est gardé : il s’ouvrira avec une prochaine version de DGS Desk."
            return [PartPlan(part.name, part.kind, "Dossier de réunion", reason=reason)]
        case ArrivalKind.ARCHIVE | ArrivalKind.OTHER:
            return []
    assert_never(part.kind)


def _carry_out(act: Act, preview: ArrivalPreview) -> None:
    for part in preview.parts:
        for planned in part.acts:
            _do(act, planned)


def _do(act: Act, planned: Planned) -> None:
    match planned:
        case PlannedAnswer():
            line = act.store.get(Attendance, planned.attendance_id)
            line.answer = planned.answer
            line.represented_by = planned.represented_by
            line.remark = planned.remark
            line.answer_stamp = planned.stamp
        case PlannedObservations():
            file = ReceivedFile(planned.name, planned.content)
            incoming = Incoming((file,), organisation_id=planned.organisation_id)
            import_observations(act, ImportObservations(planned.meeting_id, incoming))
        case NameToPost():
            name_to_post(act, planned)
        case _:
            assert_never(planned)


def _arrival(act: Act, content: bytes, preview: ArrivalPreview, sender: Sender) -> Arrival:
    return Arrival(
        id=act.new_id(),
        name=preview.name,
        sha256=act.files.put(content),
        size=len(content),
        kind=preview.kind.value,
        arrived_at=act.now,
        state=ArrivalState.WAITING if preview.waits else ArrivalState.FILED,
        meeting_id=preview.meeting_id,
        sender=sender.name or sender.address,
        found=preview.found,
        reason=" ".join(preview.reasons),
    )


@dataclass(frozen=True)
class ArrivalsPage:
    """What came back: what waits first, then the newest; what may be named or chosen along with it."""

    rows: tuple[ArrivalRow, ...]
    organisations: tuple[tuple[str, str], ...]
    meetings: tuple[tuple[str, str], ...]

    @property
    def facts(self) -> str:
        """Say how many wait."""
        waiting = sum(row.state is ArrivalState.WAITING for row in self.rows)
        return plural(waiting, "attend", "attendent") if waiting else ""


def arrivals_page(view: View) -> ArrivalsPage:
    """Return what the page shows, in a handful of statements."""
    meetings = sorted(view.store.find(Meeting), key=lambda meeting: meeting.day, reverse=True)
    titles = {meeting.id: meeting_words(meeting) for meeting in meetings}
    rows = [_row(one, titles) for one in view.store.find(Arrival)]
    rows.sort(key=lambda row: (row.arrived_at, row.name), reverse=True)
    rows.sort(key=lambda row: row.state is not ArrivalState.WAITING)
    return ArrivalsPage(
        tuple(rows),
        tuple((one.id, one.name) for one in organisations_on(view.store, view.clock.today())),
        tuple(titles.items()),
    )


def _row(one: Arrival, titles: Mapping[str, str]) -> ArrivalRow:
    return ArrivalRow(
        id=one.id,
        name=one.name,
        kind=ArrivalKind(one.kind),
        state=one.state,
        arrived_at=one.arrived_at,
        sender=one.sender,
        found=one.found,
        reason=one.reason,
        meeting_id=one.meeting_id,
        meeting=titles.get(one.meeting_id or "", ""),
    )


def meeting_of(view: View, preview: ArrivalPreview) -> str | None:
    """Name the meeting that a file speaks of; nothing when none was recognised."""
    return meeting_words(view.store.get(Meeting, preview.meeting_id)) if preview.meeting_id else None
