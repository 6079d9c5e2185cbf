"""Backups: a verified copy of the database and its attachments, made at opening, thinned with age.

SQLite's backup API runs on the live connection, outside transactions (inside one it never ends), in steps
between which the database is free; what an act writes meanwhile goes into the copy too. Attachments are kept
by content, so a backup only notes which it needs and copies those that it has not yet.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import BackupFile
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.failures import failure
from dgsdesk.storage.files import MOVED, FolderFiles
from dgsdesk.storage.fingerprint import agrees, fingerprint_of, write_fingerprint
from dgsdesk.storage.lacking import lacking, note_of
from dgsdesk.storage.packing import PACKED
from dgsdesk.storage.place import SUFFIX, Place
from dgsdesk.whole_file import (
    OWNERS_FILE,
    UNFINISHED,
    copy_whole,
    make_folder,
    put_in_place,
    sync_file,
)

DAYS_KEPT = 14
WEEKS_KEPT = 12
YEARS_KEPT = 10

AT_OPENING, ON_DEMAND = "ouverture", "copie"


Copying = Callable[[sqlite3.Connection], None]
"""Copies the live database into another one."""


class Source(Protocol):
    """The network that is backed up; ``raw`` lends its connection, ``copy_into`` gives way between steps."""

    place: Place

    def raw(self) -> AbstractContextManager[sqlite3.Connection]: ...

    def copy_into(self, copy: sqlite3.Connection) -> None: ...


def back_up(
    source: Source, now: datetime, *, why: str = AT_OPENING, copied: Callable[[], object] = lambda: None
) -> Path | None:
    """Write a backup named by its instant, and return its path; nothing when nothing changed since the last.

    ``copied`` is called once what is written from then on is no part of it any more.

    The attachments come first: what bears a backup's name is a whole one. At opening the last one is trusted,
    before an act that changes much it is read again. Raises OSError, sqlite3's errors, and what `write_copy`
    does; then no backup of before is thinned away.
    """
    place = source.place
    make_folder(place.backups)
    copy_files(place.files, place.backups / "pieces")
    with source.raw() as connection, _refusing_rot(place.backups):
        generation = generation_of(connection)
    same = [path for path in ordered(place.backups) if _generation_in(path) == generation]
    if same and (why == AT_OPENING or agrees(same[-1])):
        return None

    def copying(copy: sqlite3.Connection) -> None:
        source.copy_into(copy)
        copied()
        copy_files(place.files, place.backups / "pieces")  # an act may have kept more meanwhile

    target = write_copy(copying, place.backups, lambda copy: backup_name(copy, place.backups, now, why))
    thin(place.backups)
    return target


def backup_name(copy: sqlite3.Connection, folder: Path, now: datetime, why: str) -> str:
    """Return the name of a backup that is about to lie among others: when, why, which state, its number."""
    known = ordered(folder)
    number = serial_of(known[-1]) + 1 if known else 1
    return f"{now:%Y-%m-%d_%H%M%S}_{why}_{generation_of(copy)}_{number:06d}{SUFFIX}"


def write_copy(
    copying: Copying,
    folder: Path,
    name: Callable[[sqlite3.Connection], str],
    holds: Callable[[sqlite3.Connection], bool] | None = None,
) -> Path:
    """Copy the live database to a folder, verified, then given its name in one step; return its path.

    Raises StorageUnavailable("backup_unsound") where the file that was copied is damaged in its pages, or is
    not one that ``holds`` (else `damage.holds_together`): it could not be restored.
    """
    partial = folder / f".copie-{os.getpid()}{UNFINISHED}"
    partial.unlink(missing_ok=True)
    try:
        partial.touch(OWNERS_FILE)
        copy = sqlite3.connect(partial)
        try:
            copy.execute("PRAGMA synchronous=OFF")  # or its last step would sync all of it while acts wait
            with _refusing_rot(folder):
                copying(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                _refuse_hollow(copy, folder, holds)
                target = folder / name(copy)
        finally:
            copy.close()
        sync_file(partial)
        # Never an older fingerprint beside a newer file: without one it is looked through, with it refused.
        fingerprint_of(target).unlink(missing_ok=True)
        put_in_place(partial, target)
        write_fingerprint(target)  # which makes both names sure
    finally:
        partial.unlink(missing_ok=True)
    return target


@contextmanager
def _refusing_rot(folder: Path) -> Iterator[None]:
    """Take what SQLite says of a file that is not as we made it for what it is."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        known = failure(error, folder)
        if known is not None and known.code != "storage_damaged":
            raise known from error
        raise StorageUnavailable("backup_unsound", where=str(folder)) from error


