"""The life of a meeting: its states, the acts that move it on, and who came (product § 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import RuleBroken


class MeetingState(StrEnum):
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    DRAFTING = "drafting"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    DISPATCHED = "dispatched"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


_MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.INVITED, MeetingState.CANCELLED, MeetingState.POSTPONED}),
    MeetingState.INVITED: frozenset({MeetingState.HELD, MeetingState.CANCELLED, MeetingState.POSTPONED}),
    MeetingState.HELD: frozenset({MeetingState.DRAFTING}),
    MeetingState.DRAFTING: frozenset({MeetingState.CIRCULATED}),
    MeetingState.CIRCULATED: frozenset({MeetingState.CIRCULATED, MeetingState.APPROVED}),
    MeetingState.APPROVED: frozenset({MeetingState.DISPATCHED, MeetingState.CIRCULATED}),
    MeetingState.DISPATCHED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
    MeetingState.POSTPONED: frozenset({MeetingState.PLANNED}),
}


@dataclass(eq=False, kw_only=True)
class Meeting(Entity):
    """One meeting of a circle.

    Times are local to the network's time zone. ``uid`` never changes; ``sequence`` is that of the last
    calendar file that left, and rises with each change that calendars must hear of (``raise_sequence``);
    ``planned_at`` is the instant from which it counts. ``reply_by`` is the last day to answer the invitation.
    ``item_since`` is when the current item was taken up (later by each pause), ``paused_at`` when the clock
    was stopped; while a session is held, no current item means its opening or its closing round-table.
    """

    circle_id: str
    day: date
    starts_at: time
    ends_at: time
    host_id: str | None = None
    state: MeetingState = MeetingState.PLANNED
    place: str = ""
    address: str = ""
    access: str = ""
    video_link: str = ""
    lunch: bool = False
    reference: str = ""
    reply_by: date | None = None
    chair: str = ""
    writer: str = ""
    uid: str = ""
    sequence: int = 0
    planned_at: datetime | None = None
    agenda_letter: str = ""
    invited_on: date | None = None
    changed_since_invitation: bool = False
    current_item_id: str | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    item_since: datetime | None = None
    paused_at: datetime | None = None

    @property
    def minutes(self) -> int:
        """The length of the meeting in minutes."""
        start = self.starts_at.hour * 60 + self.starts_at.minute
        return self.ends_at.hour * 60 + self.ends_at.minute - start

    def move(self, state: MeetingState) -> None:
        """Move to a state; raises RuleBroken when the life of a meeting does not allow it."""
        if state not in _MOVES[self.state]:
            raise RuleBroken("meeting_move", now=self.state.value, wanted=state.value)
        self.state = state

    @property
    def held_on(self) -> date:
        """Return the day that counts as that of its session: its own, or an earlier one that closed it."""
        return self.day if self.closed_at is None else min(self.day, self.closed_at.date())

    def raise_sequence(self, now: datetime) -> None:
        """Number the calendar file that leaves now, above all that left before."""
        last = None if self.invited_on is None else self.sequence
        self.sequence = next_sequence(last, self.planned_at, now)


def next_sequence(last: int | None, planned_at: datetime | None, now: datetime) -> int:
    """Return the SEQUENCE (RFC 5545 § 3.8.7.4) of a calendar file that leaves ``now``.

    It is the whole minutes since the meeting was planned, and always more than ``last``, the number that this
    file knows to have left (None: none). Counting the file's own sendings would not do: a backup restored, or
    a second laptop, has not seen them all, and would send a number that calendars have already and ignore.
    Time has passed on every laptop alike, so whatever is sent at least a minute after something else carries
    the higher number, whoever sends it. Planned and sent within a minute, the numbers are 0, 1, 2…

    Limits: two laptops that send within the same minute may give the same number (the later DTSTAMP then
    wins, RFC 5546 § 2.1.5), and a laptop whose clock is slow counts from what it knows. Without
    ``planned_at`` it counts sendings alone.
    """
    passed = 0 if planned_at is None else int((now - planned_at).total_seconds() // 60)
    return max(0 if last is None else last + 1, passed)


class Answer(StrEnum):
    """What somebody answered to the invitation."""

    UNKNOWN = "unknown"
    COMES = "comes"
    REMOTE = "remote"
    REPRESENTED = "represented"
    TENTATIVE = "tentative"
    DECLINES = "declines"

    @property
    def may_eat(self) -> bool:
        """Tell whether lunch may be counted: who is not in the room cannot have it there."""
        return self not in (Answer.REMOTE, Answer.DECLINES)


class Presence(StrEnum):
    """How somebody was there."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    REMOTE = "remote"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


