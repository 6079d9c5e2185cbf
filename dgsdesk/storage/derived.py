"""Tables that are a function of others: the index of the search, the seals, the trail of the journal.

They belong to no migration. They follow each act in its own transaction, and are made anew from the tables
that they come from when they are missing, were made by other rules, or something was erased for good.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import ClassVar

from dgsdesk.storage.transaction import transaction

Raw = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Lends a database's connection."""

Step = Callable[[float, float], object]
"""Hears how much of a work is done, and of how much."""


_MADE = "SELECT type, CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master"


class Derived(ABC):
    """Derived tables of one database.

    ``TABLES`` makes them, each by its name; the one called ``STATE`` holds in one row the numbers of the
    rules that they were made by (`rules`).
    """

    STATE: ClassVar[str]
    TABLES: ClassVar[dict[str, str]]
    INDEXES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._sound = False

    @classmethod
    @abstractmethod
    def rules(cls, connection: sqlite3.Connection) -> dict[str, int]:
        """Return the numbers of today's rules by the columns of the state that hold them."""

    @classmethod
    @abstractmethod
    def fill(cls, connection: sqlite3.Connection) -> None:
        """Fill the new tables."""

    @classmethod
    def is_sound(cls, connection: sqlite3.Connection) -> bool:
        """Tell whether the tables are there and made by today's rules."""
        wanted = cls.rules(connection)
        try:
            rows = connection.execute(f"SELECT {', '.join(wanted)} FROM {cls.STATE}").fetchall()
        except sqlite3.OperationalError:
            return False
        return rows == [tuple(wanted.values())]

    @classmethod
    def is_well_made(cls, connection: sqlite3.Connection) -> bool:
        """Tell whether the file says of the tables what they were made by, to the letter."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
            for statement in (*cls.TABLES.values(), *cls.INDEXES):
                new.execute(statement)
            wanted = new.execute(_MADE).fetchall()
        kept = {row[1]: row for row in connection.execute(_MADE)}
        return all(kept.get(row[1]) == row for row in wanted)

    @classmethod
    def rebuild(cls, connection: sqlite3.Connection) -> None:
        """Make the tables anew, in one transaction."""
        wanted = cls.rules(connection)
        with transaction(connection):
            cls._drop(connection)
            for statement in (*cls.TABLES.values(), *cls.INDEXES):
                connection.execute(statement)
            columns, marks = ", ".join(wanted), ", ".join("?" * len(wanted))
            state = f"INSERT INTO {cls.STATE} ({columns}) VALUES ({marks})"
            connection.execute(state, [*wanted.values()])
            cls.fill(connection)

    @classmethod
    def _drop(cls, connection: sqlite3.Connection) -> None:
        for name in cls.TABLES:
            try:
                connection.execute(f"DROP TABLE IF EXISTS {name}")
            except sqlite3.DatabaseError:  # a table of another module, whose own statement rotted
                _uproot(connection, name)

    def ensure(self) -> None:
        """Make the tables where they are missing or older; raises the storage's known errors."""
        if not self._sound:
            with self._raw() as connection:
                if not self.is_sound(connection):
                    self.rebuild(connection)
            self._sound = True

    def lives(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the tables are to follow an act; if not, they are made whole when first needed."""
        return self._sound or self.is_sound(connection)

    def forget(self, connection: sqlite3.Connection) -> None:
        """Drop the tables within the running transaction: something in them was erased for good."""
        self._sound = False
        self._drop(connection)


def _uproot(connection: sqlite3.Connection, name: str) -> None:
    """Take a table out that SQLite cannot open any more, and what its module kept for it."""
    connection.execute("PRAGMA writable_schema=ON")
    try:
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
    finally:
        connection.execute("PRAGMA writable_schema=RESET")
    for (kept,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?",
        (len(name) + 1, f"{name}_"),
    ).fetchall():
        connection.execute(f'DROP TABLE "{kept}"')
