"""Inviting (product § 3.6): what leaves is shown first, then laid as files; the program sends nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dgsdesk.application.agenda.source import give_back, printed_numbers
from dgsdesk.application.calendar.round import round_words
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.documents.head import Source
from dgsdesk.application.invitation.files import (
    Laid,
    laid_names,
    lay_mailing,
    meeting_papers,
    written_message,
)
from dgsdesk.application.invitation.invitees import invitees, seat_members
from dgsdesk.application.invitation.packet import EditionLetter, Packet, packet
from dgsdesk.application.mailing.mailing import Recipient, Unreachable, Way, address_line, sender
from dgsdesk.application.mailing.message_as_left import MessageAsLeft
from dgsdesk.application.mailing.salutation import fields_of_all, merged_text
from dgsdesk.application.meeting.acts import put_off
from dgsdesk.application.meeting.paper import last_version
from dgsdesk.application.rota.replan import followed, replan
from dgsdesk.application.sentences import add_sentences, sentence
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion, number_items
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.meeting import CalendarFile, Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.wording import date_full

add_sentences(
    {
        "invitation_without_place": (
            "Le lieu de la réunion du {day} n’est pas indiqué.",
            "Choisissez l’hôte ou écrivez le lieu, puis recommencez. Rien n’a été changé.",
        ),
        "invitation_without_agenda": (
            "L’ordre du jour de la réunion du {day} est vide.",
            "Inscrivez au moins un point à l’étape « Préparer ». Rien n’a été changé.",
        ),
        "nothing_to_update": (
            "Rien n’a changé depuis l’invitation à la réunion du {day}.",
            "Modifiez d’abord la réunion ou son ordre du jour.",
        ),
        "not_invited_yet": (
            "L’invitation à la réunion du {day} n’est pas encore partie.",
            "Invitez d’abord, à l’étape « Inviter ». Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class SendInvitation(Command[Laid]):
    """Freeze the agenda and lay invitation, agenda, calendar request, sign-in sheet and message drafts.

    Raises RuleBroken("invitation_without_place"), RuleBroken("invitation_without_agenda"), those of
    ``mailing.draft_files``, and RuleBroken("meeting_move") when the meeting is past inviting.
    """

    meeting_id: str
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class SendUpdate(Command[Laid]):
    """Lay the update of an invitation: only what changed, and only for those whom it concerns.

    Calendars hear of day, hours, place and videoconference alone: then everybody's entry is requested again
    with a higher SEQUENCE. A newcomer alone gets the request that holds now, who is no longer invited a
    cancellation to them alone, and a change of the agenda leaves without a calendar file.

    Raises RuleBroken("not_invited_yet"), RuleBroken("nothing_to_update").
    """

    meeting_id: str
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class CancelMeeting(Command[Laid | None]):
    """Call a meeting off; when its invitation had left, lay the messages and the calendar's CANCEL."""

    meeting_id: str
    reason: str = ""
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class PutMeetingOff(Command[Laid | None]):
    """Take a meeting off its day, its new date not being known yet; answers are forgotten.

    Calendars that have it are told at once, by a CANCEL: an entry left on a day when nothing is held would
    keep people busy. The new date later brings a request of the same UID with a higher SEQUENCE. Returns
    None when nobody was invited. Raises RuleBroken("meeting_move").
    """

    meeting_id: str
    reason: str = ""
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class MessagePreview:
    """One message and whose it is; ``edition`` names it when there are several.

    The text is the one for all: ``message_as_it_leaves`` gives the one of a reader.
    """

    edition: str
    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    calendar: CalendarFile = CalendarFile.NONE


@dataclass(frozen=True)
class InvitationPreview:
    """What would leave now: nothing when ``kind`` is None. ``problem`` says in words why it cannot leave.

    ``problem_code`` is the code of the same, so that a page may offer the way out.

    ``recipients`` get a message; ``untouched`` counts those who are invited and get none.
    """

    meeting_id: str
    kind: SendingKind | None
    version: str
    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]
    messages: tuple[MessagePreview, ...]
    files: tuple[str, ...]
    problem: str
    problem_code: str
    untouched: int = 0

    @property
    def calendar_words(self) -> str:
        """Say in a line what reaches the calendars."""
        counts: Counter[CalendarFile] = Counter()
        for message in self.messages:
            counts[message.calendar] += len(message.recipients)
        return round_words(counts)