class AttendeeKind(StrEnum):
    MEMBER = "member"
    GUEST = "guest"
    ELECTED_GUEST = "elected_guest"


@dataclass(eq=False, kw_only=True)
class Attendance(Entity):
    """One person expected at a meeting, for one organisation: the answer beforehand, the presence that day.

    Name and title are those of the day, so that old minutes keep old titles. ``position`` orders the list.
    ``answer_stamp`` is the UTC instant at which the answer was given (ISO 8601): an older one changes
    nothing (RFC 5546 § 2.1.5). ``remark`` is what was written along with it.
    ``arrived_at`` and ``left_at`` are for those who came late or left early.
    """

    meeting_id: str
    position: int
    organisation_id: str | None = None
    person_id: str | None = None
    organisation_name: str = ""
    name: str = ""
    title: str = ""
    email: str = ""
    kind: AttendeeKind = AttendeeKind.MEMBER
    answer: Answer = Answer.UNKNOWN
    presence: Presence = Presence.UNKNOWN
    represented_by: str = ""
    lunch: bool | None = None
    answer_stamp: str = ""
    remark: str = ""
    arrived_at: time | None = None
    left_at: time | None = None


class SendingKind(StrEnum):
    INVITATION = "invitation"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    POSTPONEMENT = "postponement"
    DRAFT = "draft"
    REMINDER = "reminder"
    ANSWER = "answer"
    DISPATCH = "dispatch"
    RECTIFICATION = "rectification"
    CALL = "call"
    EXTRACT = "extract"
    DOSSIER = "dossier"


CALLING_OFF = frozenset({SendingKind.CANCELLATION, SendingKind.POSTPONEMENT})
"""What takes a meeting out of every calendar: for good, or until it has a new date."""

WITHOUT_DAY = frozenset({MeetingState.CANCELLED, MeetingState.POSTPONED})
"""States in which a meeting takes place on no day: its ``day`` is only where it stood."""

NOT_CALLED = frozenset({MeetingState.PLANNED, MeetingState.POSTPONED})
"""States in which nobody was invited yet, or to no date any more: its agenda alone is worked on."""


def took_place(meeting: Meeting, today: date) -> bool:
    """Tell whether a meeting is over or is held today."""
    if meeting.state in WITHOUT_DAY:
        return False
    return meeting.day <= today or meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED)


class CalendarFile(StrEnum):
    """What a message does to its reader's calendar: nothing, a new entry, a change, the end of the entry."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


class ReminderTopic(StrEnum):
    """What a reminder is about; NONE for everything that is no reminder."""

    NONE = ""
    ANSWER = "answer"
    OBSERVATIONS = "observations"
    ACTIONS = "actions"
    GREY_ZONE = "grey_zone"
    DOSSIER = "dossier"


@dataclass(eq=False, kw_only=True)
class Sending(Entity):
    """The record that something left for somebody: what, which version, to whom, when, how.

    ``meeting_id`` is empty for a reminder of actions, which may come from several meetings. ``informed``
    tells that the notice on personal data stood at the foot of the message.
    """

    meeting_id: str | None
    kind: SendingKind
    recipient: str
    address: str
    quality: str
    edition: int
    version: str
    way: str
    sent_at: datetime
    calendar: CalendarFile = CalendarFile.NONE
    topic: ReminderTopic = ReminderTopic.NONE
    informed: bool = False
