"""What a person makes of a message in words: an answer, an observation, a theme; then it is filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.arrival.acts import waiting_arrival
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.invitation.attendance import AnswerInvitation, answer_invitation
from dgsdesk.application.review.observation import AddObservation, add_observation
from dgsdesk.application.subjects.acts import NoteSubject, note_subject
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.meeting import Answer, Attendance
from dgsdesk.domain.minutes import ObservationWay


@dataclass(frozen=True)
class NoteAnswerOfArrival(Command[None]):
    """Note the answer that a message gives in words; raises RuleBroken("arrival_filed")."""

    arrival_id: str
    attendance_id: str
    answer: Answer
    represented_by: str = ""


@dataclass(frozen=True)
class ObserveArrival(Command[str]):
    """Make an observation of what a message says on a draft in review; returns its id.

    It was received on the day that the message bears, ``sent_on``, today where it bears none.

    Raises RuleBroken: ``arrival_filed``, ``not_in_review``; BadInput as ``AddObservation`` does.
    """

    arrival_id: str
    meeting_id: str
    organisation_id: str | None
    text: str
    item_id: str | None = None
    sent_on: date | None = None


@dataclass(frozen=True)
class RaiseThemeOfArrival(Command[str]):
    """Note a theme that a message raises; returns its id. Raises as ``NoteSubject`` does."""

    arrival_id: str
    title: str
    organisation_id: str | None = None
    question: str = ""


@handles(NoteAnswerOfArrival, "Réponse {of_who} notée : {answer_words}")
def note_answer_of_arrival(act: Act, command: NoteAnswerOfArrival) -> None:
    arrival = waiting_arrival(act, command.arrival_id)
    line = act.store.get(Attendance, command.attendance_id)
    answer_invitation(act, AnswerInvitation(line.id, command.answer, command.represented_by, line.lunch))
    _file(arrival, f"réponse notée : {act.facts['answer_words']}", line.meeting_id)


@handles(ObserveArrival, "Observation {number} notée : {short}")
def observe_arrival(act: Act, command: ObserveArrival) -> str:
    arrival = waiting_arrival(act, command.arrival_id)
    noted = AddObservation(
        command.meeting_id,
        command.text,
        author="" if command.organisation_id else arrival.sender,
        organisation_id=command.organisation_id,
        item_id=command.item_id,
        way=ObservationWay.EMAIL,
        received_on=min(command.sent_on or act.today, act.today),
        source=arrival.name,
    )
    observation_id = str(add_observation(act, noted))
    _file(arrival, f"observation {act.facts['number']} notée", command.meeting_id)
    return observation_id


@handles(RaiseThemeOfArrival, "Thème « {title} » noté")
def raise_theme_of_arrival(act: Act, command: RaiseThemeOfArrival) -> str:
    arrival = waiting_arrival(act, command.arrival_id)
    noted = NoteSubject(command.title, command.organisation_id, command.question)
    theme_id = str(note_subject(act, noted))
    _file(arrival, f"thème « {act.facts['title']} » noté", arrival.meeting_id)
    return theme_id


def _file(arrival: Arrival, said: str, meeting_id: str | None) -> None:
    """File an arrival; what was made of it is said along with what it was."""
    arrival.state = ArrivalState.FILED
    arrival.found = f"{arrival.found} ; {said}" if arrival.found else said
    arrival.reason = ""
    arrival.meeting_id = meeting_id
