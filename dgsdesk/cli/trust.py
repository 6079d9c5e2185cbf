"""Going back to a backup, looking whether everything is as it was kept, and what leaves for good."""

from __future__ import annotations

import argparse
from typing import Any

from dgsdesk.application.desk import Desk
from dgsdesk.cli.house import House
from dgsdesk.cli.network import meeting_id, opened_network
from dgsdesk.cli.pace import shown_pace
from dgsdesk.domain.errors import KnownError, NotFound, StorageUnavailable
from dgsdesk.domain.wording import NBSP, plural

_REPLACED = frozenset(
    {"storage_damaged", "storage_mixed", "storage_foreign", "storage_instructed", "no_database"}
)
"""What keeps a network from being opened and a backup put in its place heals."""


def check(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Look through the whole network; what is found makes the exit code 1."""
    from dgsdesk.application.safety.checking import check_network

    desk = house.open_desk(call.database or house.default_database(), call.today)
    try:
        with shown_pace() as pace:
            report = desk.ask(check_network, pace)
    finally:
        desk.close()
    return report, [*report.lines]


def restore(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Go back to a backup as one act; where the file itself is damaged, put it in its place."""
    try:
        desk = _opened(call, house)
    except (NotFound, StorageUnavailable) as error:
        if error.code not in _REPLACED:
            raise
        return _replace(call, house, error)
    try:
        return _restored(call, house, desk)
    finally:
        desk.close()


def export(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Write the whole network in open formats."""
    from dgsdesk.application.safety.open_export import network_export

    with opened_network(call, house) as desk, shown_pace() as pace:
        report = desk.ask(network_export, str(call.directory))(pace)
    return report, [f"{report.sentence}."]


def archive(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Hand over to archives what was adopted in a period, or of one meeting."""
    from dgsdesk.application.safety.archive_export import ArchiveScope, archive_writing

    with opened_network(call, house) as desk, shown_pace() as pace:
        meeting = meeting_id(desk, call.meeting) if call.meeting else ""
        scope = ArchiveScope(call.starts, call.ends, meeting)
        report = desk.ask(archive_writing, scope, str(call.directory))(pace)
    return report, [f"{report.sentence}."]


def register(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Write the sheet for the register of processing activities (RGPD art. 30)."""
    from dgsdesk.application.privacy.processing_register import FOLDER, PrintRegisterSheet

    folder = str(call.directory.absolute()) if call.directory else FOLDER
    with opened_network(call, house) as desk:
        done = desk.run(PrintRegisterSheet(folder))
    return {"files": done.value}, [f"{done.label}{NBSP}:", *done.value]


def import_export(call: argparse.Namespace, house: House) -> tuple[Any, list[str]]:
    """Read an export into a network that is made for it."""
    database = call.database or house.default_database()
    done = house.import_network(database, call.directory, call.today)
    value = {"database": str(database), "rows": done.value}
    return value, [f"{done.label}{NBSP}: {plural(done.value, 'ligne', 'lignes')}, dans {database}."]


def _opened(call: argparse.Namespace, house: House) -> Desk:
    """Open the network and look it through; raises the storage's errors."""
    desk = house.open_desk(call.database or house.default_database(), call.today)
    try:
        desk.settle()
    except BaseException:
        desk.close()
        raise
    return desk


def _restored(call: argparse.Namespace, house: House, desk: Desk) -> tuple[Any, list[str]]:
    from dgsdesk.application.safety.restoring import RestoreBackup, preview_restore

    file = str(call.file)
    preview = desk.ask(preview_restore, file)
    value = {"file": file, "dry_run": call.dry_run, "replaced": None, "preview": preview, "changed": 0}
    if call.dry_run or not preview.does_something:
        return value, list(preview.sentences)
    if preview.replaces:
        aside = desk.give_way_to(file)
        with opened_network(call, house) as healed:
            for erasure in preview.erased_again:
                healed.run(erasure)
        return value | {"replaced": aside}, [*preview.sentences[:-1], *_in_place(call, house, aside)]
    done = desk.run(RestoreBackup(file))
    return value | {"changed": done.value}, [*preview.sentences[:-1], f"{done.label}."]


def _replace(call: argparse.Namespace, house: House, error: KnownError) -> tuple[Any, list[str]]:
    database = call.database or house.default_database()
    value = {"file": str(call.file), "dry_run": call.dry_run, "preview": None, "changed": 0}
    aside = house.replace_by(database, call.file, call.today, call.dry_run)
    if call.dry_run:
        said = (
            f"«{NBSP}{database.name}{NBSP}» ne peut pas être ouvert{NBSP}: la sauvegarde prendrait sa place."
        )
        return value | {"replaced": error.code}, [said]
    return value | {"replaced": str(aside or "")}, _in_place(call, house, str(aside or ""))


def _in_place(call: argparse.Namespace, house: House, aside: str) -> list[str]:
    """Say that a backup took the place of the network, and where that one is kept."""
    kept = [f"L’ancien fichier est gardé{NBSP}: {aside}"] if aside else []
    return [f"La sauvegarde a pris sa place{NBSP}: {call.database or house.default_database()}", *kept]