def _refuse_hollow(
    copy: sqlite3.Connection, folder: Path, holds: Callable[[sqlite3.Connection], bool] | None
) -> None:
    """Refuse a copy of which nobody could be given anything back."""
    if holds is None:
        from dgsdesk.storage.damage import holds_together  # and with it every entity: not before it is needed

        holds = holds_together
    if copy.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)] or not holds(copy):
        raise StorageUnavailable("backup_unsound", where=str(folder))


def back_up_before_upgrade(connection: sqlite3.Connection, place: Place, version: int) -> None:
    """Keep the database as it is before its schema changes.

    Raises StorageUnavailable("storage_damaged") where its tables are not made as they were sealed: an upgrade
    would make them anew without what they no longer name. Rows that speak of what is gone shut nobody out.
    """
    from dgsdesk.storage.seals import tables_hold

    make_folder(place.backups)
    name = f"avant-version-{version + 1}{SUFFIX}"
    try:
        write_copy(connection.backup, place.backups, lambda _: name, tables_hold)
    except StorageUnavailable as error:
        if error.code != "backup_unsound":
            raise
        raise StorageUnavailable("storage_damaged", where=str(place.database)) from error


def last_backup(place: Place) -> datetime | None:
    """Return the instant (naive, local) of the newest backup."""
    known = ordered(place.backups)
    return instant_of(known[-1]) if known else None


def thin(folder: Path) -> list[Path]:
    """Remove the backups that the rule does not keep, and return those that are gone.

    Kept: all of the newest day, the newest of each of 14 days, of 12 weeks and of 10 years that have one.
    What is newer is told by the numbers in their names, never by the clock: one that jumped ages nothing.
    """
    known = ordered(folder)
    newest = _day(known[-1]) if known else None
    kept = {path for path in known if _day(path) == newest}
    for most, span in ((DAYS_KEPT, _day), (WEEKS_KEPT, _week), (YEARS_KEPT, _year)):
        last = {span(path): path for path in known}  # the newest of each, since they come in order
        at = {path: place for place, path in enumerate(known)}
        kept |= {*sorted(last.values(), key=at.__getitem__)[-most:]}
    removed = [path for path in known if path not in kept]
    return [path for path in removed if _is_gone(path)]


def _is_gone(path: Path) -> bool:
    """Remove a backup with its fingerprint; one that another program reads waits for the next time."""
    try:
        path.unlink()
    except PermissionError:
        return False
    fingerprint_of(path).unlink(missing_ok=True)
    note_of(path).unlink(missing_ok=True)
    return True


def _day(path: Path) -> date:
    return (instant_of(path) or datetime.min).date()


def _week(path: Path) -> tuple[int, int]:
    year, week, _ = _day(path).isocalendar()
    return year, week


def _year(path: Path) -> int:
    return _day(path).year


def backup_paths(folder: Path) -> list[Path]:
    """Return the backups of a folder, packed or not; of one that is both, the packed one."""
    every = {path for ending in (SUFFIX, SUFFIX + PACKED) for path in folder.glob(f"*{ending}")}
    return sorted(path for path in every if path.with_name(f"{path.name}{PACKED}") not in every)


def ordered(folder: Path) -> list[Path]:
    """Return the dated backups of a folder as they were made: by number, then, among old ones, by instant."""
    dated = [path for path in backup_paths(folder) if instant_of(path) is not None]
    return sorted(dated, key=lambda path: (serial_of(path), path.name))


def _generation_in(path: Path) -> str:
    return "".join(path.name.split(".")[0].split("_")[3:4])


def serial_of(path: Path) -> int:
    """Return the number of a backup, one more than the one before it had; 0 for those of former versions."""
    words = path.name.split(".")[0].split("_")
    return int(words[4]) if len(words) > 4 and words[4].isdecimal() else 0


def backups_in(place: Place) -> list[BackupFile]:
    """Return the backups beside a network, newest first; those before an upgrade last."""
    found = []
    for path in backup_paths(place.backups):
        when = instant_of(path)
        why = path.stem.split("_")[2:3] if when else ["version"]
        found.append(BackupFile(str(path), when, "".join(why), path.stat().st_size, lacking(path)))
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


def copy_files(source: Path, target: Path, pace: Pace | None = None) -> None:
    """Copy the attachments that the target has not yet, or not whole; a rotten one would stay for ever."""
    files, pace = FolderFiles(source), pace or Pace()
    every = sorted(source.glob("??/*"))
    for number, path in enumerate(every):
        pace.step(number, len(every))
        copy = target / path.relative_to(source)
        if not _is_as_long(copy, path) and (path.suffix == MOVED or files.is_itself(path.name)):
            make_folder(copy.parent)
            copy_whole(path, copy)


def _is_as_long(copy: Path, path: Path) -> bool:
    """Tell whether a copy is there and not cut, as a stick leaves what was under way when it was pulled."""
    return copy.exists() and copy.stat().st_size == path.stat().st_size
