"""The full-text index (FTS5): a function of the tables, kept in the same transaction as what it indexes.

After the rows of an act, an undo or a redo are flushed, the things they touch are read anew and their words
written (`SearchIndex.refresh`). The tables belong to no migration: an index that is missing, or made by other
rules, is made anew from the tables. Row numbers rise with the days of the meetings, so the newest hits of a
very common word are found without looking at the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any

from dgsdesk.application.ports.search import Hit, Term, Wanted, tag
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.search_words import RULES, stems_and_forms
from dgsdesk.storage.look import SqlLook

if TYPE_CHECKING:
    from dgsdesk.application.search_documents import Searchable

VERSION = RULES * 1000 + 1
"""The version of what is indexed and how."""

_PIECE = 40
_ALL = "{title body context}"
_TABLES = (
    "CREATE TABLE search_state (version INTEGER NOT NULL)",
    "CREATE TABLE search_thing (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, day TEXT)",
    "CREATE UNIQUE INDEX ix_search_thing ON search_thing (kind, id)",
    "CREATE TABLE search_term (term TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, context, forms, tags, prefix='1 2 3',"
    " tokenize='unicode61 remove_diacritics 2')",
)
_DROPPED = ("search_state", "search_thing", "search_term", "search_words")

Sides = Mapping[tuple[str, str], Mapping[str, Any] | None]


class SearchIndex:
    """The index of one database; ``raw`` lends its connection."""

    def __init__(self, raw: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._raw = raw
        self._sound = False

    def ensure(self) -> None:
        """Make the index when it is missing or older; raises the storage's known errors."""
        if not self._sound:
            with self._raw() as connection:
                if not is_sound(connection):
                    rebuild(connection)
            self._sound = True

    def refresh(self, connection: sqlite3.Connection, before: Sides, after: Sides) -> None:
        """Write anew the things that changed rows touch, within the running transaction."""
        if not self._sound and not is_sound(connection):
            return  # it will be made whole when first needed
        from dgsdesk.application.search_documents import things, touched

        store = SqlLook(connection)
        keys: dict[str, set[str]] = {}
        for (changed, row_id), former in before.items():
            for kind, one in touched(store, changed, row_id, former, after[changed, row_id]):
                keys.setdefault(kind, set()).add(one)
        for kind, ids in sorted(keys.items()):  # sets have no order: the same acts give the same bytes
            found = {thing.id: thing for thing in things(store, kind, ids)}
            for one in sorted(ids):
                _put(connection, kind, one, found.get(one))

    def forget(self, connection: sqlite3.Connection) -> None:
        """Drop the index, with every word in it, within the running transaction: it will be made anew."""
        self._sound = False
        for name in _DROPPED:
            connection.execute(f"DROP TABLE IF EXISTS {name}")

    def find(self, wanted: Wanted, limit: int, *, in_title: bool = False) -> list[Hit]:
        """Return the newest hits; ``in_title`` wants every term in the title."""
        self.ensure()
        match = _match(wanted, "{title}" if in_title else _ALL)
        query = (
            "SELECT kind, id, day, title, body, context FROM search_words"
            " JOIN search_thing ON number = search_words.rowid"
            " WHERE search_words MATCH ? ORDER BY search_words.rowid DESC LIMIT ?"
        )
        with self._raw() as connection:
            rows = connection.execute(query, (match, limit)).fetchall()
        return [
            Hit(kind, one, date.fromisoformat(day) if day else None, *words)
            for kind, one, day, *words in rows
        ]

    def words_within(self, part: str, limit: int) -> tuple[str, ...]:
        """Return the stems of the network that hold some letters, the shortest first."""
        self.ensure()
        query = "SELECT term FROM search_term WHERE instr(term, ?) > 0 ORDER BY length(term), term LIMIT ?"
        with self._raw() as connection:
            return tuple(row[0] for row in connection.execute(query, (part, limit)))


