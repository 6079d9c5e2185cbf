"""Erasure for good: what stood in a row's fields leaves every table and the whole journal.

The journal keeps each row before and after, so clearing a field is not enough: the first undo would bring it
back. What is erased is taken out of all entries, whichever row they speak of, and an entry that erases cannot
be taken back. Afterwards the file is rewritten, since SQLite leaves deleted bytes in its free pages.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, Text, func, or_, select, type_coerce, update

from dgsdesk.application.ports.store import Erasure
from dgsdesk.domain.erased import MARK
from dgsdesk.storage.mapping import journal_change, kind_named, metadata
from dgsdesk.storage.rows import table_name

_LEAST_DIGITS = 9
_OWNERS = (("person", ("email", "phone")), ("organisation", ("email", "phone")))
_OURS = ("letterhead", ("mailbox", "phone"))


def erase(connection: Connection, erasure: Erasure) -> frozenset[str]:
    """Take what the fields of a row hold, or ever held, out of the tables and the journal.

    Returns the names of the tables that changed.

    What another person, an organisation or our own letterhead holds too is theirs: it leaves the row and its
    history alone. Kinds that are ``kept`` are not looked into.
    """
    texts = _own_texts(connection, erasure)
    pattern = _pattern(texts)
    _clear_row(connection, erasure)
    own = table_name(kind_named(erasure.kind))
    if pattern is None:
        return frozenset({own})
    hints = _hints(texts)
    kept = {table_name(kind_named(kind)) for kind in erasure.kept}
    wanted = [table for name, table in metadata.tables.items() if name not in kept]
    return frozenset(
        {own, *(one.name for one in wanted if _sweep(connection, one, pattern, hints, erasure.kept))}
    )


def pattern_of(connection: Connection, erasure: Erasure) -> re.Pattern[str] | None:
    """Return what finds all that is to be erased; to be asked before it is. None where there is nothing."""
    return _pattern(_own_texts(connection, erasure))


def rewrite(connection: sqlite3.Connection) -> None:
    """Write the file anew, so that no freed page holds what was erased.

    A full disk forbids it: what was erased is out of reach all the same, and the next erasure tries again.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# -- what is erased ------------------------------------------------------------------------------------------


def _own_texts(connection: Connection, erasure: Erasure) -> set[str]:
    texts = _ever_held(connection, erasure)
    return texts - _held_by_others(connection, erasure, texts)


def _ever_held(connection: Connection, erasure: Erasure) -> set[str]:
    table = metadata.tables[table_name(kind_named(erasure.kind))]
    columns = [table.c[name] for name in erasure.fields]
    row = connection.execute(select(*columns).where(table.c.id == erasure.row_id)).one_or_none()
    held = set(row or ())  # a backup may be of a time when the row was removed
    for _, _, values in _entries_of(connection, erasure):
        held |= {values.get(name) for name in erasure.fields}
    return {text for text in held if text}


def _entries_of(connection: Connection, erasure: Erasure) -> Iterator[tuple[Any, str, dict[str, Any]]]:
    """Yield the change, the side and its values for every entry about the row."""
    of_row = (journal_change.c.kind == erasure.kind) & (journal_change.c.row_id == erasure.row_id)
    for change in connection.execute(select(journal_change).where(of_row)).all():
        for side in ("before", "after"):
            text = getattr(change, side)
            if text is not None:
                yield change, side, json.loads(text)


def _clear_row(connection: Connection, erasure: Erasure) -> None:
    table = metadata.tables[table_name(kind_named(erasure.kind))]
    empty = dict.fromkeys(erasure.fields, "")
    connection.execute(update(table).where(table.c.id == erasure.row_id).values(empty))
    for change, side, values in list(_entries_of(connection, erasure)):
        cleared = {name: "" if name in erasure.fields else value for name, value in values.items()}
        _put(connection, change, side, json.dumps(cleared, ensure_ascii=False, sort_keys=True))


def _put(connection: Connection, change: Any, side: str, text: str) -> None:
    same = (journal_change.c.sequence == change.sequence) & (journal_change.c.position == change.position)
    connection.execute(update(journal_change).where(same).values({side: text}))


def _held_by_others(connection: Connection, erasure: Erasure, texts: Iterable[str]) -> set[str]:
    """Return the texts that somebody else holds too: a town hall's mailbox, a shared number."""
    own = table_name(kind_named(erasure.kind))
    held: set[str] = set()
    for name, fields in (*_OWNERS, _OURS):
        table = metadata.tables[name]
        columns = [table.c[field] for field in fields]
        query = select(*columns)
        if name == own:
            query = query.where(table.c.id != erasure.row_id)
        held |= {_plain(value) for row in connection.execute(query) for value in row if value}
    return {text for text in texts if _plain(text) in held}


def _plain(text: str) -> str:
    return text.casefold() if "@" in text else _digits(text)


