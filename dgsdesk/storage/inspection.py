"""A look through everything that is kept: pages, references, files by content, the index, the backups."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from dgsdesk.application.ports.store import StorageFindings
from dgsdesk.domain.errors import KnownError, StorageUnavailable
from dgsdesk.storage.backup import backups_in
from dgsdesk.storage.backup_source import FAULTS, opened_backup
from dgsdesk.storage.files import MOVED
from dgsdesk.storage.fingerprint import fingerprint_of, known_fingerprint
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.seals import broken_seals
from dgsdesk.storage.search import SearchIndex, differences
from dgsdesk.storage.trail import Trail, mend


def inspect(connection: sqlite3.Connection, place: Place, finder: SearchIndex) -> StorageFindings:
    """Look through the file, the files beside it and the backups.

    The index is made, where it is missing, and compared in a sound file alone; there the trail of the history
    is mended. Raises SQLite's errors,
    OSError, and StorageUnavailable where there is no room to read a backup again.
    """
    rot = tuple(row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok")
    altered = () if rot else tuple(broken_seals(connection))
    unindexed = 0 if rot else _unindexed(connection, finder, bool(altered))
    if not rot and not altered and Trail.is_sound(connection):
        mend(connection)
    files = _files(place.files)
    backups = backups_in(place)
    faults = (_fault(Path(one.file), place) for one in backups)
    return StorageFindings(
        rot=rot,
        lost=len(connection.execute("PRAGMA foreign_key_check").fetchall()),
        altered_files=tuple(path.name for path in files if not _is_itself(path)),
        altered_rows=altered,
        unindexed=unindexed,
        bad_backups=tuple(fault for fault in faults if fault is not None),
        looked_at={"rows": _rows(connection), "files": len(files), "backups": len(backups)},
    )


def _unindexed(connection: sqlite3.Connection, finder: SearchIndex, altered: bool) -> int:
    """Count what search shows otherwise than it is; in altered rows as far as they can be read."""
    try:
        finder.ensure()
        return len(differences(connection)) + _rotten_words(connection)
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, StorageUnavailable) as error:
        if not altered and "vtable constructor" not in str(error):
            raise
        return 0 if altered else _rotten_words(connection)  # rot in what says how the index is made


def _rotten_words(connection: sqlite3.Connection) -> int:
    """Count the full-text tables that are not what their own content makes them."""
    rotten = 0
    for name in ("search_words", "search_titles"):
        try:
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            rotten += 1
    return rotten


def _rows(connection: sqlite3.Connection) -> int:
    counts = (connection.execute(f'SELECT count(*) FROM "{table_name(kind)}"') for kind in ENTITIES)
    return sum(row.fetchone()[0] for row in counts)


def _files(folder: Path) -> list[Path]:
    """Return every kept content, in the order of names; what is still being written is none."""
    every = (path for path in folder.glob("??/*") if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in every if path.suffix != MOVED)


def _is_itself(path: Path) -> bool:
    """Tell whether a content is what its name says; what the disk cannot read any more is not."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.name
    except OSError:
        return False


def _fault(backup: Path, place: Place) -> KnownError | None:
    """Return what keeps a backup from being restored, or from being sure to the letter, if anything."""
    try:
        with opened_backup(backup, place):
            pass
    except KnownError as error:
        if error.code not in FAULTS:
            raise
        return error
    unsure = fingerprint_of(backup).exists() and known_fingerprint(backup) is None
    return StorageUnavailable("fingerprint_unreadable", where=str(backup)) if unsure else None
