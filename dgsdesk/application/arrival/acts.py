"""« Arrivées » (product § 3.11): what came back is understood, previewed, then filed in one undoable act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.application.arrival.dossier import take_planned
from dgsdesk.application.arrival.plan import (
    Planned,
    PlannedAnswer,
    PlannedDossier,
    PlannedObservations,
    PlannedThemes,
    PlannedZone,
)
from dgsdesk.application.arrival.preview import (
    ArrivalPreview,
    DroppedFile,
    NamedAddress,
    PlannedFile,
    named_addresses,
    planned_arrivals,
)
from dgsdesk.application.arrival.zones import take_zone_answer
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.acts import NameToPost
from dgsdesk.application.directory.merge import take_person
from dgsdesk.application.library.acts import NewFile, Place, attach, take_files
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.review.incoming import (
    ImportObservations,
    Incoming,
    ReceivedFile,
    import_observations,
)
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.subjects.call import note_answer
from dgsdesk.application.view import View
from dgsdesk.application.words import shortened
from dgsdesk.domain.arrival import Arrival, ArrivalState, KnownAddress
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.network import Organisation
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


_DOCUMENTS = frozenset(
    {ArrivalKind.DOCUMENT, ArrivalKind.OTHER, ArrivalKind.TABLE, ArrivalKind.ARCHIVE, ArrivalKind.DOSSIER}
)


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
    """Tie an arrival that waits to a meeting, which keeps the file unless it is a message.

    Raises RuleBroken("arrival_filed").
    """

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


@handles(FileArrivals, "{count_words}")
def file_arrivals(act: Act, command: FileArrivals) -> int:
    if not command.files:
        raise RuleBroken("nothing_arrived")
    _remember(act, command.addresses)
    planned = planned_arrivals(act.view, command.files, named_addresses(command.addresses))
    fresh = [one for one in planned if not one.preview.known]
    act.files.put_all(one.content for one in fresh)
    for one in fresh:
        _carry_out(act, one.preview)
        act.store.add(_arrival(act, one))
    act.tell(count_words=_count_words([one.preview.waits for one in fresh]))
    return len(fresh)


def _count_words(waits: Sequence[bool]) -> str:
    """Name what came: what was filed, and what waits for a person."""
    if not waits:
        return "Arrivées déjà rangées"
    waiting = sum(waits)
    filed = len(waits) - waiting
    words = (plural(filed, "arrivée rangée", "arrivées rangées"), plural(waiting, "à regarder", "à regarder"))
    if not filed:
        return plural(waiting, "arrivée à regarder", "arrivées à regarder")
    return ", ".join(words) if waiting else words[0]


@handles(FileAgain, "Arrivée « {short} » reprise")
def file_again(act: Act, command: FileAgain) -> int:
    arrival = waiting_arrival(act, command.arrival_id)
    _remember(act, command.addresses)
    file = DroppedFile(arrival.name, act.files.get(arrival.sha256))
    preview = next(
        planned_arrivals(act.view, (file,), named_addresses(command.addresses), again=True)
    ).preview
    _carry_out(act, preview)
    arrival.state = ArrivalState.WAITING if preview.waits else ArrivalState.FILED
    arrival.found, arrival.reason = preview.found, " ".join(preview.reasons)
    arrival.meeting_id = preview.meeting_id or arrival.meeting_id
    act.tell(short=shortened(arrival.name, 40))
    return sum(len(part.acts) for part in preview.parts)


@handles(AssignArrival, "Arrivée « {short} » rattachée à la réunion du {day}")
def assign_arrival(act: Act, command: AssignArrival) -> None:
    arrival = waiting_arrival(act, command.arrival_id)
    meeting = act.store.get(Meeting, command.meeting_id)
    _keep_with(act, arrival, meeting)
    arrival.meeting_id = meeting.id
    arrival.state = ArrivalState.FILED
    arrival.reason = ""
    act.tell(short=shortened(arrival.name, 40), day=f"{meeting.day:%d/%m/%Y}")


@handles(SetArrivalAside, "Arrivée « {short} » mise de côté")
def set_arrival_aside(act: Act, command: SetArrivalAside) -> None:
    arrival = waiting_arrival(act, command.arrival_id)
    arrival.state = ArrivalState.SET_ASIDE
    act.tell(short=shortened(arrival.name, 40))


@handles(TakeOutArrival, "Copie de « {short} » enregistrée")
def take_out_arrival(act: Act, command: TakeOutArrival) -> str:
    arrival = act.store.get(Arrival, command.arrival_id)
    act.tell(short=shortened(arrival.name, 40))
    return act.lay("Arrivées", [OutFile(arrival.name, act.files.get(arrival.sha256))])[0]


def _keep_with(act: Act, arrival: Arrival, meeting: Meeting) -> None:
    """Keep a file among the meeting's documents, once by content; a message is no document."""
    if ArrivalKind(arrival.kind) in _DOCUMENTS:
        file = NewFile(arrival.name, act.files.get(arrival.sha256))
        for document in take_files(act, [file]):
            attach(act, document, Place(OwnerKind.MEETING, meeting.id))


def waiting_arrival(act: Act, arrival_id: str) -> Arrival:
    """Return an arrival that is not filed; raises RuleBroken("arrival_filed")."""
    arrival = act.store.get(Arrival, arrival_id)
    if arrival.state is ArrivalState.FILED:
        raise RuleBroken("arrival_filed", where=arrival.name)
    return arrival


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
            line.lunch = line.lunch if planned.answer.may_eat else None
            line.answer_stamp = planned.stamp
        case PlannedObservations():
            file = ReceivedFile(planned.name, planned.content)
            incoming = Incoming((file,), organisation_id=planned.organisation_id)
            import_observations(act, ImportObservations(planned.meeting_id, incoming))
        case PlannedThemes():
            note_answer(
                act,
                planned.call_id,
                planned.organisation_id,
                planned.supported,
                planned.proposed,
                planned.source,
            )
        case PlannedZone():
            take_zone_answer(act, planned)
        case PlannedDossier():
            take_planned(act, planned)
        case NameToPost():
            take_person(act, planned)
        case _:
            assert_never(planned)


def _arrival(act: Act, one: PlannedFile) -> Arrival:
    preview = one.preview
    return Arrival(
        id=act.new_id(),
        name=preview.name,
        sha256=preview.sha256,
        size=len(one.content),
        kind=preview.kind.value,
        arrived_at=act.now,
        state=ArrivalState.WAITING if preview.waits else ArrivalState.FILED,
        meeting_id=preview.meeting_id,
        sender=one.sender.name or one.sender.address,
        found=preview.found,
        reason=" ".join(preview.reasons),
    )


def arrived_file(view: View, arrival_id: str) -> DroppedFile:
    """Return an arrival's file as it came; raises StorageUnavailable when it no longer matches its hash."""
    arrival = view.store.get(Arrival, arrival_id)
    return DroppedFile(arrival.name, view.files.get(arrival.sha256))