def _digits(text: str) -> str:
    """Return a number's digits without the country's and the leading zero."""
    return re.sub(r"^(?:00)?33|^0", "", re.sub(r"\D", "", text.replace("(0)", "")))


# -- where it stands -----------------------------------------------------------------------------------------


def _pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the texts however they are written; short numbers are too common to be looked for."""
    parts = [_address(text) if "@" in text else _number(text) for text in sorted(texts)]
    found = [part for part in parts if part]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _address(text: str) -> str:
    return rf"(?<![\w.+-]){re.escape(text)}(?![\w-]|\.\w)"


def _number(text: str) -> str:
    digits = _digits(text)
    if len(digits) < _LEAST_DIGITS:
        return ""
    apart = r"[\s.\-/\u00a0\u202f]*"
    return rf"(?<!\d)(?:(?:\+|00)33{apart}(?:\(0\))?|0)?{apart}{apart.join(digits)}(?!\d)"


def _hints(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return what SQLite says of every text that one of them may stand in: an operator and its pattern each.

    It reads sooner than JSON is decoded, and lets the window live meanwhile. It may say so of others too:
    `without` decides. Nothing is returned where a text has no such pattern: all must be read then.
    """
    found: list[tuple[str, str]] = []
    for text in sorted(texts):
        digits = _digits(text)
        if "@" in text:  # its longest part that JSON leaves alone; i, k and s have likes beyond ASCII
            part = max(re.findall(r"[A-Za-z0-9@._+-]+", text), key=len)
            found.append(("LIKE", f"%{re.sub('[_iks]', '_', part, flags=re.IGNORECASE)}%"))
        elif not digits.isascii():
            return []
        elif len(digits) >= _LEAST_DIGITS:
            found.append(("GLOB", f"*{'*'.join(digits)}*"))
    return found


def _may_hold(column: Column[Any], hints: list[tuple[str, str]]) -> ColumnElement[bool]:
    """Return what is true of a column whose text the hints speak of; past a NUL they would not look."""
    text = type_coerce(column, Text)
    spoken_of = [text.op(operator, is_comparison=True)(pattern) for operator, pattern in hints]
    return or_(*spoken_of, func.instr(text, func.char(0)) > 0)


def _sweep(
    connection: Connection,
    table: Table,
    pattern: re.Pattern[str],
    hints: list[tuple[str, str]],
    kept: frozenset[str],
) -> bool:
    """Take what the pattern finds out of the text columns of a table; return whether there was any."""
    keys = list(table.primary_key.columns)
    texts = [column for column in table.columns if isinstance(_plain_type(column), Text)]
    texts = [column for column in texts if column not in keys and not column.foreign_keys]
    if not texts:
        return False
    query = select(*(type_coerce(column, Text).label(column.name) for column in (*keys, *texts)))
    if hints:
        query = query.where(or_(*(_may_hold(column, hints) for column in texts)))
    if table is journal_change and kept:
        query = query.where(journal_change.c.kind.not_in(kept))
    found = False
    for row in connection.execute(query).all():
        values = row._mapping
        changed = {
            column.name: new
            for column in texts
            if (old := values[column.name]) is not None and (new := without(old, pattern)) != old
        }
        if changed:
            _write(connection, table, {key.name: values[key.name] for key in keys}, changed)
            found = True
    return found


def _plain_type(column: Any) -> Any:
    return getattr(column.type, "impl_instance", column.type)


def _write(connection: Connection, table: Table, key: dict[str, Any], changed: dict[str, str]) -> None:
    """Write texts as they are, past the conversions of their columns."""
    places = ", ".join(f'"{name}" = ?' for name in changed)
    where = " AND ".join(f'"{name}" = ?' for name in key)
    connection.exec_driver_sql(
        f'UPDATE "{table.name}" SET {places} WHERE {where}', (*changed.values(), *key.values())
    )


def without(text: str, pattern: re.Pattern[str]) -> str:
    """Return the text without what is found: empty when it is all of it, or all of a value of the journal."""
    if pattern.fullmatch(text.strip()):
        return ""
    if text[:1] in "[{":
        with suppress(ValueError):
            return _without_in_json(text, pattern)
    return pattern.sub(MARK, text)


def _without_in_json(text: str, pattern: re.Pattern[str]) -> str:
    """Return a kept structure with each of its words cleaned; to the letter as it was when none is found."""
    value = json.loads(text)
    cleaned = _deep(value, lambda words: without(words, pattern))
    if cleaned == value:
        return text
    compact = '": ' not in text
    separators = (",", ":") if compact else (", ", ": ")
    return json.dumps(cleaned, ensure_ascii=False, sort_keys=not compact, separators=separators)


def _deep(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_deep(each, clean) for each in value]
    if isinstance(value, dict):
        return {clean(key): _deep(each, clean) for key, each in value.items()}
    return value
