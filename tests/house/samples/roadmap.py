"""One instance or more of every command of the roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.action.roadmap import (
    AddRequest,
    EditRequest,
    LinkWork,
    MoveRequest,
    RemoveRequest,
    SetRequestState,
    UnlinkWork,
)
from dgsdesk.application.action.roadmap_page import PrintRoadmap, roadmap_page
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.roadmap import RequestState


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    yield NoteSubject("Accueil des gens du voyage")
    yield AddRequest("Un guichet commun", "Bureau communautaire", date(2026, 11, 12), date(2027, 6, 30))
    yield AddRequest("Partager les astreintes d’hiver")
    first, second = (row.id for row in desk.ask(roadmap_page).rows)
    yield EditRequest(first, expected="Un lieu, un numéro", lead="DGS de Clisson", due=None)
    yield MoveRequest(second, -1)
    theme = next(one for one in desk.ask(roadmap_page).choices if one.kind is SourceKind.RAISED_THEME)
    yield LinkWork(first, theme.kind, theme.source_id)
    yield LinkWork(second, theme.kind, theme.source_id)
    yield PrintRoadmap()
    works = [work.id for row in desk.ask(roadmap_page).rows for work in row.works]
    yield UnlinkWork(works[0])
    yield SetRequestState(first, RequestState.DONE)
    yield RemoveRequest(second)
