"""Which rows are to blame when something stumbles that nobody foresaw: rot breaks each reader in its way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from dgsdesk.domain.entity import Entity
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.seals import broken_seals, tables_hold


def is_rotten(connection: sqlite3.Connection) -> bool:
    """Tell whether a file is damaged otherwise than in its rows: in its pages, or in how tables are made.

    Rows that are written into such a file mend nothing.
    """
    try:
        pages = connection.execute("PRAGMA integrity_check(1)").fetchall()
        return pages != [("ok",)] or not tables_hold(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return True


def holds_together(connection: sqlite3.Connection) -> bool:
    """Tell whether tables are made as they were sealed, and no row speaks of one that is not there.

    Raises SQLite's errors.
    """
    return tables_hold(connection) and connection.execute("PRAGMA foreign_key_check").fetchone() is None


def damaged_rows(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return kind and id of each row that is not what was sealed, else of each that cannot be read."""
    with suppress(sqlite3.DatabaseError):
        if broken := broken_seals(connection):
            return tuple(broken)
    return tuple((kind.__name__, row_id) for kind in ENTITIES for row_id in _unreadable(connection, kind))


def _unreadable(connection: sqlite3.Connection, kind: type[Entity]) -> Iterator[str]:
    if _reads(connection, kind):
        return
    for (row_id,) in connection.execute(f'SELECT CAST(id AS BLOB) FROM "{table_name(kind)}"').fetchall():
        one = row_id.decode("utf-8", "replace")
        if not _reads(connection, kind, id=one):
            yield one


def _reads(connection: sqlite3.Connection, kind: type[Entity], **equal: object) -> bool:
    try:
        SqlLook(connection).find(kind, **equal)
    except Exception:  # whatever the reader of a value makes of it
        return False
    return True
