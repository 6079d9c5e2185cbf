"""Putting a backup in the place of a network that cannot be opened; what was there is kept aside.

A backup copied by hand over a file whose old ``-wal`` lies beside it gives a file that SQLite calls
malformed: what belonged to the damaged file moves away with it.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from dgsdesk.storage.backup_source import copy_checked, opened_backup
from dgsdesk.storage.failures import translated
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.past import bring_file
from dgsdesk.storage.place import SUFFIX, Place

_BESIDE = ("-wal", "-shm", "-journal")


def replace_by(database: Path, backup: Path, now: datetime, *, dry_run: bool = False) -> Path | None:
    """Put a checked backup in the place of a file that no program has open.

    Returns where the former file is kept, None when there was none. Raises NotFound("no_backup"),
    StorageUnavailable; then everything is as it was. A ``dry_run`` only checks the backup.
    """
    place = Place(database)
    place.prepare()
    partial = database.with_name(f".{database.name}.partiel")
    try:
        with opened_backup(backup, database.parent), translated(database):
            if dry_run:
                return None
            copy_checked(backup, partial)
            _sync(partial)
            _bring_files(backup, place)
        with translated(database):
            aside = _set_aside(database, now)
            os.replace(partial, database)
    finally:
        partial.unlink(missing_ok=True)
    return aside


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _bring_files(backup: Path, place: Place) -> None:
    files = FolderFiles(place.files)
    for content in sorted((backup.parent / "pieces").glob("??/*")):
        bring_file(backup, files, content.name)


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Keep a second name for the former file, then move away what SQLite kept beside it."""
    aside = _free(database.with_name(f"{database.stem}-abime_{now:%Y-%m-%d_%H%M%S}{SUFFIX}"))
    if database.exists():
        try:
            os.link(database, aside)
        except OSError:  # a stick without links
            shutil.copyfile(database, aside)
    for suffix in _BESIDE:
        beside = Path(f"{database}{suffix}")
        if beside.exists():
            os.replace(beside, f"{aside}{suffix}")
    return aside if aside.exists() else None


def _free(path: Path) -> Path:
    """Return the path, or the first one with a number that nothing stands at."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
