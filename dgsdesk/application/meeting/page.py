"""What the page of meetings reads: the list, and the head of one meeting with its six steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from dgsdesk.application.agenda.lines import frozen_items, holds_still
from dgsdesk.application.desk import View
from dgsdesk.application.meeting.steps import MeetingFacts, Step, StepRow, current_step, is_frozen, step_rows
from dgsdesk.application.membership import organisations_on
from dgsdesk.application.naming import host_seat, meeting_title, seat_name
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.meeting import Attendance, AttendeeKind, Meeting, MeetingState, Sending
from dgsdesk.domain.minutes import Approval, Circulation, MinutesVersion, Observation
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import NBSP, capitalised, date_full, hour

MEETINGS_AT_ONCE = 200
"""As many meetings are read for the list, and again each time that one scrolls to its end."""


@dataclass(frozen=True)
class MeetingLine:
    """One line of the list; ``badge`` names the badge of its state (« meeting.planned »).

    ``current`` is the step that acts, as in `MeetingHeader`.
    """

    id: str
    day: date
    title: str
    host: str
    circle: str
    state: MeetingState
    badge: str
    state_word: str
    is_next: bool
    is_past: bool
    current: Step | None


@dataclass(frozen=True)
class MeetingHeader:
    """The head of a meeting's page.

    ``facts`` is the line under the title; ``current`` the step that acts, None when there is none left;
    ``changed`` tells that what was announced no longer holds, so that an update should leave;
    ``was_invited`` that an invitation has left at some time.
    """

    id: str
    circle_id: str
    day: date
    title: str
    state: MeetingState
    badge: str
    state_word: str
    facts: str
    steps: tuple[StepRow, ...]
    current: Step | None
    changed: bool
    was_invited: bool

    @property
    def may_postpone(self) -> bool:
        """Whether the meeting can be put off."""
        return self.state in (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED)

    @property
    def may_cancel(self) -> bool:
        """Whether the meeting can be called off."""
        return self.state in (MeetingState.PLANNED, MeetingState.INVITED)


@dataclass(frozen=True)
class MeetingForm:
    """What the panel of a meeting's particulars shows and ``ChangeMeeting`` takes."""

    id: str
    day: date
    starts_at: time
    ends_at: time
    host_id: str | None
    place: str
    address: str
    access: str
    video_link: str
    lunch: bool
    reply_by: date | None
    reference: str
    chair: str
    writer: str


@dataclass(frozen=True)
class CircleChoice:
    """A circle in which a meeting may be planned: the day to suggest, the hosts to choose from (id, name)."""

    id: str
    name: str
    day: date
    hosts: tuple[tuple[str, str], ...]


def state_word(meeting: Meeting) -> str:
    """Return the word of a state: « Prévue », « En séance », « Tenue »…"""
    if meeting.state is MeetingState.HELD and meeting.closed_at is not None:
        return "Tenue"
    return STATE_WORDS[meeting.state]


STATE_WORDS = {
    MeetingState.PLANNED: "Prévue",
    MeetingState.INVITED: "Invitée",
    MeetingState.HELD: "En séance",
    MeetingState.DRAFTING: "En rédaction",
    MeetingState.CIRCULATED: "En relecture",
    MeetingState.APPROVED: "Approuvée",
    MeetingState.DISPATCHED: "Diffusée",
    MeetingState.CANCELLED: "Annulée",
    MeetingState.POSTPONED: "Reportée",
}
"""How the states of a meeting are called."""


@dataclass(frozen=True)
class MeetingLines:
    """Some meetings, in the order of `meetings_list`; ``more`` tells that there are older ones."""

    lines: tuple[MeetingLine, ...]
    more: bool


def meetings_list(view: View) -> list[MeetingLine]:
    """Return every meeting: those to come first, the next one at the top; then the past, newest first."""
    return _meeting_lines(view, view.store.find(Meeting))


def latest_meetings(view: View, most: int = MEETINGS_AT_ONCE, also: str = "") -> MeetingLines:
    """Return what is to come, the past as far back as ``most`` meetings, and the one named by ``also``."""
    store, today = view.store, view.clock.today()
    newest = store.newest(Meeting, "day", most)
    while len(newest) == most and newest[-1].day >= today:  # the next one is not there
        most *= 2
        newest = store.newest(Meeting, "day", most)
    if also and all(meeting.id != also for meeting in newest):
        newest += store.find(Meeting, id=also)
    total = sum(store.count(Meeting, "state").values())
    meetings = sorted(newest, key=lambda meeting: (meeting.day, meeting.id))
    return MeetingLines(tuple(_meeting_lines(view, meetings)), more=len(newest) < total)


def _meeting_lines(view: View, meetings: list[Meeting]) -> list[MeetingLine]:
    """Return meetings, which come by day, as lines."""
    hosts = {org.id: org.name for org in view.store.find(Organisation)}
    circles = {circle.id: circle.name for circle in view.store.find(Circle)}
    today = view.clock.today()
    coming = [meeting for meeting in meetings if meeting.day >= today]
    past = [meeting for meeting in reversed(meetings) if meeting.day < today]
    following = next((meeting.id for meeting in coming if meeting.state is not MeetingState.CANCELLED), "")
    return [
        MeetingLine(
            id=meeting.id,
            day=meeting.day,
            title=capitalised(date_full(meeting.day)),
            host=hosts.get(meeting.host_id or "", ""),
            circle=circles[meeting.circle_id],
            state=meeting.state,
            badge=f"meeting.{meeting.state.value}",
            state_word=state_word(meeting),
            is_next=meeting.id == following,
            is_past=meeting.day < today,
            current=current_step(meeting, today),
        )
        for meeting in (*coming, *past)
    ]


