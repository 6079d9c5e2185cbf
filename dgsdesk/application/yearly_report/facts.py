"""What the yearly report (« bilan ») counts: the meetings of a period and all that hangs on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any, NamedTuple

from dgsdesk.application.chart import Source
from dgsdesk.application.minutes.holding import THERE
from dgsdesk.application.ports.store import Store
from dgsdesk.application.view import View
from dgsdesk.domain.action import Action, ActionState, Decision
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.audience import Audience
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

OF_REGISTERS = frozenset({SourceKind.GREY_ZONE, SourceKind.SHARED_SUBJECT, SourceKind.RAISED_THEME})
"""Where an item comes from when its register is counted too."""

_DISPATCH = SendingKind.DISPATCH
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


class Met(NamedTuple):
    """What the report reads of a meeting."""

    id: str
    day: date
    starts_at: time
    circle_id: str
    host_id: str | None
    place: str
    state: MeetingState


class Traced(NamedTuple):
    """What the report reads of an item that comes from a register."""

    id: str
    title: str
    source_kind: SourceKind
    source_id: str
    discussed: bool | None
    audience: Audience


class Promised(NamedTuple):
    """What the report reads of an action."""

    state: ActionState
    due: date | None


@dataclass(frozen=True)
class YearlyFacts:
    """Everything of a period, read once and no more of it than is counted; by meeting id.

    ``treated`` is how many items were not left for want of time, ``items`` are those from registers;
    ``presences`` are of each organisation expected, its best when several came; ``decisions`` how many;
    ``sent``, ``approved`` and ``left`` the first day on which the minutes were circulated, approved,
    dispatched.
    """

    today: date
    period: Period
    circles: tuple[Circle, ...]
    held: tuple[Met, ...]
    called_off: int
    still_to_come: int
    presences: dict[str, dict[str, Presence]]
    treated: dict[str, int]
    items: dict[str, list[Traced]]
    decisions: dict[str, int]
    actions: dict[str, list[Promised]]
    sent: dict[str, date]
    approved: dict[str, date]
    left: dict[str, date]
    names: dict[str, str]

    def place(self, meeting: Met) -> str:
        """Say who received a meeting, or where it was."""
        return self.names.get(meeting.host_id or "", "") or meeting.place or "sans hôte"

    def title(self, meeting: Met) -> str:
        """Write « 10 novembre, Gorges »; with the year where the period has several."""
        return self._titles[meeting.id]

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the meetings held: a chart names each once for every commune."""
        return {meeting.id: self._title(meeting) for meeting in self.held}

    def _title(self, meeting: Met) -> str:
        several = self.period.first.year != self.period.last.year
        day = date_long(meeting.day) if several else day_and_month(meeting.day)
        return f"{day}, {self.place(meeting)}"

    def source(self, meeting: Met, words: str = "") -> Source:
        """Return a meeting as what a figure comes from, with its circle where several are looked at."""
        circle = self._circle_names.get(meeting.circle_id, "")
        said = " · ".join(filter(None, (words, circle)))
        return Source("meetings", meeting.id, self.title(meeting), said)

    @cached_property
    def _circle_names(self) -> dict[str, str]:
        """The names of the circles where several are looked at, by id."""
        return {one.id: one.name for one in self.circles} if len(self.circles) > 1 else {}

    def there(self, meeting: Met) -> tuple[int, int]:
        """Return how many organisations were there or represented, of how many expected."""
        found = self.presences[meeting.id].values()
        return sum(one in THERE for one in found), len(found)


def column_title(meeting: Met) -> str:
    """Write the date of a meeting for a narrow column: « 10 nov. »."""
    return date_short(meeting.day).split(" ", 1)[1]


def meeting_days(store: Store) -> tuple[date, ...]:
    """Return the days on which somebody met or will, in order."""
    return tuple(store.count(Meeting, "day"))


def yearly_facts(
    view: View, period: Period, days: Sequence[date], circle_id: str = EVERY_CIRCLE
) -> YearlyFacts:
    """Read a period of one circle, or of all, of the `meeting_days`; thirteen statements whatever its length.

    Columns instead of entities: twenty years of attendance are 57,000 rows.
    """
    store, today = view.store, view.clock.today()
    circles = store.find(Circle) if circle_id == EVERY_CIRCLE else [store.get(Circle, circle_id)]
    asked = {"circle_id": {circle.id for circle in circles}, "day": set(filter(period.holds, days))}
    meetings = [Met(*one) for one in store.values(Meeting, Met._fields, **asked)]
    held = [one for one in meetings if one.state in TAKEN_PLACE and one.day <= today]
    ids = frozenset(one.id for one in held)
    return YearlyFacts(
        today=today,
        period=period,
        circles=tuple(circles),
        held=tuple(sorted(held, key=lambda one: (one.day, one.starts_at, one.id))),
        called_off=sum(one.state is MeetingState.CANCELLED for one in meetings),
        still_to_come=sum(one.state in (MeetingState.PLANNED, MeetingState.INVITED) for one in meetings),
        presences=_presences(store, ids),
        treated=_treated(store, ids),
        items=_items(store, ids),
        decisions=store.count(Decision, "meeting_id", meeting_id=ids),
        actions=_actions(store, ids),
        sent=_first(store, Circulation, "sent_on", ids),
        approved=_first(store, Approval, "approved_on", ids, revoked=False),
        left={one: at.date() for one, at in _first(store, Sending, "sent_at", ids, kind=_DISPATCH).items()},
        names={org.id: org.name for org in store.find(Organisation)},
    )


def _presences(store: Store, ids: frozenset[str]) -> dict[str, dict[str, Presence]]:
    found: dict[str, dict[str, Presence]] = {meeting_id: {} for meeting_id in ids}
    names = ("meeting_id", "organisation_id", "presence")
    for meeting_id, org_id, presence in store.values(
        Attendance, names, meeting_id=ids, kind=AttendeeKind.MEMBER
    ):
        if org_id is not None:
            here = found[meeting_id]
            former = here.get(org_id)
            here[org_id] = min(former, presence, key=_BEST_FIRST.index) if former else presence
    return found


def _treated(store: Store, ids: frozenset[str]) -> dict[str, int]:
    every = Counter(store.count(AgendaItem, "meeting_id", meeting_id=ids))
    return every - Counter(store.count(AgendaItem, "meeting_id", meeting_id=ids, discussed=False))


def _items(store: Store, ids: frozenset[str]) -> dict[str, list[Traced]]:
    found: dict[str, list[Traced]] = {meeting_id: [] for meeting_id in ids}
    names = ("meeting_id", *Traced._fields)
    for meeting_id, *item in store.values(AgendaItem, names, meeting_id=ids, source_kind=OF_REGISTERS):
        found[meeting_id].append(Traced(*item))
    return found


def _actions(store: Store, ids: frozenset[str]) -> dict[str, list[Promised]]:
    found: dict[str, list[Promised]] = {meeting_id: [] for meeting_id in ids}
    for meeting_id, *action in store.values(Action, ("meeting_id", *Promised._fields), meeting_id=ids):
        found[meeting_id].append(Promised(*action))
    return found


def _first(
    store: Store, kind: type[Entity], field: str, ids: frozenset[str], /, **equal: object
) -> dict[str, Any]:
    """Return the least value of a field that each meeting has."""
    found: dict[str, Any] = {}
    for meeting_id, value in store.values(kind, ("meeting_id", field), meeting_id=ids, **equal):
        found[meeting_id] = min(value, found.get(meeting_id, value))
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
