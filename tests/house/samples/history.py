"""Samples of the commands of the history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.history.deleted import BringBack, deleted_things
from dgsdesk.application.subjects.acts import NoteSubject, RemoveSubject
from dgsdesk.domain.theme import RaisedTheme


def samples(desk: Desk) -> Iterator[Command[Any]]:
    yield NoteSubject("Supprimé par mégarde")
    theme = desk.ask(lambda view: view.store.find(RaisedTheme, title="Supprimé par mégarde")[0].id)
    yield RemoveSubject(theme)
    sequence = next(line.sequence for line in desk.ask(deleted_things) if line.id == theme)
    yield BringBack(sequence, theme)
