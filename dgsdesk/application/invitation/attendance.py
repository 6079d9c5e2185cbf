"""Who is expected at a meeting: guests, answers to the invitation, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory.acts import checked_email
from dgsdesk.application.meeting.acts import open_meeting
from dgsdesk.application.naming import of_somebody
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Answer, Attendance, AttendeeKind, Meeting, MeetingState, Sending
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import NBSP, elided_of, plural

add_sentences(
    {
        "guest_without_name": (
            "Il manque le nom de la personne invitée.",
            "Écrivez son nom ou sa fonction, puis recommencez. Rien n’a été changé.",
        ),
        "member_stays": (
            "{name} fait partie du réseau et ne se retire pas de la réunion.",
            "Notez plutôt une réponse : absence excusée ou représentation.",
        ),
    }
)

FIRST_GUEST = 1000
"""Guests stand after the members, however many communes there are."""

ANSWER_WORDS = {
    Answer.UNKNOWN: "sans réponse",
    Answer.COMES: "vient",
    Answer.REMOTE: "à distance",
    Answer.REPRESENTED: "représentée par",
    Answer.TENTATIVE: "viendra peut-être",
    Answer.DECLINES: "ne vient pas",
}
"""How the grid says an answer; the subject is the commune."""


_AT_TABLE = frozenset({Answer.COMES, Answer.REPRESENTED, Answer.TENTATIVE})


@dataclass(frozen=True)
class AnswerInvitation(Command[None]):
    """Note what somebody answered; ``lunch`` None when nothing is known of it.

    ``remark`` is what was said along (« arrivera vers 10 h »); None leaves what stands.
    """

    attendance_id: str
    answer: Answer
    represented_by: str = ""
    lunch: bool | None = None
    remark: str | None = None


@dataclass(frozen=True)
class AddGuest(Command[str]):
    """Ask somebody who is no member (executive, speaker, elected member); returns the attendance's id."""

    meeting_id: str
    name: str
    title: str = ""
    organisation_name: str = ""
    email: str = ""
    kind: AttendeeKind = AttendeeKind.GUEST


@dataclass(frozen=True)
class RemoveGuest(Command[None]):
    """Take a guest away again; members stay. Raises RuleBroken("member_stays")."""

    attendance_id: str


@dataclass(frozen=True)
class AnswerRow:
    """One line of the grid: the commune, who is expected for it, what was answered."""

    id: str
    organisation: str
    name: str
    title: str
    kind: AttendeeKind
    answer: Answer
    answer_words: str
    represented_by: str
    lunch: bool | None
    remark: str = ""
    person_id: str | None = None


@dataclass(frozen=True)
class AnswersGrid:
    """The answers to one invitation, and their sums.

    ``expected`` counts who will sit in the room (coming or represented), ``lunches`` who eats,
    ``lunches_open`` who will or may be there and has not said; ``capacity`` is the host's room, None when
    unknown.
    """

    meeting_id: str
    rows: tuple[AnswerRow, ...]
    lunch: bool
    comes: int
    remote: int
    represented: int
    declines: int
    unknown: int
    lunches: int
    capacity: int | None
    tentative: int = 0
    lunches_open: int = 0

    @property
    def lunch_words(self) -> str:
        """Say who eats (« 12 déjeuners, 3 à confirmer »); nothing without a lunch."""
        if not self.lunch:
            return ""
        open_still = f", {self.lunches_open}{NBSP}à confirmer" if self.lunches_open else ""
        return plural(self.lunches, "déjeuner", "déjeuners") + open_still

    @property
    def expected(self) -> int:
        return self.comes + self.represented

    @property
    def summary(self) -> str:
        """Say the sums in words (« 12 viennent, 1 à distance, 4 sans réponse »)."""
        said = (
            (self.comes, plural(self.comes, "vient", "viennent")),
            (self.remote, f"{self.remote}{NBSP}à distance"),
            (self.represented, plural(self.represented, "représentée", "représentées")),
            (self.declines, plural(self.declines, "ne vient pas", "ne viennent pas")),
            (self.tentative, f"{self.tentative}{NBSP}peut-être"),
            (self.unknown, f"{self.unknown}{NBSP}sans réponse"),
        )
        return ", ".join(words for count, words in said if count) or "Personne n’est encore invité"

    @property
    def room_words(self) -> str:
        """Say whether the room is large enough; nothing when it is, or when nobody knows."""
        if self.capacity is None or self.expected + self.tentative <= self.capacity:
            return ""
        room = f"Salle de {plural(self.capacity, 'place', 'places')}"
        if self.expected <= self.capacity:
            return f"{room}, il en faudra {self.expected + self.tentative} si tous viennent"
        return f"{room}, il en faut {self.expected}"


