"""The trail: which acts of the journal touched which thing, and which acts deleted one.

The journal says what each act changed row by row; whose history a row is part of stands in
`domain.belonging`. The trail follows the journal in the same transaction and can be made anew from it. It may
name an act that was folded since: whoever reads joins the journal.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple

from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.belonging import OWNERS, THINGS
from dgsdesk.domain.entity import Entity
from dgsdesk.storage.derived import Derived, Step
from dgsdesk.storage.rows import table_name
from dgsdesk.storage.transaction import transaction

VERSION = 2
"""The version of what the trail says and how."""

_KINDS = {kind.__name__: kind for kind in OWNERS}
_THINGS = frozenset(kind.__name__ for kind in THINGS)
_CHANGES = (
    "SELECT sequence, kind, row_id, before, after FROM journal_change WHERE sequence > ?"
    " ORDER BY sequence, position"
)


class Touched(NamedTuple):
    """One change of the journal as the trail needs it."""

    sequence: int
    kind: str
    row_id: str
    before: str | None
    after: str | None


class Trail(Derived):
    """The trail of one database."""

    STATE = "trail_state"
    TABLES: ClassVar[dict[str, str]] = {
        "trail_state": "CREATE TABLE trail_state (version INTEGER NOT NULL, noted INTEGER NOT NULL"
        " DEFAULT 0, folded INTEGER NOT NULL DEFAULT 0, shortened INTEGER NOT NULL DEFAULT 0)",
        "trail_thing": "CREATE TABLE trail_thing (thing TEXT NOT NULL, sequence INTEGER NOT NULL,"
        " PRIMARY KEY (thing, sequence)) WITHOUT ROWID",
        "trail_gone": "CREATE TABLE trail_gone (sequence INTEGER NOT NULL, kind TEXT NOT NULL,"
        " row_id TEXT NOT NULL, PRIMARY KEY (sequence, kind, row_id)) WITHOUT ROWID",
    }
    INDEXES = ("CREATE INDEX ix_trail_gone ON trail_gone (row_id)",)

    @classmethod
    def rules(cls, connection: sqlite3.Connection) -> dict[str, int]:
        """Return the version of what the trail says and how."""
        return {"version": VERSION}

    @classmethod
    def fill(cls, connection: sqlite3.Connection) -> None:
        """Follow the whole journal."""
        _follow(connection, 0, _Belonging(connection, whole=True))

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Note the acts that the journal took in since, within the running transaction."""
        if self.lives(connection):
            (noted,) = connection.execute("SELECT noted FROM trail_state").fetchone()
            _follow(connection, noted, _Belonging(connection))


def mend(connection: sqlite3.Connection, step: Step = lambda *_: None) -> bool:
    """Make right what rotted in the trail, from a journal that is sound; tell whether there was any.

    What left the journal may stay.
    """
    _, things, gone = _told(connection, 0, _Belonging(connection, whole=True), step)
    acts = {row[0] for row in connection.execute("SELECT sequence FROM journal_entry")}
    rows: tuple[tuple[str, set[Any], int, str], ...] = (
        ("trail_thing", things, 1, "?, ?"),
        ("trail_gone", gone, 0, "?, ?, ?"),
    )
    mended = False
    for name, wanted, at, marks in rows:
        try:
            found = set(connection.execute(f"SELECT * FROM {name}"))
        except sqlite3.OperationalError:  # no text at all
            found = set()
        if {row for row in found if row[at] in acts} != wanted:
            mended = True
            with transaction(connection):
                connection.execute(f"DELETE FROM {name}")
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", sorted(wanted))
    return mended


def _told(
    connection: sqlite3.Connection, noted: int, belonging: _Belonging, step: Step = lambda *_: None
) -> tuple[int, set[tuple[str, int]], set[tuple[int, str, str]]]:
    """Return the newest act, which acts after a number touched which things, and what they deleted."""
    newest, things, gone = noted, set[tuple[str, int]](), set[tuple[int, str, str]]()
    (last,) = connection.execute("SELECT max(sequence) FROM journal_change").fetchone()
    for change in map(Touched._make, connection.execute(_CHANGES, (noted,))):
        if change.sequence != newest:
            step(change.sequence, last)
        newest = change.sequence
        things.update((one, change.sequence) for one in belonging.things_of(change))
        if change.after is None and change.before is not None and change.kind in _THINGS:
            gone.add((change.sequence, change.kind, change.row_id))
    return newest, things, gone


def _follow(connection: sqlite3.Connection, noted: int, belonging: _Belonging) -> None:
    newest, things, gone = _told(connection, noted, belonging)
    if newest == noted:
        return
    known = connection.execute("SELECT 1 FROM journal_entry WHERE sequence = ?", (noted,)).fetchone()
    if known is None:  # the newest act went on: it stands under a new number
        forget_acts(connection, [noted], {thing for thing, _ in things})
    connection.executemany("INSERT OR IGNORE INTO trail_thing VALUES (?, ?)", sorted(things))
    connection.executemany("INSERT OR IGNORE INTO trail_gone VALUES (?, ?, ?)", sorted(gone))
    connection.execute("UPDATE trail_state SET noted = ?", (newest,))


def forget_acts(connection: sqlite3.Connection, sequences: Iterable[int], things: Iterable[str]) -> None:
    """Take acts out of the trail of some things, and out of what was deleted."""
    wanted = [*sequences]
    pairs = ((thing, sequence) for thing in things for sequence in wanted)
    connection.executemany("DELETE FROM trail_thing WHERE thing = ? AND sequence = ?", pairs)
    connection.executemany("DELETE FROM trail_gone WHERE sequence = ?", ((one,) for one in wanted))


def put_together(connection: sqlite3.Connection, first: int, second: int) -> None:
    """Let the second act stand for the first as well, before their changes are made one."""
    things = things_of_acts(connection, [first])
    rows = ((thing, second) for thing in sorted(things))
    connection.executemany("INSERT OR IGNORE INTO trail_thing VALUES (?, ?)", rows)
    connection.execute("UPDATE OR IGNORE trail_gone SET sequence = ? WHERE sequence = ?", (second, first))
    forget_acts(connection, [first], things)


def things_of_acts(connection: sqlite3.Connection, sequences: Iterable[int]) -> set[str]:
    """Return the ids of the things that some acts touched."""
    belonging = _Belonging(connection)
    query = "SELECT sequence, kind, row_id, before, after FROM journal_change WHERE sequence = ?"
    found: set[str] = set()
    for sequence in sequences:
        for change in map(Touched._make, connection.execute(query, (sequence,))):
            found |= belonging.things_of(change)
    return found


def _read(side: str) -> dict[str, str]:
    """Return one side of a change; of one that rotted nothing: « Vérifier » names its act."""
    try:
        found = json.loads(side)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Belonging:
    """Whose rows are whose, as the journal's images and the tables have it."""

    def __init__(self, connection: sqlite3.Connection, *, whole: bool = False) -> None:
        self._connection = connection
        self._whole = whole
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._tables: set[str] = set()

    def things_of(self, change: Touched) -> frozenset[str]:
        """Return the ids of the thing that a row is and of those that it is a detail of."""
        kind = _KINDS.get(change.kind)
        if kind is None:
            return frozenset()
        own = {change.row_id} if kind in THINGS else set()
        key = change.kind, change.row_id
        named = self._named(kind, change)
        full = change.before is None or change.after is None
        owners = named if full else named | self._owners(kind, change.row_id)
        if full or self._whole:
            self._known[key] = frozenset(owners)
        return frozenset(own | owners | self._meetings(kind, owners))

    def _named(self, kind: type[Entity], change: Touched) -> frozenset[str]:
        if not OWNERS[kind]:
            return frozenset()
        sides = (_read(side) for side in (change.before, change.after) if side)
        return frozenset(side[name] for side in sides for name in OWNERS[kind] if side.get(name))

    def _owners(self, kind: type[Entity], row_id: str) -> frozenset[str]:
        key = kind.__name__, row_id
        if OWNERS[kind] and key not in self._known:
            if self._whole:
                self._read(kind)
            else:
                self._known.update(self._rows(kind, " WHERE id = ?", (row_id,)))
        return self._known.get(key, frozenset())

    def _read(self, kind: type[Entity]) -> None:
        """Read the owners of all rows of a kind at once; what the journal said before them stays."""
        if kind.__name__ not in self._tables:
            self._tables.add(kind.__name__)
            self._known = dict(self._rows(kind, "", ())) | self._known

    def _rows(
        self, kind: type[Entity], where: str, values: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
        columns = ", ".join(("id", *OWNERS[kind]))
        rows: Iterable[Any] = self._connection.execute(
            f'SELECT {columns} FROM "{table_name(kind)}"{where}', values
        )
        return (((kind.__name__, row[0]), frozenset(filter(None, row[1:]))) for row in rows)

    def _meetings(self, kind: type[Entity], owners: frozenset[str]) -> frozenset[str]:
        """Return the meetings of the items among the owners, for rows that name only their item."""
        if "meeting_id" in OWNERS[kind] or not {"item_id", "owner_id"} & {*OWNERS[kind]}:
            return frozenset()
        return frozenset().union(*(self._owners(AgendaItem, one) for one in owners))
