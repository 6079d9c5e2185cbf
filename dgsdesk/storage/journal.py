"""The journal: what each act changed, row by row, before and after; undo and redo are read from it.

Undo writes the ``before`` of an entry back, redo its ``after``. An act after an undo drops what could have
been redone, but its history stays. Typing comes in pieces, each a transaction of its own: pieces that follow
each other on the same thing are folded into one entry: an undo takes back what was one act to the hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy import inspect as inspected
from sqlalchemy.orm import Session

from dgsdesk.application.ports.store import JournalLine, JournalStep
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound, RuleBroken
from dgsdesk.domain.wording import date_long
from dgsdesk.storage.erasure import erase
from dgsdesk.storage.journal_changes import Change, Values, from_text, merged, to_text
from dgsdesk.storage.ledger import DONE, DROPPED, FINAL, PAST, UNDONE
from dgsdesk.storage.mapping import ENTITIES, journal_change, journal_entry, kind_named
from dgsdesk.storage.rows import table_name

REST = timedelta(seconds=60)
"""How long the hand may rest within one act of typing."""

LONGEST = timedelta(minutes=5)
"""How long one act of typing may last, so that an undo never takes back half a meeting."""

Converters = dict[str, tuple[Any, Any]]
_KNOWN: dict[str, Converters] = {}


def _converters(kind: type[Entity]) -> Converters:
    """Field name -> (to portable, from portable), the table's own conversions."""
    if kind.__name__ not in _KNOWN:
        columns = inspected(kind).local_table.c
        _KNOWN[kind.__name__] = {field.name: _pair(columns[field.name].type) for field in fields(kind)}
    return _KNOWN[kind.__name__]


def _pair(column: Any) -> tuple[Any, Any]:
    return getattr(column, "process_bind_param", None), getattr(column, "process_result_value", None)


def portable(kind: type[Entity], values: Values) -> Values:
    """Return the values as text, numbers or nothing, as the table keeps them."""
    converters = _converters(kind)
    result = {}
    for name, value in values.items():
        write = converters[name][0]
        result[name] = write(value, None) if write else value
    return result


def restored(kind: type[Entity], values: Values) -> Values:
    """Return the values as the entity holds them."""
    converters = _converters(kind)
    result = {}
    for name, value in values.items():
        read = converters[name][1]
        result[name] = read(value, None) if read else value
    return result


class Recorder:
    """Notes what a session changes, over any number of flushes: the first before and the last after."""

    def __init__(self) -> None:
        self.before: dict[tuple[str, str], Values | None] = {}
        self.after: dict[tuple[str, str], Values | None] = {}

    def note(self, session: Session) -> None:
        """Note what the session is about to flush."""
        for entity in _ordered(session.new):
            self._put(entity, None, _current(entity))
        for entity in _ordered(session.dirty):
            if session.is_modified(entity):
                self._put(entity, _committed(entity), _current(entity))
        for entity in _ordered(session.deleted):
            self._put(entity, _committed(entity), None)

    def _put(self, entity: Entity, before: Values | None, after: Values | None) -> None:
        key = (type(entity).__name__, entity.id)
        self.before.setdefault(key, before)
        self.after[key] = after

    def changes(self) -> list[Change]:
        """Return (kind, id, before, after) of every row that differs; an update keeps only what differs."""
        rows = []
        for key, before in self.before.items():
            after = self.after[key]
            if before is not None and after is not None:
                differing = [name for name in after if before[name] != after[name]]
                before = {name: before[name] for name in differing}
                after = {name: after[name] for name in differing}
            if before or after:
                rows.append((*key, before, after))
        return rows


def _ordered(entities: Iterable[Any]) -> list[Any]:
    """The session's sets have no order of their own; the journal is the same each time."""
    return sorted(entities, key=lambda entity: (type(entity).__name__, entity.id))


def _current(entity: Entity) -> Values:
    kind = type(entity)
    return portable(kind, {field.name: getattr(entity, field.name) for field in fields(kind)})


def _committed(entity: Entity) -> Values:
    kind = type(entity)
    values = {}
    state = inspected(entity)
    for field in fields(kind):
        history = state.attrs[field.name].history
        values[field.name] = history.deleted[0] if history.deleted else getattr(entity, field.name)
    return portable(kind, values)


def write_entry(session: Session, line: JournalLine, recorder: Recorder) -> frozenset[str]:
    """Write one entry with its changes; return the kinds changed. An act that changed nothing leaves none."""
    changes = recorder.changes()
    connection = session.connection()
    kinds = frozenset(kind for kind, *_ in changes)
    if line.erasure is not None:
        # Only that it was done, and to what: no value of an erasure may stay.
        touched = [(kind, row_id, None, None) for kind, row_id, *_ in changes]
        _write(connection, line, None, touched or [(line.erasure.kind, line.erasure.row_id, None, None)])
        tables = erase(connection, line.erasure)
        return kinds | {kind.__name__ for kind in ENTITIES if table_name(kind) in tables}
    if not changes:
        return frozenset()
    former = _foldable(connection, line)
    if former is not None:
        changes = _taken_over(connection, former, changes)
    if changes:
        _write(connection, line, former, changes)
    return kinds