def utc_stamp(moment: datetime) -> str:
    """Return an instant as answers are compared: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


@handles(AnswerInvitation, "Réponse {of_who} notée\u00a0: {answer_words}")
def answer_invitation(act: Act, command: AnswerInvitation) -> None:
    attendance = act.store.get(Attendance, command.attendance_id)
    meeting = open_meeting(act, attendance.meeting_id)
    attendance.answer = command.answer
    attendance.answer_stamp = utc_stamp(act.now)
    represented = command.answer is Answer.REPRESENTED
    attendance.represented_by = command.represented_by.strip() if represented else ""
    attendance.lunch = command.lunch if meeting.lunch and command.answer.may_eat else None
    if command.remark is not None:
        attendance.remark = command.remark.strip()
    words = ANSWER_WORDS[command.answer]
    if represented:
        words = f"{words} {attendance.represented_by}" if attendance.represented_by else "représentée"
    who = attendance.organisation_name or attendance.name
    act.tell(of_who=of_somebody(act.store, attendance.organisation_id, who), answer_words=words)


@handles(AddGuest, "Invitation {of_name} ajoutée")
def add_guest(act: Act, command: AddGuest) -> str:
    meeting = open_meeting(act, command.meeting_id)
    if not command.name.strip():
        raise BadInput("guest_without_name")
    others = act.store.find(Attendance, meeting_id=meeting.id)
    guest = Attendance(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=max(FIRST_GUEST, *(other.position + 1 for other in others)) if others else FIRST_GUEST,
        organisation_name=command.organisation_name.strip(),
        name=command.name.strip(),
        title=command.title.strip(),
        email=checked_email(act, command.email, "invités"),
        kind=command.kind,
    )
    act.store.add(guest)
    act.tell(of_name=elided_of(guest.name))
    return guest.id


@handles(RemoveGuest, "Invitation {of_who} retirée")
def remove_guest(act: Act, command: RemoveGuest) -> None:
    guest = act.store.get(Attendance, command.attendance_id)
    meeting = open_meeting(act, guest.meeting_id)
    if guest.kind is AttendeeKind.MEMBER:
        raise RuleBroken("member_stays", name=guest.name or guest.organisation_name)
    act.tell(of_who=elided_of(guest.name))
    act.store.remove(guest)
    if meeting.state is MeetingState.INVITED and _was_told(act, guest):
        meeting.changed_since_invitation = True


def _was_told(act: Act, guest: Attendance) -> bool:
    """Tell whether an invitation left for a guest, whose calendar must then hear that it holds no more."""
    sent = act.store.find(Sending, meeting_id=guest.meeting_id)
    return any(one.address.casefold() == guest.email.casefold() for one in sent)


def answers_grid(view: View, meeting_id: str) -> AnswersGrid:
    """Return the answers of a meeting, members first; raises NotFound("gone")."""
    meeting = view.store.get(Meeting, meeting_id)
    people = view.store.find(Attendance, meeting_id=meeting_id)
    host = view.store.get(Organisation, meeting.host_id) if meeting.host_id else None
    count = {answer: sum(one.answer is answer for one in people) for answer in Answer}
    return AnswersGrid(
        meeting_id=meeting_id,
        rows=tuple(_row(attendance) for attendance in people),
        lunch=meeting.lunch,
        comes=count[Answer.COMES],
        remote=count[Answer.REMOTE],
        represented=count[Answer.REPRESENTED],
        declines=count[Answer.DECLINES],
        tentative=count[Answer.TENTATIVE],
        unknown=count[Answer.UNKNOWN],
        lunches=sum(one.lunch is True for one in people),
        lunches_open=sum(one.lunch is None and one.answer in _AT_TABLE for one in people),
        capacity=host.capacity if host else None,
    )


def _row(attendance: Attendance) -> AnswerRow:
    return AnswerRow(
        id=attendance.id,
        organisation=attendance.organisation_name,
        name=attendance.name,
        title=attendance.title,
        kind=attendance.kind,
        answer=attendance.answer,
        answer_words=ANSWER_WORDS[attendance.answer],
        represented_by=attendance.represented_by,
        lunch=attendance.lunch,
        remark=attendance.remark,
        person_id=attendance.person_id,
    )
