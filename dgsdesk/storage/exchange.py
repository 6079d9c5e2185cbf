"""The exchange of a network's file for another: either all of it happens or none of it.

SQLite's log must leave before the new file comes, so between the two steps a kill would leave the former file
without its log. A note beside it says what was under way; the next opening ends it.
"""

from __future__ import annotations

import os
from pathlib import Path

from dgsdesk.storage.witness import Witness
from dgsdesk.whole_file import copy_whole, put_in_place, sync_folders, write_whole

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of its name."""


def partial_of(database: Path) -> Path:
    """Return where the file that is to take a network's place is made ready."""
    return database.with_name(f".{database.name}.partiel")


def exchange(database: Path, partial: Path, aside: Path) -> None:
    """Put a file that is ready in a network's place, which goes aside with what SQLite keeps beside it.

    Raises OSError; then everything is where it was.
    """
    _keep_aside(database, aside)
    try:
        write_whole(_note_of(database), aside.name.encode())
        _move_beside(database, aside)
        put_in_place(partial, database)
    except BaseException:
        _move_beside(aside, database)
        aside.unlink(missing_ok=True)
        _note_of(database).unlink(missing_ok=True)
        raise
    _forget(database)


def finish_exchange(database: Path) -> None:
    """End an exchange that a kill or a power cut broke off; raises OSError."""
    note, partial = _note_of(database), partial_of(database)
    if not note.exists():
        return
    if partial.exists():
        _move_beside(database, database.with_name(note.read_text(encoding="utf-8")))
        put_in_place(partial, database)
    _forget(database)


def _forget(database: Path) -> None:
    """Take the note away once the exchange is sure."""
    sync_folders([database.parent])
    Witness(database).forget()
    _note_of(database).unlink(missing_ok=True)


def _note_of(database: Path) -> Path:
    return database.with_name(f".{database.name}.echange")


def _keep_aside(database: Path, aside: Path) -> None:
    """Give the former file a second name."""
    if database.exists():
        try:
            os.link(database, aside)
        except OSError:  # a stick without links
            copy_whole(database, aside)


def _move_beside(source: Path, target: Path) -> None:
    for suffix in BESIDE:
        beside = Path(f"{source}{suffix}")
        if beside.exists():
            put_in_place(beside, Path(f"{target}{suffix}"))
