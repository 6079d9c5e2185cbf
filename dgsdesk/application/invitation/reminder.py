"""Reminding those who have not answered an invitation (product § 3.6)."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.invitation.invitees import invitees, seat_recipients
from dgsdesk.application.mailing.mailing import Letter, Recipient, merged
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import signed
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Answer, Attendance, AttendeeKind, Meeting, MeetingState
from dgsdesk.domain.wording import NBSP, THIN, date_full, hours


def answer_reminder(store: Store, meeting_id: str, today: date) -> ReminderLetter:
    """Compose the reminder; raises RuleBroken: "meeting_reminder_too_late", "nobody_silent"."""
    meeting = store.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.INVITED or today >= meeting.day:
        raise RuleBroken("meeting_reminder_too_late", day=date_full(meeting.day))
    people = unanswered(store, meeting)
    if not people:
        raise RuleBroken("nobody_silent")
    subject = f"Rappel{NBSP}: votre réponse pour la réunion du {date_full(meeting.day)}"
    return ReminderLetter(
        Letter("", people, subject, _message(store, meeting, today)),
        meeting.uid.partition("@")[0],
        meeting,
    )


def unanswered(store: Store, meeting: Meeting) -> tuple[Recipient, ...]:
    """Return the mailboxes of the seats and guests who have not answered, each once."""
    silent = store.find(Attendance, meeting_id=meeting.id, answer=Answer.UNKNOWN)
    seats = seat_recipients(store, meeting)
    guests = {one.email.casefold() for one in silent if one.kind is not AttendeeKind.MEMBER and one.email}
    found = [seats[one.organisation_id] for one in silent if one.organisation_id in seats]
    found += [one for one in invitees(store, meeting).recipients if one.address.casefold() in guests]
    return merged(found)


def _message(store: Store, meeting: Meeting, today: date) -> str:
    place = f", {meeting.place}" if meeting.place else ""
    return "\n\n".join(
        (
            CALL,
            "Sauf erreur de notre part, nous n’avons pas encore reçu votre réponse à l’invitation à la "
            f"réunion du {date_full(meeting.day)}, {hours(meeting.starts_at, meeting.ends_at)}{place}.",
            f"{_asked(meeting, today)}{THIN}?",
            "Il vous suffit de répondre à ce message, ou d’accepter ou de décliner le rendez-vous dans votre "
            "calendrier.",
            signed(store),
        )
    )


def _asked(meeting: Meeting, today: date) -> str:
    by = meeting.reply_by
    when = f"d’ici au {date_full(by)} inclus" if by is not None and by >= today else "dès que possible"
    remote = ", si vous y participez à distance" if meeting.video_link else ""
    lunch = ", et si vous déjeunez avec nous" if meeting.lunch else ""
    return f"Pourriez-vous nous dire, {when}, si vous venez{remote} ou si vous vous faites représenter{lunch}"
