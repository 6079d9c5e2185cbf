"""One instance or more of every command of the room of actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.action.acts import AddAction, EditAction, MoveAction, RemoveAction, actions_list
from dgsdesk.application.action.printing import PrintActions
from dgsdesk.application.agenda.referral import PrintReferrals, SetReferral
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.dispatch.decision_register import PrintDecisions, ReplaceDecision, decisions_page
from dgsdesk.application.home.reminder import Remind
from dgsdesk.application.registers import is_over
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.agenda import AgendaItem, Referral
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Meeting, ReminderTopic


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    yield AddAction(None, "Relever les compteurs", "DGS de Gorges", due=date(2026, 11, 2))
    yield AddAction(None, "Écrire au département")
    readings, letter = (_of(desk, text) for text in ("Relever les compteurs", "Écrire au département"))
    yield EditAction(letter, "Écrire au département et à la région", "DGS", date(2027, 1, 15))
    yield MoveAction(readings, ActionState.DOING)
    yield PrintActions()
    yield Remind(ReminderTopic.ACTIONS, readings)
    yield MoveAction(readings, ActionState.DONE)
    yield MoveAction(letter, ActionState.DROPPED)
    yield RemoveAction(letter)
    yield SetReferral(desk.ask(_item_held), Referral.ARBITRATION)
    yield PrintReferrals(Referral.ARBITRATION)
    newest, *_, oldest = desk.ask(decisions_page).lines
    yield ReplaceDecision(oldest.id, newest.id)
    yield PrintDecisions()
    yield ReplaceDecision(oldest.id, None)


def _of(desk: Desk, text: str) -> str:
    return next(row.id for row in desk.ask(actions_list) if row.text == text)


def _item_held(view: View) -> str:
    """An item that a meeting has discussed and that everybody may read."""
    meetings = {meeting.id for meeting in view.store.find(Meeting) if is_over(meeting)}
    items = view.store.find(AgendaItem, meeting_id=meetings, discussed=True, audience=Audience.ALL)
    return items[0].id
