"""Reminding those who did not answer that the observations end: drafts that the user sends (§ 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.circulation import signed
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.express_approval import seat_rows
from dgsdesk.application.invitation_files import DRAFTS_FOLDER
from dgsdesk.application.invitees import seat_recipients
from dgsdesk.application.mailing import (
    Letter,
    Mailing,
    Recipient,
    Way,
    address_line,
    draft_files,
    merged,
    record_sendings,
)
from dgsdesk.application.minutes_version import circulations_of, shelf_of, standing_circulation
from dgsdesk.application.observation import meeting_in_review
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, SendingKind
from dgsdesk.domain.minutes import Circulation, MinutesVersion, version_label
from dgsdesk.domain.wording import NBSP, date_full, plural

add_sentences(
    {
        "nobody_silent": (
            "Chacun a déjà répondu : il n’y a personne à relancer.",
            "Rien n’a été changé.",
        ),
        "reminder_too_late": (
            "Le délai d’observations a pris fin le {day} : un rappel n’aurait plus d’effet.",
            "Constatez l’approbation, ou envoyez une nouvelle version. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class Reminded:
    """What a reminder made: the drafts, the addresses to copy, how many it goes to."""

    paths: tuple[str, ...]
    addresses: str
    recipients: int


@dataclass(frozen=True)
class RemindSilent(Command[Reminded]):
    """Lay a reminder for each seat that neither approved nor observed anything; the user sends them.

    Raises RuleBroken: "not_in_review", "nobody_silent", "reminder_too_late".
    """

    meeting_id: str
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class ReminderPreview:
    """To whom a reminder would go, and what it says."""

    recipients: tuple[Recipient, ...]
    subject: str
    message: str


def reminder_preview(view: View, meeting_id: str) -> ReminderPreview:
    """Return what ``RemindSilent`` would lay; raises the same known errors."""
    meeting = view.store.get(Meeting, meeting_id)
    letter = _letter(view.store, meeting, view.clock.today())
    return ReminderPreview(letter.recipients, letter.subject, letter.text)


def silent_recipients(store: Store, meeting: Meeting, circulation: Circulation) -> tuple[Recipient, ...]:
    """Return the mailboxes of the seats from which nothing came, each once."""
    silent = {row.organisation_id for row in seat_rows(store, meeting, circulation) if row.silent}
    by_seat = seat_recipients(store, meeting)
    return merged(one for organisation_id, one in by_seat.items() if organisation_id in silent)


def _letter(store: Store, meeting: Meeting, today: date) -> Letter:
    circulation = standing_circulation(circulations_of(store, meeting.id))
    if circulation is None:
        raise RuleBroken("not_in_review")
    if today > circulation.last_day:
        raise RuleBroken("reminder_too_late", day=date_full(circulation.last_day))
    people = silent_recipients(store, meeting, circulation)
    if not people:
        raise RuleBroken("nobody_silent")
    subject = (
        f"Rappel{NBSP}: les observations sur le compte rendu du {date_full(meeting.day)} "
        f"s’arrêtent {_when(circulation.last_day, today)}"
    )
    return Letter("", people, subject, _message(store, meeting, circulation, today))


def _when(last_day: date, today: date) -> str:
    if last_day == today:
        return f"ce soir, {date_full(last_day)}, à minuit"
    if last_day == today + timedelta(days=1):
        return f"demain, {date_full(last_day)}, à minuit"
    return f"le {date_full(last_day)} à minuit"


def _message(store: Store, meeting: Meeting, circulation: Circulation, today: date) -> str:
    number = store.get(MinutesVersion, circulation.version_id).number
    return "\n\n".join(
        (
            "Bonjour,",
            f"Le projet de compte rendu de la réunion du {date_full(meeting.day)} (version {number}) vous a "
            f"été adressé le {date_full(circulation.sent_on)}. Les observations s’arrêtent "
            f"{_when(circulation.last_day, today)}.",
            "Si le texte vous convient, vous n’avez rien à faire"
            f"{NBSP}: à défaut d’observation, il est réputé approuvé le "
            f"{date_full(circulation.approved_on)} à 0{NBSP}h. Vous pouvez aussi répondre "
            f"«{NBSP}j’approuve{NBSP}» à ce message.",
            signed(store),
        )
    )


@handles(RemindSilent, "Rappel préparé pour {count_words}")
def remind_silent(act: Act, command: RemindSilent) -> Reminded:
    meeting = meeting_in_review(act, command.meeting_id)
    letter = _letter(act.store, meeting, act.today)
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    assert circulation is not None
    version = act.store.get(MinutesVersion, circulation.version_id)
    shelf = shelf_of(act.store, meeting)
    mailing = Mailing(
        command.way,
        f"{version.id}.rappel.{act.today:%Y%m%d}",
        lambda what: shelf.name(f"rappel {what}", "eml"),
    )
    drafts = f"{shelf.folder}/{DRAFTS_FOLDER}_rappel_{act.now:%Y-%m-%d_%Hh%M}"
    paths = act.lay(drafts, draft_files(act, mailing, [letter]))
    record_sendings(
        act,
        meeting,
        SendingKind.REMINDER,
        letter.recipients,
        version=version_label(version.number),
        way=command.way,
    )
    count = len(letter.recipients)
    act.tell(count_words=plural(count, "destinataire", "destinataires"))
    return Reminded(tuple(paths), address_line(letter.recipients), count)
