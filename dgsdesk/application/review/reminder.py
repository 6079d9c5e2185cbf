"""Reminding those from whom nothing came that the observations end (product § 3.9)."""

from __future__ import annotations

from datetime import date, timedelta

from dgsdesk.application.invitation.invitees import seat_recipients
from dgsdesk.application.mailing.mailing import Letter, Recipient, merged
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.review.express_approval import seat_rows
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Circulation, MinutesVersion, version_label
from dgsdesk.domain.wording import NBSP, date_full


def observation_reminder(store: Store, meeting_id: str, today: date) -> ReminderLetter:
    """Compose the reminder; raises RuleBroken: "not_in_review", "nobody_silent", "reminder_too_late"."""
    meeting = store.get(Meeting, meeting_id)
    circulation = standing_circulation(circulations_of(store, meeting.id))
    if circulation is None:
        raise RuleBroken("not_in_review")
    if today > circulation.last_day:
        raise RuleBroken("reminder_too_late", day=date_full(circulation.last_day))
    people = silent_recipients(store, meeting, circulation)
    if not people:
        raise RuleBroken("nobody_silent")
    subject = (
        f"Rappel{NBSP}: vos observations sur le projet de compte rendu du {date_full(meeting.day)} sont "
        f"attendues {_until(circulation.last_day, today)}"
    )
    number = store.get(MinutesVersion, circulation.version_id).number
    letter = Letter("", people, subject, _message(store, meeting, circulation, number, today))
    return ReminderLetter(letter, circulation.version_id, meeting, version_label(number))


def silent_recipients(store: Store, meeting: Meeting, circulation: Circulation) -> tuple[Recipient, ...]:
    """Return the mailboxes of the seats from which nothing came, each once."""
    silent = {row.organisation_id for row in seat_rows(store, meeting, circulation) if row.silent}
    by_seat = seat_recipients(store, meeting)
    return merged(one for organisation_id, one in by_seat.items() if organisation_id in silent)


def _until(last_day: date, today: date) -> str:
    if last_day == today:
        return f"jusqu’à ce soir, {date_full(last_day)}, minuit"
    if last_day == today + timedelta(days=1):
        return f"jusqu’à demain, {date_full(last_day)} inclus"
    return f"jusqu’au {date_full(last_day)} inclus"


def _message(store: Store, meeting: Meeting, circulation: Circulation, number: int, today: date) -> str:
    return "\n\n".join(
        (
            CALL,
            f"Le projet de compte rendu de la réunion du {date_full(meeting.day)} (version {number}) vous a "
            f"été adressé le {date_full(circulation.sent_on)}. Vos observations sont attendues "
            f"{_until(circulation.last_day, today)}.",
            "Si le texte vous convient, vous n’avez rien à faire"
            f"{NBSP}: à défaut d’observation, il est réputé approuvé le "
            f"{date_full(circulation.approved_on)} à 0{NBSP}h. Vous pouvez aussi répondre "
            f"«{NBSP}j’approuve{NBSP}» à ce message.",
            signed(store),
        )
    )
