"""Holding a meeting: who is there, which item is open, what is said, decided and promised (product § 3.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from dgsdesk.application.agenda.source import after_meeting
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.discussed import settle_discussed, tell_discussed
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.subjects.acts import NoteSubject, give_voice, is_commune, note_subject
from dgsdesk.application.words import required, shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import Attendance, Meeting, MeetingState, Presence
from dgsdesk.domain.minutes import MinutesEntry, Suggestion
from dgsdesk.domain.richtext import RichText, normalised
from dgsdesk.domain.session_clock import elapsed_seconds
from dgsdesk.domain.theme import RaisedTheme, SubjectState, Support
from dgsdesk.domain.wording import hour

add_sentences(
    {
        "minutes_frozen": (
            "Le compte rendu de cette réunion est approuvé : son texte ne change plus.",
            "Retirez d’abord l’approbation, avant toute diffusion.",
        ),
        "no_session": (
            "Aucune séance n’est en cours pour cette réunion.",
            "Ouvrez d’abord la séance. Rien n’a été changé.",
        ),
        "left_before_coming": (
            "{who} ne peut pas partir à {left} : son arrivée est notée à {arrived}.",
            "Corrigez l’une des deux heures. Rien n’a été changé.",
        ),
    }
)

_OPEN_FOR_WRITING = frozenset(
    {MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING, MeetingState.CIRCULATED}
)
"""The states in which what was said may still be written."""

THERE = frozenset({Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED})
"""The ways of being there."""

PRESENCE_WORDS = {
    Presence.UNKNOWN: "à pointer",
    Presence.PRESENT: "présent",
    Presence.REMOTE: "à distance",
    Presence.REPRESENTED: "représenté",
    Presence.EXCUSED: "excusé",
    Presence.ABSENT: "absent",
}
"""How somebody was there, in words."""


@dataclass(frozen=True)
class OpenSession(Command[None]):
    """Begin the meeting with its opening: the clock starts, no item is taken up yet."""

    meeting_id: str


@dataclass(frozen=True)
class CloseSession(Command[None]):
    """End the meeting; the host DGS then writes."""

    meeting_id: str


@dataclass(frozen=True)
class PauseSession(Command[None]):
    """Stop the clock of the item under way."""

    meeting_id: str


@dataclass(frozen=True)
class ResumeSession(Command[None]):
    """Let the clock run on from where it stood."""

    meeting_id: str


@dataclass(frozen=True)
class OpenItem(Command[None]):
    """Take up an item, or with none the round-table that ends the meeting.

    ``spent_seconds`` is the time of the item left, as the session's clock says when it is not given.
    """

    meeting_id: str
    item_id: str | None
    spent_seconds: int | None = None


@dataclass(frozen=True)
class SetPresence(Command[None]):
    """Tick how somebody is there; ``represented_by`` names who came instead.

    ``arrived`` is when they came, for those who were not there from the beginning.
    """

    attendance_id: str
    presence: Presence
    represented_by: str = ""
    arrived: time | None = None


@dataclass(frozen=True)
class SetTimes(Command[None]):
    """Note when somebody came late and when they left early, None for neither; who is not there then is.

    Raises BadInput("left_before_coming").
    """

    attendance_id: str
    arrived: time | None
    left: time | None


@dataclass(frozen=True)
class SetLunch(Command[None]):
    """Note whether somebody stays for lunch; None when nothing is known of it."""

    attendance_id: str
    lunch: bool | None


@dataclass(frozen=True)
class SetRoles(Command[None]):
    """Say who chairs and who writes when the host DGS is away, and where one sits when not as invited.

    ``place`` None leaves it as it was; nobody is told of it any more, the meeting has begun.
    """

    meeting_id: str
    chair: str
    writer: str
    place: str | None = None


@dataclass(frozen=True)
class WriteEntry(Command[None]):
    """Keep what was said under an item; replaces the text that was there."""

    item_id: str
    text: RichText


@dataclass(frozen=True)
class AddDecision(Command[str]):
    item_id: str
    text: str


@dataclass(frozen=True)
class AddSuggestion(Command[str]):
    """Note what somebody would like to treat next time; it is kept as a raised theme too. Returns its id."""

    """Note a subject for next time, at the round-table that ends the meeting."""

    meeting_id: str
    text: str
    raised_by_id: str | None = None


@dataclass(frozen=True)
class RemoveSuggestion(Command[None]):
    suggestion_id: str


def writable_meeting(act: Act, meeting_id: str) -> Meeting:
    """Return the meeting; raises RuleBroken when what was said may no longer (or not yet) be written."""
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state in (MeetingState.APPROVED, MeetingState.DISPATCHED):
        raise RuleBroken("minutes_frozen")
    if meeting.state not in _OPEN_FOR_WRITING:
        raise RuleBroken("meeting_move", now=meeting.state.value, wanted=MeetingState.HELD.value)
    return meeting


@handles(OpenSession, "Séance ouverte")
def open_session(act: Act, command: OpenSession) -> None:
    meeting = act.store.get(Meeting, command.meeting_id)
    meeting.move(MeetingState.HELD)
    meeting.started_at = meeting.item_since = act.now
    meeting.current_item_id = None


@handles(CloseSession, "Séance close")
def close_session(act: Act, command: CloseSession) -> None:
    meeting = act.store.get(Meeting, command.meeting_id)
    meeting.move(MeetingState.DRAFTING)
    meeting.closed_at = act.now
    _leave_item(act, meeting, None)
    meeting.current_item_id = None
    meeting.item_since = meeting.paused_at = None
    settle_discussed(act, meeting)
    for attendance in act.store.find(Attendance, meeting_id=meeting.id, presence=Presence.UNKNOWN):
        attendance.presence = Presence.ABSENT
    for turn in act.store.find(HostTurn, meeting_id=meeting.id):
        turn.state = TurnState.HELD
    after_meeting(act.store, meeting)


@handles(PauseSession, "Séance suspendue")
def pause_session(act: Act, command: PauseSession) -> None:
    meeting = _under_way(act, command.meeting_id)
    meeting.paused_at = meeting.paused_at or act.now


@handles(ResumeSession, "Séance reprise")
def resume_session(act: Act, command: ResumeSession) -> None:
    meeting = _under_way(act, command.meeting_id)
    if meeting.paused_at is not None and meeting.item_since is not None:
        meeting.item_since += act.now - meeting.paused_at
    meeting.paused_at = None


def _under_way(act: Act, meeting_id: str) -> Meeting:
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise RuleBroken("no_session")
    return meeting


@handles(OpenItem, "{what}")
def open_item(act: Act, command: OpenItem) -> None:
    meeting = writable_meeting(act, command.meeting_id)
    _leave_item(act, meeting, command.spent_seconds)
    act.tell(what="Tour de table ouvert")
    if command.item_id is not None:
        item = act.store.get(AgendaItem, command.item_id)
        item.discussed = True
        act.tell(what=f"Point « {item.title} » abordé")
    meeting.current_item_id = command.item_id
    if meeting.state is MeetingState.HELD:
        meeting.item_since = act.now
        meeting.paused_at = None


def _leave_item(act: Act, meeting: Meeting, spent_seconds: int | None) -> None:
    """Add its time to the item that is left: a second at least, which tells that it was taken up."""
    if meeting.current_item_id is None:
        return
    if spent_seconds is None:
        spent_seconds = elapsed_seconds(meeting.item_since, meeting.paused_at, act.now)
    left = act.store.get(AgendaItem, meeting.current_item_id)
    left.spent_seconds += max(1, spent_seconds)


@handles(SetPresence, "{who} : {word}")
def set_presence(act: Act, command: SetPresence) -> None:
    attendance = act.store.get(Attendance, command.attendance_id)
    writable_meeting(act, attendance.meeting_id)
    attendance.presence = command.presence
    represented = command.presence is Presence.REPRESENTED
    attendance.represented_by = command.represented_by if represented else ""
    word = PRESENCE_WORDS[command.presence]
    if command.presence not in THERE:
        attendance.arrived_at = attendance.left_at = None
    elif command.arrived is not None:
        attendance.arrived_at, attendance.left_at = command.arrived, None
        word = f"{word}, {times_words(command.arrived, None)}"
    act.tell(who=_who(attendance), word=word)


def _who(attendance: Attendance) -> str:
    return attendance.organisation_name or attendance.name or attendance.title


@handles(SetTimes, "{who} : {word}")
def set_times(act: Act, command: SetTimes) -> None:
    attendance = act.store.get(Attendance, command.attendance_id)
    writable_meeting(act, attendance.meeting_id)
    arrived, left = command.arrived, command.left
    if arrived is not None and left is not None and left < arrived:
        raise BadInput("left_before_coming", who=_who(attendance), left=hour(left), arrived=hour(arrived))
    attendance.arrived_at, attendance.left_at = arrived, left
    if attendance.presence not in THERE:
        attendance.presence = Presence.PRESENT
    act.tell(who=_who(attendance), word=times_words(arrived, left) or "là toute la séance")


def times_words(arrived: time | None, left: time | None) -> str:
    """Write « à partir de 10 h 05 », « jusqu’à 11 h 30 », or both; nothing for the whole session."""
    said = []
    if arrived is not None:
        said.append(f"à partir de {hour(arrived)}")
    if left is not None:
        said.append(f"jusqu’à {hour(left)}")
    return ", ".join(said)


@handles(SetLunch, "{who} : {word}")
def set_lunch(act: Act, command: SetLunch) -> None:
    attendance = act.store.get(Attendance, command.attendance_id)
    writable_meeting(act, attendance.meeting_id)
    attendance.lunch = command.lunch
    words = {True: "reste déjeuner", False: "ne reste pas déjeuner", None: "déjeuner à préciser"}
    act.tell(who=_who(attendance), word=words[command.lunch])


@handles(SetRoles, "{what}")
def set_roles(act: Act, command: SetRoles) -> None:
    meeting = writable_meeting(act, command.meeting_id)
    meeting.chair = command.chair.strip()
    meeting.writer = command.writer.strip()
    act.tell(what="Présidence et rédaction notées")
    if command.place is not None and command.place.strip() != meeting.place:
        meeting.place = command.place.strip()
        act.tell(what="Lieu de la séance noté")


@handles(WriteEntry, "Texte du point « {title} »")
def write_entry(act: Act, command: WriteEntry) -> None:
    item = act.store.get(AgendaItem, command.item_id)
    writable_meeting(act, item.meeting_id)
    act.tell(title=item.title)
    text = normalised(command.text)
    entries = act.store.find(MinutesEntry, item_id=item.id)
    if entries:
        entries[0].text = text
    else:
        entry = MinutesEntry(id=act.new_id(), meeting_id=item.meeting_id, item_id=item.id, text=text)
        act.store.add(entry)
    tell_discussed(act, item)


@handles(AddDecision, "Décision ajoutée : {short}")
def add_decision(act: Act, command: AddDecision) -> str:
    item = act.store.get(AgendaItem, command.item_id)
    writable_meeting(act, item.meeting_id)
    text = required(command.text, "décision")
    act.tell(short=shortened(text))
    position = 1 + max((d.position for d in act.store.find(Decision, meeting_id=item.meeting_id)), default=0)
    decision = Decision(
        id=act.new_id(), meeting_id=item.meeting_id, item_id=item.id, position=position, text=text
    )
    act.store.add(decision)
    tell_discussed(act, item)
    return decision.id


def forget_links(act: Act, decision_id: str) -> None:
    """Let nothing point to a decision that goes: its actions stay, what it replaced stands again."""
    for action in act.store.find(Action, decision_id=decision_id):
        action.decision_id = None
    for replaced in act.store.find(Decision, replaced_by_id=decision_id):
        replaced.replaced_by_id = None


@handles(AddSuggestion, "Suggestion notée : {short}")
def add_suggestion(act: Act, command: AddSuggestion) -> str:
    meeting = writable_meeting(act, command.meeting_id)
    text = required(command.text, "suggestion")
    act.tell(short=shortened(text))
    position = 1 + max((s.position for s in act.store.find(Suggestion, meeting_id=meeting.id)), default=0)
    suggestion = Suggestion(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=position,
        text=text,
        raised_by_id=command.raised_by_id,
        theme_id=theme_of(act, text, command.raised_by_id),
    )
    act.store.add(suggestion)
    return suggestion.id


def theme_of(act: Act, text: str, raised_by_id: str | None) -> str:
    """Note the suggestion as a theme of its own, whose id is returned.

    A theme that waits under the same title gains the voice instead; it has a life of its own (no id).
    """
    for theme in act.store.find(RaisedTheme, state=SubjectState.WAITING):
        if sort_key(theme.title).split() == sort_key(text).split():
            if is_commune(act, raised_by_id):
                give_voice(act, theme.id, str(raised_by_id))
            return ""
    theme_id: str = note_subject(act, NoteSubject(text, raised_by_id))
    return theme_id


@handles(RemoveSuggestion, "Suggestion retirée : {short}")
def remove_suggestion(act: Act, command: RemoveSuggestion) -> None:
    suggestion = act.store.get(Suggestion, command.suggestion_id)
    writable_meeting(act, suggestion.meeting_id)
    act.tell(short=shortened(suggestion.text))
    _forget_theme(act, suggestion.theme_id)
    act.store.remove(suggestion)


def _forget_theme(act: Act, theme_id: str) -> None:
    """Take away the theme of a suggestion that is withdrawn, unless it has a life of its own by now."""
    for theme in act.store.find(RaisedTheme, id=theme_id):
        supports = act.store.find(Support, theme_id=theme.id)
        others = [one for one in supports if one.organisation_id != theme.raised_by_id]
        if theme.state is SubjectState.WAITING and not others:
            for support in supports:
                act.store.remove(support)
            act.store.remove(theme)
