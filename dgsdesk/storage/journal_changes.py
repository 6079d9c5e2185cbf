"""The changes of one act as the journal keeps them: read, written, and two acts' changes made one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

Values = dict[str, Any]

Change = tuple[str, str, Values | None, Values | None]
"""Kind and id of a row, what it was and what it became: all fields for a row that came or went."""


def changes_of_act(connection: sqlite3.Connection, sequence: int) -> list[Change]:
    """Return the changes of an act in their order."""
    query = "SELECT kind, row_id, before, after FROM journal_change WHERE sequence = ? ORDER BY position"
    rows = connection.execute(query, (sequence,))
    return [(kind, row_id, from_text(before), from_text(after)) for kind, row_id, before, after in rows]


def write_changes(connection: sqlite3.Connection, sequence: int, changes: Sequence[Change]) -> None:
    """Write the changes of an act, none of which is there."""
    connection.executemany(
        "INSERT INTO journal_change (sequence, position, kind, row_id, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (sequence, position, kind, row_id, to_text(before), to_text(after))
            for position, (kind, row_id, before, after) in enumerate(changes)
        ),
    )


def merged(first: Iterable[Change], second: Iterable[Change]) -> list[Change]:
    """Return the changes of two acts as if all were made at once; what comes to nothing is left out."""
    found = {change[:2]: change for change in first}
    for change in second:
        key = change[:2]
        found[key] = _one_after_the_other(found[key], change) if key in found else change
    return [change for change in found.values() if change[2] or change[3]]


def _one_after_the_other(first: Change, second: Change) -> Change:
    """Return the change that two changes of one row come to."""
    kind, row_id, before, between = first
    _, _, then, after = second
    if before is not None and then is not None:
        before = then | before
    if after is not None and between is not None:
        after = between | after
    if before is None or after is None:
        return kind, row_id, before, after
    differing = [name for name in after if before[name] != after[name]]
    return kind, row_id, {name: before[name] for name in differing}, {name: after[name] for name in differing}


def from_text(text: str | None) -> Values | None:
    """Read one side of a change."""
    return None if text is None else json.loads(text)


def to_text(values: Values | None) -> str | None:
    """Write one side of a change."""
    return None if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)
