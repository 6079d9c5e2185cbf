"""The network as it was at one instant, in a file of its own, read beside the acts that go on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dgsdesk.application.ports.open_format import OpenTable
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.open_format import open_tables


class SqlSnapshot:
    """What can be read of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def store(self) -> SqlLook:
        """Return a new look, which keeps what it reads as long as it lives."""
        return SqlLook(self._connection)

    def tables(self) -> Iterator[OpenTable]:
        """Give every kind with its rows as plain values."""
        yield from open_tables(self._connection)
