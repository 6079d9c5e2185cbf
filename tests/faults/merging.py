"""The merge of returned dossiers as a work: a host's returns are written before, one is taken in each act."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from dgsdesk.application.agenda import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier import ExportDossier, ReturnDossier
from dgsdesk.application.dossier_take import TakeDossier
from dgsdesk.application.meeting import PlanMeeting
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.rota_page import circles, rota_page
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.domain.agenda import AgendaItem

RETURNS = 6


def entrust(desk: Desk, folder: Path) -> None:
    """Let a meeting leave as a dossier, be worked on elsewhere and come back again and again."""
    day = desk.clock.today() + timedelta(days=14)
    host_id = desk.ask(rota_page).rows[3].organisation_id
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], day, host_id)).value
    desk.run(AddItem(meeting, title="Déneigement"))
    sent = desk.run(ExportDossier(meeting, "Gorges", folder=str(folder), name="aller.dgsdesk")).value.file
    elsewhere = folder / "hôte"
    place = open_dossier(Path(sent), elsewhere, today=desk.clock.today())
    host = open_desk(place.database, documents=elsewhere, clock=FixedClock.on(desk.clock.today()))
    for number in range(RETURNS):
        host.run(AddItem(meeting, title=_title(number)))
        host.run(ReturnDossier(meeting, folder=str(folder), name=_name(number)))
    host.close()
    shutil.rmtree(elsewhere)


def take(desk: Desk, number: int) -> dict[str, object]:
    """Take the next return in, and say what came with it."""
    file = Path(desk.keeper.place()).with_name(_name(number % RETURNS))
    desk.run(TakeDossier(file.name, file.read_bytes()))
    return {"merged": _title(number % RETURNS)}


def lost_titles(desk: Desk, wanted: set[object]) -> set[object]:
    """Return what was said to have come and is not there."""
    with desk.vault.reading() as store:
        return wanted - {one.title for one in store.find(AgendaItem)}


def _title(number: int) -> str:
    return f"Ajouté par l’hôte, {number}"


def _name(number: int) -> str:
    return f"retour-{number}.dgsdesk"
