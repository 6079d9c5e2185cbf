"""Opening a database: what it must be, what is refused and why, and the upgrade of an older one.

A file that is not ours, is damaged, is newer or is already open is refused before anything is written.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.storage.backup import back_up_before_upgrade
from dgsdesk.storage.drive import is_shared
from dgsdesk.storage.exchange import BESIDE, finish_exchange
from dgsdesk.storage.failures import failure, translated
from dgsdesk.storage.place import Place
from dgsdesk.storage.vault import SqlVault, connect, prove
from dgsdesk.storage.witness import Witness
from dgsdesk.whole_file import sync_folders

APPLICATION_ID = 0x44475344
"""« DGSD » in the header of every database of ours."""

SCHEMA_VERSION = 5
"""The number of the newest migration; kept in ``user_version``."""


PROVEN_AT_ONCE = 20_000_000
"""Bytes of a file that is looked through before it is opened; a larger one is behind the first page, unless
the program was killed or the file is to be upgraded: reading 400 MB takes 0.2 s at best, and many seconds
from a slow disk."""


def open_vault(path: Path, *, create: bool = True) -> SqlVault:
    """Open the database at a path, making it when allowed.

    Raises NotFound("no_database") when it is not there and may not be made, and StorageUnavailable when it
    cannot be used: ``storage_in_use``, ``storage_damaged``, ``storage_foreign``, ``storage_newer``,
    ``storage_unwritable``, ``storage_read_only``, ``storage_full``, ``storage_failing``,
    ``storage_on_network``, ``storage_of_another``, ``storage_instructed``; or when it is not as it was left
    here: ``storage_mixed``, ``storage_swapped``, ``storage_set_back``, ``storage_linked``.
    `SqlVault.prove` looks through a large file later.
    """
    _refuse_of_another(path)
    with translated(path):
        path = path.resolve() if path.is_symlink() else path  # SQLite keeps its log beside the file itself
    place, witness = Place(path), Witness(path)
    with translated(path):
        finish_exchange(path)
        is_new = not path.exists() or path.stat().st_size == 0
    if is_new and not create:
        raise NotFound("no_database", where=str(path))
    if is_shared(path):
        raise StorageUnavailable("storage_on_network", where=str(path))
    place.prepare()
    _check_header(path, is_new)
    if not is_new:
        with translated(path):
            _refuse_second_name(path)
            witness.refuse_foreign_log()
    killed = was_killed(path)
    proven = killed or is_new or path.stat().st_size <= PROVEN_AT_ONCE
    with translated(path):
        place.keep_to_owner()
    connection = _connected(place)
    try:
        _check_content(connection, path, is_new)
        proven = proven or _is_older(connection)  # what is rotten is told as such, before it is rebuilt
        if proven:
            prove(connection, path)
        with translated(path):
            if not is_new:
                witness.refuse_exchanged(connection)
            if killed:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the witness speaks of the file itself
            _upgrade(connection, place, is_new)
            place.hold()
            # SQLite syncs the name of its log once too, and goes on when that fails: acts would be called
            # saved in a file that a power cut leaves without a name.
            sync_folders([path.parent])
            witness.note(connection)
    except BaseException:
        connection.close()
        if is_new:
            remove_file(path)
        raise
    return SqlVault(connection, place, witness, proven=proven)


def _refuse_of_another(path: Path) -> None:
    """Refuse a network that another person of this machine keeps to themselves; Windows is not asked."""
    for one in (path.parent, path) if hasattr(os, "geteuid") else ():
        with suppress(OSError, KeyError):
            is_closed = not os.access(one, os.R_OK | (os.X_OK if one == path.parent else 0))
            if is_closed and one.stat().st_uid != os.geteuid():
                raise StorageUnavailable("storage_of_another", where=str(path), owner=one.owner())


def was_killed(path: Path) -> bool:
    """Tell whether the file was not closed: its log still lies beside it."""
    return Path(f"{path}-wal").exists()


def remove_file(path: Path) -> None:
    """Take a database that is closed off the disk, with its witness and what SQLite keeps beside it."""
    for suffix in ("", *BESIDE):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    Witness(path).forget()


def _check_header(path: Path, is_new: bool) -> None:
    if is_new:
        return
    with translated(path), path.open("rb") as file:
        header = file.read(100)
    if header[:16] != b"SQLite format 3\x00":
        raise StorageUnavailable("storage_damaged", where=str(path))
    _refuse_others(path, header)


def _refuse_others(path: Path, header: bytes) -> None:
    """Refuse another program's database before SQLite is asked to write to it in our way."""
    number = int.from_bytes(header[68:72], "big")
    unfinished = number == 0 and was_killed(path)  # ours may stand in its log alone
    if len(header) == 100 and number != APPLICATION_ID and not unfinished:
        raise StorageUnavailable("storage_foreign", where=str(path))


def _refuse_second_name(path: Path) -> None:
    """Refuse a file that has a second name elsewhere: SQLite's log would lie beside one of them only."""
    if path.stat().st_nlink < 2:
        return
    own = (one for one in path.parent.iterdir() if one.name.startswith(path.stem) and one.samefile(path))
    if len(list(own)) < path.stat().st_nlink:  # a network kept aside is a name of ours
        raise StorageUnavailable("storage_linked", where=str(path))


def _connected(place: Place) -> sqlite3.Connection:
    try:
        return connect(place.database)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        known = failure(error, place.database)
        if known is None:
            raise
        if known.code == "storage_in_use":
            raise StorageUnavailable(known.code, where=known.where, **place.held_by()) from error
        raise known from error


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _check_content(connection: sqlite3.Connection, path: Path, is_new: bool) -> None:
    if is_new:
        return
    with translated(path):
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise StorageUnavailable("storage_foreign", where=str(path))
        version = _pragma(connection, "user_version")
        if version > SCHEMA_VERSION:
            raise StorageUnavailable("storage_newer", where=str(path), version=version, known=SCHEMA_VERSION)
        if has_instructions(connection):
            raise StorageUnavailable("storage_instructed", where=str(path))


def has_instructions(connection: sqlite3.Connection) -> bool:
    """Tell whether a database would act by itself: we never make triggers or views."""
    acting = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
    return connection.execute(acting).fetchone() is not None


def _is_older(connection: sqlite3.Connection) -> bool:
    return _pragma(connection, "user_version") < SCHEMA_VERSION


def _upgrade(connection: sqlite3.Connection, place: Place, is_new: bool) -> None:
    if is_new:
        _create(connection)
    elif _is_older(connection):
        back_up_before_upgrade(connection, place, _pragma(connection, "user_version"))
        from dgsdesk.storage.migrations import upgrade
        from dgsdesk.storage.seals import remember_broken

        remember_broken(connection)
        upgrade(connection, SCHEMA_VERSION)


def _create(connection: sqlite3.Connection) -> None:
    from dgsdesk.storage.work import create_tables

    create_tables(connection, {"application_id": APPLICATION_ID, "user_version": SCHEMA_VERSION})
