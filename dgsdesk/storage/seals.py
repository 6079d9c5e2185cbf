"""The seals: a hash of every row and of every act of the journal, and a chain over the adopted minutes.

SQLite's own checks do not see a letter that rotted inside a row. A seal is written with its row, in the same
transaction; looking the network through makes each anew and compares. Each adopted text is chained to those
before it, so that none can vanish or slip in together with its seal. Like the index, the table belongs to no
migration: it is made when it is missing, and anew when the schema moved on or something was erased for good.
What does not hold before an upgrade is remembered: or all that rotted would be sealed as it is.
"""

from __future__ import annotations

import hashlib
import sqlite3
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import ClassVar

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.minutes import MinutesVersion, VersionKind
from dgsdesk.storage.derived import Derived, Step
from dgsdesk.storage.ledger import STATES
from dgsdesk.storage.mapping import ENTITIES, kind_named
from dgsdesk.storage.rows import form_of, table_name, without_none
from dgsdesk.storage.transaction import transaction

VERSION = 3
"""The version of what is sealed and how."""

JOURNAL, CHAIN, SCHEMA = "journal", "chain", "schema"
_ASIDE = "seal_broken"
_DIGEST_BYTES = 16
_AT_ONCE = 500
_LAST = 2**62
_ADOPTED = (VersionKind.APPROVED.value, VersionKind.RECTIFICATION.value)
_ENTRIES = (
    "SELECT e.sequence, CAST(e.command AS BLOB), CAST(e.label AS BLOB), CAST(e.actor AS BLOB),"
    " CAST(e.at AS BLOB), CAST(e.fold AS BLOB), CAST(e.began AS BLOB), CAST(e.machine AS BLOB),"
    " c.position, CAST(c.kind AS BLOB), CAST(c.row_id AS BLOB), CAST(c.before AS BLOB), CAST(c.after AS BLOB)"
    " FROM journal_entry e LEFT JOIN journal_change c ON c.sequence = e.sequence"
    " WHERE e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence, c.position"
)

Seal = tuple[str, bytes]
"""The id of what is sealed, and its digest."""


class Seals(Derived):
    """The seals of one database."""

    STATE = "seal_state"
    TABLES: ClassVar[dict[str, str]] = {
        "seal_state": "CREATE TABLE seal_state (version INTEGER NOT NULL, schema INTEGER NOT NULL)",
        "seal": "CREATE TABLE seal (kind TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL,"
        " PRIMARY KEY (kind, id)) WITHOUT ROWID",
    }

    @classmethod
    def rules(cls, connection: sqlite3.Connection) -> dict[str, int]:
        """Return the version of the seals and that of the schema whose rows they seal."""
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        return {"version": VERSION, "schema": schema}

    @classmethod
    def fill(cls, connection: sqlite3.Connection) -> None:
        """Seal every row and the whole journal."""
        for kind in ENTITIES:
            _put(connection, kind.__name__, _rows(connection, kind))
        _put(connection, CHAIN, [("", _chain(connection))])
        _put(connection, SCHEMA, [("", _schema(connection))])
        _seal_journal(connection)
        _recall_broken(connection)

    def refresh(self, connection: sqlite3.Connection, changed: Iterable[tuple[str, str]]) -> None:
        """Seal anew the rows (class name and id) that were flushed, within the running transaction."""
        if not self.lives(connection):
            return
        by_kind: dict[str, list[str]] = {}
        for kind, row_id in sorted(changed):
            by_kind.setdefault(kind, []).append(row_id)
        for kind, ids in by_kind.items():
            _seal_rows(connection, kind_named(kind), ids)
        if MinutesVersion.__name__ in by_kind:
            _put(connection, CHAIN, [("", _chain(connection))])
        _seal_journal(connection)


def broken_seals(connection: sqlite3.Connection, step: Step = lambda *_: None) -> list[tuple[str, str]]:
    """Return kind and id of each row that is not what was sealed, was not sealed, or is gone.

    ``("journal", number)`` is an act, ``("chain", "")`` the row of adopted texts, ``("schema", "")`` how
    tables are made. Nothing is said of a file that is not sealed.
    """
    return _broken(connection, step) if Seals.is_sound(connection) else []


def tables_hold(connection: sqlite3.Connection) -> bool:
    """Tell whether the file says of its tables what was sealed; nothing is held against one without seals.

    Raises SQLite's errors.
    """
    if not Seals.is_sound(connection):
        return True
    return [digest for _, digest in _sealed(connection, SCHEMA)] == [_schema(connection)] and not _astray(
        connection
    )


