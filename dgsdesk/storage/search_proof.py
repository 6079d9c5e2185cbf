"""Whether the full-text tables find what they must: their lists held against those made anew of their words.

FTS5's own check compares one sum of exclusive ors, in which a bit that moves an even number of entries
cancels itself out: of 15,000 bits turned in a small network's lists it let 1,300 pass, a hundred of which hid
things from the search. Here a second table is made in memory of the words that the first one was given, and
both are asked the same: for every term its things and its places, for all places their sums, for every
beginning that the index keeps its rows; a single change of place, thing or term changes an answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from dgsdesk.storage.derived import Step

LONGEST_PREFIX = 3
"""The longest beginning that the index keeps lists of."""

_AT_ONCE = 2000
_SUMS = ", ".join(
    f"coalesce(sum({one}), 0)"
    for one in ("doc", "offset", "doc * offset", "doc * unicode(col) * length(col)")
)
"""What is added up over every place of every word; a column is told by its first letter and its length."""


def are_kept(
    connection: sqlite3.Connection, name: str, columns: Sequence[str], options: str, step: Step
) -> bool:
    """Tell whether the lists of a full-text table are those of the words that its rows hold.

    ``options`` are what it was made with besides its columns. Raises what ``step`` does.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as proof:
        try:
            _make_anew(proof, connection, name, columns, options, step)
            return _agree(proof, connection, name, step)
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # rot: sums too large, no text, no list at all
            return False


def _make_anew(
    proof: sqlite3.Connection,
    connection: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    options: str,
    step: Step,
) -> None:
    """Make the table a second time, in memory and without its texts."""
    listed, cells = ", ".join(columns), ", ".join(f"c{at}" for at in range(len(columns)))
    proof.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='', {options})")
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {name}_content").fetchone()
    put = f"INSERT INTO {name} (rowid, {listed}) VALUES (?{', ?' * len(columns)})"
    for start in range(0, last, _AT_ONCE):
        step(start, 2 * last)
        query = f"SELECT id, {cells} FROM {name}_content WHERE id > ? AND id <= ?"
        proof.execute("BEGIN")
        proof.executemany(put, connection.execute(query, (start, start + _AT_ONCE)))
        proof.execute("COMMIT")


def _agree(proof: sqlite3.Connection, connection: sqlite3.Connection, name: str, step: Step) -> bool:
    wanted = _terms(proof, name)
    if _terms(connection, name) != wanted or _sums(connection, name) != _sums(proof, name):
        return False
    beginnings = sorted({term[:size] for term, *_ in wanted for size in range(1, LONGEST_PREFIX + 1)})
    for done, beginning in enumerate(beginnings):
        step(len(beginnings) + done, 2 * len(beginnings))
        if _rows(connection, name, beginning) != _rows(proof, name, beginning):
            return False
    return True


def _terms(connection: sqlite3.Connection, name: str) -> list[tuple[str, int, int]]:
    """Return every term with the numbers of its things and of its places."""
    with _vocabulary(connection, name, "row") as terms:
        return connection.execute(f"SELECT term, doc, cnt FROM {terms}").fetchall()


def _sums(connection: sqlite3.Connection, name: str) -> tuple[int, ...]:
    with _vocabulary(connection, name, "instance") as places:
        sums: tuple[int, ...] = connection.execute(f"SELECT {_SUMS} FROM {places}").fetchone()
        return sums


def _rows(connection: sqlite3.Connection, name: str, beginning: str) -> tuple[int, int]:
    """Return the number of the rows that have a word with a beginning, and the sum of theirs."""
    query = f"SELECT count(*), coalesce(sum(rowid), 0) FROM {name} WHERE {name} MATCH ?"
    found: tuple[int, int] = connection.execute(query, (f'"{beginning}" *',)).fetchone()
    return found


@contextmanager
def _vocabulary(connection: sqlite3.Connection, name: str, kind: str) -> Iterator[str]:
    """Lend FTS5's own listing of a table's terms: by term (« row ») or by each place (« instance »)."""
    listing = f"temp.{name}_{kind}"
    connection.execute(f"CREATE VIRTUAL TABLE {listing} USING fts5vocab('main', '{name}', '{kind}')")
    try:
        yield listing
    finally:
        connection.execute(f"DROP TABLE {listing}")
