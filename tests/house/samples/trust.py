"""Samples of the commands of restoring and of retention."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields, VacatePost
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.privacy.processing_register import PrintRegisterSheet
from dgsdesk.application.privacy.retention import ApplyRetention
from dgsdesk.application.privacy.terms import SetRetention
from dgsdesk.application.safety.restoring import RestoreBackup
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.domain.network import Role
from dgsdesk.domain.retention import KeptKind


def samples(desk: Desk) -> Iterator[Command[Any]]:
    with TemporaryDirectory() as folder:
        file = desk.keeper.copy_to(folder).file
        yield NoteSubject("Noté après la sauvegarde")
        yield RestoreBackup(file)
    place = desk.ask(directory_page).organisations[0]
    gone = PersonFields("Paule", "Partie", email="paule.partie@exemple.invalid")
    yield NameToPost(place.id, Role.DGA, gone)
    place = next(one for one in desk.ask(directory_page).organisations if one.id == place.id)
    post = next(one for one in place.posts if one.name == "Paule PARTIE")
    yield VacatePost(post.appointment_id, date(2025, 1, 1))
    yield SetRetention(KeptKind.CONTACTS, 6)
    yield ApplyRetention()
    yield PrintRegisterSheet()