def meeting_header(view: View, meeting_id: str) -> MeetingHeader:
    """Return the head of a meeting's page; raises NotFound("gone")."""
    facts = meeting_facts(view, meeting_id)
    meeting = facts.meeting
    seat = host_seat(view.store, meeting.day, meeting.host_id)
    return MeetingHeader(
        id=meeting.id,
        circle_id=meeting.circle_id,
        day=meeting.day,
        title=meeting_title(meeting.day),
        state=meeting.state,
        badge=f"meeting.{meeting.state.value}",
        state_word=state_word(meeting),
        facts=_facts_line(meeting, facts.circle, seat_name(seat) if seat else ""),
        steps=step_rows(facts),
        current=current_step(meeting, facts.today),
        changed=facts.changed,
        was_invited=meeting.invited_on is not None,
    )


def meeting_facts(view: View, meeting_id: str) -> MeetingFacts:
    """Read what the steps speak of, in a fixed number of statements."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    seat = host_seat(store, meeting.day, meeting.host_id)
    items = store.find(AgendaItem, meeting_id=meeting_id)
    versions = store.find(AgendaVersion, meeting_id=meeting_id)
    parts = store.find(AgendaPart, meeting_id=meeting_id)
    circulations = [c for c in store.find(Circulation, meeting_id=meeting_id) if not c.superseded]
    approvals = [a for a in store.find(Approval, meeting_id=meeting_id) if not a.revoked]
    people = store.find(Attendance, meeting_id=meeting_id)
    sendings = store.find(Sending, meeting_id=meeting_id)
    return MeetingFacts(
        meeting=meeting,
        circle=store.get(Circle, meeting.circle_id),
        today=view.clock.today(),
        pen=meeting.writer or (seat_name(seat) if seat else ""),
        items=items,
        versions=versions,
        people=people,
        sendings=sendings,
        drafts=store.find(MinutesVersion, meeting_id=meeting_id),
        circulation=circulations[-1] if circulations else None,
        observations=store.find(Observation, meeting_id=meeting_id),
        approval=approvals[-1] if approvals else None,
        changed=is_changed(meeting, parts, items, versions) or _guest_waits(meeting, people, sendings),
    )


def _guest_waits(meeting: Meeting, people: list[Attendance], sendings: list[Sending]) -> bool:
    """Tell whether a guest added after the invitation has not been written to yet."""
    told = {sending.address.casefold() for sending in sendings}
    guests = (one.email.casefold() for one in people if one.kind is not AttendeeKind.MEMBER and one.email)
    return meeting.state is MeetingState.INVITED and any(guest not in told for guest in guests)


def is_changed(
    meeting: Meeting, parts: list[AgendaPart], items: list[AgendaItem], versions: list[AgendaVersion]
) -> bool:
    """Tell whether what was announced by the invitation no longer holds."""
    if meeting.state is not MeetingState.INVITED or not versions:
        return False
    frozen = max(versions, key=lambda version: (len(version.letter), version.letter))
    return meeting.changed_since_invitation or not holds_still(frozen, frozen_items(parts, items))


def meeting_form(view: View, meeting_id: str) -> MeetingForm:
    """Return the particulars of a meeting, as they are edited; raises NotFound("gone")."""
    meeting = view.store.get(Meeting, meeting_id)
    return MeetingForm(
        id=meeting.id,
        day=meeting.day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        host_id=meeting.host_id,
        place=meeting.place,
        address=meeting.address,
        access=meeting.access,
        video_link=meeting.video_link,
        lunch=meeting.lunch,
        reply_by=meeting.reply_by,
        reference=meeting.reference,
        chair=meeting.chair,
        writer=meeting.writer,
    )


def circle_choices(view: View) -> list[CircleChoice]:
    """Return the circles, each with its next usual day and the organisations that may host.

    None at all is an error that says where the first is opened: no meeting is planned without one.
    """
    circles = view.store.find(Circle)
    if not circles:
        raise NotFound("no_circle")
    today = view.clock.today()
    hosts = tuple((org.id, org.name) for org in organisations_on(view.store, today))
    latest: dict[str, date] = {}
    for circle_id, day in view.store.values(Meeting, ("circle_id", "day")):
        latest[circle_id] = max(day, latest.get(circle_id, day))
    return [
        CircleChoice(
            circle.id, circle.name, usual_day(circle, max(today, latest.get(circle.id, today))), hosts
        )
        for circle in circles
    ]


def usual_day(circle: Circle, after: date) -> date:
    """Return the circle's usual day of the next month that has a meeting, after a day."""
    month = after.replace(day=1)
    for _ in range(13):
        month = (month + timedelta(days=32)).replace(day=1)
        if month.month not in circle.skipped_months:
            break
    first = month + timedelta(days=(circle.weekday - month.weekday()) % 7)
    return first + timedelta(weeks=circle.week - 1)


def _facts_line(meeting: Meeting, circle: Circle, host: str) -> str:
    """Hours, place and format; the host only where the place does not already tell."""
    where = ", ".join(filter(None, (meeting.place, meeting.address.partition(",")[0])))
    version = (
        f"ordre du jour version {meeting.agenda_letter}"
        if is_frozen(meeting) and meeting.agenda_letter
        else ""
    )
    at_home = bool(host) and meeting.place.endswith(host.partition(" ")[2])
    named = f"hôte{NBSP}: {host}" if host else "hôte à désigner"
    parts = (
        f"{hour(meeting.starts_at)} – {hour(meeting.ends_at)}",
        where,
        circle.name,
        version or ("" if at_home else named),
    )
    return " · ".join(filter(None, parts))
