"""The minutes as one text: head facts, presence, items in printed order, what follows (product § 3.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes.holding import times_words
from dgsdesk.application.naming import of_organisation, seat_name
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import Action, ActionState, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items, running_order
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import WITHOUT_DAY, Attendance, AttendeeKind, Meeting, Presence
from dgsdesk.domain.minutes import MinutesEntry, Suggestion
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.reserved_text import readable
from dgsdesk.domain.richtext import RichText

T = TypeVar("T", Decision, Action)


@dataclass(frozen=True)
class TextDecision:
    """A decision as printed; ``number`` (« 2026-11/03 ») is empty until a draft is circulated."""

    id: str
    number: str
    text: str
    audience: Audience = Audience.ALL


@dataclass(frozen=True)
class TextAction:
    """An action as printed: what, who, by when, from which decision of its item."""

    id: str
    text: str
    owner: str
    due: date | None
    state: ActionState
    audience: Audience = Audience.ALL
    decision_id: str = ""


@dataclass(frozen=True)
class TextItem:
    """One item as printed."""

    id: str
    number: str
    part: str
    title: str
    question: str
    presenter: str
    audience: Audience
    discussed: bool | None
    competences: tuple[str, ...]
    text: RichText
    decisions: tuple[TextDecision, ...]
    actions: tuple[TextAction, ...]

    @property
    def heading(self) -> str:
        """Write « 1.2 Voirie d’intérêt communautaire »."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class AttendanceGroup:
    """Those who came, or did not, in one way: « Présents » and a line each."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NextMeeting:
    """Where the circle meets next."""

    day: date
    starts_at: time
    host: str
    place: str


@dataclass(frozen=True)
class MinutesText:
    """The whole text of the minutes of one meeting."""

    meeting_id: str
    circle: str
    day: date
    starts_at: time
    ends_at: time
    place: str
    address: str
    host: str
    chair: str
    writer: str
    reference: str
    attendance: tuple[AttendanceGroup, ...]
    items: tuple[TextItem, ...]
    suggestions: tuple[str, ...]
    following: NextMeeting | None

    @property
    def decisions(self) -> tuple[tuple[TextItem, TextDecision], ...]:
        """Every decision with its item."""
        return tuple((item, decision) for item in self.items for decision in item.decisions)

    @property
    def actions(self) -> tuple[tuple[TextItem, TextAction], ...]:
        """Every action with its item."""
        return tuple((item, action) for item in self.items for action in item.actions)


@dataclass(frozen=True)
class EditionText:
    """What an audience reads, and the items that are withheld from it."""

    edition: Audience
    text: MinutesText
    withheld: tuple[TextItem, ...]


def minutes_text(store: Store, meeting_id: str) -> MinutesText:
    """Return the text as it stands now, complete; raises NotFound."""
    meeting = store.get(Meeting, meeting_id)
    circle = store.get(Circle, meeting.circle_id)
    seats = {seat.organisation_id: seat_name(seat) for seat in members_on(store, meeting.day)}
    host = seats.get(meeting.host_id or "", "")
    return MinutesText(
        meeting_id=meeting.id,
        circle=circle.name,
        day=meeting.day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        address=meeting.address,
        host=host,
        chair=meeting.chair or host,
        writer=meeting.writer or host,
        reference=meeting.reference,
        attendance=_attendance(store.find(Attendance, meeting_id=meeting.id)),
        items=_items(store, meeting),
        suggestions=_suggestions(store, meeting),
        following=_following(store, meeting),
    )


def as_seen_by(text: MinutesText, edition: Audience) -> EditionText:
    """Return the edition made for an audience; printed numbers stay what they are in the complete text."""
    kept = tuple(readable_item(item, edition) for item in text.items if may_read(item.audience, edition))
    withheld = tuple(item for item in text.items if not may_read(item.audience, edition))
    return EditionText(edition, replace(text, items=kept), withheld)


def readable_item(item: TextItem, edition: Audience) -> TextItem:
    """Return an item without the paragraphs, decisions and actions that are reserved further than it is."""
    decisions = tuple(one for one in item.decisions if may_read(one.audience, edition))
    actions = tuple(one for one in item.actions if may_read(one.audience, edition))
    known = {one.id for one in decisions}
    actions = tuple(one if one.decision_id in known else replace(one, decision_id="") for one in actions)
    return replace(item, text=readable(item.text, edition), decisions=decisions, actions=actions)


def _items(store: Store, meeting: Meeting) -> tuple[TextItem, ...]:
    parts = store.find(AgendaPart, meeting_id=meeting.id)
    items = store.find(AgendaItem, meeting_id=meeting.id)
    numbers = number_items(parts, items)
    titles = {part.id: part.title for part in parts}
    texts = {entry.item_id: entry.text for entry in store.find(MinutesEntry, meeting_id=meeting.id)}
    decisions = _by_item(store.find(Decision, meeting_id=meeting.id))
    actions = _by_item(store.find(Action, meeting_id=meeting.id))
    return tuple(
        TextItem(
            id=item.id,
            number=numbers[item.id],
            part=titles[item.part_id],
            title=item.title,
            question=item.question,
            presenter=item.presenter,
            audience=Audience(item.audience),
            discussed=item.discussed,
            competences=item.competences,
            text=texts.get(item.id, RichText()),
            decisions=tuple(map(_decision, decisions[item.id])),
            actions=tuple(map(_action, actions[item.id])),
        )
        for item in running_order(parts, items)
    )


def _decision(row: Decision) -> TextDecision:
    return TextDecision(row.id, row.number, row.text, Audience(row.audience))


def _action(row: Action) -> TextAction:
    level = Audience(row.audience)
    return TextAction(row.id, row.text, row.owner, row.due, row.state, level, row.decision_id or "")


def _by_item(rows: Iterable[T]) -> dict[str | None, list[T]]:
    grouped: dict[str | None, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.item_id].append(row)
    return grouped


def _attendance(people: Iterable[Attendance]) -> tuple[AttendanceGroup, ...]:
    """Group who came, in the order of administrative minutes; empty groups are left out."""
    groups: dict[str, list[str]] = {title: [] for title in _GROUPS}
    for one in people:
        groups[_group(one)].append(_attendance_line(one))
    return tuple(AttendanceGroup(title, tuple(lines)) for title, lines in groups.items() if lines)


_GROUPS = ("Présents", "À distance", "Représentés", "Excusés", "Absents", "Invités")
_PRESENCE_GROUPS = {
    Presence.PRESENT: "Présents",
    Presence.REMOTE: "À distance",
    Presence.REPRESENTED: "Représentés",
    Presence.EXCUSED: "Excusés",
    Presence.ABSENT: "Absents",
    Presence.UNKNOWN: "Absents",
}
_CAME = frozenset({Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED})


def _group(one: Attendance) -> str:
    guest = one.kind is not AttendeeKind.MEMBER
    return "Invités" if guest and one.presence in _CAME else _PRESENCE_GROUPS[one.presence]


def _attendance_line(one: Attendance) -> str:
    """Write « Clisson – Prénom NOM, DGS »; a represented one says by whom, an empty seat says so."""
    nobody = one.kind is AttendeeKind.MEMBER and one.person_id is None and not one.name
    vacant = "poste vacant" if nobody and one.presence not in _CAME else ""
    person = ", ".join(filter(None, (one.name, one.title, vacant)))
    line = " – ".join(filter(None, (one.organisation_name, person)))
    if one.presence is Presence.REPRESENTED and one.represented_by:
        line = f"{line}, par {one.represented_by}"
    times = times_words(one.arrived_at, one.left_at)
    return f"{line} ({times})" if times else line


def _suggestions(store: Store, meeting: Meeting) -> tuple[str, ...]:
    rows = store.find(Suggestion, meeting_id=meeting.id)
    raised = {org.id: org for org in store.find(Organisation, id={row.raised_by_id for row in rows})}

    def line(row: Suggestion) -> str:
        org = raised.get(row.raised_by_id or "")
        return f"{row.text} ({org.name})" if org else row.text

    return tuple(map(line, rows))


def _following(store: Store, meeting: Meeting) -> NextMeeting | None:
    later = [
        other
        for other in store.find(Meeting, circle_id=meeting.circle_id)
        if other.day > meeting.day and other.state not in WITHOUT_DAY
    ]
    if not later:
        return None
    following = min(later, key=lambda other: (other.day, other.id))
    host = store.get(Organisation, following.host_id) if following.host_id else None
    words = of_organisation(host.name, host.article, host.kind) if host else ""
    return NextMeeting(following.day, following.starts_at, words, following.place)
