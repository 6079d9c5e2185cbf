"""Samples of the commands of restoring."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.restoring import RestoreBackup
from dgsdesk.application.theme import NoteSubject


def samples(desk: Desk) -> Iterator[Command[Any]]:
    with TemporaryDirectory() as folder:
        file = desk.keeper.copy_to(folder)
        yield NoteSubject("Noté après la sauvegarde")
        yield RestoreBackup(file)
