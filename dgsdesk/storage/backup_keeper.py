"""The backups of the network that is open: made, looked through, compared with the present."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import BackupFile, Drive, NetworkCopied, SecondPlace, StorageFindings
from dgsdesk.domain.errors import KnownError, NotFound, RuleBroken, StorageUnavailable
from dgsdesk.storage.backup import (
    AT_OPENING,
    ON_DEMAND,
    back_up,
    backup_name,
    backups_in,
    copy_files,
    last_backup,
    thin,
    write_copy,
)
from dgsdesk.storage.failures import os_failure, translated
from dgsdesk.storage.fingerprint import fingerprint_of
from dgsdesk.storage.lacking import absent_in, note_lacking
from dgsdesk.storage.packing import pack, pack_all
from dgsdesk.storage.place import aside_of
from dgsdesk.storage.second_place import is_there, keep_second, read_second
from dgsdesk.whole_file import make_folder, staying

if TYPE_CHECKING:
    from dgsdesk.storage.look import SqlLook
    from dgsdesk.storage.past import SqlPast
    from dgsdesk.storage.snapshot import SqlSnapshot
    from dgsdesk.storage.vault import SqlVault

CAREFULLY = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
"""How a file is read in which something may have rotted."""

RESTORING = "restauration"
"""Why the network is backed up before it goes back to a backup."""

_COPIED_AT_ONCE, _WAITED_S = 20_000_000, 0.2
"""Bytes up to which the backup at opening is waited for, and for how long at most: it takes some 20 ms."""

COPYING = "Copie du réseau"
"""What is said while the database is copied."""


_SAID_OF_SECOND = {
    "storage_full": "second_full",
    "storage_read_only": "second_protected",
    "storage_unwritable": "second_protected",
}
"""What is said of the place of the copies, rather than of a file that nobody knows."""


class BackupKeeper:
    """The copies of one open network."""

    def __init__(self, vault: SqlVault) -> None:
        self._vault = vault
        self._failure: KnownError | None = None
        self._under_way: Thread | None = None
        self._packing = Pace()

    def at_opening(self, now: datetime) -> None:
        """Begin to back up when something changed since the last time, while acts go on.

        The database is copied in steps between which it is free, then packed. A small one is waited for, so
        that it holds what was opened and not the act that comes first; into a large one what acts write
        meanwhile goes too. A failure is remembered, not raised.
        """
        copied = Event()

        def back_up_as_opened() -> None:
            try:
                self._back_up(now, AT_OPENING, copied.set)
            finally:
                copied.set()

        self._begin(back_up_as_opened)
        with suppress(OSError):  # the copying tells of a file that is gone
            if self._vault.place.database.stat().st_size <= _COPIED_AT_ONCE:
                copied.wait(_WAITED_S)

    def before(self, why: str, now: datetime) -> None:
        """Back up before an act that changes much; raises StorageUnavailable when that cannot be.

        A network whose rows speak of what is gone makes no backup: it is kept aside as it is before the act
        that goes back to one and so heals it.
        """
        self.finish()
        try:
            self._back_up(now, why)
        except StorageUnavailable as error:
            if why != RESTORING or error.code != "backup_unsound":
                raise
            self._keep_aside(now)
        self._begin(lambda: None)

    def finish(self, *, packed: bool = True) -> None:
        """Wait until the backup that is under way is done; any thread may call.

        Unless it is to be ``packed``, a large one stays plain till the next time: it is as good.
        """
        if not packed:
            self._packing.stop()
        if self._under_way is not None:
            self._under_way.join()

    def _begin(self, work: Callable[[], None]) -> None:
        """Work and pack aside; what is still under way is waited for first."""
        self.finish()
        self._under_way = Thread(target=self._aside, args=(work,), name="backup")
        self._under_way.start()

    def _aside(self, work: Callable[[], None]) -> None:
        backups = self._vault.place.backups
        self._vault.place.clear_leftovers()
        with suppress(StorageUnavailable):
            work()
        with suppress(StorageUnavailable, RuleBroken), translated(backups):  # a plain one is as good
            pack_all(backups, self._packing)

    def _back_up(self, now: datetime, why: str, copied: Callable[[], object] = lambda: None) -> None:
        try:
            with translated(self._vault.place.backups):
                back_up(self._vault, now, why=why, copied=copied)
        except StorageUnavailable as error:
            self._failure = error
            raise
        self._failure = None

    def _keep_aside(self, now: datetime) -> None:
        """Copy the network as it is beside itself, under the name of one that is damaged."""
        database = self._vault.place.database
        name = aside_of(database, now).name
        with translated(database):
            write_copy(self._vault.copy_into, database.parent, lambda _: name, lambda _: True)

    def backups(self) -> list[BackupFile]:
        """Return the backups beside the network, newest first."""
        with translated(self._vault.place.backups):
            return backups_in(self._vault.place)

    @contextmanager
    def past(self, file: str) -> Iterator[SqlPast]:
        """Lend a backup, compared with the present; raises NotFound("no_backup"), StorageUnavailable."""
        from dgsdesk.storage.backup_source import opened_backup
        from dgsdesk.storage.past import SqlPast

        path, place = Path(file), self._vault.place
        with opened_backup(path, place) as backup, self._vault.raw() as live:
            yield SqlPast(path, live, backup, place)

    def give_way_to(self, file: str, now: datetime) -> str:
        """Put a backup in the place of the network, which was closed; return where the former file is kept.

        Raises NotFound("no_backup"), StorageUnavailable; then everything is as it was.
        """
        from dgsdesk.storage.replacing import replace_by

        return str(replace_by(self._vault.place.database, Path(file), now) or "")

    def schema(self) -> int:
        """Return the version of the tables."""
        from dgsdesk.storage.opening import SCHEMA_VERSION

        return SCHEMA_VERSION

    @contextmanager
    def assembled(self, folder: str) -> Iterator[SqlPast]:
        """Lend the network that a folder of open formats holds; raises as ``past`` and ``assemble`` do."""
        from dgsdesk.storage.open_format import assemble

        place = self._vault.place
        with ExitStack() as stack:
            with translated(place.database.parent):
                database = assemble(Path(folder), stack.enter_context(place.scratch()))
            yield stack.enter_context(self.past(str(database)))

    @contextmanager
    def inspected(self, pace: Pace) -> Iterator[tuple[StorageFindings, SqlLook]]:
        """Look through a copy of the network, or through itself where there is no room for one.

        Any thread may call. Raises StorageUnavailable, RuleBroken("given_up").
        """
        from dgsdesk.storage.inspection import Inspection, stoppable
        from dgsdesk.storage.look import SqlLook

        place = self._vault.place
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self._copied(pace))
            except StorageUnavailable:
                connection = stack.enter_context(self._vault.raw())
            stack.enter_context(translated(place.database))
            with stoppable(connection, pace):
                yield Inspection(connection, place, pace).look(), SqlLook(connection)

    def mend(self, found: StorageFindings, pace: Pace) -> bool:
        """Make anew what is derived of sound rows and was found wrong; tell whether that could be done."""
        from dgsdesk.storage.seals import Seals
        from dgsdesk.storage.search import SearchIndex
        from dgsdesk.storage.trail import Trail, mend

        if found.rot or found.altered_rows:
            return False
        with self._vault.raw() as connection:
            if found.unindexed:
                pace.stage("Réfection de l’index de la recherche")
                SearchIndex.rebuild(connection)
            if found.untrailed:
                mend(connection) if Trail.is_well_made(connection) else Trail.rebuild(connection)
            if found.unsealed:
                Seals.rebuild(connection)
        return True

    def copy_to(self, folder: str, pace: Pace | None = None) -> NetworkCopied:
        """Copy the network, packed, and its attachments to a folder, else to the backups'.

        The database is copied near first, in steps, so that a slow stick holds no act up; any thread may
        call. Raises StorageUnavailable when the folder cannot be written or the copy cannot be read back,
        and RuleBroken("given_up"); then nothing bears the name of a backup.
        """
        pace = pace or Pace()
        target = Path(folder) if folder else self._vault.place.backups
        made: NetworkCopied | None = None
        with translated(target):
            make_folder(target)
            try:
                with staying(target):
                    made = self._packed(target, pace)
            except OSError:
                if made is not None:  # on the disk below a stick that was pulled, perhaps without its files
                    Path(made.file).unlink(missing_ok=True)
                    fingerprint_of(Path(made.file)).unlink(missing_ok=True)
                raise
        return made

    def _packed(self, target: Path, pace: Pace) -> NetworkCopied:
        place = self._vault.place
        pace.stage("Copie des documents")
        copy_files(place.files, target / "pieces", pace)
        with place.scratch() as near:
            plain = self._copied_near(near, target, pace)
            copy_files(place.files, target / "pieces")
            note_lacking(plain, target)
            pace.stage("Compression de la copie")
            return NetworkCopied(str(pack(plain, target, pace)), _absent(plain, target / "pieces"))

    def _copied_near(self, near: Path, target: Path, pace: Pace) -> Path:
        """Copy the database near, named as it will be in its folder."""
        name = partial(backup_name, folder=target, now=datetime.now(), why=ON_DEMAND)
        pace.stage(COPYING)
        with translated(self._vault.place.database):
            return write_copy(partial(self._vault.copy_into, pace=pace), near, name)

    @contextmanager
    def snapshot(self, pace: Pace) -> Iterator[SqlSnapshot]:
        """Lend the network as it is now, in a file of its own: reading it holds no act up.

        Any thread may call; what it lends belongs to that thread. Raises StorageUnavailable,
        RuleBroken("given_up").
        """
        from dgsdesk.storage.snapshot import SqlSnapshot

        with self._copied(pace) as copy:
            yield SqlSnapshot(copy)

    @contextmanager
    def _copied(self, pace: Pace) -> Iterator[sqlite3.Connection]:
        """Lend a copy of the database, which goes again."""
        place = self._vault.place
        pace.stage(COPYING)
        with translated(place.database.parent), place.scratch() as made:
            copy = sqlite3.connect(made / "copie", isolation_level=None)
            try:
                for pragma in ("synchronous=OFF", *CAREFULLY):  # of no use to anybody after a power cut
                    copy.execute(f"PRAGMA {pragma}")
                self._vault.copy_into(copy, pace)
                yield copy
            finally:
                copy.close()

    def drive(self) -> Drive:
        """Return what the machine tells of the drive that the network lies on."""
        from dgsdesk.storage.drive import drive_of

        return drive_of(self._vault.place.database)

    def second(self) -> SecondPlace | None:
        """Return where copies go besides; nothing before it was chosen."""
        return read_second(self._vault.place)

    def choose_second(self, second: SecondPlace) -> None:
        """Keep where copies go besides; raises StorageUnavailable."""
        with translated(self._vault.place.second):
            keep_second(self._vault.place, second)

    def reaches_second(self) -> bool:
        """Tell whether the place of the copies can be reached now."""
        second = self.second()
        return second is not None and is_there(second)

    def copy_to_second(self, name: str, now: datetime, pace: Pace | None = None) -> NetworkCopied:
        """Copy the network there, in a folder of that name. Any thread may call.

        Raises NotFound("second_absent"), StorageUnavailable ("second_full", "second_protected" too),
        RuleBroken("given_up").
        """
        second = self.second()
        if second is None or not is_there(second):
            raise NotFound("second_absent", where=second.folder if second else "")
        folder = Path(second.folder) / name
        try:
            with staying(Path(second.folder)):
                made = self.copy_to(str(folder), pace)
                thin(folder)
        except OSError as error:
            raise os_failure(error, folder) from error
        except StorageUnavailable as error:
            if error.code in _SAID_OF_SECOND and Path(error.where).is_relative_to(second.folder):
                raise StorageUnavailable(_SAID_OF_SECOND[error.code], where=second.folder) from error
            raise
        self.choose_second(replace(second, last=now))
        return made

    def last(self) -> datetime | None:
        """Return the local instant of the newest backup."""
        return last_backup(self._vault.place)

    def failure(self) -> KnownError | None:
        """Return what kept the last backup that was due from being made."""
        return self._failure

    def place(self) -> str:
        """Return the path of the network's file."""
        return str(self._vault.place.database)


def _absent(copy: Path, pieces: Path) -> tuple[str, ...]:
    """Return the names of the contents that a copy of the network speaks of and that do not lie beside it."""
    from dgsdesk.application.safety.kept_contents import names_of
    from dgsdesk.storage.look import SqlLook

    with closing(sqlite3.connect(copy)) as connection:
        absent = list(absent_in(connection, pieces))
        return tuple(sorted(names_of(absent, SqlLook(connection)))) if absent else ()
