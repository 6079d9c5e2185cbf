"""What the agenda workshop shows: pools, parts with their minutes, and one way to make it all fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from dgsdesk.application.agenda.pools import Pool, PoolEntry, Readings, judge, pools, read_pools
from dgsdesk.application.agenda.source import printed_numbers
from dgsdesk.application.desk import View
from dgsdesk.application.meeting.steps import is_frozen
from dgsdesk.application.membership import members_on
from dgsdesk.application.naming import host_seat, seat_name
from dgsdesk.application.registers import LIVE, quoted, sources_of
from dgsdesk.domain.agenda import (
    AgendaItem,
    AgendaPart,
    PreparationTask,
    Referral,
    SourceKind,
    number_items,
    total_minutes,
)
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle, PartKind
from dgsdesk.domain.library import DocumentUse, OwnerKind
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.wording import MONTHS, duration

SHORTEST = 10
"""The least minutes to which a suggestion shortens an item."""

_FREE_SQUARES = 2


@dataclass(frozen=True)
class WorkshopItem:
    """One item in its row, and what its sheet shows; ``tasks`` and ``done`` count what is to be prepared."""

    id: str
    number: str
    title: str
    question: str
    presenter: str
    minutes: int
    audience: Audience
    source_kind: SourceKind
    source_id: str
    added_late: bool
    squares: int
    competences: tuple[str, ...] = ()
    recurring: bool = False
    prepared_by: str = ""
    recall: str = ""
    referral: Referral = Referral.NONE
    tasks: int = 0
    done: int = 0
    documents: int = 0


@dataclass(frozen=True)
class WorkshopPart:
    """One part: the minutes that its items take (``used``) against those it was given (``planned``)."""

    id: str
    rank: int
    title: str
    kind: PartKind
    planned: int
    used: int
    items: tuple[WorkshopItem, ...]

    @property
    def is_over(self) -> bool:
        return self.used > self.planned


@dataclass(frozen=True)
class FixedRow:
    """The opening by the host, and the round-table at the end: not items, yet they take time."""

    title: str
    presenter: str
    minutes: int


@dataclass(frozen=True)
class FitIdea:
    """One way to make the agenda fit: postpone an item, or shorten it to ``minutes``."""

    item_id: str
    minutes: int | None
    sentence: str
    button: str


@dataclass(frozen=True)
class Presenter:
    """Who may present an item: a seat, and its holder's name unless it is vacant."""

    seat: str
    holder: str


@dataclass(frozen=True)
class Workshop:
    """The whole page. ``capacity`` and ``total`` are minutes; ``ideas`` come best first, if too long."""

    meeting_id: str
    editable: bool
    frozen: bool
    starts_at: time
    capacity: int
    total: int
    opening: FixedRow
    closing: FixedRow
    parts: tuple[WorkshopPart, ...]
    pools: tuple[Pool, ...]
    ideas: tuple[FitIdea, ...]
    presenters: tuple[Presenter, ...]
    next_month: str

    @property
    def over(self) -> int:
        """The minutes by which the agenda is too long, 0 when it fits."""
        return max(0, self.total - self.capacity)

    @property
    def items(self) -> tuple[WorkshopItem, ...]:
        """Every item in order."""
        return tuple(item for part in self.parts for item in part.items)


def agenda_workshop(view: View, meeting_id: str) -> Workshop:
    """Return the workshop of one meeting; raises NotFound."""
    meeting = view.store.get(Meeting, meeting_id)
    circle = view.store.get(Circle, meeting.circle_id)
    readings = read_pools(view)
    items = view.store.find(AgendaItem, meeting_id=meeting.id)
    following = _next_meeting(readings, meeting)
    total = total_minutes(items, circle.opening_minutes, circle.closing_minutes)
    next_month = MONTHS[following.day.month - 1] if following else ""
    parts = _parts(view, readings, meeting, items)
    editable = meeting.state in LIVE
    return Workshop(
        meeting_id=meeting.id,
        editable=editable,
        frozen=is_frozen(meeting),
        starts_at=meeting.starts_at,
        capacity=meeting.minutes,
        total=total,
        opening=_opening(view, meeting, circle),
        closing=_closing(circle, next_month),
        parts=parts,
        pools=_pools_of(readings, circle.id),
        ideas=fitting_ideas(parts, total - meeting.minutes, next_month) if editable else (),
        presenters=tuple(
            Presenter(seat_name(seat), seat.name) for seat in members_on(view.store, meeting.day)
        ),
        next_month=next_month,
    )


def _pools_of(readings: Readings, circle_id: str) -> tuple[Pool, ...]:
    """Return the pools of one circle: what another one carries over is not its own to take."""
    return tuple(
        replace(pool, entries=tuple(one for one in pool.entries if one.circle_id in ("", circle_id)))
        for pool in pools(readings)
    )


