"""Desks built from the parts of every floor: on a network, on one made of an export, on a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.places import clock_on

if TYPE_CHECKING:
    from datetime import date

    from dgsdesk.application.command import Outcome
    from dgsdesk.application.desk import Desk
    from dgsdesk.application.ports.machine import Clock, Ids
    from dgsdesk.storage.copying import NetworkCopy


def open_desk(
    database: Path,
    *,
    documents: Path | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    create: bool = True,
    actor: str | None = None,
    backs_up: bool = False,
) -> Desk:
    """Open a network's database and return its desk; raises the storage's known errors.

    ``backs_up``, for a window, owes it a backup before its first change, and prints in another process.
    """
    from dgsdesk.application.desk import Desk
    from dgsdesk.application.ports.machine import RandomIds, SystemClock
    from dgsdesk.formats.office import FolderOffice
    from dgsdesk.outside.keyring import FolderKeyring
    from dgsdesk.outside.opening import SystemOpener
    from dgsdesk.outside.solver import solve_assignment
    from dgsdesk.outside.spelling import ShippedLexicon
    from dgsdesk.storage.backup_keeper import BackupKeeper
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.opening import open_vault
    from dgsdesk.storage.place import machine_name, user_name
    from dgsdesk.storage.reference import ShippedReference

    vault = open_vault(database, create=create)
    return Desk(
        vault=vault,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        reference=ShippedReference(),
        files=FolderFiles(vault.place.files),
        office=FolderOffice(documents or places.default_documents(), prints_apart=backs_up),
        solve=solve_assignment,
        keeper=BackupKeeper(vault),
        lexicon=ShippedLexicon(),
        opener=SystemOpener(),
        keyring=FolderKeyring(vault.place.keys),
        actor=user_name() if actor is None else actor,
        machine=machine_name() if actor is None else "",
        owes_backup=backs_up,
    )


def import_export(database: Path, folder: Path, today: date | None = None) -> Outcome[int]:
    """Read an export into a network made for it, which goes again when that fails; raises its errors."""
    from dgsdesk.application.safety.open_import import ImportNetwork
    from dgsdesk.domain.errors import RuleBroken
    from dgsdesk.storage.opening import remove_file

    if database.exists():
        raise RuleBroken("import_not_empty")
    desk = open_desk(database, clock=clock_on(today))
    try:
        done = desk.run(ImportNetwork(str(folder)))
    except BaseException:
        desk.close()
        remove_file(database)
        raise
    desk.close()
    return done


def replace_network(
    database: Path, backup: Path, today: date | None = None, *, dry_run: bool = False
) -> Path | None:
    """Put a backup in the place of a network that cannot be opened; return where that one is kept.

    A ``dry_run`` only checks the backup.
    """
    from dgsdesk.storage.replacing import replace_by

    return replace_by(database, backup, clock_on(today).now().replace(tzinfo=None), dry_run=dry_run)


def put_back(database: Path) -> Path:
    """Put the newest backup that can be read in the place of a damaged network; return that backup.

    Raises NotFound("no_good_backup"), StorageUnavailable; then nothing was changed.
    """
    from dgsdesk.domain.errors import NotFound, StorageUnavailable
    from dgsdesk.storage.backup import backups_in
    from dgsdesk.storage.backup_source import FAULTS
    from dgsdesk.storage.place import Place

    place = Place(database)
    for backup in map(Path, (one.file for one in backups_in(place))):
        try:
            replace_network(database, backup)
        except (NotFound, StorageUnavailable) as error:
            if error.code not in FAULTS:
                raise
        else:
            return backup
    raise NotFound("no_good_backup", where=str(place.backups))


def copied_elsewhere(database: Path, today: date | None = None) -> Path:
    """Copy a network that cannot be written where it lies to where it can; return the copy.

    The user's data folder takes it, else that of documents. Raises what `copy_network` raises.
    """
    from dgsdesk.storage.copying import copy_name, copy_network

    folder = _folder_of_copies(database)
    name = copy_name(database, clock_on(today).today())
    target, number = folder / f"{name}{database.suffix}", 2
    while target.exists():
        target, number = folder / f"{name}-{number}{database.suffix}", number + 1
    copy_network(database, target)
    return target


def known_copies(database: Path) -> list[NetworkCopy]:
    """Return the copies that were made of a network before, the one changed last first."""
    from dgsdesk.storage.copying import copies_in

    return copies_in(_folder_of_copies(database), database)


def _folder_of_copies(database: Path) -> Path:
    for folder in (places.data_folder(), places.installed_data_folder(), places.default_documents()):
        if folder.resolve() != database.parent.resolve() and _can_write(folder):
            break
    return folder


def _can_write(folder: Path) -> bool:
    """Tell whether a folder, or the first above it that is there, can be written."""
    import os

    there = next(one for one in (folder, *folder.parents) if one.exists())
    return os.access(there, os.W_OK)


def left_from(database: Path, state_sha256: str) -> bool:
    """Tell whether a state that a dossier answers left from a network, be that open or not."""
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.place import Place

    return bool(state_sha256) and FolderFiles(Place(database).files).has(state_sha256)


def open_session(
    database: Path, today: date | None = None, documents: Path | None = None, actor: str | None = None
) -> Desk:
    """Open a network for the window, which owes it the backup at opening; called in the database worker."""
    return open_desk(database, documents=documents, clock=clock_on(today), actor=actor, backs_up=True)
