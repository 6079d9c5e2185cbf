"""One instance or more of every command of the library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.grey_zone.page import grey_zones_page
from dgsdesk.application.library.acts import (
    AddDocuments,
    AddVersion,
    AttachDocument,
    DetachDocument,
    EditDocument,
    NewFile,
    Place,
    RemoveDocument,
)
from dgsdesk.application.library.page import library_page
from dgsdesk.domain.library import OwnerKind


def samples(desk: Desk) -> Iterator[Command[Any]]:
    yield AddGreyZone("Salage des trottoirs")
    zone_id = next(
        line.id for line in desk.ask(grey_zones_page).lines if line.title == "Salage des trottoirs"
    )
    zone = Place(OwnerKind.GREY_ZONE, zone_id)
    yield AddDocuments((NewFile("Viabilité hivernale.txt", b"Qui sale les trottoirs"),), zone)
    yield AddDocuments((NewFile("RIFSEEP.txt", b"Regime indemnitaire"),))
    every = {line.title: line.id for line in desk.ask(library_page).lines}
    winter, pay = every["Viabilité hivernale"], every["RIFSEEP"]
    yield AddVersion(winter, NewFile("Viabilité hivernale 2.txt", b"Qui sale, et quand"))
    yield EditDocument(pay, title="Régime indemnitaire", tags=("paie", "Paie "), review_on=date(2027, 1, 4))
    yield AttachDocument(pay, zone)
    yield DetachDocument(pay, zone)
    yield RemoveDocument(winter)
