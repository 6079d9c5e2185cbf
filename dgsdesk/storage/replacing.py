"""Putting a backup in the place of a network that is damaged; what was there is kept aside.

A backup copied by hand over a file whose old ``-wal`` lies beside it gives a file that SQLite calls
malformed: what belonged to the damaged file moves away with it.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from dgsdesk.storage.backup_source import copy_checked, opened_backup
from dgsdesk.storage.exchange import exchange, finish_exchange, partial_of
from dgsdesk.storage.failures import translated
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.past import bring_file
from dgsdesk.storage.place import Place, aside_of


def replace_by(database: Path, backup: Path, now: datetime, *, dry_run: bool = False) -> Path | None:
    """Put a checked backup in the place of a file that no program has open.

    Returns where the former file is kept, None when there was none. Raises NotFound("no_backup"),
    StorageUnavailable; then everything is as it was. A ``dry_run`` only checks the backup.
    """
    place = Place(database)
    place.prepare()
    with translated(database):
        finish_exchange(database)
    partial = partial_of(database)
    try:
        with opened_backup(backup, place), translated(database):
            if dry_run:
                return None
            copy_checked(backup, partial)
            _sync(partial)
            _bring_files(backup, place)
        with translated(database):
            aside = aside_of(database, now)
            exchange(database, partial, aside)
    finally:
        partial.unlink(missing_ok=True)
    return aside if aside.exists() else None


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _bring_files(backup: Path, place: Place) -> None:
    files = FolderFiles(place.files)
    for content in sorted((backup.parent / "pieces").glob("??/*")):
        bring_file(backup, files, content.name)
