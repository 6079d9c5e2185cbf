"""What the pages « Tenir » and « Rédiger » show: items with what was said, attendance, suggestions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from dgsdesk.application.desk import View
from dgsdesk.application.minutes.holding import THERE, times_words
from dgsdesk.domain.action import Action, ActionState, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, SourceKind, number_items
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import WITHOUT_DAY, Attendance, AttendeeKind, Meeting, MeetingState, Presence
from dgsdesk.domain.minutes import MinutesEntry, Suggestion, Unplaced, UnplacedFate
from dgsdesk.domain.richtext import RichText, plain_text
from dgsdesk.domain.wording import join_and, plural

T = TypeVar("T", Decision, Action)


@dataclass(frozen=True)
class DecisionLine:
    """``place`` is how many blocks of the item's text stand before it, negative for after all."""

    id: str
    text: str
    number: str
    place: int = -1
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class ActionLine:
    id: str
    text: str
    owner: str
    owner_id: str | None
    due: date | None
    state: ActionState
    place: int = -1
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class SessionItem:
    """One item as it is held: its minutes planned and spent, its text, decisions and actions.

    ``added``: the invitation did not have it (« point ajouté »). ``last_time`` is what was said when
    its subject came before (« ce que nous avions dit »), with its day.
    """

    id: str
    number: str
    part: str
    title: str
    question: str
    presenter: str
    minutes: int
    spent_seconds: int
    audience: Audience
    discussed: bool | None
    current: bool
    added: bool
    text: RichText
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    last_time: str
    last_day: date | None


@dataclass(frozen=True)
class AttendanceLine:
    id: str
    organisation_id: str | None
    person_id: str | None
    organisation: str
    name: str
    title: str
    kind: AttendeeKind
    presence: Presence
    represented_by: str
    is_host: bool
    lunch: bool | None
    arrived_at: time | None
    left_at: time | None


_SHE = {
    Presence.UNKNOWN: "à pointer",
    Presence.PRESENT: "présente",
    Presence.REMOTE: "à distance",
    Presence.REPRESENTED: "représentée",
    Presence.EXCUSED: "excusée",
    Presence.ABSENT: "absente",
}
"""How a commune is there, which is of the feminine gender."""


def presence_word(line: AttendanceLine) -> str:
    """Say how somebody is there: « présente », « par la DGA », « à distance, jusqu’à 11 h »."""
    times = times_words(line.arrived_at, line.left_at)
    return ", ".join(filter(None, (_way_word(line), times)))


def _way_word(line: AttendanceLine) -> str:
    if line.presence is Presence.REPRESENTED and line.represented_by:
        return f"par {line.represented_by}"
    word = _SHE[line.presence]
    if line.organisation_id or word.startswith("à "):
        return word
    return word.removesuffix("e")


@dataclass(frozen=True)
class SuggestionLine:
    id: str
    text: str
    raised_by_id: str | None


@dataclass(frozen=True)
class UnplacedLine:
    """Text of a returned file that no item is known for (« à rattacher »)."""

    id: str
    text: RichText
    source: str


@dataclass(frozen=True)
class SessionPage:
    """Everything that is typed during a meeting and while its minutes are written.

    ``now`` is the instant of the reading; ``starts_at`` and ``ends_at`` are the planned hours. While the
    session is held, ``item_since`` and ``paused_at`` are its clock (see `Meeting`). ``next_day`` is the
    circle's next meeting.
    """

    meeting_id: str
    state: MeetingState
    day: date
    chair: str
    writer: str
    place: str
    lunch: bool
    next_day: date | None
    started_at: datetime | None
    closed_at: datetime | None
    now: datetime
    starts_at: datetime
    ends_at: datetime
    item_since: datetime | None
    paused_at: datetime | None
    opening_minutes: int
    closing_minutes: int
    items: tuple[SessionItem, ...]
    attendance: tuple[AttendanceLine, ...]
    suggestions: tuple[SuggestionLine, ...]
    unplaced: tuple[UnplacedLine, ...]

    @property
    def present(self) -> int:
        """How many are there, at a distance or represented included."""
        return sum(line.presence in THERE for line in self.attendance)

    @property
    def lunches(self) -> int:
        """How many stay for lunch, as was answered or noted since; who is absent does not eat."""
        away = (Presence.ABSENT, Presence.EXCUSED)
        return sum(line.lunch is True and line.presence not in away for line in self.attendance)

    @property
    def current(self) -> SessionItem | None:
        """The item under way; none during the opening and the round-table."""
        return next((item for item in self.items if item.current), None)

    @property
    def at_round_table(self) -> bool:
        """Whether the session has come to its closing round-table, at which the clock began anew.

        What is written during the opening makes no round-table of it.
        """
        if self.state is not MeetingState.HELD or self.current is not None:
            return False
        if any(item.spent_seconds > 0 for item in self.items):
            return True
        return self.item_since != self.started_at and any(item.discussed for item in self.items)

    @property
    def words(self) -> int:
        """How many words the minutes hold."""
        return sum(len(plain_text(item.text).split()) for item in self.items)


def present_words(page: SessionPage) -> str:
    """Sum up who was there: « 14 présents, 1 à distance ; excusés : Gorges. »"""
    there = sum(line.presence is Presence.PRESENT for line in page.attendance)
    remote = sum(line.presence is Presence.REMOTE for line in page.attendance)
    represented = sum(line.presence is Presence.REPRESENTED for line in page.attendance)
    away = [
        line.organisation or line.name
        for line in page.attendance
        if line.presence in (Presence.EXCUSED, Presence.ABSENT)
    ]
    parts = [plural(there, "présent", "présents")]
    parts += [plural(remote, "à distance", "à distance")] if remote else []
    parts += [plural(represented, "représenté", "représentés")] if represented else []
    words = ", ".join(parts)
    return f"{words}\u202f; excusés ou absents\u00a0: {join_and(away)}." if away else f"{words}."