def _next_meeting(readings: Readings, meeting: Meeting) -> Meeting | None:
    states = (MeetingState.PLANNED, MeetingState.INVITED)
    coming = [m for m in readings.meetings.values() if m.circle_id == meeting.circle_id and m.state in states]
    return min((m for m in coming if m.day > meeting.day), key=lambda m: m.day, default=None)


def _opening(view: View, meeting: Meeting, circle: Circle) -> FixedRow:
    seat = host_seat(view.store, meeting.day, meeting.host_id)
    presenter = seat_name(seat) if seat else ""
    return FixedRow("Ouverture par la commune hôte", presenter, circle.opening_minutes)


def _closing(circle: Circle, next_month: str) -> FixedRow:
    about = f"sujets pour {next_month}" if next_month else "sujets pour la prochaine réunion"
    return FixedRow(f"Tour de table : {about}", "Chaque commune", circle.closing_minutes)


def _parts(
    view: View, readings: Readings, meeting: Meeting, items: list[AgendaItem]
) -> tuple[WorkshopPart, ...]:
    parts = view.store.find(AgendaPart, meeting_id=meeting.id)
    numbers = number_items(parts, items, printed_numbers(view.store, meeting.id))
    tasks: dict[str, list[PreparationTask]] = defaultdict(list)
    for task in view.store.find(PreparationTask, item_id=set(numbers)):
        tasks[task.item_id].append(task)
    uses = view.store.find(DocumentUse, owner_kind=OwnerKind.ITEM, owner_id=set(numbers))
    documents = Counter(use.owner_id for use in uses)
    sources = sources_of(view.store, items)
    rows: dict[str, list[WorkshopItem]] = {part.id: [] for part in parts}
    for item in items:
        entry = judge(readings, sources[item.id])
        row = _item(item, numbers[item.id], tasks[item.id], entry)
        rows[item.part_id].append(replace(row, documents=documents[item.id]))
    return tuple(
        WorkshopPart(
            id=part.id,
            rank=rank,
            title=part.title,
            kind=part.kind,
            planned=part.minutes,
            used=sum(row.minutes for row in rows[part.id]),
            items=tuple(rows[part.id]),
        )
        for rank, part in enumerate(parts, start=1)
    )


def _item(
    item: AgendaItem, number: str, tasks: Sequence[PreparationTask], entry: PoolEntry | None
) -> WorkshopItem:
    return WorkshopItem(
        id=item.id,
        number=number,
        title=item.title,
        question=item.question,
        presenter=item.presenter,
        minutes=item.minutes,
        audience=item.audience,
        source_kind=item.source_kind,
        source_id=item.source_id,
        added_late=item.added_late,
        squares=entry.squares if entry else _FREE_SQUARES,
        competences=item.competences,
        recurring=item.recurring,
        prepared_by=item.prepared_by,
        recall=item.recall,
        referral=item.referral,
        tasks=len(tasks),
        done=sum(task.done for task in tasks),
    )


def fitting_ideas(parts: tuple[WorkshopPart, ...], over: int, next_month: str) -> tuple[FitIdea, ...]:
    """Return ways to make an agenda fit, best first: the least ripe waits, or the longest is shortened.

    An item that frees the whole overflow comes before one that frees only a part of it.
    """
    if over <= 0:
        return ()
    items = [item for part in parts for item in part.items]
    least_ripe = sorted(
        items, key=lambda item: (item.minutes < over, item.squares, item.minutes, item.number)
    )
    longest = sorted(items, key=lambda item: (-item.minutes, item.number))
    shortened = [item for item in longest if item.minutes - over >= SHORTEST]
    postponed = [_postpone(item, over, next_month, rank) for rank, item in enumerate(least_ripe)]
    return tuple(postponed[:1] + [_shorten(item, over) for item in shortened[:2]] + postponed[1:])


def _postpone(item: WorkshopItem, over: int, next_month: str, rank: int) -> FitIdea:
    button = f"Reporter en {next_month}" if next_month else "Reporter"
    left = over - item.minutes
    why = "le moins mûr" if rank == 0 else "à garder pour la suite"
    if left > 0:
        why = f"il restera {duration(left)} de trop"
    title = quoted(f"{item.number} {item.title}")
    return FitIdea(item.id, None, f"Pour tenir : reporter {title} ({duration(item.minutes)}, {why}).", button)


def _shorten(item: WorkshopItem, over: int) -> FitIdea:
    minutes = item.minutes - over
    title = quoted(f"{item.number} {item.title}")
    sentence = f"Pour tenir : ramener {title} de {duration(item.minutes)} à {duration(minutes)}."
    return FitIdea(item.id, minutes, sentence, f"Ramener à {duration(minutes)}")
