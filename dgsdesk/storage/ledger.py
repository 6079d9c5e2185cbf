"""The journal as it is read: what can be taken back or done again, and the history."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from sqlite3 import Connection

from dgsdesk.application.ports.store import HistoryRow

DONE, UNDONE, DROPPED = "done", "undone", "dropped"


class SqlLedger:
    """The journal of one database, read on the connection that ``raw`` lends."""

    def __init__(self, raw: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._raw = raw

    def undoable(self) -> str | None:
        """Return the label of the act that an undo would take back."""
        return self._label("SELECT label FROM journal_entry WHERE state = ? ORDER BY sequence DESC", DONE)

    def redoable(self) -> str | None:
        """Return the label of the act that a redo would do again."""
        return self._label("SELECT label FROM journal_entry WHERE state = ? ORDER BY sequence", UNDONE)

    def _label(self, query: str, state: str) -> str | None:
        with self._raw() as connection:
            row = connection.execute(f"{query} LIMIT 1", (state,)).fetchone()
        return str(row[0]) if row else None

    def history(self, limit: int, about: str | None = None) -> list[HistoryRow]:
        """Return the newest acts first; ``about`` is the id of one thing."""
        touched = "WHERE sequence IN (SELECT sequence FROM journal_change WHERE row_id = ?) " if about else ""
        columns = "SELECT sequence, label, actor, at, state FROM journal_entry"
        query = f"{columns} {touched}ORDER BY sequence DESC LIMIT ?"
        with self._raw() as connection:
            rows = connection.execute(query, (*([about] if about else []), limit)).fetchall()
        return [
            HistoryRow(sequence, label, actor, datetime.fromisoformat(at), state != DONE)
            for sequence, label, actor, at, state in rows
        ]
