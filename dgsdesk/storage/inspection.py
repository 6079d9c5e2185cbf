"""A look through everything that is kept: pages, references, files by content, the index, the backups."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import StorageFindings
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import KnownError, RuleBroken, StorageUnavailable
from dgsdesk.storage.backup import backups_in
from dgsdesk.storage.backup_source import FAULTS, opened_backup
from dgsdesk.storage.derived import Derived
from dgsdesk.storage.files import MOVED
from dgsdesk.storage.fingerprint import fingerprint_of, known_fingerprint
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.mapping import ENTITIES, kind_named
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.seals import SCHEMA, Seals, broken_seals, tables_hold
from dgsdesk.storage.search import SearchIndex, differences
from dgsdesk.storage.trail import Trail, mend

R = TypeVar("R")


class Inspection:
    """One look through a network, in a copy of its file that nobody else writes to.

    ``connection`` is the copy's. What is derived is held against what it comes from in a sound file alone.
    """

    def __init__(self, connection: sqlite3.Connection, place: Place, pace: Pace) -> None:
        self._connection = connection
        self._place = place
        self._pace = pace

    def look(self) -> StorageFindings:
        """Look through the file, the files beside it and the backups.

        Raises SQLite's errors, OSError, RuleBroken("given_up"), and StorageUnavailable where there is no
        room to read a backup again.
        """
        rot, lost = self._pages()
        altered = () if rot else self._altered()
        files = _files(self._place.files)
        return StorageFindings(
            rot=rot,
            lost=lost,
            altered_files=tuple(self._altered_files(files)),
            altered_rows=altered,
            unindexed=0 if rot else self._unindexed(altered),
            untrailed=not rot and not altered and self._untrailed(),
            unsealed=not rot and not altered and _badly_made(self._connection, Seals),
            bad_backups=tuple(self._bad_backups()),
            looked_at={
                "rows": sum(map(self._count, ENTITIES)),
                "files": len(files),
                "backups": len(backups_in(self._place)),
            },
        )

    def _pages(self) -> tuple[tuple[str, ...], int]:
        self._pace.stage("Relecture du fichier")
        checked = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
        lost = self._read(lambda: self._connection.execute("PRAGMA foreign_key_check").fetchall())
        return tuple(row[0] for row in checked if row[0] != "ok"), len(lost or ())

    def _altered(self) -> tuple[tuple[str, str], ...]:
        self._pace.stage("Empreintes des lignes")
        broken = self._read(lambda: broken_seals(self._connection, self._pace.step))
        return tuple(broken) if broken is not None else ((SCHEMA, ""),)

    def _count(self, kind: type[Entity]) -> int:
        """Count the rows of a kind; a table that the file does not name any more has none."""
        query = f'SELECT count(*) FROM "{table_name(kind)}"'
        return self._read(lambda: int(self._connection.execute(query).fetchone()[0])) or 0

    def _read(self, reading: Callable[[], R]) -> R | None:
        """Return what is read, None where the file names tables or columns otherwise than they are."""
        try:
            return reading()
        except sqlite3.OperationalError:
            if self._pace.stopping or tables_hold(self._connection):
                raise
            return None

    def _unindexed(self, altered: tuple[tuple[str, str], ...]) -> int:
        """Count what search shows otherwise than it is; in altered rows as far as they can be read."""
        if not SearchIndex.is_sound(self._connection):  # made by other rules, so soon made anew
            return 0
        self._pace.stage("Index de la recherche")
        try:
            unsure = {key for row in altered for key in _touched_by(self._connection, *row)}
            found = len(differences(self._connection, self._pace.step, unsure))
            return found or _rotten_words(self._connection) or _badly_made(self._connection, SearchIndex)
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, KnownError):
            if self._pace.stopping:
                raise
            return 0 if altered else 1  # rot in what says how the index is made, or in what it says

    def _untrailed(self) -> bool:
        """Tell whether the trail of the history is not what the journal says."""
        if not Trail.is_sound(self._connection):
            return False
        self._pace.stage("Fil de l’historique")
        return mend(self._connection, self._pace.step) or _badly_made(self._connection, Trail)

    def _altered_files(self, files: list[Path]) -> Iterator[str]:
        self._pace.stage("Pièces")
        for done, path in enumerate(files):
            self._pace.step(done, len(files))
            if not _is_itself(path):
                yield path.name

    def _bad_backups(self) -> Iterator[KnownError]:
        self._pace.stage("Sauvegardes")
        backups = backups_in(self._place)
        for done, backup in enumerate(backups):
            self._pace.step(done, len(backups))
            fault = _fault(Path(backup.file), self._place)
            if fault is not None:
                yield fault


@contextmanager
def stoppable(connection: sqlite3.Connection, pace: Pace) -> Iterator[None]:
    """Let whatever a connection is at end when the pace says so; raises RuleBroken("given_up")."""
    connection.set_progress_handler(lambda: pace.stopping, _OPERATIONS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if not pace.stopping:
            raise
        raise RuleBroken("given_up") from error
    finally:
        connection.set_progress_handler(None, 0)


_OPERATIONS = 100_000
"""Steps of SQLite’s machine, some milliseconds, between which a work can be stopped."""


def _touched_by(connection: sqlite3.Connection, kind: str, row_id: str) -> set[tuple[str, str]]:
    """Return kind and id of the things that a row speaks in, as far as it can be read."""
    from dgsdesk.application.search.documents import touched

    store = SqlLook(connection)
    try:
        now = vars(store.get(kind_named(kind), row_id))
        return touched(store, kind, row_id, dict.fromkeys(now), now)
    except Exception:  # rot may break any reader in its own way
        return {(kind, row_id)}


def _badly_made(connection: sqlite3.Connection, tables: type[Derived]) -> bool:
    """Tell whether derived tables that are in use are not kept as they were made."""
    return tables.is_sound(connection) and not tables.is_well_made(connection)


def _rotten_words(connection: sqlite3.Connection) -> int:
    """Count the full-text tables that are not what their own content makes them."""
    rotten = 0
    for name in ("search_words", "search_titles"):
        try:
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            rotten += 1
    return rotten


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
