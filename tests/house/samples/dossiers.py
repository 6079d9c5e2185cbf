"""Samples of the commands of dossiers: one leaves, one comes back, one is sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier, ReturnDossier
from dgsdesk.application.dossier.take import TakeDossier
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from tests.dossiers_returned import returned_dossier, with_row


@dataclass(frozen=True)
class MarkAsOpened(Command[None]):
    """Take the last dossier that left for the one that this network was made of, as on a host's laptop."""


@handles(MarkAsOpened, "Dossier pris pour origine")
def mark_as_opened(act: Act, command: MarkAsOpened) -> None:
    for dossier in act.store.find(Dossier, way=DossierWay.SENT):
        dossier.way = DossierWay.OPENED


def samples(desk: Desk) -> Iterator[Command[Any]]:
    meeting_id = desk.ask(meetings_list)[0].id
    yield ExportDossier(meeting_id, "DGS de Clisson")
    back = desk.ask(returned_dossier, meeting_id, partial(with_row, row_id=meeting_id, place="Salle basse"))
    yield TakeDossier("retour.dgsdesk", back)
    yield MarkAsOpened()
    yield ReturnDossier(meeting_id, passphrase="quatre mots sans rapport")
    yield ExportDossier(meeting_id, "Mairie de Gorges", Purpose.READ)
    yield ExportDossier(meeting_id, "DGS de Gorges", Purpose.OBSERVE, address="dgs@exemple.invalid")
