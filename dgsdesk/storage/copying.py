"""A network that cannot be written where it lies, copied to where it can; the original stays as it is."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.letterbox import Letterbox
from dgsdesk.storage.address import READ_ONLY, sqlite_address
from dgsdesk.storage.backup import copy_files
from dgsdesk.storage.exchange import BESIDE
from dgsdesk.storage.failures import translated
from dgsdesk.storage.opening import open_vault
from dgsdesk.storage.place import Place
from dgsdesk.whole_file import make_folder, put_in_place, sync_file, sync_folders


def copy_network(database: Path, target: Path) -> None:
    """Copy a closed network, what a kill left in its log and its attachments; nothing bears its name before.

    It is opened once, beside, so that it is proven and of today's schema. Raises NotFound("no_database"),
    StorageUnavailable as `open_vault` does.
    """
    if not database.is_file():
        raise NotFound("no_database", where=str(database))
    if Letterbox(database).is_held():
        raise StorageUnavailable("storage_in_use", where=str(database), **Place(database).held_by())
    place = Place(target)
    with translated(target):
        make_folder(target.parent)
        with place.scratch() as folder:
            copy = folder / target.name
            for suffix in ("", *BESIDE):
                beside = Path(f"{database}{suffix}")
                if beside.is_file():
                    shutil.copyfile(beside, f"{copy}{suffix}")
            open_vault(copy, create=False).close()
            make_folder(place.files)
            copy_files(Place(database).files, place.files)
            sync_file(copy)
            put_in_place(copy, target)
        sync_folders([target.parent])


@dataclass(frozen=True)
class NetworkCopy:
    """A copy of a network: its file, the day it was made, its last change (local)."""

    file: Path
    made: date
    changed: datetime


def copy_name(database: Path, day: date) -> str:
    """Return how the copy of a day is called, without number and ending."""
    return f"{database.stem}-copie-{day:%Y-%m-%d}"


def copies_in(folder: Path, database: Path) -> list[NetworkCopy]:
    """Return the copies of a network that a folder holds, the one changed last first.

    Another network may bear the same name: which one a file holds is asked of it.
    """
    own, named = (
        _network_in(database),
        re.compile(re.escape(database.stem) + _MADE + re.escape(database.suffix)),
    )
    found = []
    for path in folder.glob("*-copie-*"):
        match = named.fullmatch(path.name)
        if match and own and _network_in(path) == own:
            found.append(NetworkCopy(path, date.fromisoformat(match[1]), _changed(path)))
    return sorted(found, key=lambda one: (one.changed, one.file.name), reverse=True)


_MADE = r"-copie-(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:-\d+)?"


def _network_in(database: Path) -> str:
    """Return the id of the network that a file holds, empty when it cannot be told; nothing is written there.

    What a kill left in its log is read in a copy of both.
    """
    log = Path(f"{database}-wal")
    try:
        with TemporaryDirectory() as folder:
            read, how = database.absolute(), READ_ONLY
            if log.is_file():
                read, how = Path(folder) / "copie", "mode=rw"
                shutil.copyfile(database, read)
                shutil.copyfile(log, f"{read}-wal")
            with closing(sqlite3.connect(sqlite_address(read, how), uri=True)) as connection:
                row = connection.execute("SELECT id FROM network").fetchone()
    except (sqlite3.DatabaseError, OSError):
        return ""
    return str(row[0]) if row else ""


def _changed(database: Path) -> datetime:
    beside = (database, *(Path(f"{database}{suffix}") for suffix in BESIDE))
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in beside if path.is_file()))
