"""The works of `work.py` on a network that never waits for the disk: what must not survive a power cut."""

from __future__ import annotations

import sqlite3
import sys

from dgsdesk.storage import vault
from tests.faults import work

_set_up = vault._set_up


def _careless(connection: sqlite3.Connection) -> None:
    _set_up(connection)
    connection.execute("PRAGMA synchronous=OFF")


vault._set_up = _careless

if __name__ == "__main__":
    work.main(*sys.argv[1:])
