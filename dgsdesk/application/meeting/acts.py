"""Meetings are planned, changed, postponed; cancelling one and inviting to it stand in ``invitation/``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.meeting.host_place import take_host
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import AgendaPart
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, MeetingState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import date_full, hour

add_sentences(
    {
        "meeting_doubled": (
            "Une réunion du même format est déjà prévue le {day}.",
            "Choisissez un autre jour, ou modifiez celle qui existe. Rien n’a été changé.",
        ),
        "meeting_hours": (
            "La réunion finirait à {ends}, avant d’avoir commencé à {starts}.",
            "Corrigez l’une des deux heures. Rien n’a été changé.",
        ),
        "meeting_reply_by": (
            "On ne peut pas répondre jusqu’au {reply_by} pour une réunion du {day}.",
            "Choisissez un jour qui ne suit pas celui de la réunion. Rien n’a été changé.",
        ),
        "meeting_past": (
            "Le {day} est déjà passé.",
            "Choisissez un jour à venir. Rien n’a été changé.",
        ),
        "meeting_closed": (
            "La réunion du {day} est {now_word} : elle ne se modifie plus.",
            "Consultez-la, ou préparez la suivante.",
        ),
    }
)

_CLOSED = frozenset({MeetingState.APPROVED, MeetingState.DISPATCHED, MeetingState.CANCELLED})
_TOLD_AGAIN = frozenset(
    {"starts_at", "ends_at", "host_id", "place", "address", "access", "video_link", "lunch", "chair"}
)
"""What people and their calendars must hear of again once they are invited."""


@dataclass(frozen=True)
class PlanMeeting(Command[str]):
    """Plan a meeting of a circle on a day; returns its id.

    Times, parts and lunch come from the circle; place and access from the host. Raises
    RuleBroken("meeting_doubled") when the circle meets that day already.
    """

    circle_id: str
    day: date
    host_id: str | None = None


@dataclass(frozen=True)
class ChangeMeeting(Command[None]):
    """Change what is given, leave what is None.

    Another host brings its own place, unless a place is given too. Raises BadInput("meeting_hours"),
    BadInput("meeting_reply_by"), RuleBroken("meeting_closed").
    """

    meeting_id: str
    starts_at: time | None = None
    ends_at: time | None = None
    host_id: str | None = None
    place: str | None = None
    address: str | None = None
    access: str | None = None
    video_link: str | None = None
    lunch: bool | None = None
    reply_by: date | None = None
    reference: str | None = None
    chair: str | None = None
    writer: str | None = None


@dataclass(frozen=True)
class PostponeMeeting(Command[None]):
    """Move a meeting to another day; without a day yet, ``invitation.PutMeetingOff`` does.

    It is then planned again: answers are forgotten, and an invitation that had left must leave anew with
    the same calendar entry. Raises RuleBroken("meeting_doubled"), RuleBroken("meeting_past").
    """

    meeting_id: str
    day: date


@handles(PlanMeeting, "Réunion du {day_words} planifiée")
def plan_meeting(act: Act, command: PlanMeeting) -> str:
    circle = act.store.get(Circle, command.circle_id)
    _refuse_doubled(act, circle.id, command.day)
    act.tell(day_words=date_full(command.day))
    meeting = Meeting(
        id=act.new_id(),
        circle_id=circle.id,
        day=command.day,
        starts_at=circle.starts_at,
        ends_at=_end(circle),
        lunch=circle.lunch,
        reference=f"DGS/{command.day:%Y-%m-%d}",
        reply_by=_reply_by(command.day, circle.reply_days_before, act.today),
        uid=f"{act.new_id()}@dgsdesk.invalid",
        planned_at=act.now,
    )
    take_host(act, meeting, command.host_id)
    act.store.add(meeting)
    for position, part in enumerate(circle.parts):
        act.store.add(
            AgendaPart(
                id=act.new_id(),
                meeting_id=meeting.id,
                position=position,
                title=part.title,
                kind=part.kind,
                minutes=part.minutes,
            )
        )
    return meeting.id


@handles(ChangeMeeting, "Réunion du {day_words} modifiée")
def change_meeting(act: Act, command: ChangeMeeting) -> None:
    meeting = open_meeting(act, command.meeting_id)
    act.tell(day_words=date_full(meeting.day))
    wanted = {
        field.name: getattr(command, field.name)
        for field in fields(command)
        if field.name != "meeting_id" and getattr(command, field.name) is not None
    }
    before = {name: getattr(meeting, name) for name in _TOLD_AGAIN}
    if command.host_id is not None and command.host_id != meeting.host_id:
        take_host(act, meeting, command.host_id)
        _fix_turn(act, meeting)
    for name, value in wanted.items():
        setattr(meeting, name, value.strip() if isinstance(value, str) else value)
    _check(meeting)
    changed = any(getattr(meeting, name) != value for name, value in before.items())
    if changed and meeting.state is MeetingState.INVITED:
        meeting.changed_since_invitation = True


def _fix_turn(act: Act, meeting: Meeting) -> None:
    """Let the rota follow a host chosen by hand: the turn keeps it, and the others make place."""
    from dgsdesk.application.rota.replan import fix_turn, replan

    host = act.store.get(Organisation, meeting.host_id or "")
    for turn in act.store.find(HostTurn, meeting_id=meeting.id):
        fix_turn(act, turn, host)
        replan(act, meeting.circle_id)


@handles(PostponeMeeting, "Réunion du {day_words} reportée au {to_words}{followed}")
def postpone_meeting(act: Act, command: PostponeMeeting) -> None:
    from dgsdesk.application.rota.replan import followed, replan

    meeting = act.store.get(Meeting, command.meeting_id)
    act.tell(day_words=date_full(meeting.day), to_words=date_full(command.day))
    if meeting.state is not MeetingState.POSTPONED:
        put_off(act, meeting)
    _set_day(act, meeting, command.day)
    meeting.move(MeetingState.PLANNED)
    act.tell(followed=followed(replan(act, meeting.circle_id)))


def put_off(act: Act, meeting: Meeting) -> None:
    """Take a meeting off its day: who could come then may not be free on another."""
    meeting.move(MeetingState.POSTPONED)
    for attendance in act.store.find(Attendance, meeting_id=meeting.id):
        attendance.answer = Answer.UNKNOWN
        attendance.represented_by = ""
        attendance.remark = ""
        attendance.lunch = None


def open_meeting(act: Act, meeting_id: str) -> Meeting:
    """Return a meeting that may still be changed; raises RuleBroken("meeting_closed")."""
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state in _CLOSED:
        raise RuleBroken("meeting_closed", day=date_full(meeting.day), now=meeting.state.value)
    return meeting


def _refuse_doubled(act: Act, circle_id: str, day: date) -> None:
    same = act.store.find(Meeting, circle_id=circle_id, day=day)
    if any(other.state is not MeetingState.CANCELLED for other in same):
        raise RuleBroken("meeting_doubled", day=date_full(day))


def _end(circle: Circle) -> time:
    """The end of a meeting of this circle, never past midnight."""
    start = datetime.combine(date.min, circle.starts_at)
    end = start + timedelta(minutes=circle.minutes)
    return end.time() if end.date() == start.date() else time(23, 59)


def _reply_by(day: date, days_before: int, today: date) -> date:
    """The last day to answer: so many days before, never at a week-end, and not before tomorrow."""
    wanted = day - timedelta(days=days_before)
    wanted -= timedelta(days=max(0, wanted.weekday() - 4))
    return min(day, max(wanted, today + timedelta(days=1)))


def _check(meeting: Meeting) -> None:
    if meeting.ends_at <= meeting.starts_at:
        raise BadInput("meeting_hours", starts=hour(meeting.starts_at), ends=hour(meeting.ends_at))
    if meeting.reply_by is not None and meeting.reply_by > meeting.day:
        raise BadInput("meeting_reply_by", reply_by=date_full(meeting.reply_by), day=date_full(meeting.day))


def _set_day(act: Act, meeting: Meeting, day: date) -> None:
    if day < act.today:
        raise RuleBroken("meeting_past", day=date_full(day))
    if day != meeting.day:
        _refuse_doubled(act, meeting.circle_id, day)
    circle = act.store.get(Circle, meeting.circle_id)
    meeting.day = day
    meeting.reply_by = _reply_by(day, circle.reply_days_before, act.today)
    for turn in act.store.find(HostTurn, meeting_id=meeting.id):
        turn.day = day
