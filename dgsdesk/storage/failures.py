"""SQLite's many messages, translated once into the few failures that a person can act upon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.whole_file import os_failure_code

# A quota or a limit says « disk I/O error » too: what it is, is told by how much room there is.
_CODES = (
    ("disk is full", "storage_full"),
    ("disk I/O error", "storage_failing"),
    ("readonly", "storage_read_only"),
    ("unable to open", "storage_unwritable"),
    ("locked", "storage_in_use"),
    ("malformed", "storage_damaged"),
    ("no such column: seq", "storage_damaged"),  # SQLite's own table of numbers, which nobody else makes
    ("decode to UTF-8", "storage_damaged"),
    ("not a database", "storage_damaged"),
)


def failure(error: Exception, path: Path) -> StorageUnavailable | None:
    """Return the known failure that an SQLite error stands for, or nothing when it is a bug."""
    if isinstance(error, UnicodeDecodeError):
        return StorageUnavailable("storage_damaged", where=str(path))
    message = str(error)
    for words, code in _CODES:
        if words in message:
            return StorageUnavailable(code, where=str(path))
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise StorageUnavailable instead of SQLite's own errors where a person can act."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
        if isinstance(error, UnicodeDecodeError) and not _of_sqlite(error):
            raise
        known = os_failure(error, path) if isinstance(error, OSError) else failure(error, path)
        if known is None:
            raise
        raise known from error


def _of_sqlite(error: UnicodeDecodeError) -> bool:
    """Tell whether SQLite's own message could not be read: it quotes how tables are made, rotten or not."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    name = at.tb_frame.f_globals.get("__name__", "") if at is not None else ""
    return name.startswith(("dgsdesk.storage.", "sqlalchemy."))


def os_failure(error: OSError, path: Path) -> StorageUnavailable:
    """Return the known failure that an error of the operating system stands for."""
    return StorageUnavailable(os_failure_code(error), where=str(error.filename or path))
