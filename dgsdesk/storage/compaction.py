"""The journal of twenty years kept small: typing folded, old acts shortened to what the history tells.

One bounded step at a time, each a transaction of its own: a kill between or within two loses nothing. An act
whose seal does not hold is left as it is, so that « Vérifier » still names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from dgsdesk.storage.journal_changes import Change, changes_of_act, merged, write_changes
from dgsdesk.storage.ledger import CUT, DONE, DROPPED, PAST, UNDONE
from dgsdesk.storage.seals import broken_acts, forget_acts_seals, seal_acts
from dgsdesk.storage.trail import forget_acts, put_together, things_of_acts
from dgsdesk.storage.transaction import transaction

FOLDED_AFTER = timedelta(days=30)
"""Typing older than this is folded: what one hand wrote on one thing in a day is one act."""

SHORTENED_AFTER = timedelta(days=400)
"""Acts older than this are beyond undo; what was deleted within a year is whole in any case."""

ALWAYS_WHOLE = 1_000
"""As many of the newest acts stay within undo, however old they are and whatever the clock says."""

_AT_ONCE = 60
_ROWS_AT_ONCE = 500
_LONGEST = 300
_EMPTY: tuple[object, ...] = (None, "", 0, "[]")

Entry = tuple[int, str, str, str, str, str, str, str]
"""Number, command, actor, machine, fold, began, at and state of an act."""


def compact_step(connection: sqlite3.Connection, now: datetime) -> bool:
    """Fold or shorten the next acts, outside any transaction; tell whether others may wait."""
    with transaction(connection):
        return _fold_next(connection, now) or _shorten_next(connection, now)


def _next(connection: sqlite3.Connection, column: str, least: int, until: str) -> list[Entry]:
    """Return the next acts behind a cursor that are old enough, the newest ones left out."""
    (cursor,) = connection.execute(f"SELECT {column} FROM trail_state").fetchone()
    (newest,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM journal_entry").fetchone()
    query = (
        "SELECT sequence, command, actor, machine, fold, began, at, state FROM journal_entry"
        " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?"
    )
    rows: list[Entry] = connection.execute(query, (cursor, newest - least, _AT_ONCE)).fetchall()
    old = next((at for at, row in enumerate(rows) if row[6] >= until or row[7] == UNDONE), len(rows))
    return rows[: min(old, _bounded(connection, rows))]


def _bounded(connection: sqlite3.Connection, rows: Sequence[Entry]) -> int:
    """Return how many of the acts one step takes: one at least, fewer where they changed many rows."""
    touched = 0
    for at, row in enumerate(rows):
        count = "SELECT count(*) FROM journal_change WHERE sequence = ?"
        touched += connection.execute(count, (row[0],)).fetchone()[0]
        if at and touched > _ROWS_AT_ONCE:
            return at
    return len(rows)


def _moved(connection: sqlite3.Connection, column: str, entries: Sequence[Entry]) -> bool:
    if entries:
        connection.execute(f"UPDATE trail_state SET {column} = ?", (entries[-1][0],))
    return bool(entries)


# -- folding -------------------------------------------------------------------------------------------------


def _fold_next(connection: sqlite3.Connection, now: datetime) -> bool:
    entries = _next(connection, "folded", _AT_ONCE, (now - FOLDED_AFTER).isoformat())
    held = {row[0] for row in entries} - broken_acts(connection, [row[0] for row in entries])
    touched = _touched(connection, [row[0] for row in entries])
    waiting: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = (*entry[1:5], entry[6][:10])
        former = waiting.pop(key, None)
        if entry[7] == DONE and entry[4] and entry[0] in held:
            if former is not None and _free_between(former, entry, entries, touched):
                entry = _put_together(connection, former, entry)
                touched[entry[0]] |= touched.pop(former[0])
            waiting[key] = entry
    return _moved(connection, "folded", entries)


def _touched(connection: sqlite3.Connection, sequences: Sequence[int]) -> dict[int, set[str]]:
    """Return the ids of the rows that each act changed."""
    marks = ", ".join("?" * len(sequences))
    query = f"SELECT sequence, row_id FROM journal_change WHERE sequence IN ({marks})"
    found: dict[int, set[str]] = {one: set() for one in sequences}
    for sequence, row_id in connection.execute(query, sequences):
        found[sequence].add(row_id)
    return found


def _free_between(
    first: Entry, second: Entry, entries: Iterable[Entry], touched: dict[int, set[str]]
) -> bool:
    """Tell whether no act between two changed what the first one did: they may then be one."""
    between = (row[0] for row in entries if first[0] < row[0] < second[0] and row[0] in touched)
    return not any(touched[one] & touched[first[0]] for one in between)


def _put_together(connection: sqlite3.Connection, first: Entry, second: Entry) -> Entry:
    """Make the second act tell of both; return it."""
    changes = merged(changes_of_act(connection, first[0]), changes_of_act(connection, second[0]))
    put_together(connection, first[0], second[0])
    connection.execute("DELETE FROM journal_change WHERE sequence IN (?, ?)", (first[0], second[0]))
    connection.execute("DELETE FROM journal_entry WHERE sequence = ?", (first[0],))
    connection.execute("UPDATE journal_entry SET began = ? WHERE sequence = ?", (first[5], second[0]))
    write_changes(connection, second[0], changes)
    forget_acts_seals(connection, [first[0]])
    seal_acts(connection, [second[0]])
    return (*second[:5], first[5], *second[6:])


# -- shortening ----------------------------------------------------------------------------------------------


def _shorten_next(connection: sqlite3.Connection, now: datetime) -> bool:
    entries = _next(connection, "shortened", ALWAYS_WHOLE, (now - SHORTENED_AFTER).isoformat())
    numbers = [row[0] for row in entries]
    rotten = broken_acts(connection, numbers)
    dropped = [row[0] for row in entries if row[7] == DROPPED]
    done = [row[0] for row in entries if row[7] == DONE]
    forget_acts(connection, dropped, things_of_acts(connection, dropped))
    for number in dropped:
        connection.execute("DELETE FROM journal_change WHERE sequence = ?", (number,))
        connection.execute("DELETE FROM journal_entry WHERE sequence = ?", (number,))
    forget_acts_seals(connection, dropped)
    for number in done:
        connection.execute("UPDATE journal_entry SET state = ? WHERE sequence = ?", (PAST, number))
        if number not in rotten:
            _shorten(connection, number)
    seal_acts(connection, [number for number in done if number not in rotten])
    return _moved(connection, "shortened", entries)


def _shorten(connection: sqlite3.Connection, number: int) -> None:
    changes = [_short(change) for change in changes_of_act(connection, number)]
    connection.execute("DELETE FROM journal_change WHERE sequence = ?", (number,))
    write_changes(connection, number, changes)


def _short(change: Change) -> Change:
    """Return a change without its long values, and without what is empty in a row that came or went."""
    kind, row_id, before, after = change
    whole = before is None or after is None
    sides = [side for side in (before, after) if side is not None]
    long = {name for side in sides for name, value in side.items() if _is_long(value)}

    def short(side: dict[str, Any] | None) -> dict[str, Any] | None:
        if side is None:
            return None
        kept = {
            name: value
            for name, value in side.items()
            if name not in long and not (whole and value in _EMPTY)
        }
        known = {*long, *side.get(CUT, ())}
        return kept | ({CUT: sorted(known - {CUT})} if known else {})

    return kind, row_id, short(before), short(after)


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST
