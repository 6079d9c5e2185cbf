"""Where an agenda item comes from: what its source lends it, and what its pool learns of it."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.agenda.lines import number_of_line
from dgsdesk.application.command import Act
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import LIVE, is_over, sources_of
from dgsdesk.application.subjects.acts import subject_of
from dgsdesk.domain.agenda import (
    AgendaItem,
    AgendaPart,
    AgendaVersion,
    Referral,
    SourceKind,
    next_number,
)
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, SubjectState

PART_OF = {
    SourceKind.GREY_ZONE: PartKind.GREY_ZONES,
    SourceKind.SHARED_SUBJECT: PartKind.SHARED_SUBJECT,
    SourceKind.RAISED_THEME: PartKind.NETWORK_THEME,
    SourceKind.FREE: PartKind.FREE,
}
"""The kind of part that each pool fills."""

USUAL_MINUTES = {
    SourceKind.GREY_ZONE: 25,
    SourceKind.SHARED_SUBJECT: 35,
    SourceKind.RAISED_THEME: 40,
    SourceKind.FREE: 20,
}
"""What an item of each pool usually takes; it is edited in its row."""

_SUBJECTS = (SourceKind.SHARED_SUBJECT, SourceKind.RAISED_THEME)
_OPEN = (GreyZoneState.RAISED, GreyZoneState.REOPENED, GreyZoneState.EXAMINED)


@dataclass(frozen=True)
class Draft:
    """An item before it stands on an agenda."""

    title: str
    question: str = ""
    source_kind: SourceKind = SourceKind.FREE
    source_id: str = ""
    part_kind: PartKind = PartKind.FREE
    minutes: int = USUAL_MINUTES[SourceKind.FREE]
    presenter: str = ""
    audience: Audience = Audience.ALL
    competences: tuple[str, ...] = ()
    recurring: bool = False
    prepared_by: str = ""
    referral: Referral = Referral.NONE


def draft_of(store: Store, kind: SourceKind, source_id: str) -> Draft:
    """Return the item that a source makes; raises NotFound."""
    if kind is SourceKind.CARRIED_OVER:
        return _carried(store, store.get(AgendaItem, source_id))
    if kind is SourceKind.GREY_ZONE:
        zone = store.get(GreyZone, source_id)
        return _draft(kind, zone, zone.competences)
    return _draft(kind, subject_of(store, source_id))


def _draft(
    kind: SourceKind, source: GreyZone | SharedSubject | RaisedTheme, competences: tuple[str, ...] = ()
) -> Draft:
    return Draft(
        title=source.title,
        question=source.question,
        source_kind=kind,
        source_id=source.id,
        part_kind=PART_OF[kind],
        minutes=USUAL_MINUTES[kind],
        competences=competences,
    )


def _carried(store: Store, former: AgendaItem) -> Draft:
    return Draft(
        title=former.title,
        question=former.question,
        source_kind=SourceKind.CARRIED_OVER,
        source_id=former.id,
        part_kind=store.get(AgendaPart, former.part_id).kind,
        minutes=former.minutes,
        presenter=former.presenter,
        audience=former.audience,
        competences=former.competences,
        recurring=former.recurring,
        prepared_by=former.prepared_by,
        referral=former.referral if former.referred_on is None else Referral.NONE,
    )


def part_for(act: Act, meeting: Meeting, kind: PartKind) -> AgendaPart:
    """Return the part of a kind: else the free one, else the last, else a new one."""
    parts = act.store.find(AgendaPart, meeting_id=meeting.id)
    for wanted in (kind, PartKind.FREE):
        found = next((part for part in parts if part.kind is wanted), None)
        if found:
            return found
    if parts:
        return parts[-1]
    part = AgendaPart(
        id=act.new_id(), meeting_id=meeting.id, position=0, title="Points", kind=kind, minutes=meeting.minutes
    )
    act.store.add(part)
    return part


def position_in(store: Store, part_id: str, wanted: int | None, but: str = "") -> int:
    """Make room at a place of a part and return it; the end when no place is wanted."""
    others = [item for item in store.find(AgendaItem, part_id=part_id) if item.id != but]
    at = len(others) if wanted is None else max(0, min(wanted, len(others)))
    for position, item in enumerate(others):
        item.position = position + (position >= at)
    return at


def add_late(store: Store, meeting: Meeting, item: AgendaItem) -> None:
    """Make an item one that the invitation did not have: its number follows all that were ever printed."""
    parts = sorted(store.find(AgendaPart, meeting_id=meeting.id), key=lambda part: part.position)
    rank = next(at for at, part in enumerate(parts, start=1) if part.id == item.part_id)
    taken = [other.number for other in store.find(AgendaItem, meeting_id=meeting.id)]
    taken += printed_numbers(store, meeting.id)
    item.number, item.added_late = next_number(rank, taken), True


def printed_numbers(store: Store, meeting_id: str) -> list[str]:
    """Return every number that a version of an agenda has printed, withdrawn ones included."""
    versions = store.find(AgendaVersion, meeting_id=meeting_id)
    return [number_of_line(line) for version in versions for line in version.lines]


def take(store: Store, item: AgendaItem) -> None:
    """Tell a subject or theme that it is on an agenda."""
    kind, source_id = sources_of(store, [item])[item.id]
    if kind in _SUBJECTS:
        subject_of(store, source_id).state = SubjectState.PLANNED


def give_back(store: Store, item: AgendaItem) -> None:
    """Tell a subject or theme that it waits again, unless another coming meeting has it."""
    kind, source_id = sources_of(store, [item])[item.id]
    if kind not in _SUBJECTS:
        return
    others = [other for other in store.find(AgendaItem, source_id=source_id) if other.id != item.id]
    live = store.find(Meeting, id={other.meeting_id for other in others}, state=LIVE)
    if not live:
        subject_of(store, source_id).state = SubjectState.WAITING


def after_meeting(store: Store, meeting: Meeting) -> None:
    """Tell the pools what a meeting that is over has discussed, and what still waits.

    To be called by the act that closes a meeting, after its state was moved.
    """
    assert is_over(meeting), "only a meeting that is over tells its pools"
    items = store.find(AgendaItem, meeting_id=meeting.id)
    sources = sources_of(store, items)
    for item in items:
        _tell_pool(store, *sources[item.id], discussed=item.discussed is True)


def _tell_pool(store: Store, kind: SourceKind, source_id: str, *, discussed: bool) -> None:
    if kind in _SUBJECTS:
        state = SubjectState.TREATED if discussed else SubjectState.WAITING
        subject_of(store, source_id).state = state
    if kind is SourceKind.GREY_ZONE and discussed:
        zone = store.get(GreyZone, source_id)
        if zone.state in _OPEN:
            zone.move(GreyZoneState.EXAMINED)
