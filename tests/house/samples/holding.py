"""One instance or more of every command of a session: presence, items, notes, decisions, suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.minutes.holding import (
    AddDecision,
    AddSuggestion,
    CloseSession,
    OpenItem,
    OpenSession,
    PauseSession,
    RemoveSuggestion,
    ResumeSession,
    SetLunch,
    SetPresence,
    SetRoles,
    SetTimes,
    WriteEntry,
)
from dgsdesk.application.minutes.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.minutes.session_page import SessionPage, session_page
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.domain.meeting import Presence
from dgsdesk.domain.richtext import paragraphs_of

DAY = date(2026, 10, 6)


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    host = desk.ask(rota_page).rows[3].organisation_id
    yield PlanMeeting(desk.ask(circles)[0][0], DAY, host)
    meeting = next(line.id for line in desk.ask(meetings_list) if line.day == DAY)
    yield AddItem(meeting, title="Déneigement et viabilité hivernale")
    yield AddItem(meeting, title="Avaloirs et grilles")
    yield SendInvitation(meeting)
    yield from _opened(desk, meeting)
    yield from _noted(desk, meeting)
    yield from _closed(desk, meeting, host)


def _page(desk: Desk, meeting: str) -> SessionPage:
    return desk.ask(session_page, meeting)


def _opened(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    yield OpenSession(meeting)
    first, second, *_ = _page(desk, meeting).attendance
    yield SetPresence(first.id, Presence.PRESENT)
    yield SetPresence(second.id, Presence.REPRESENTED, "la DGA")
    yield SetPresence(second.id, Presence.EXCUSED)
    yield SetPresence(second.id, Presence.PRESENT, arrived=time(10, 5))
    yield SetTimes(second.id, time(10, 10), time(11, 30))
    yield SetTimes(second.id, None, None)
    yield SetLunch(first.id, True)
    yield SetRoles(meeting, "DGS de Gorges", "DGS de Clisson")
    yield SetRoles(meeting, "DGS de Gorges", "DGS de Clisson", "Salle des fêtes")
    yield PauseSession(meeting)
    yield ResumeSession(meeting)


def _noted(desk: Desk, meeting: str) -> Iterator[Command[Any]]:
    first, second = (item.id for item in _page(desk, meeting).items)
    yield OpenItem(meeting, first)
    yield KeepNotes(first, paragraphs_of("Trois niveaux de service."))
    yield KeepNotes(
        second, paragraphs_of("Entre deux notes d’un point\u202f: le journal joint celles qui se suivent.")
    )
    yield KeepNotes(
        first,
        paragraphs_of("Trois niveaux de service.\nUne carte unique."),
        (NotedDecision("decision-1", "L’Agglo déneige.", 1), NotedDecision("decision-2", "Une carte.", 2)),
        (NotedAction("action-1", "Écrire la carte", "DGS de Gorges", None, date(2027, 1, 8), 1),),
    )
    yield PauseSession(meeting)
    yield KeepNotes(
        first,
        paragraphs_of("Une carte unique."),
        (NotedDecision("decision-2", "Une carte pour tous.", 0),),
    )
    yield OpenItem(meeting, second, 600)
    yield WriteEntry(second, paragraphs_of("Qui cure ?"))
    yield WriteEntry(second, paragraphs_of("Qui cure, et quand ?"))
    yield AddDecision(second, "La commune cure.")
    (decision,) = _page(desk, meeting).items[1].decisions
    curing = paragraphs_of("Qui cure, et quand ?")
    yield KeepNotes(second, curing, (NotedDecision(decision.id, "La commune cure deux fois par an."),))


def _closed(desk: Desk, meeting: str, host: str) -> Iterator[Command[Any]]:
    yield OpenItem(meeting, None)
    yield AddSuggestion(meeting, "Archives communes", host)
    yield AddSuggestion(meeting, "Notée par erreur")
    yield RemoveSuggestion(_page(desk, meeting).suggestions[-1].id)
    yield CloseSession(meeting)