def session_page(view: View, meeting_id: str) -> SessionPage:
    """Return the page of one meeting; raises NotFound."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    circle = store.get(Circle, meeting.circle_id)
    now = view.clock.now()
    return SessionPage(
        meeting_id=meeting.id,
        state=meeting.state,
        day=meeting.day,
        chair=meeting.chair,
        writer=meeting.writer,
        place=meeting.place,
        lunch=meeting.lunch,
        next_day=_next_day(view, meeting),
        started_at=meeting.started_at,
        closed_at=meeting.closed_at,
        now=now,
        starts_at=datetime.combine(meeting.day, meeting.starts_at, now.tzinfo),
        ends_at=datetime.combine(meeting.day, meeting.ends_at, now.tzinfo),
        item_since=meeting.item_since,
        paused_at=meeting.paused_at,
        opening_minutes=circle.opening_minutes,
        closing_minutes=circle.closing_minutes,
        items=_items(view, meeting),
        attendance=tuple(
            _attendance(line, meeting) for line in store.find(Attendance, meeting_id=meeting.id)
        ),
        suggestions=tuple(
            SuggestionLine(line.id, line.text, line.raised_by_id)
            for line in store.find(Suggestion, meeting_id=meeting.id)
        ),
        unplaced=tuple(
            UnplacedLine(line.id, line.text, line.source)
            for line in store.find(Unplaced, meeting_id=meeting.id, fate=UnplacedFate.WAITING)
        ),
    )


def _next_day(view: View, meeting: Meeting) -> date | None:
    others = view.store.find(Meeting, circle_id=meeting.circle_id)
    return min(
        (one.day for one in others if one.day > meeting.day and one.state not in WITHOUT_DAY), default=None
    )


def _items(view: View, meeting: Meeting) -> tuple[SessionItem, ...]:
    store = view.store
    parts = store.find(AgendaPart, meeting_id=meeting.id)
    items = store.find(AgendaItem, meeting_id=meeting.id)
    numbers = number_items(parts, items)
    titles = {part.id: part for part in parts}
    texts = {entry.item_id: entry.text for entry in store.find(MinutesEntry, meeting_id=meeting.id)}
    decisions = _by_item(store.find(Decision, meeting_id=meeting.id))
    actions = _by_item(store.find(Action, meeting_id=meeting.id))
    before = _said_before(view, meeting, items)
    begun = meeting.state is not MeetingState.INVITED
    written = {*(key for key, text in texts.items() if text.blocks), *decisions, *actions}
    ordered = sorted(items, key=lambda item: (titles[item.part_id].position, item.position, item.id))
    return tuple(
        SessionItem(
            id=item.id,
            number=numbers[item.id],
            part=titles[item.part_id].title,
            title=item.title,
            question=item.question,
            presenter=item.presenter,
            minutes=item.minutes,
            spent_seconds=item.spent_seconds,
            audience=item.audience,
            discussed=True if begun and item.id in written else item.discussed,
            current=item.id == meeting.current_item_id,
            added=item.added_late,
            text=texts.get(item.id, RichText()),
            decisions=tuple(
                DecisionLine(d.id, d.text, d.number, d.place, d.audience) for d in decisions[item.id]
            ),
            actions=tuple(
                ActionLine(a.id, a.text, a.owner, a.owner_id, a.due, a.state, a.place, a.audience)
                for a in actions[item.id]
            ),
            last_time=before.get(item.source_id, ("", None))[0],
            last_day=before.get(item.source_id, ("", None))[1],
        )
        for item in ordered
    )


def _by_item(rows: Iterable[T]) -> dict[str | None, list[T]]:
    grouped: dict[str | None, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.item_id].append(row)
    return grouped


def _said_before(
    view: View, meeting: Meeting, items: Iterable[AgendaItem]
) -> dict[str, tuple[str, date | None]]:
    """Return source id -> (its last decision, else its text; the day), from earlier meetings."""
    sources = {item.source_id for item in items if item.source_id and item.source_kind is not SourceKind.FREE}
    earlier = [
        item for item in view.store.find(AgendaItem, source_id=sources) if item.meeting_id != meeting.id
    ]
    if not earlier:
        return {}
    ids = {item.id for item in earlier}
    days = {m.id: m.day for m in view.store.find(Meeting, id={item.meeting_id for item in earlier})}
    said = {entry.item_id: plain_text(entry.text) for entry in view.store.find(MinutesEntry, item_id=ids)}
    said |= {str(d.item_id): d.text for d in view.store.find(Decision, item_id=ids)}
    found: dict[str, tuple[str, date | None]] = {}
    for item in sorted(earlier, key=lambda item: (days[item.meeting_id], item.id)):
        if item.id in said and days[item.meeting_id] < meeting.day:
            found[item.source_id] = (said[item.id], days[item.meeting_id])
    return found


def _attendance(line: Attendance, meeting: Meeting) -> AttendanceLine:
    return AttendanceLine(
        id=line.id,
        organisation_id=line.organisation_id,
        person_id=line.person_id,
        organisation=line.organisation_name,
        name=line.name,
        title=line.title,
        kind=line.kind,
        presence=line.presence,
        represented_by=line.represented_by,
        is_host=line.organisation_id is not None and line.organisation_id == meeting.host_id,
        lunch=line.lunch,
        arrived_at=line.arrived_at,
        left_at=line.left_at,
    )
