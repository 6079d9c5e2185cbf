"""A look through everything that is kept: pages, references, files by content, the index, the backups."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from dgsdesk.application.ports.store import StorageFindings
from dgsdesk.domain.errors import KnownError
from dgsdesk.storage.backup import backups_in
from dgsdesk.storage.backup_source import opened_backup
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.search import differences


def inspect(connection: sqlite3.Connection, place: Place) -> StorageFindings:
    """Look through the file, the files beside it and the backups; raises SQLite's errors and OSError."""
    findings = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    files = _files(place.files)
    backups = backups_in(place)
    faults = (_fault(Path(one.file), place) for one in backups)
    return StorageFindings(
        rot=tuple(line for line in findings if line != "ok"),
        lost=len(connection.execute("PRAGMA foreign_key_check").fetchall()),
        altered_files=tuple(path.name for path in files if not _is_itself(path)),
        unindexed=len(differences(connection)),
        bad_backups=tuple(fault for fault in faults if fault is not None),
        looked_at={"rows": _rows(connection), "files": len(files), "backups": len(backups)},
    )


def _rows(connection: sqlite3.Connection) -> int:
    counts = (connection.execute(f'SELECT count(*) FROM "{table_name(kind)}"') for kind in ENTITIES)
    return sum(row.fetchone()[0] for row in counts)


def _files(folder: Path) -> list[Path]:
    """Return every kept content, in the order of names; what is still being written is none."""
    return sorted(path for path in folder.glob("??/*") if path.is_file() and not path.name.startswith("."))


def _is_itself(path: Path) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def _fault(backup: Path, place: Place) -> KnownError | None:
    """Return what keeps a backup from being restored, if anything."""
    try:
        with opened_backup(backup, place.database.parent):
            return None
    except KnownError as error:
        return error
