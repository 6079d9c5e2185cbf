"""What the yearly report (« bilan ») counts: the meetings of a period and all that hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from dgsdesk.application.chart import Source
from dgsdesk.application.holding import THERE
from dgsdesk.application.ports.store import Store
from dgsdesk.application.view import View
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import (
    Attendance,
    AttendeeKind,
    Meeting,
    MeetingState,
    Presence,
    Sending,
    SendingKind,
)
from dgsdesk.domain.minutes import Approval, Circulation
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import date_long, date_short, day_and_month

E = TypeVar("E", bound=Entity)

EVERY_CIRCLE = "*"
"""Stands for all circles together."""

TAKEN_PLACE = frozenset(
    {
        MeetingState.HELD,
        MeetingState.DRAFTING,
        MeetingState.CIRCULATED,
        MeetingState.APPROVED,
        MeetingState.DISPATCHED,
    }
)
"""The states of a meeting that took place."""

_BEST_FIRST = (
    Presence.PRESENT,
    Presence.REMOTE,
    Presence.REPRESENTED,
    Presence.EXCUSED,
    Presence.ABSENT,
    Presence.UNKNOWN,
)


@dataclass(frozen=True)
class Period:
    """From a day to another, both included, and how that is said (« 2026 », « les douze derniers mois »)."""

    key: str
    words: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day belongs to it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class YearlyFacts:
    """Everything of a period, read once; lists by meeting id where they hang on one."""

    today: date
    period: Period
    circles: tuple[Circle, ...]
    held: tuple[Meeting, ...]
    called_off: int
    still_to_come: int
    attendances: dict[str, list[Attendance]]
    items: dict[str, list[AgendaItem]]
    decisions: dict[str, list[Decision]]
    actions: dict[str, list[Action]]
    circulations: dict[str, list[Circulation]]
    approvals: dict[str, list[Approval]]
    dispatches: dict[str, list[Sending]]
    names: dict[str, str]

    def place(self, meeting: Meeting) -> str:
        """Say who received a meeting, or where it was."""
        return self.names.get(meeting.host_id or "", "") or meeting.place or "sans hôte"

    def title(self, meeting: Meeting) -> str:
        """Write « 10 novembre, Gorges »; with the year where the period has several."""
        return self._titles[meeting.id]

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the meetings held: a chart names each once for every commune."""
        return {meeting.id: self._title(meeting) for meeting in self.held}

    def _title(self, meeting: Meeting) -> str:
        several = self.period.first.year != self.period.last.year
        day = date_long(meeting.day) if several else day_and_month(meeting.day)
        return f"{day}, {self.place(meeting)}"

    def source(self, meeting: Meeting, words: str = "") -> Source:
        """Return a meeting as what a figure comes from, with its circle where several are looked at."""
        circle = self._circle_names.get(meeting.circle_id, "")
        said = " · ".join(filter(None, (words, circle)))
        return Source("meetings", meeting.id, self.title(meeting), said)

    @cached_property
    def _circle_names(self) -> dict[str, str]:
        """The names of the circles where several are looked at, by id."""
        return {one.id: one.name for one in self.circles} if len(self.circles) > 1 else {}

    def presences(self, meeting: Meeting) -> dict[str, Presence]:
        """Return the presence of each organisation expected at a meeting, its best when several came."""
        if meeting.id not in self._presences:
            self._presences[meeting.id] = _best_of(self.attendances[meeting.id])
        return self._presences[meeting.id]

    @cached_property
    def _presences(self) -> dict[str, dict[str, Presence]]:
        """What was asked of `presences` before, by meeting."""
        return {}

    def there(self, meeting: Meeting) -> tuple[int, int]:
        """Return how many organisations were there or represented, of how many expected."""
        found = self.presences(meeting).values()
        return sum(one in THERE for one in found), len(found)


def _best_of(attendances: Iterable[Attendance]) -> dict[str, Presence]:
    found: dict[str, Presence] = {}
    for one in attendances:
        if one.kind is not AttendeeKind.MEMBER or one.organisation_id is None:
            continue
        so_far = found.get(one.organisation_id, Presence.UNKNOWN)
        found[one.organisation_id] = min(so_far, one.presence, key=_BEST_FIRST.index)
    return found


def column_title(meeting: Meeting) -> str:
    """Write the date of a meeting for a narrow column: « 10 nov. »."""
    return date_short(meeting.day).split(" ", 1)[1]


def yearly_facts(view: View, period: Period, circle_id: str = EVERY_CIRCLE) -> YearlyFacts:
    """Read a period of one circle, or of all; twelve statements whatever its length."""
    store, today = view.store, view.clock.today()
    circles = store.find(Circle) if circle_id == EVERY_CIRCLE else [store.get(Circle, circle_id)]
    days = frozenset(day for day in store.count(Meeting, "day") if period.holds(day))
    meetings = store.find(Meeting, circle_id={circle.id for circle in circles}, day=days) if days else []
    held = [one for one in meetings if one.state in TAKEN_PLACE and one.day <= today]
    ids = frozenset(one.id for one in held)
    return YearlyFacts(
        today=today,
        period=period,
        circles=tuple(circles),
        held=tuple(sorted(held, key=lambda one: (one.day, one.starts_at, one.id))),
        called_off=sum(one.state is MeetingState.CANCELLED for one in meetings),
        still_to_come=sum(one.state in (MeetingState.PLANNED, MeetingState.INVITED) for one in meetings),
        attendances=_by_meeting(store, Attendance, ids),
        items=_by_meeting(store, AgendaItem, ids),
        decisions=_by_meeting(store, Decision, ids),
        actions=_by_meeting(store, Action, ids),
        circulations=_by_meeting(store, Circulation, ids),
        approvals=_by_meeting(store, Approval, ids, revoked=False),
        dispatches=_by_meeting(store, Sending, ids, kind=SendingKind.DISPATCH),
        names={org.id: org.name for org in store.find(Organisation)},
    )


def _by_meeting(store: Store, kind: type[E], ids: frozenset[str], /, **equal: object) -> dict[str, list[E]]:
    found: dict[str, list[E]] = defaultdict(list)
    for one in store.find(kind, meeting_id=ids, **equal) if ids else ():
        found[getattr(one, "meeting_id")].append(one)  # noqa: B009 (the field is not one of every entity)
    return found


def periods(days: Iterable[date], today: date) -> tuple[Period, ...]:
    """Offer this year, the years with meetings, the last twelve months and all there is, newest first."""
    known = sorted(days)
    years = sorted({today.year, *(day.year for day in known if day <= today)}, reverse=True)
    offered = [Period(str(year), str(year), date(year, 1, 1), date(year, 12, 31)) for year in years]
    before = date(today.year - 1, today.month, min(today.day, 28))
    offered.append(Period("months", "les douze derniers mois", before, today))
    if known and known[0].year < today.year:
        offered.append(Period("all", f"depuis {known[0].year}", known[0], today))
    return tuple(offered)


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
