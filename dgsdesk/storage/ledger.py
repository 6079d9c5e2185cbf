"""The journal as it is read: what can be taken back or done again, and the history."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from sqlite3 import Connection
from typing import Any

from dgsdesk.application.ports.store import (
    ActsWanted,
    FieldChange,
    GoneRow,
    HistoryRow,
    PastAct,
    RowChange,
)
from dgsdesk.domain.belonging import FOR_GOOD, OWNERS
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.storage.rows import Form, form_of, without_none

DONE, UNDONE, DROPPED, FINAL, PAST = "done", "undone", "dropped", "final", "past"
"""What became of an entry; one that erased for good is final: undo passes over it; one that is past was
shortened to what history tells, and is beyond undo."""

STATES = (DONE, UNDONE, DROPPED, FINAL, PAST)
"""All that may stand there."""

CUT = "…"
"""In the journal's values of a row: the names of those that were too long to be kept on."""

_KINDS = {kind.__name__: kind for kind in OWNERS}
_MOST_CHANGES = 60
_LOOKED_AT = 20_000
_LONGEST = 100_000
_MAY_COME_BACK = f"e.command NOT IN ({', '.join(repr(one) for one in sorted(FOR_GOOD))})"
_ACTS = "SELECT e.sequence, command, label, actor, machine, began, at, fold, state FROM"


