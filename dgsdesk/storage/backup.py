"""Backups: a verified copy of the database and its attachments, made at opening, thinned with age.

SQLite's backup API runs on the live connection, outside transactions (inside one it never ends). Attachments
are kept by content, so a backup only notes which it needs and copies those that it has not yet.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path

from dgsdesk.application.ports.store import BackupFile
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.fingerprint import agrees, fingerprint_of, write_fingerprint
from dgsdesk.storage.place import SUFFIX, Place
from dgsdesk.whole_file import OWNERS_FILE, copy_whole, make_folder

DAYS_KEPT = 14
WEEKS_KEPT = 12
YEARS_KEPT = 10

AT_OPENING = "ouverture"


def back_up(
    connection: sqlite3.Connection, place: Place, now: datetime, *, why: str = AT_OPENING
) -> Path | None:
    """Write a backup named by its instant, and return its path; nothing when nothing changed since the last.

    The attachments come first: what bears a backup's name is a whole one. At opening the last one is trusted,
    before an act that changes much it is read again. Raises OSError or sqlite3's errors; a backup that cannot
    be read back is removed and refused.
    """
    generation = generation_of(connection)
    make_folder(place.backups)
    stamp = now.strftime("%Y-%m-%d_%H%M%S")
    target = place.backups / f"{stamp}_{why}_{generation}{SUFFIX}"
    copy_files(place.files, place.backups / "pieces")
    same = sorted(place.backups.glob(f"*_{generation}{SUFFIX}"))
    if same and (why == AT_OPENING or agrees(same[-1])):
        return None
    write_copy(connection, target)
    thin(place.backups, now.date())
    return target


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the live database to a file, verified, then given its name in one step."""
    partial = target.with_suffix(".partiel")
    partial.unlink(missing_ok=True)
    try:
        partial.touch(OWNERS_FILE)
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
        write_fingerprint(target)  # which makes both names sure
    finally:
        partial.unlink(missing_ok=True)


def back_up_before_upgrade(connection: sqlite3.Connection, place: Place, version: int) -> None:
    """Keep the database as it is before its schema changes."""
    make_folder(place.backups)
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


def generation_of(connection: sqlite3.Connection) -> str:
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


def copy_files(source: Path, target: Path) -> None:
    """Copy the attachments that the target has not yet; a rotten one would stay for ever."""
    files = FolderFiles(source)
    for path in source.glob("??/*"):
        copy = target / path.relative_to(source)
        if not copy.exists() and files.is_itself(path.name):
            make_folder(copy.parent)
            copy_whole(path, copy)
