"""The full-text index (FTS5): a function of the tables, kept in the same transaction as what it indexes.

After the rows of an act, an undo or a redo are flushed, the things they touch are read anew and their words
written (`SearchIndex.refresh`). The tables belong to no migration: an index that is missing, or made by other
rules, is made anew from the tables. Row numbers rise with the days of the meetings, so the newest hits of a
very common word are found without looking at the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from dgsdesk.application.ports.search import Hit, Searchable, Term, Wanted, tag
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.search_words import RULES, clean, folded_words, spelt_nearly, stems_between_spaces
from dgsdesk.storage.derived import Derived, Step
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.search_proof import are_kept

VERSION = RULES * 1000 + 4
"""The version of what is indexed and how."""

_TOKENIZER = "unicode61 remove_diacritics 2"
_MADE_WITH = f"prefix='1 2 3', tokenize='{_TOKENIZER}'"
_PIECE = 40
_PIECE_BESIDE = 200
_WITH_PREFIXES = 3
_MOST_STEMS = 200
_FIND = """
SELECT number, kind, id, day, {words}.title, {body} FROM {words} JOIN search_thing ON number = {words}.rowid
WHERE {words} MATCH ? ORDER BY {words}.rowid DESC LIMIT ?
"""
_RANKED = 20_000
"""Characters of a text that a hit is ranked by: longer than any minutes; documents may be far longer."""

_FIND_IN_ALL = _FIND.format(words="search_words", body=f"substr(search_words.body, 1, {_RANKED}), context")
_FIND_IN_TITLES = _FIND.format(words="search_titles", body="'', ''")
_SHOWN = (
    "SELECT number, day, spot, kind, id, type, label, title, body, icon, page, subject, step"
    " FROM search_thing WHERE number IN ({})"
)

Sides = Mapping[tuple[str, str], Mapping[str, Any] | None]


class SearchIndex(Derived):
    """The index of one database."""

    STATE = "search_state"
    TABLES: ClassVar[dict[str, str]] = {
        "search_state": "CREATE TABLE search_state (version INTEGER NOT NULL)",
        "search_thing": "CREATE TABLE search_thing (number INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
        " id TEXT NOT NULL, day TEXT, type TEXT NOT NULL, icon TEXT NOT NULL, page TEXT NOT NULL,"
        " subject TEXT NOT NULL, step TEXT NOT NULL, spot TEXT NOT NULL, label TEXT NOT NULL,"
        " title TEXT NOT NULL, body TEXT NOT NULL)",
        "search_term": "CREATE TABLE search_term (form TEXT, stem TEXT, PRIMARY KEY (form, stem))"
        " WITHOUT ROWID",
        "search_words": "CREATE VIRTUAL TABLE search_words USING fts5(title, body, context, tags,"
        f" {_MADE_WITH})",
        "search_titles": f"CREATE VIRTUAL TABLE search_titles USING fts5(title, tags, {_MADE_WITH})",
    }
    INDEXES = ("CREATE UNIQUE INDEX ix_search_thing ON search_thing (kind, id)",)

    @classmethod
    def rules(cls, connection: sqlite3.Connection) -> dict[str, int]:
        """Return the version of what is indexed and how."""
        return {"version": VERSION}

    @classmethod
    def fill(cls, connection: sqlite3.Connection) -> None:
        """Write the words of everything that can be found."""
        _fill(connection)

    def refresh(self, connection: sqlite3.Connection, before: Sides, after: Sides) -> None:
        """Write anew the things that changed rows touch, within the running transaction."""
        if not self.lives(connection):
            return
        from dgsdesk.application.search.documents import things, touched

        store = SqlLook(connection)
        keys: dict[str, set[str]] = {}
        for (changed, row_id), former in before.items():
            for kind, one in touched(store, changed, row_id, former, after[changed, row_id]):
                keys.setdefault(kind, set()).add(one)
        for kind, ids in sorted(keys.items()):  # sets have no order: the same acts give the same bytes
            found = {thing.id: thing for thing in things(store, kind, ids)}
            for one in sorted(ids):
                _put(connection, kind, one, found.get(one))

    def find(self, wanted: Wanted, limit: int, *, in_title: bool = False) -> list[Hit]:
        """Return the newest hits; ``in_title`` wants every term in the title."""
        self.ensure()
        with self._raw() as connection:
            match = _match(connection, wanted)
            if match is None:
                return []
            rows = connection.execute(
                _FIND_IN_TITLES if in_title else _FIND_IN_ALL, (match, limit)
            ).fetchall()
        return [Hit(number, kind, one, _date(day), *words) for number, kind, one, day, *words in rows]

    def shown(self, numbers: Collection[int]) -> dict[int, Searchable]:
        """Return the things of some hits by their places, as they are shown, in one statement."""
        query = _SHOWN.format(", ".join("?" * len(numbers)))
        with self._raw() as connection:
            rows = connection.execute(query, [*numbers]).fetchall()
        return {number: _shown(*row) for number, *row in rows}

    def words_within(self, part: str, limit: int) -> tuple[str, ...]:
        """Return the stems of the network that hold some letters, the shortest first."""
        self.ensure()
        query = (
            "SELECT DISTINCT stem FROM search_term WHERE instr(stem, ?) > 0"
            " ORDER BY length(stem), stem LIMIT ?"
        )
        with self._raw() as connection:
            return tuple(row[0] for row in connection.execute(query, (part, limit)))

    def words_near(self, word: str, limit: int) -> tuple[str, ...]:
        """Return the stems of words spelt nearly like one, the most alike first, of one beginning."""
        self.ensure()
        query = (
            "SELECT form, stem FROM search_term WHERE form >= ? AND form < ? AND length(form) BETWEEN ? AND ?"
        )
        first, long = word[:1], len(word)
        with self._raw() as connection:
            stems = dict(
                connection.execute(query, (first, f"{first}\U0010ffff", long - 2, long + 3)).fetchall()
            )
        return tuple(dict.fromkeys(stems[form] for form in spelt_nearly(word, stems, limit)))


# -- writing -------------------------------------------------------------------------------------------------


def _fill(connection: sqlite3.Connection) -> None:
    number, parts = 0, set[str]()
    for piece in _everything(connection):
        rows = []
        for thing in piece:
            number += 1
            rows.append((number, thing, _words(thing, parts)))
        connection.executemany(_INSERT_THING, (_row(place, thing) for place, thing, _ in rows))
        connection.executemany(_INSERT_WORDS, ((place, *words) for place, _, words in rows))
        connection.executemany(_INSERT_TITLE, ((place, words[0], words[-1]) for place, _, words in rows))
    connection.executemany(_INSERT_TERM, sorted(_terms(parts)))
    for name in ("search_words", "search_titles"):
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


_INSERT_THING = f"INSERT INTO search_thing VALUES ({', '.join('?' * 13)})"
_INSERT_WORDS = "INSERT INTO search_words (rowid, title, body, context, tags) VALUES (?, ?, ?, ?, ?)"
_INSERT_TITLE = "INSERT INTO search_titles (rowid, title, tags) VALUES (?, ?, ?)"
_INSERT_TERM = "INSERT OR IGNORE INTO search_term VALUES (?, ?)"


def _row(number: int | None, thing: Searchable) -> tuple[object, ...]:
    """Return the row of a thing, its text on one line as passages are cut from it."""
    body = clean(" · ".join(" ".join(line.split(" ")) for line in thing.body.splitlines() if line.strip()))
    where = (thing.type, thing.icon, thing.page, thing.subject, str(thing.step), thing.spot)
    return number, thing.kind, thing.id, _iso(thing.day), *where, thing.label, thing.title, body


def _everything(connection: sqlite3.Connection) -> Iterator[Iterable[Searchable]]:
    """Give all that is found, in pieces: the texts of all documents never stand in memory at once."""
    from dgsdesk.application.search.documents import keys_beside, things, things_of_meetings

    meetings = sorted(SqlLook(connection).find(Meeting), key=lambda meeting: (meeting.day, meeting.id))
    for start in range(0, len(meetings), _PIECE):
        yield things_of_meetings(SqlLook(connection), meetings[start : start + _PIECE])
    for kind, ids in keys_beside(SqlLook(connection)):
        for start in range(0, len(ids), _PIECE_BESIDE):
            yield things(SqlLook(connection), kind, ids[start : start + _PIECE_BESIDE])


def _put(connection: sqlite3.Connection, kind: str, id: str, thing: Searchable | None) -> None:
    """Write one thing in its place, or take it out when it is gone."""
    place = connection.execute(
        "SELECT number FROM search_thing WHERE kind = ? AND id = ?", (kind, id)
    ).fetchone()
    number = place[0] if place else None
    if number is not None:
        connection.execute("DELETE FROM search_words WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM search_titles WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM search_thing WHERE number = ?", (number,))
    if thing is not None:
        parts = set[str]()
        words = _words(thing, parts)
        number = connection.execute(_INSERT_THING, _row(number, thing)).lastrowid
        connection.execute(_INSERT_WORDS, (number, *words))
        connection.execute(_INSERT_TITLE, (number, words[0], words[-1]))
        connection.executemany(_INSERT_TERM, sorted(_terms(parts)))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _shown(day: str | None, spot: str, *fields: str) -> Searchable:
    of, one, sort, label, title, body, icon, page, subject, step = fields
    return Searchable(of, one, sort, label, title, body, icon, page, subject, step, day=_date(day), spot=spot)


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _words(thing: Searchable, parts: set[str]) -> tuple[str, str, str, str]:
    """Return what is indexed of a thing: stems of title, text and surroundings, and tags.

    What stands between the spaces of its texts is added to the ``parts``.
    """
    columns = []
    for text in (thing.title, thing.body, f"{thing.label} {thing.around}"):
        own = text.split()
        columns.append(" ".join(filter(None, map(stems_between_spaces, own))))
        parts.update(own)
    title, body, context = columns
    return title, body, context, " ".join(_tags(thing))


def _terms(parts: Iterable[str]) -> set[tuple[str, str]]:
    """Return the words that stand in parts of texts, each folded and as its stem."""
    return {word for part in parts for word in folded_words(part)}


def _tags(thing: Searchable) -> Iterator[str]:
    yield tag("k", thing.type)
    if thing.day is not None:
        yield tag("y", f"{thing.day:%Y}")
        yield tag("m", f"{thing.day:%Y%m}")
        yield tag("d", f"{thing.day:%Y%m%d}")
    if thing.circle:
        yield tag("r", thing.circle)
    for organisation in sorted(thing.organisations):
        yield tag("o", organisation)
    for code in sorted(thing.competences):
        yield tag("c", code)


def differences(
    connection: sqlite3.Connection,
    step: Step = lambda *_: None,
    unsure: Collection[tuple[str, str]] = (),
) -> list[str]:
    """Return what the index says otherwise than the tables, one « kind id » each; none when it is right.

    Of a full-text table whose lists are not those of its words, its name. Nothing is said of things that are
    ``unsure`` (kind and id): the index may be the one that is right.
    """
    parts = set[str]()
    held = set[tuple[str, str]](connection.execute("SELECT kind, id FROM search_thing"))
    number, wrong = len(held), set[tuple[str, str]]()
    for thing in _told(_everything(connection), number, step):
        own = set[str]()
        words = _words(thing, own)
        true = (*_row(0, thing)[1:], *words, words[0], words[-1])
        key = thing.kind, thing.id
        held.discard(key)
        if connection.execute(_HELD, key).fetchone() == true:
            parts |= own
        else:
            wrong.add(key)
    told = [" ".join(key) for key in sorted((wrong | held).difference(unsure))]
    known = set(connection.execute("SELECT form, stem FROM search_term"))
    if not _terms(parts) <= known:
        told.append("search_term")
    return told + [
        name for name, columns in _LISTED.items() if not are_kept(connection, name, columns, _MADE_WITH, step)
    ]


def _told(pieces: Iterable[Iterable[Searchable]], number: int, step: Step) -> Iterator[Searchable]:
    """Give the things of all pieces, and tell how many of so many there were."""
    done = 0
    for piece in pieces:
        step(done, number)
        for thing in piece:
            done += 1
            yield thing


_LISTED = {"search_words": ("title", "body", "context", "tags"), "search_titles": ("title", "tags")}
_HELD = (
    "SELECT kind, search_thing.id, day, type, icon, page, subject, step, spot, label,"
    " title, body, w.c0, w.c1, w.c2, w.c3, t.c0, t.c1"
    " FROM search_thing LEFT JOIN search_words_content w ON w.id = number"
    " LEFT JOIN search_titles_content t ON t.id = number"
    " WHERE kind = ? AND search_thing.id = ?"
)


# -- asking --------------------------------------------------------------------------------------------------


def _match(connection: sqlite3.Connection, wanted: Wanted) -> str | None:
    """Return the question in FTS5's own words, None when nothing can answer it.

    Every part is quoted, so no sign of it can mean anything.
    """
    parts = [_term(connection, term) for term in wanted.terms]
    parts += [_quoted(" ".join(phrase)) for phrase in wanted.phrases]
    parts += [" OR ".join(map(_quoted, group)) for group in wanted.tags]
    return " AND ".join(f"({part})" for part in parts) if all(parts) else None


def _term(connection: sqlite3.Connection, term: Term) -> str:
    if term.within:
        return " OR ".join(map(_quoted, term.within))
    if not term.grows:
        return _quoted(term.stem)
    beginnings = dict.fromkeys((term.stem, term.typed))
    if len(term.stem) > _WITH_PREFIXES:
        stems = _stems(connection, beginnings)
        if len(stems) <= _MOST_STEMS:
            return " OR ".join(map(_quoted, stems))
    return " OR ".join(f"{_quoted(one)} *" for one in beginnings)


def _stems(connection: sqlite3.Connection, beginnings: Iterable[str]) -> dict[str, None]:
    """Return the stems of the words that begin so (« travau » begins « travaux », whose stem is « travail »).

    They are asked for one by one, since the index reads one word's things from the newest on; for a beginning
    longer than its prefixes it would first put together all the things of all the words.
    """
    query = "SELECT DISTINCT stem FROM search_term WHERE form >= ? AND form < ? LIMIT ?"
    found: dict[str, None] = {}
    for one in beginnings:
        rows = connection.execute(query, (one, f"{one}\U0010ffff", _MOST_STEMS + 1))
        found |= dict.fromkeys(row[0] for row in rows)
    return found


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""').replace("\x00", "") + '"'
