"""Backups: a verified copy of the database and its attachments, made at opening, thinned with age.

SQLite's backup API runs on the live connection, outside transactions (inside one it never ends). Attachments
are kept by content, so a backup only notes which it needs and copies those that it has not yet.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.application.ports.store import BackupFile, StorageFindings
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.failures import translated
from dgsdesk.storage.fingerprint import fingerprint_of, write_fingerprint
from dgsdesk.storage.place import SUFFIX, Place

if TYPE_CHECKING:
    from dgsdesk.storage.past import SqlPast
    from dgsdesk.storage.vault import SqlVault

DAYS_KEPT = 14
WEEKS_KEPT = 12
YEARS_KEPT = 10


def back_up(
    connection: sqlite3.Connection, place: Place, now: datetime, *, why: str = "ouverture"
) -> Path | None:
    """Write a backup named by its instant, and return its path; nothing when nothing changed since the last.

    Raises OSError or sqlite3's errors; a backup that cannot be read back is removed and refused.
    """
    generation = _generation(connection)
    place.backups.mkdir(exist_ok=True)
    stamp = now.strftime("%Y-%m-%d_%H%M%S")
    target = place.backups / f"{stamp}_{why}_{generation}{SUFFIX}"
    if any(place.backups.glob(f"*_{generation}{SUFFIX}")):
        return None
    write_copy(connection, target)
    _copy_files(place.files, place.backups / "pieces")
    thin(place.backups, now.date())
    return target


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the live database to a file, verified, then given its name in one step."""
    partial = target.with_suffix(".partiel")
    partial.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(partial)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not sound:
            raise StorageUnavailable("backup_unsound", where=str(target))
        # Never an older fingerprint beside a newer file: without one it is looked through, with it refused.
        fingerprint_of(target).unlink(missing_ok=True)
        os.replace(partial, target)
        write_fingerprint(target)
    finally:
        partial.unlink(missing_ok=True)


def back_up_before_upgrade(connection: sqlite3.Connection, place: Place, version: int) -> None:
    """Keep the database as it is before its schema changes."""
    place.backups.mkdir(exist_ok=True)
    write_copy(connection, place.backups / f"avant-version-{version + 1}{SUFFIX}")


def last_backup(place: Place) -> datetime | None:
    """Return the instant (naive, local) of the newest backup."""
    stamps = [when for path in place.backups.glob(f"*{SUFFIX}") if (when := instant_of(path)) is not None]
    return max(stamps, default=None)


def thin(folder: Path, today: date) -> list[Path]:
    """Remove the backups that the rule does not keep, and return them.

    Kept: every one of the last 14 days' newest, the newest of each of 12 weeks and of each of 10 years, and
    all of today's. Backups of the future (a wrong clock) are never removed.
    """
    dated = sorted(
        (when, path) for path in folder.glob(f"*{SUFFIX}") if (when := instant_of(path)) is not None
    )
    kept: dict[tuple[object, ...], Path] = {}
    for when, path in dated:
        day = when.date()
        if day >= today:
            kept["today", path] = path
        if day > today - timedelta(days=DAYS_KEPT):
            kept["day", day] = path
        if day > today - timedelta(weeks=WEEKS_KEPT):
            kept["week", *day.isocalendar()[:2]] = path
        if day.year > today.year - YEARS_KEPT:
            kept["year", day.year] = path
    removed = [path for _, path in dated if path not in kept.values()]
    for path in removed:
        path.unlink()
        fingerprint_of(path).unlink(missing_ok=True)
    return removed


def backups_in(place: Place) -> list[BackupFile]:
    """Return the backups beside a network, newest first; those before an upgrade last."""
    found = []
    for path in place.backups.glob(f"*{SUFFIX}"):
        when = instant_of(path)
        why = path.stem.split("_")[2:3] if when else ["version"]
        found.append(BackupFile(str(path), when, "".join(why), path.stat().st_size))
    return sorted(found, key=lambda one: (one.at or datetime.min, one.file), reverse=True)


def _generation(connection: sqlite3.Connection) -> str:
    """Return a name of the present state: it changes with every act, taken back or not.

    The instant of the newest act tells apart two pasts of the same length (an older file was put back).
    """
    count, newest = connection.execute(
        "SELECT coalesce(max(sequence), 0) * 2 + coalesce(sum(state = 'undone'), 0),"
        " (SELECT at || label FROM journal_entry ORDER BY sequence DESC LIMIT 1) FROM journal_entry"
    ).fetchone()
    return f"{count}-{zlib.crc32((newest or '').encode()):08x}"


def instant_of(path: Path) -> datetime | None:
    """Return when a backup was made, as its name tells (naive, local)."""
    try:
        return datetime.strptime(path.name[:17], "%Y-%m-%d_%H%M%S")
    except ValueError:
        return None


def _copy_files(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    for path in source.rglob("*"):
        copy = target / path.relative_to(source)
        if path.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            partial = copy.with_name(f"{copy.name}.partiel")
            shutil.copyfile(path, partial)
            os.replace(partial, copy)


class BackupKeeper:
    """The copies of one open network."""

    def __init__(self, vault: SqlVault) -> None:
        self._vault = vault
        self._failed = False

    def at_opening(self, now: datetime) -> None:
        """Back up when something changed since the last time; a failure is remembered, not raised."""
        place = self._vault.place
        try:
            with translated(place.backups), self._vault.raw() as connection:
                back_up(connection, place, now)
        except StorageUnavailable:
            self._failed = True

    def before(self, why: str, now: datetime) -> None:
        """Back up before an act that changes much; raises StorageUnavailable when that cannot be."""
        place = self._vault.place
        with translated(place.backups), self._vault.raw() as connection:
            back_up(connection, place, now, why=why)

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

        self._vault.finder.ensure()
        with self._vault.raw() as connection:
            return inspect(connection, self._vault.place)

    def copy_to(self, folder: str) -> str:
        """Copy the network and its attachments, its own backups by default; return the file.

        Raises StorageUnavailable when the folder cannot be written or the copy cannot be read back.
        """
        place = self._vault.place
        target = Path(folder) if folder else place.backups
        with translated(target), self._vault.raw() as connection:
            target.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now().strftime("%Y-%m-%d_%H%M%S")
            file = target / f"{stamp}_copie_{_generation(connection)}{SUFFIX}"
            write_copy(connection, file)
            _copy_files(place.files, target / "pieces")
        return str(file)

    def last(self) -> datetime | None:
        """Return the local instant of the newest backup."""
        return last_backup(self._vault.place)

    def failed(self) -> bool:
        """Tell whether the backup at opening could not be made."""
        return self._failed

    def place(self) -> str:
        """Return the path of the network's file."""
        return str(self._vault.place.database)