# -- writing -------------------------------------------------------------------------------------------------


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the index is there and made by today's rules."""
    try:
        return connection.execute("SELECT version FROM search_state").fetchall() == [(VERSION,)]
    except sqlite3.OperationalError:
        return False


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index anew from the tables, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in _DROPPED:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES:
            connection.execute(statement)
        _fill(connection)
        connection.execute("INSERT INTO search_state VALUES (?)", (VERSION,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _fill(connection: sqlite3.Connection) -> None:
    number, terms = 0, set[str]()
    for piece in _everything(connection):
        rows = []
        for thing in piece:
            number += 1
            words = _words(thing)
            terms.update(" ".join(words[:3]).split())
            rows.append((number, thing, words))
        connection.executemany(
            "INSERT INTO search_thing VALUES (?, ?, ?, ?)",
            ((place, thing.kind, thing.id, _iso(thing.day)) for place, thing, _ in rows),
        )
        connection.executemany(_INSERT, ((place, *words) for place, _, words in rows))
    connection.executemany("INSERT INTO search_term VALUES (?)", ((term,) for term in sorted(terms)))
    connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


_INSERT = "INSERT INTO search_words (rowid, title, body, context, forms, tags) VALUES (?, ?, ?, ?, ?, ?)"


def _everything(connection: sqlite3.Connection) -> Iterator[Iterable[Searchable]]:
    from dgsdesk.application.search_documents import things_beside, things_of_meetings

    meetings = sorted(SqlLook(connection).find(Meeting), key=lambda meeting: (meeting.day, meeting.id))
    for start in range(0, len(meetings), _PIECE):
        yield things_of_meetings(SqlLook(connection), meetings[start : start + _PIECE])
    yield things_beside(SqlLook(connection))


def _put(connection: sqlite3.Connection, kind: str, id: str, thing: Searchable | None) -> None:
    """Write one thing in its place, or take it out when it is gone."""
    place = connection.execute(
        "SELECT number FROM search_thing WHERE kind = ? AND id = ?", (kind, id)
    ).fetchone()
    number = place[0] if place else None
    if number is not None:
        connection.execute("DELETE FROM search_words WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM search_thing WHERE number = ?", (number,))
    if thing is not None:
        values = (number, kind, id, _iso(thing.day))
        number = connection.execute("INSERT INTO search_thing VALUES (?, ?, ?, ?)", values).lastrowid
        words = _words(thing)
        connection.execute(_INSERT, (number, *words))
        terms = {(term,) for term in " ".join(words[:3]).split()}
        connection.executemany("INSERT OR IGNORE INTO search_term VALUES (?)", sorted(terms))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(thing: Searchable) -> tuple[str, str, str, str, str]:
    """Return what is indexed of a thing: stems of title, text and surroundings, forms, tags."""
    columns, forms = [], set[str]()
    for text in (thing.title, thing.body, f"{thing.label} {thing.around}"):
        stems, others = stems_and_forms(text)
        columns.append(" ".join(stems))
        forms |= others
    title, body, context = columns
    return title, body, context, " ".join(sorted(forms)), " ".join(_tags(thing))


def _tags(thing: Searchable) -> Iterator[str]:
    yield f"k{thing.type}"
    if thing.day is not None:
        yield f"y{thing.day:%Y}"
        yield f"m{thing.day:%Y%m}"
        yield f"d{thing.day:%Y%m%d}"
    for organisation in sorted(thing.organisations):
        yield tag("o", organisation)
    for code in sorted(thing.competences):
        yield tag("c", code)


def differences(connection: sqlite3.Connection) -> list[str]:
    """Return what the index says otherwise than the tables, one « kind id » each; none when it is right."""
    query = (
        "SELECT kind, id, day, title, body, context, forms, tags FROM search_thing"
        " LEFT JOIN search_words ON search_words.rowid = number"
    )
    kept = {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(query)}
    true = {
        (thing.kind, thing.id): (_iso(thing.day), *_words(thing))
        for piece in _everything(connection)
        for thing in piece
    }
    words = connection.execute("SELECT count(*) FROM search_words").fetchone()[0]
    every = sorted(kept.keys() | true.keys())
    wrong = [" ".join(key) for key in every if kept.get(key) != true.get(key)]
    return wrong if words == len(kept) else [*wrong, "search_words"]


# -- asking --------------------------------------------------------------------------------------------------


def _match(wanted: Wanted, columns: str) -> str:
    """Return the question in FTS5's own words; every part is quoted, so no sign of it can mean anything."""
    parts = [_term(term, columns) for term in wanted.terms]
    parts += [f"{columns} : {_quoted(' '.join(phrase))}" for phrase in wanted.phrases]
    parts += [f"tags : ({' OR '.join(map(_quoted, group))})" for group in wanted.tags]
    return " AND ".join(f"({part})" for part in parts)


def _term(term: Term, columns: str) -> str:
    if term.within:
        return f"{columns} : ({' OR '.join(map(_quoted, term.within))})"
    if not term.grows:
        return f"{columns} : {_quoted(term.stem)}"
    beginnings = dict.fromkeys((term.stem, term.typed))
    if term.typed.startswith(term.stem):
        beginnings = dict.fromkeys((term.stem,))
    grown = " OR ".join(f"{_quoted(one)} *" for one in beginnings)
    shown = f"{columns} : ({grown})"
    other = (
        len(term.typed) > 3 and columns == _ALL
    )  # « travau » begins « travaux », whose stem is « travail »
    return f"({shown}) OR (forms : {_quoted(term.typed)} *)" if other else shown


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""').replace("\x00", "") + '"'