def remember_broken(connection: sqlite3.Connection) -> None:
    """Keep aside what does not hold in a file of an older schema; its new seals will not hold either.

    Called before the upgrade; when that is broken off, what was found first stays.
    """
    known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (_ASIDE,)).fetchone()[0]
    if known or not Seals.is_sound(connection):
        return
    broken = _broken(connection, lambda *_: None, former=True)
    with transaction(connection):
        connection.execute(f"CREATE TABLE {_ASIDE} (kind TEXT NOT NULL, id TEXT NOT NULL)")
        connection.executemany(f"INSERT INTO {_ASIDE} VALUES (?, ?)", broken)


def _recall_broken(connection: sqlite3.Connection) -> None:
    """Let no new seal hold of what was kept aside."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_ASIDE,)).fetchone():
        connection.execute(f"INSERT OR REPLACE INTO seal SELECT kind, id, x'' FROM {_ASIDE}")
        connection.execute(f"DROP TABLE {_ASIDE}")


def _broken(connection: sqlite3.Connection, step: Step, *, former: bool = False) -> list[tuple[str, str]]:
    """Return what does not hold; a ``former`` schema lacks kinds, and its kinds have other columns."""
    broken = list[tuple[str, str]]()
    for done, kind in enumerate(ENTITIES):
        step(done, len(ENTITIES) + 1)
        names = _columns(connection, kind) if former else None
        if former and not names:
            continue
        sealed = dict(_sealed(connection, kind.__name__))
        for row_id, digest in _rows(connection, kind, names=names):
            if sealed.pop(row_id, None) != digest:
                broken.append((kind.__name__, row_id))
        broken += [(kind.__name__, row_id) for row_id in sealed]
        if not former:
            broken += [(kind.__name__, row_id) for row_id in _of_wrong_type(connection, kind)]
    step(len(ENTITIES), len(ENTITIES) + 1)
    sealed = dict(_sealed(connection, JOURNAL))  # acts leave the journal on purpose: folded, compacted
    broken += [(JOURNAL, act) for act, digest in _acts(connection) if sealed.get(act) != digest]
    broken += [(JOURNAL, f"{number:012d}") for (number,) in connection.execute(_WRONG_ACTS)]
    if [digest for _, digest in _sealed(connection, CHAIN)] != [_chain(connection)]:
        broken.append((CHAIN, ""))
    if not tables_hold(connection):
        broken.append((SCHEMA, ""))
    return list(dict.fromkeys(broken))


def _of_wrong_type(connection: sqlite3.Connection, kind: type[Entity]) -> Iterator[str]:
    """Yield the rows with a value of another type: a digest reads text and bytes alike, its bit apart."""
    return (row[0].decode("utf-8", "replace") for row in connection.execute(_wrongly_typed(kind.__name__)))


@cache
def _wrongly_typed(name: str) -> str:
    kind = kind_named(name)
    hints = typing.get_type_hints(kind)
    wrong = (
        f"typeof(\"{field.name}\") NOT IN ('null', {_TYPES[form_of(without_none(hints[field.name])[0]).sql]})"
        for field in fields(kind)
    )
    return f'SELECT CAST(id AS BLOB) FROM "{table_name(kind)}" WHERE {" OR ".join(wrong)}'


_TYPES = {"text": "'text'", "integer": "'integer'", "boolean": "'integer'", "real": "'real', 'integer'"}
_ACT_TEXTS = ("command", "label", "actor", "at", "fold", "began", "machine")
_CHANGE_TEXTS = ("kind", "row_id", "before", "after")
_WRONG_ACTS = (
    f"SELECT sequence FROM journal_entry WHERE state NOT IN ({', '.join(map(repr, STATES))}) OR "
    + " OR ".join(f"typeof({name}) <> 'text'" for name in _ACT_TEXTS)
    + " UNION SELECT sequence FROM journal_change WHERE "
    + " OR ".join(f"typeof({name}) NOT IN ('text', 'null')" for name in _CHANGE_TEXTS)
)
"""An act’s state changes with it and bears no seal; no flipped bit makes a known one of another."""


def _columns(connection: sqlite3.Connection, kind: type[Entity]) -> list[str]:
    """Return the columns that a kind's table has beside its id, none when there is no such table."""
    told = connection.execute("SELECT name FROM pragma_table_info(?)", (table_name(kind),))
    return sorted(name.replace('"', '""') for (name,) in told if name != "id")


def _sealed(connection: sqlite3.Connection, kind: str) -> Iterator[Seal]:
    return connection.execute("SELECT id, digest FROM seal WHERE kind = ?", (kind,))


def _put(connection: sqlite3.Connection, kind: str, seals: Iterable[Seal]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO seal VALUES (?, ?, ?)", ((kind, row_id, digest) for row_id, digest in seals)
    )


