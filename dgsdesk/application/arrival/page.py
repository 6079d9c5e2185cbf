"""The page of « Arrivées »: what waits, what was filed, and one of them in detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dgsdesk.application.arrival.content import ArrivalKind
from dgsdesk.application.arrival.plan import meeting_words
from dgsdesk.application.desk import View
from dgsdesk.application.membership import organisations_on
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import plural

MEETINGS_OFFERED = 200
"""An arrival may be tied to one of the latest meetings, as many as this, or to one that another has."""

STATE_WORDS = {
    ArrivalState.WAITING: "À regarder",
    ArrivalState.FILED: "Rangée",
    ArrivalState.SET_ASIDE: "Mise de côté",
}
"""Where an arrival stands."""


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
    arrivals = view.store.find(Arrival)
    latest = view.store.newest(Meeting, "day", MEETINGS_OFFERED)
    tied = view.store.find(Meeting, id={one.meeting_id for one in arrivals} - {None})
    known = {meeting.id: meeting for meeting in (*latest, *tied)}
    meetings = sorted(known.values(), key=lambda meeting: meeting.day, reverse=True)
    titles = {meeting.id: meeting_words(meeting) for meeting in meetings}
    rows = [_row(one, titles) for one in arrivals]
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
