"""One instance or more of every command of the meeting and invitation room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import CancelMeeting, PutMeetingOff, SendInvitation, SendUpdate
from dgsdesk.application.invitation.attendance import AddGuest, AnswerInvitation, RemoveGuest, answers_grid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting, PostponeMeeting
from dgsdesk.application.meeting.host_kit import PrepareHostKit
from dgsdesk.application.meeting.page import circle_choices, meetings_list
from dgsdesk.application.meeting.prints import PrintAgenda, PrintSignInSheet
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import Answer, AttendeeKind

FIRST, SECOND, THIRD = date(2028, 3, 15), date(2028, 4, 12), date(2028, 5, 17)
"""Days that no rota of the samples uses."""


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    choice = desk.ask(circle_choices)[0]
    host, other = choice.hosts[1][0], choice.hosts[2][0]
    yield PlanMeeting(choice.id, FIRST, host)
    first = meeting_on(desk, FIRST)
    yield ChangeMeeting(
        first, starts_at=time(10), lunch=False, reply_by=date(2028, 3, 8), writer="Jeanne EXEMPLE"
    )
    yield AddItem(first, title="Essai du sel", presenter="DGS de Gorges", minutes=30)
    yield AddItem(first, title="Réservé aux DGS", audience=Audience.DIRECTORS)
    yield AddGuest(first, "Alix MODÈLE", "directrice", email="alix@exemple.invalid")
    yield PrintAgenda(first)
    yield SendInvitation(first)
    yield from answers(desk, first)
    yield AddGuest(first, "Sacha ESSAI", "élu", kind=AttendeeKind.ELECTED_GUEST)
    yield RemoveGuest(desk.ask(answers_grid, first).rows[-1].id)
    yield PrintSignInSheet(first)
    yield PrepareHostKit(first)
    yield ChangeMeeting(first, host_id=other, video_link="https://visio.exemple.invalid/essai")
    yield AddItem(first, title="Point ajouté après coup")
    yield SendUpdate(first, Way.ONE_FOR_ALL)
    yield PutMeetingOff(first, "salle indisponible")
    yield PostponeMeeting(first, SECOND)
    yield SendInvitation(first, Way.COPIED)
    yield CancelMeeting(first, "salle indisponible")
    yield PlanMeeting(choice.id, THIRD, host)
    yield PostponeMeeting(meeting_on(desk, THIRD), FIRST)
    yield CancelMeeting(meeting_on(desk, FIRST))


def answers(desk: Desk, meeting_id: str) -> Iterator[Command[Any]]:
    """Yield one answer of each kind."""
    rows = desk.ask(answers_grid, meeting_id).rows
    for row, answer in zip(rows, Answer, strict=False):
        yield AnswerInvitation(row.id, answer, "la directrice adjointe", lunch=True)


def meeting_on(desk: Desk, day: date) -> str:
    """Return the meeting of a day."""
    return next(line.id for line in desk.ask(meetings_list) if line.day == day)