def _seal_rows(connection: sqlite3.Connection, kind: type[Entity], ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        piece = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(piece))
        connection.execute(f"DELETE FROM seal WHERE kind = ? AND id IN ({marks})", (kind.__name__, *piece))
        _put(connection, kind.__name__, list(_rows(connection, kind, f" WHERE id IN ({marks})", piece)))


def _rows(
    connection: sqlite3.Connection,
    kind: type[Entity],
    where: str = "",
    values: Sequence[str] = (),
    *,
    names: Sequence[str] | None = None,
) -> Iterator[Seal]:
    """Yield the seals that rows of a kind must have, made from what the table holds in the columns named."""
    names = names or sorted(field.name for field in fields(kind) if field.name != "id")
    columns = ", ".join(f'CAST("{name}" AS BLOB)' for name in ("id", *names))  # rot may be no text at all
    rows = connection.execute(f'SELECT {columns} FROM "{table_name(kind)}"{where}', values)
    return ((row[0].decode("utf-8", "replace"), _digest(row)) for row in rows)


def _digest(values: Sequence[object]) -> bytes:
    return hashlib.blake2b(repr(tuple(values)).encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).digest()


def _seal_journal(connection: sqlite3.Connection) -> None:
    (newest,) = connection.execute("SELECT max(id) FROM seal WHERE kind = ?", (JOURNAL,)).fetchone()
    _put(connection, JOURNAL, list(_acts(connection, int(newest or 0))))


def seal_acts(connection: sqlite3.Connection, sequences: Iterable[int]) -> None:
    """Seal acts anew that were folded or shortened, within the running transaction."""
    _put(connection, JOURNAL, [seal for one in sequences for seal in _acts(connection, one - 1, one)])


def broken_acts(connection: sqlite3.Connection, sequences: Iterable[int]) -> set[int]:
    """Return those of some acts that are not what was sealed."""
    query = "SELECT digest FROM seal WHERE kind = ? AND id = ?"
    return {
        number
        for number in sequences
        for act, digest in _acts(connection, number - 1, number)
        if connection.execute(query, (JOURNAL, act)).fetchone() != (digest,)
    }


def forget_acts_seals(connection: sqlite3.Connection, sequences: Iterable[int]) -> None:
    """Take the seals of acts away that left the journal."""
    rows = ((JOURNAL, f"{one:012d}") for one in sequences)
    connection.executemany("DELETE FROM seal WHERE kind = ? AND id = ?", rows)


def _acts(connection: sqlite3.Connection, after: int = 0, until: int = _LAST) -> Iterator[Seal]:
    """Yield the seal of each act after a number, with all that it changed; its state may change."""
    number, parts = 0, list[object]()
    for row in connection.execute(_ENTRIES, (after, until)):
        if row[0] != number and parts:
            yield f"{number:012d}", _digest(parts)
            parts = []
        number = row[0]
        parts.append(row)
    if parts:
        yield f"{number:012d}", _digest(parts)


def _schema(connection: sqlite3.Connection) -> bytes:
    """Return the seal of how the tables and indexes are made; derived ones come and go."""
    query = (
        "SELECT type, name, CAST(sql AS BLOB) FROM sqlite_master"
        " WHERE tbl_name NOT LIKE 'search%' AND tbl_name NOT LIKE 'seal%' AND tbl_name NOT LIKE 'trail%'"
        " ORDER BY name"
    )
    return _digest(connection.execute(query).fetchall())


def _astray(connection: sqlite3.Connection) -> bool:
    """Tell whether the file names a table that it has not, or says how one is made in bytes.

    SQLite itself reads no such name of its own indexes, and bytes as text.
    """
    query = (
        "SELECT 1 FROM sqlite_master WHERE tbl_name NOT IN (SELECT name FROM sqlite_master"
        " WHERE type = 'table') OR (type = 'table' AND tbl_name <> name)"
        " OR typeof(sql) NOT IN ('text', 'null') OR typeof(name) <> 'text'"
    )
    return connection.execute(query).fetchone() is not None


def _chain(connection: sqlite3.Connection) -> bytes:
    """Return the end of the chain over the adopted texts, oldest first: each link holds the one before."""
    query = (
        "SELECT s.digest FROM minutes_version v JOIN seal s ON s.kind = 'MinutesVersion' AND s.id = v.id"
        " WHERE v.kind IN (?, ?) ORDER BY v.made_at, v.id"
    )
    link = b""
    for (digest,) in connection.execute(query, _ADOPTED):
        link = hashlib.blake2b(link + digest, digest_size=_DIGEST_BYTES).digest()
    return link
