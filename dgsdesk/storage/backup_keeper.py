"""The backups of the network that is open: made, looked through, compared with the present."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.application.ports.store import BackupFile, StorageFindings
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.backup import (
    AT_OPENING,
    back_up,
    backups_in,
    copy_files,
    generation_of,
    last_backup,
    write_copy,
)
from dgsdesk.storage.failures import translated
from dgsdesk.storage.place import SUFFIX
from dgsdesk.whole_file import make_folder

if TYPE_CHECKING:
    from dgsdesk.storage.past import SqlPast
    from dgsdesk.storage.vault import SqlVault


class BackupKeeper:
    """The copies of one open network."""

    def __init__(self, vault: SqlVault) -> None:
        self._vault = vault
        self._failed = False

    def at_opening(self, now: datetime) -> None:
        """Back up when something changed since the last time; a failure is remembered, not raised."""
        with suppress(StorageUnavailable):
            self._back_up(now, AT_OPENING)

    def before(self, why: str, now: datetime) -> None:
        """Back up before an act that changes much; raises StorageUnavailable when that cannot be."""
        self._back_up(now, why)

    def _back_up(self, now: datetime, why: str) -> None:
        place = self._vault.place
        self._failed = True
        with translated(place.backups), self._vault.raw() as connection:
            back_up(connection, place, now, why=why)
        self._failed = False

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
        with opened_backup(path, place.database.parent) as backup, self._vault.raw() as live:
            yield SqlPast(path, live, backup, place)

    def inspect(self) -> StorageFindings:
        """Look through the whole file, its index and its backups; raises StorageUnavailable."""
        from dgsdesk.storage.inspection import inspect

        with self._vault.raw() as connection:
            return inspect(connection, self._vault.place, self._vault.finder)

    def copy_to(self, folder: str) -> str:
        """Copy the network and its attachments, its own backups by default; return the file.

        Raises StorageUnavailable when the folder cannot be written or the copy cannot be read back.
        """
        place = self._vault.place
        target = Path(folder) if folder else place.backups
        with translated(target), self._vault.raw() as connection:
            make_folder(target)
            stamp = datetime.now().strftime("%Y-%m-%d_%H%M%S")
            file = target / f"{stamp}_copie_{generation_of(connection)}{SUFFIX}"
            copy_files(place.files, target / "pieces")
            write_copy(connection, file)
        return str(file)

    def last(self) -> datetime | None:
        """Return the local instant of the newest backup."""
        return last_backup(self._vault.place)

    def failed(self) -> bool:
        """Tell whether the last backup that was due could not be made."""
        return self._failed

    def place(self) -> str:
        """Return the path of the network's file."""
        return str(self._vault.place.database)