class SqlLedger:
    """The journal of one database, read on the connection that ``raw`` lends.

    ``ready`` makes the trail when it is missing.
    """

    def __init__(
        self, raw: Callable[[], AbstractContextManager[Connection]], ready: Callable[[], object]
    ) -> None:
        self._raw = raw
        self._ready = ready

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
            "SELECT e.sequence, c.row_id, e.command, e.label, e.actor, e.at, c.before, c.after, e.state "
            "FROM journal_change c JOIN journal_entry e ON e.sequence = c.sequence "
            f"WHERE e.state IN (?, ?) AND c.kind = ? AND c.row_id IN ({', '.join('?' * len(row_ids))}) "
            "ORDER BY e.sequence DESC"
        )
        with self._raw() as connection:
            rows = connection.execute(query, (DONE, PAST, kind.__name__, *row_ids)).fetchall()
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
                state == PAST,
            )
            for sequence, row_id, command, label, actor, at, before, after, state in rows
            if any(side and field in json.loads(side) for side in (before, after))
        ]

    def shortened(self, kind: type[Entity], row_ids: Collection[str]) -> datetime | None:
        """Return the instant of the newest act on some rows that was shortened since, None without any."""
        query = (
            "SELECT e.at FROM journal_change c JOIN journal_entry e ON e.sequence = c.sequence"
            f" WHERE e.state = ? AND c.kind = ? AND c.row_id IN ({', '.join('?' * len(row_ids))})"
            " ORDER BY e.sequence DESC LIMIT 1"
        )
        with self._raw() as connection:
            row = connection.execute(query, (PAST, kind.__name__, *row_ids)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    # -- the history -----------------------------------------------------------------------------------------

    def acts(self, wanted: ActsWanted, most: int) -> tuple[list[PastAct], int | None]:
        """Return the newest acts first, at most so many, and the number before which more may be found."""
        self._ready()
        query, values = _asked(wanted)
        found: list[Sequence[Any]] = []
        last = None
        with self._raw() as connection:
            for looked_at, row in enumerate(connection.execute(query, values)):
                if len(found) == most or looked_at == _LOOKED_AT:
                    last = found[-1][0] if len(found) == most else row[0] + 1
                    break
                if wanted.passes is None or wanted.passes(row[2]):
                    found.append(row)
            ids = {wanted.about, *wanted.besides}
            changes, more = _changes(connection, [row[0] for row in found], ids)
        acts = [_act(row, tuple(changes.get(row[0], ())), more.get(row[0], 0)) for row in found]
        return acts, last

    def hands(self) -> list[tuple[str, str]]:
        """Return who acted on which machine, in their order."""
        with self._raw() as connection:
            return sorted(connection.execute("SELECT DISTINCT actor, machine FROM journal_entry"))

    def gone(self, since: date) -> list[GoneRow]:
        """Return the things that acts deleted since a day and that stand deleted by it, newest first."""
        self._ready()
        query = (
            "SELECT e.sequence, c.kind, c.row_id, c.before, actor, machine, at FROM trail_gone g"
            " JOIN journal_entry e ON e.sequence = g.sequence"
            " JOIN journal_change c ON c.sequence = g.sequence AND c.row_id = g.row_id AND c.kind = g.kind"
            f" WHERE e.state = ? AND e.at >= ? AND {_MAY_COME_BACK}"
            " AND c.before IS NOT NULL AND c.after IS NULL"
            " ORDER BY g.sequence DESC, c.position"
        )
        with self._raw() as connection:
            rows = connection.execute(query, (DONE, since.isoformat())).fetchall()
        found: dict[str, GoneRow] = {}
        for sequence, kind, row_id, before, actor, machine, at in rows:
            values, _ = _image(kind, before)
            gone = GoneRow(sequence, kind, row_id, values or {}, actor, machine, datetime.fromisoformat(at))
            found.setdefault(row_id, gone)
        return [*found.values()]

    def changes_in(self, sequence: int) -> list[RowChange]:
        """Return all changes of one act, whole; raises NotFound("deletion_gone") when it does not stand."""
        query = (
            "SELECT kind, row_id, before, after FROM journal_change c"
            " JOIN journal_entry e ON e.sequence = c.sequence"
            f" WHERE e.sequence = ? AND state = ? AND {_MAY_COME_BACK} ORDER BY position"
        )
        with self._raw() as connection:
            rows = connection.execute(query, (sequence, DONE)).fetchall()
        if not rows:
            raise NotFound("deletion_gone")
        return [_change(*row) for row in rows]

    def deletion_of(self, row_id: str) -> int | None:
        """Return the number of the newest standing act that deleted a row, None when none is kept."""
        query = (
            "SELECT max(e.sequence) FROM journal_change c JOIN journal_entry e ON e.sequence = c.sequence"
            " WHERE c.row_id = ? AND c.after IS NULL AND c.before IS NOT NULL AND e.state = ?"
            f" AND {_MAY_COME_BACK}"
        )
        with self._raw() as connection:
            found: tuple[int | None] = connection.execute(query, (row_id, DONE)).fetchone()
        return found[0]

    def added_by(self, command: str) -> dict[str, set[str]]:
        """Return the ids of the rows that standing acts of one command added, by their kinds."""
        query = (
            "SELECT c.kind, c.row_id FROM journal_entry e JOIN journal_change c ON c.sequence = e.sequence"
            " WHERE e.command = ? AND e.state IN (?, ?) AND c.before IS NULL AND c.after IS NOT NULL"
        )
        found: dict[str, set[str]] = {}
        with self._raw() as connection:
            for kind, row_id in connection.execute(query, (command, DONE, PAST)):
                if kind in _KINDS:
                    found.setdefault(kind, set()).add(row_id)
        return found

    def last_images(self, row_ids: Collection[str]) -> dict[str, tuple[str, Mapping[str, object]]]:
        """Return kind and values of rows as they were when they were last deleted."""
        found: dict[str, tuple[str, Mapping[str, object]]] = {}
        wanted = sorted(row_ids)
        query = (
            "SELECT row_id, kind, before FROM journal_change WHERE row_id IN (SELECT value FROM json_each(?))"
            " AND after IS NULL AND before IS NOT NULL ORDER BY sequence"
        )
        with self._raw() as connection:
            for row_id, kind, before in connection.execute(query, (json.dumps(wanted),)):
                found[row_id] = kind, _image(kind, before)[0] or {}
        return found

    def reach(self) -> datetime | None:
        """Return the instant of the oldest act that undo reaches, None when it reaches them all."""
        query = "SELECT at FROM journal_entry WHERE state = ? AND sequence > ? ORDER BY sequence LIMIT 1"
        newest = "SELECT max(sequence) FROM journal_entry WHERE state = ?"
        with self._raw() as connection:
            (past,) = connection.execute(newest, (PAST,)).fetchone()
            row = connection.execute(query, (DONE, past)).fetchone() if past else None
        return datetime.fromisoformat(row[0]) if row else None


def _asked(wanted: ActsWanted) -> tuple[str, list[object]]:
    """Return the statement that reads the acts that are asked for, newest first, and its values."""
    tables, number = "journal_entry e", "e.sequence"
    conditions: list[tuple[str, tuple[object, ...]]] = []
    if wanted.about and wanted.besides:
        conditions.append((_OF_SEVERAL, (wanted.about, json.dumps(sorted(wanted.besides)))))
    elif wanted.about:
        tables, number = "trail_thing t CROSS JOIN journal_entry e ON e.sequence = t.sequence", "t.sequence"
        conditions.append(("t.thing = ?", (wanted.about,)))
    if wanted.before is not None:
        conditions.append((f"{number} < ?", (wanted.before,)))
    if wanted.since is not None:
        conditions.append(("at >= ?", (wanted.since.isoformat(),)))
    if wanted.by is not None:
        conditions.append(("actor = ? AND machine = ?", wanted.by))
    where = " AND ".join(condition for condition, _ in conditions) or "1"
    values = [value for _, some in conditions for value in some]
    return f"{_ACTS} {tables} WHERE {where} ORDER BY {number} DESC", values


_OF_SEVERAL = (
    "e.sequence IN (SELECT sequence FROM trail_thing WHERE thing = ? UNION ALL"
    " SELECT sequence FROM journal_change WHERE row_id IN (SELECT value FROM json_each(?)))"
)


def _changes(
    connection: Connection, sequences: Sequence[int], ids: Collection[str]
) -> tuple[dict[int, list[RowChange]], dict[int, int]]:
    """Return the first changes of each act, those of some rows always, and how many are left out."""
    marks = ", ".join("?" * len(sequences))
    long = f"length(coalesce(before, '')) + length(coalesce(after, '')) > {_LONGEST}"
    rows = connection.execute(
        "SELECT sequence, kind, row_id, "
        f"CASE WHEN {long} THEN iif(before IS NULL, NULL, '{{\"{CUT}\": []}}') ELSE before END,"
        f" CASE WHEN {long} THEN iif(after IS NULL, NULL, '{{\"{CUT}\": []}}') ELSE after END"
        f" FROM journal_change WHERE sequence IN ({marks}) AND (position < {_MOST_CHANGES}"
        " OR row_id IN (SELECT value FROM json_each(?))) ORDER BY sequence, position",
        (*sequences, json.dumps(sorted(ids))),
    )
    found: dict[int, list[RowChange]] = {}
    for sequence, *change in rows:
        found.setdefault(sequence, []).append(_change(*change))
    counts = connection.execute(
        f"SELECT sequence, count(*) FROM journal_change WHERE sequence IN ({marks})"
        f" GROUP BY sequence HAVING count(*) > {_MOST_CHANGES}",
        sequences,
    )
    return found, {sequence: count - len(found[sequence]) for sequence, count in counts}


def _act(row: Sequence[Any], changes: tuple[RowChange, ...], more: int) -> PastAct:
    sequence, command, label, actor, machine, began, at, fold, state = row
    moments = datetime.fromisoformat(began), datetime.fromisoformat(at)
    undone = state in (UNDONE, DROPPED)
    return PastAct(sequence, command, label, actor, machine, *moments, fold, undone, changes, more)


def _change(kind: str, row_id: str, before: str | None, after: str | None) -> RowChange:
    (was, cut_before), (became, cut_after) = _image(kind, before), _image(kind, after)
    return RowChange(kind, row_id, was, became, cut_before | cut_after)


def _image(kind: str, side: str | None) -> tuple[Mapping[str, object] | None, frozenset[str]]:
    """Return a row's values off one side of a change, and the names of those that are not told."""
    if side is None:
        return None, frozenset()
    forms, raw = _forms(kind), json.loads(side)
    values = {
        name: value if value is None or forms[name].read is None else forms[name].read(value)  # type: ignore[misc]
        for name, value in raw.items()
        if name in forms
    }
    return values, frozenset(raw.get(CUT, ()))


@cache
def _forms(kind: str) -> dict[str, Form]:
    """Return the form of each field of a kind; none for a kind that is no more."""
    known = _KINDS.get(kind)
    if known is None:
        return {}
    hints = typing.get_type_hints(known)
    return {field.name: form_of(without_none(hints[field.name])[0]) for field in fields(known)}


def _value(side: str | None, field: str, form: Form) -> object:
    """Return a field's value off one side of a change; None where the row was not."""
    value = json.loads(side).get(field) if side else None
    return value if value is None or form.read is None else form.read(value)