@dataclass(frozen=True)
class SendingRow:
    """One record of what left."""

    kind: SendingKind
    recipient: str
    address: str
    quality: str
    version: str
    way: str
    day: str


@handles(SendInvitation, "Invitation à la réunion du {day_words} préparée pour {count}")
def send_invitation(act: Act, command: SendInvitation) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    _check_ready(act, meeting)
    meeting.move(MeetingState.INVITED)
    people = seat_members(act, meeting)
    _number(act, meeting, late=False)
    meeting.raise_sequence(act.now)
    made = packet(act, meeting, SendingKind.INVITATION, act.now)
    _freeze(act, meeting, made)
    meeting.invited_on = act.today
    return lay_mailing(act, meeting, made, command.way, meeting_papers(act, made, people))


@handles(SendUpdate, "Mise à jour de l’invitation du {day_words} préparée pour {count}")
def send_update(act: Act, command: SendUpdate) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    if meeting.state is not MeetingState.INVITED:
        raise RuleBroken("not_invited_yet", day=date_full(meeting.day))
    _check_ready(act, meeting)
    _number(act, meeting, late=True)
    made = packet(act, meeting, SendingKind.UPDATE, act.now)
    if not made.letters:
        raise RuleBroken("nothing_to_update", day=date_full(meeting.day))
    people = seat_members(act, meeting)
    if made.moves_calendars:
        meeting.raise_sequence(act.now)
    _freeze(act, meeting, made)
    return lay_mailing(act, meeting, made, command.way, meeting_papers(act, made, people))


@handles(CancelMeeting, "Réunion du {day_words} annulée{followed}")
def cancel_meeting(act: Act, command: CancelMeeting) -> Laid | None:
    meeting = act.store.get(Meeting, command.meeting_id)
    meeting.move(MeetingState.CANCELLED)
    act.tell(day_words=date_full(meeting.day))
    for item in act.store.find(AgendaItem, meeting_id=meeting.id):
        give_back(act.store, item)
    for turn in act.store.find(HostTurn, meeting_id=meeting.id):
        act.store.remove(turn)  # nobody hosted: the turn is still owed
    act.tell(followed=followed(replan(act, meeting.circle_id)))
    return _call_off(act, meeting, SendingKind.CANCELLATION, command)


@handles(PutMeetingOff, "Réunion du {day_words} reportée à une date à fixer{followed}")
def put_meeting_off(act: Act, command: PutMeetingOff) -> Laid | None:
    meeting = act.store.get(Meeting, command.meeting_id)
    act.tell(day_words=date_full(meeting.day))
    put_off(act, meeting)
    act.tell(followed=followed(replan(act, meeting.circle_id)))
    return _call_off(act, meeting, SendingKind.POSTPONEMENT, command)


def _call_off(
    act: Act, meeting: Meeting, kind: SendingKind, command: CancelMeeting | PutMeetingOff
) -> Laid | None:
    """Tell those who were invited, and their calendars."""
    if meeting.invited_on is None:
        return None
    meeting.raise_sequence(act.now)
    made = packet(act, meeting, kind, act.now, command.reason.strip())
    return lay_mailing(act, meeting, made, command.way) if made.letters else None


def invitation_preview(view: View, meeting_id: str, way: Way = Way.ONE_EACH) -> InvitationPreview:
    """Return exactly what would leave now, by the way chosen: an invitation, an update, or nothing."""
    meeting = view.store.get(Meeting, meeting_id)
    kind = _kind_now(meeting)
    made = packet(view, meeting, kind or SendingKind.INVITATION, view.clock.now())
    leaves = kind is not None and bool(made.letters)
    return _preview(made, way, _problem(view, meeting) if leaves else None, leaves=leaves)


def message_as_it_leaves(view: View, meeting_id: str, way: Way, address: str) -> MessageAsLeft | None:
    """Return the message that would leave now for an address, read back from its own bytes.

    Nothing when no message would leave, or when it cannot (``InvitationPreview.problem`` says why).
    """
    meeting = view.store.get(Meeting, meeting_id)
    kind = _kind_now(meeting)
    if kind is None or _problem(view, meeting):
        return None
    made = packet(view, meeting, kind, view.clock.now())
    return written_message(view, meeting, made, way, address)


