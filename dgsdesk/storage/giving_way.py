"""A long look at a database that ends early when somebody waits for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from threading import Lock


class GivingWay:
    """Carries one long statement out at a time; any thread may ask for the connection meanwhile.

    Only the statement of `done` is interrupted, never one that came to its place.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work: sqlite3.Connection | None = None
        self._wanted = False

    def make_way(self) -> None:
        """Let what is under way end, or what comes next wait for its turn."""
        with self._lock:
            self._wanted = True
            if self._at_work is not None:
                self._at_work.interrupt()

    def done(self, connection: sqlite3.Connection, work: Callable[[], object]) -> bool:
        """Do the work; return False, whatever it found, when it had to make way. Raises what it raises."""
        with self._lock:
            if self._wanted:
                self._wanted = False
                return False
            self._at_work = connection
        try:
            work()
        except Exception:
            if not self._left():
                raise
            return False
        return not self._left()

    def _left(self) -> bool:
        """Leave the connection; say whether somebody asked for it."""
        with self._lock:
            wanted, self._wanted = self._wanted, False
            self._at_work = None
        return wanted
