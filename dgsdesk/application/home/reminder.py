"""Reminders: always proposed, never sent by themselves; one way for all of them.

A topic composes its letter; a person reads it over and may reword it; the drafts are laid for the user's own
mail program, and the record of what left keeps the same reminder from being proposed again too soon
(``reminders_due``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.action.reminder import action_reminder
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.dossier.reminder import dossier_reminder
from dgsdesk.application.grey_zone.question import zone_question
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.invitation.reminder import answer_reminder
from dgsdesk.application.mailing.mailing import (
    Mailing,
    Recipient,
    Way,
    address_line,
    draft_files,
    record_sendings,
)
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.minutes.version import shelf_of
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.reminder import observation_reminder
from dgsdesk.application.view import View
from dgsdesk.domain.meeting import ReminderTopic, SendingKind
from dgsdesk.domain.wording import plural

Composed = Callable[[View, str, date], ReminderLetter]


def _of_store(compose: Callable[[Store, str, date], ReminderLetter]) -> Composed:
    return lambda view, subject_id, today: compose(view.store, subject_id, today)


_COMPOSED: dict[ReminderTopic, Composed] = {
    ReminderTopic.ANSWER: _of_store(answer_reminder),
    ReminderTopic.OBSERVATIONS: _of_store(observation_reminder),
    ReminderTopic.ACTIONS: _of_store(action_reminder),
    ReminderTopic.DOSSIER: _of_store(dossier_reminder),
    ReminderTopic.GREY_ZONE: zone_question,
}


@dataclass(frozen=True)
class Reminded:
    """What a reminder made: the drafts, the addresses to copy, how many it goes to."""

    paths: tuple[str, ...]
    addresses: str
    recipients: int


@dataclass(frozen=True)
class Remind(Command[Reminded]):
    """Lay a reminder for those who are concerned; the user sends it.

    ``subject_id`` is a meeting's, for ACTIONS one of the actions of the person to remind, for DOSSIER the one
    that is awaited, for GREY_ZONE the case that is asked about. ``subject`` and ``text`` reword it, fields
    included (``salutation``); empty, the usual words stay. Raises the known errors of each topic's own letter
    (the ``reminder`` of its room) and of ``mailing.draft_files``.
    """

    topic: ReminderTopic
    subject_id: str
    subject: str = ""
    text: str = ""
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class ReminderPreview:
    """To whom a reminder would go, and what it says, its fields not yet filled in."""

    topic: ReminderTopic
    subject_id: str
    recipients: tuple[Recipient, ...]
    subject: str
    text: str


def reminder_preview(view: View, topic: ReminderTopic, subject_id: str) -> ReminderPreview:
    """Return what ``Remind`` would lay; raises the same known errors."""
    letter = _COMPOSED[topic](view, subject_id, view.clock.today()).letter
    return ReminderPreview(topic, subject_id, letter.recipients, letter.subject, letter.text)


@handles(Remind, "{what} pour {count_words}")
def remind(act: Act, command: Remind) -> Reminded:
    composed = _COMPOSED[command.topic](act.view, command.subject_id, act.today)
    letter = replace(
        composed.letter,
        subject=command.subject.strip() or composed.letter.subject,
        text=command.text.strip() or composed.letter.text,
    )
    folder, mailing = _place(act, composed, command.way)
    paths = act.lay(folder, draft_files(act, mailing, [letter]))
    record_sendings(
        act,
        composed.meeting,
        SendingKind.REMINDER,
        letter.recipients,
        version=composed.version,
        way=command.way,
        topic=command.topic,
    )
    act.tell(what="Demande préparée" if composed.about else "Rappel préparé")
    count = len(letter.recipients)
    one = letter.recipients[0]
    act.tell(
        count_words=(one.name or one.quality)
        if count == 1
        else plural(count, "destinataire", "destinataires")
    )
    return Reminded(tuple(paths), address_line(letter.recipients), count)


def _place(act: Act, composed: ReminderLetter, way: Way) -> tuple[str, Mailing]:
    """Return where the drafts go and how they are called: with the meeting, else with the actions."""
    key = f"{composed.key}.rappel.{act.now:%Y%m%d%H%M%S}"
    if composed.about:
        stem = file_stem(act.today, "question", composed.about)
        folder = f"Zones grises/{stem} {act.now:%Hh%M}"
        return folder, Mailing(way, key, lambda what: f"{file_stem(act.today, 'question', what)}.eml")
    if composed.meeting is None:
        owner = composed.letter.recipients[0]
        stem = file_stem(act.today, "rappel", owner.name or owner.quality)
        return "Actions", Mailing(way, key, lambda _: f"{stem}.eml")
    shelf = shelf_of(act.store, composed.meeting)
    folder = f"{shelf.folder}/{DRAFTS_FOLDER}_rappel_{act.now:%Y-%m-%d_%Hh%M}"
    return folder, Mailing(way, key, lambda what: shelf.name(f"rappel {what}", "eml"))
