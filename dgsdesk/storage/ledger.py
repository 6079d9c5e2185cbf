"""The journal as it is read: what can be taken back or done again, and the history."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime
from sqlite3 import Connection

from dgsdesk.application.ports.store import FieldChange, HistoryRow
from dgsdesk.domain.entity import Entity
from dgsdesk.storage.rows import Form, form_of, without_none

DONE, UNDONE, DROPPED, FINAL, PAST = "done", "undone", "dropped", "final", "past"
"""What became of an entry; one that erased for good is final: undo passes over it; one that is past was
shortened to what history tells, and is beyond undo."""


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
            HistoryRow(sequence, label, actor, datetime.fromisoformat(at), state in (UNDONE, DROPPED))
            for sequence, label, actor, at, state in rows
        ]

    def changes_of(self, kind: type[Entity], field: str, row_ids: Collection[str]) -> list[FieldChange]:
        """Return the changes of one field that stand, newest first; what was taken back is left out."""
        query = (
            "SELECT e.sequence, c.row_id, e.command, e.label, e.actor, e.at, c.before, c.after "
            "FROM journal_change c JOIN journal_entry e ON e.sequence = c.sequence "
            f"WHERE e.state = ? AND c.kind = ? AND c.row_id IN ({', '.join('?' * len(row_ids))}) "
            "ORDER BY e.sequence DESC"
        )
        with self._raw() as connection:
            rows = connection.execute(query, (DONE, kind.__name__, *row_ids)).fetchall()
        form = form_of(without_none(typing.get_type_hints(kind)[field])[0])
        return [
            FieldChange(
                sequence,
                row_id,
                command,
                label,
                actor,
                datetime.fromisoformat(at),
                _value(before, field, form),
                _value(after, field, form),
            )
            for sequence, row_id, command, label, actor, at, before, after in rows
            if any(side and field in json.loads(side) for side in (before, after))
        ]


def _value(side: str | None, field: str, form: Form) -> object:
    """Return a field's value off one side of a change; None where the row was not."""
    value = json.loads(side).get(field) if side else None
    return value if value is None or form.read is None else form.read(value)