def calling_off_preview(
    view: View, meeting_id: str, kind: SendingKind, way: Way = Way.ONE_EACH, reason: str = ""
) -> InvitationPreview:
    """Return what would leave if the meeting were called off or put off now (``CALLING_OFF``)."""
    meeting = view.store.get(Meeting, meeting_id)
    made = packet(view, meeting, kind, view.clock.now(), reason.strip())
    return _preview(made, way, None, leaves=bool(made.letters))


def _preview(made: Packet, way: Way, problem: KnownError | None, *, leaves: bool) -> InvitationPreview:
    return InvitationPreview(
        meeting_id=made.paper.meeting_id,
        kind=made.kind if leaves else None,
        version=made.new_letter,
        recipients=made.recipients if leaves else made.people.recipients,
        unreachable=made.people.unreachable,
        messages=tuple(_message(made, letter) for letter in made.letters) if leaves else (),
        files=laid_names(made, way) if leaves else (),
        problem=sentence(problem).message if problem else "",
        problem_code=problem.code if problem else "",
        untouched=len(made.untouched) if leaves else 0,
    )


def _message(made: Packet, letter: EditionLetter) -> MessagePreview:
    return MessagePreview(
        letter.readers,
        letter.recipients,
        letter.subject,
        merged_text(letter.text, fields_of_all(one.edition for one in letter.recipients)),
        letter.calendar,
    )


def copy_addresses(view: View, meeting_id: str) -> str:
    """Return the addresses to paste in a mail program: of those to write to now, else of all invited."""
    preview = invitation_preview(view, meeting_id, Way.COPIED)
    return address_line(
        [
            one
            for message in preview.messages
            if message.calendar is not CalendarFile.REMOVED
            for one in message.recipients
        ]
        or invitees(view.store, view.store.get(Meeting, meeting_id)).recipients
    )


def sendings_of(view: View, meeting_id: str) -> list[SendingRow]:
    """Return what left about a meeting, newest first."""
    return [
        SendingRow(
            one.kind,
            one.recipient,
            one.address,
            one.quality,
            one.version,
            one.way,
            date_full(one.sent_at.date()),
        )
        for one in reversed(view.store.find(Sending, meeting_id=meeting_id))
    ]


def _kind_now(meeting: Meeting) -> SendingKind | None:
    return {
        MeetingState.PLANNED: SendingKind.INVITATION,
        MeetingState.INVITED: SendingKind.UPDATE,
    }.get(meeting.state)


def _check_ready(source: Source, meeting: Meeting) -> None:
    if not meeting.place and not meeting.video_link:
        raise RuleBroken("invitation_without_place", day=date_full(meeting.day))
    if not source.store.find(AgendaItem, meeting_id=meeting.id):
        raise RuleBroken("invitation_without_agenda", day=date_full(meeting.day))


def _problem(view: View, meeting: Meeting) -> KnownError | None:
    try:
        _check_ready(view, meeting)
        sender(view.store)
    except KnownError as error:
        return error
    return None


def _number(act: Act, meeting: Meeting, *, late: bool) -> None:
    """Give every item its printed number; what already has one keeps it."""
    items = act.store.find(AgendaItem, meeting_id=meeting.id)
    parts = act.store.find(AgendaPart, meeting_id=meeting.id)
    numbers = number_items(parts, items, printed_numbers(act.store, meeting.id))
    for item in items:
        item.added_late = item.added_late or (late and not item.number)
        item.number = numbers[item.id]


def _freeze(act: Act, meeting: Meeting, made: Packet) -> None:
    """Keep what is being announced as the agenda's version."""
    version = last_version(act, meeting.id)
    if version is not None and version.letter == made.new_letter:
        version.particulars = made.paper.particulars
        version.lines, version.items = made.paper.lines, made.paper.items
    else:
        act.store.add(
            AgendaVersion(
                id=act.new_id(),
                meeting_id=meeting.id,
                letter=made.new_letter,
                frozen_at=act.now,
                lines=made.paper.lines,
                particulars=made.paper.particulars,
                items=made.paper.items,
            )
        )
    meeting.agenda_letter = made.new_letter
    meeting.changed_since_invitation = False
