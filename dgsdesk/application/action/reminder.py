"""Reminding somebody of what they promised: what is late or due soon, in one message (product § 3.12)."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.action.owners import Owner, owners
from dgsdesk.application.mailing.mailing import Letter, Recipient
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import OPEN_STATES, Action, is_overdue, is_pressing
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import NBSP, THIN, cardinal, date_full


def action_reminder(store: Store, action_id: str, today: date) -> ReminderLetter:
    """Compose the reminder to the owner of an action, with all of theirs that are late or due soon.

    Raises RuleBroken("action_settled"), RuleBroken("owner_unreachable").
    """
    action = store.get(Action, action_id)
    if action.state not in OPEN_STATES:
        raise RuleBroken("action_settled")
    every = store.find(Action, state=OPEN_STATES)
    known = owners(store, every, today)
    owner = known.of(action)
    if owner is None:
        raise RuleBroken("owner_unreachable", owner=action.owner or "à désigner")
    theirs = [
        one
        for one in every
        if one.id == action.id or (is_pressing(one, today) and _is_same(known.of(one), owner))
    ]
    theirs.sort(key=lambda one: (one.due or date.max, one.id))
    to = Recipient(**vars(owner))
    return ReminderLetter(Letter("", (to,), _subject(theirs), _message(store, theirs, today)), action.id)


def _is_same(one: Owner | None, other: Owner) -> bool:
    return one is not None and one.address.casefold() == other.address.casefold()


def _subject(actions: list[Action]) -> str:
    if len(actions) == 1:
        return f"Rappel{NBSP}: {shortened(actions[0].text, 80)}"
    return f"Rappel{NBSP}: {cardinal(len(actions))} suites à donner"


def _message(store: Store, actions: list[Action], today: date) -> str:
    meetings = {one.id: one for one in store.find(Meeting, id={one.meeting_id for one in actions} - {None})}
    lines = [_line(one, meetings.get(one.meeting_id or ""), today) for one in actions]
    several = len(actions) > 1
    which = "les suites à donner qui vous ont été confiées" if several else "la suite à donner ci-dessous"
    where = "où elles en sont" if several else "où elle en est"
    return "\n\n".join(
        (
            CALL,
            f"Nous nous permettons de vous rappeler {which}{NBSP}:",
            "\n".join(lines),
            f"Pouvez-vous nous dire {where}{THIN}?",
            signed(store),
        )
    )


def _line(action: Action, meeting: Meeting | None, today: date) -> str:
    due = "sans échéance"
    if action.due is not None:
        late = is_overdue(action, today)
        due = f"{'qui était attendue' if late else 'attendue'} pour le {date_full(action.due)}"
    where = f" (réunion du {date_full(meeting.day)})" if meeting else ""
    return f"– «{NBSP}{action.text}{NBSP}»{where}, {due}."