def _write(
    connection: Connection, line: JournalLine, former: Row[Any] | None, changes: Sequence[Change]
) -> None:
    connection.execute(update(journal_entry).where(journal_entry.c.state == UNDONE).values(state=DROPPED))
    at = line.at.isoformat()
    entry = insert(journal_entry).values(
        command=line.command,
        label=line.label if former is None else line.together,
        actor=line.actor,
        at=at,
        state=DONE if line.erasure is None else FINAL,
        fold=line.fold,
        began=at if former is None else former.began,
        machine=line.machine,
    )
    key = connection.execute(entry).inserted_primary_key
    assert key is not None
    connection.execute(
        insert(journal_change),
        [
            {
                "sequence": key[0],
                "position": position,
                "kind": kind,
                "row_id": row_id,
                "before": to_text(before),
                "after": to_text(after),
            }
            for position, (kind, row_id, before, after) in enumerate(changes)
        ],
    )


def _foldable(connection: Connection, line: JournalLine) -> Row[Any] | None:
    """Return the newest entry when this act goes on with it: the same act on the same thing, just now."""
    if not line.fold:
        return None
    query = select(journal_entry).order_by(journal_entry.c.sequence.desc()).limit(1)
    newest = connection.execute(query).one_or_none()
    if newest is None or newest.state != DONE:
        return None
    if (newest.command, newest.actor, newest.machine, newest.fold) != _hand(line):
        return None
    rest = line.at - datetime.fromisoformat(newest.at)
    whole = line.at - datetime.fromisoformat(newest.began)
    return newest if timedelta(0) <= rest <= REST and whole <= LONGEST else None


def _hand(line: JournalLine) -> tuple[str, str, str, str]:
    """Return what two acts must share to be one."""
    return line.command, line.actor, line.machine, line.fold


def _taken_over(connection: Connection, former: Row[Any], changes: Sequence[Change]) -> list[Change]:
    """Remove an entry and return its changes with those that follow, as if all were made at once."""
    of_former = journal_change.c.sequence == former.sequence
    rows = connection.execute(select(journal_change).where(of_former).order_by(journal_change.c.position))
    before = [(row.kind, row.row_id, from_text(row.before), from_text(row.after)) for row in rows]
    connection.execute(delete(journal_change).where(of_former))
    connection.execute(delete(journal_entry).where(journal_entry.c.sequence == former.sequence))
    return merged(before, changes)


def _last_done() -> Select[Any]:
    return (
        select(journal_entry).where(journal_entry.c.state == DONE).order_by(journal_entry.c.sequence.desc())
    )


def _first_undone() -> Select[Any]:
    return select(journal_entry).where(journal_entry.c.state == UNDONE).order_by(journal_entry.c.sequence)


def take_back(session: Session) -> JournalStep:
    """Undo the last entry; raises NotFound, RuleBroken("undo_reach") where what is older was shortened."""
    entry = session.connection().execute(_last_done().limit(1)).one_or_none()
    if entry is None:
        past = select(func.max(journal_entry.c.at)).where(journal_entry.c.state == PAST)
        newest = session.connection().execute(past).scalar()
        if newest is not None:
            raise RuleBroken("undo_reach", day=date_long(datetime.fromisoformat(newest).date()))
        raise NotFound("nothing_to_undo")
    return _apply(session, entry, "before", UNDONE)


def do_again(session: Session) -> JournalStep:
    """Redo the entry last taken back; raises NotFound."""
    entry = session.connection().execute(_first_undone().limit(1)).one_or_none()
    if entry is None:
        raise NotFound("nothing_to_redo")
    return _apply(session, entry, "after", DONE)


def _apply(session: Session, entry: Row[Any], side: str, state: str) -> JournalStep:
    connection = session.connection()
    query = select(journal_change).where(journal_change.c.sequence == entry.sequence)
    changes = connection.execute(query.order_by(journal_change.c.position)).all()
    for change in changes:
        other = "after" if side == "before" else "before"
        _write_row(session, change.kind, change.row_id, getattr(change, other), getattr(change, side))
    connection.execute(
        update(journal_entry).where(journal_entry.c.sequence == entry.sequence).values(state=state)
    )
    return JournalStep(entry.label, frozenset(change.kind for change in changes))


def _write_row(session: Session, name: str, row_id: str, now: str | None, wanted: str | None) -> None:
    kind = kind_named(name)
    if wanted is None:
        session.delete(session.get_one(kind, row_id))
        return
    values = restored(kind, json.loads(wanted))
    if now is None:
        session.add(kind(**values))
        return
    entity = session.get_one(kind, row_id)
    for field_name, value in values.items():
        setattr(entity, field_name, value)
