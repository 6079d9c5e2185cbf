"""Dossiers as works: one is written, one is opened and sent back elsewhere, returns are merged.

The merge takes in each act one of a host's returns, which were written before; each of them holds what the
ones before it held.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier, ReturnDossier
from dgsdesk.application.dossier.take import TakeDossier
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.application.safety.checking import check_network
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import Meeting
from tests.faults.judged_once import once

RETURNS = 6
ELSEWHERE = "ailleurs"
"""The folder of what a host has, which is no part of the network."""

_OURS, _SENT = "Déneigement", "aller.dgsdesk"


def entrust(desk: Desk, folder: Path) -> None:
    """Let a meeting leave as a dossier, be worked on elsewhere and come back again and again."""
    meeting = _leave(desk, folder)
    host = _host(folder, "hôte", desk.clock.today())
    for number in range(RETURNS):
        host.run(AddItem(meeting, title=_title(number)))
        host.run(ReturnDossier(meeting, folder=str(folder), name=_name(number)))
    host.close()
    shutil.rmtree(folder / "hôte")


def send(desk: Desk, folder: Path) -> None:
    """Let a meeting leave as a dossier."""
    _leave(desk, folder)


def _leave(desk: Desk, folder: Path) -> str:
    day = desk.clock.today() + timedelta(days=14)
    host_id = desk.ask(rota_page).rows[3].organisation_id
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], day, host_id)).value
    desk.run(AddItem(meeting, title=_OURS))
    desk.run(ExportDossier(meeting, "Gorges", folder=str(folder), name=_SENT))
    return meeting


def _host(folder: Path, elsewhere: str, today: date) -> Desk:
    place = open_dossier(folder / _SENT, folder / elsewhere, today=today)
    return open_desk(place.database, documents=folder / elsewhere / "documents", clock=FixedClock.on(today))


# -- acts ----------------------------------------------------------------------------------------------------


def take(desk: Desk, number: int) -> dict[str, object]:
    """Take the next return in, and say what came with it."""
    file = _folder(desk) / _name(number % RETURNS)
    desk.run(TakeDossier(file.name, file.read_bytes()))
    return {"merged": number % RETURNS}


def write(desk: Desk, number: int) -> dict[str, object]:
    """Write the meeting as a dossier once more, and say what file it became."""
    reader = f"Lecteur {number}"
    written = desk.run(ExportDossier(meeting_of(desk), reader, name=f"dossier-{number}.dgsdesk"))
    return {"sent": reader, **_laid(_folder(desk), Path(written.value.file))}


def answer(desk: Desk, number: int) -> dict[str, object]:
    """Open the dossier where the network is not, add an item there and send it back."""
    folder = _folder(desk)
    host = _host(folder, ELSEWHERE, desk.clock.today())
    try:
        host.run(AddItem(meeting_of(host), title=_title(number)))
        written = host.run(ReturnDossier(meeting_of(host), name=f"retour-{number}.dgsdesk"))
        return {"answered": _title(number), **_laid(folder, Path(written.value.file))}
    finally:
        host.close()


def _folder(desk: Desk) -> Path:
    return Path(desk.keeper.place()).parent


def meeting_of(desk: Desk) -> str:
    """Return the meeting of which dossiers are, which is the only one of its day."""
    with desk.vault.reading() as store:
        named = next(one for one in store.find(AgendaItem) if one.title == _OURS)
        assert store.get(Meeting, named.meeting_id)
        return named.meeting_id


def _laid(folder: Path, file: Path) -> dict[str, object]:
    return {"laid": str(file.relative_to(folder)), "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


# -- judging -------------------------------------------------------------------------------------------------


def half_merged(desk: Desk, folder: Path, told: Sequence[object]) -> Iterator[str]:
    """Name what a merge brought without the rest of it, twice, or not although it was called saved."""
    if not (folder / _name(0)).exists():
        return
    with desk.vault.reading() as store:
        titles = sorted(one.title for one in store.find(AgendaItem) if one.title.startswith(_ADDED))
        arrived = sorted(one.name for one in store.find(Arrival) if one.name.startswith("retour-"))
        records = store.find(Dossier, way=DossierWay.TAKEN)
    numbers = [number for number in range(RETURNS) if _name(number) in arrived]
    if len(records) != len(arrived) or len(numbers) != len(arrived):
        yield f"half a merge: {arrived}, {len(records)} records"
    if titles != [_title(number) for number in range(numbers[-1] + 1 if numbers else 0)]:
        yield f"half a merge: {arrived}, {titles}"
    yield from (f"lost: return {number}" for number in told if number not in numbers)


def lost_records(desk: Desk, told: Sequence[object]) -> Iterator[str]:
    """Name the readers of whose dossier nothing is known any more."""
    with desk.vault.reading() as store:
        known = {one.addressee for one in store.find(Dossier)}
    yield from (f"lost: dossier for {reader}" for reader in told if reader not in known)


def lost_elsewhere(folder: Path, today: date, told: Sequence[object]) -> list[str]:
    """Name what is wrong with the network that a dossier became elsewhere; it opens, made anew if need be."""
    if (folder / _name(0)).exists() or not (folder / _SENT).exists():
        return []
    try:
        host = _host(folder, ELSEWHERE, today)
    except KnownError as error:
        return [f"elsewhere: {error.code}"]
    try:
        return once(folder / ELSEWHERE, told, lambda: _looked_through(host, told))
    except KnownError as error:
        return [f"elsewhere: {error.code} {error.where}"]
    finally:
        host.close()


def _looked_through(host: Desk, told: Sequence[object]) -> list[str]:
    wrong = [f"elsewhere: {one.code}" for one in host.ask(check_network).findings]
    with host.vault.reading() as store:
        found = {one.title for one in store.find(AgendaItem)}
    return wrong + [f"lost elsewhere: {title}" for title in told if title not in found]


def torn_dossiers(folder: Path) -> Iterator[str]:
    """Name each dossier that stands under its own name and is not whole."""
    for path in sorted(folder.rglob("*.dgsdesk")):
        if not is_whole_zip(path):
            yield f"torn: {path.name}"


def is_whole_zip(path: Path) -> bool:
    """Tell whether every part of a zip can be read."""
    try:
        with zipfile.ZipFile(path) as file:
            return file.testzip() is None
    except (zipfile.BadZipFile, EOFError, zlib.error):
        return False


_ADDED = "Ajouté par l’hôte, "


def _title(number: int) -> str:
    return f"{_ADDED}{number}"


def _name(number: int) -> str:
    return f"retour-{number}.dgsdesk"
