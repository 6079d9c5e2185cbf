"""Whether the full-text tables find what they must: their lists held against the words that were given.

FTS5's own check compares one sum of exclusive ors, in which a bit that moves an even number of entries
cancels itself out: of 15,000 bits turned in a small network's lists it let 1,300 pass, a hundred of which hid
things from the search. Here every term has its things and its places counted and added up, and so has every
beginning that the index keeps; a single change of place, thing or term changes a sum.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dgsdesk.application.ports.search import MARK
from dgsdesk.storage.derived import Step

LONGEST_PREFIX = 3
"""The longest beginning that the index keeps lists of."""

_AT_ONCE = 500


class Words:
    """The words that FTS5 makes of a text: those of ours, but for letters that are newer than its tables."""

    def __init__(self, connection: sqlite3.Connection, tokenizer: str) -> None:
        self._connection = connection
        self._tokenizer = tokenizer
        self._odd: dict[str, list[str]] = {}

    def of(self, text: str) -> list[str]:
        """Return them in their order."""
        words = text.split()
        plain = "".join(words).replace(MARK, "")
        if not plain or (plain.isascii() and plain.isalnum()):
            return words
        return [part for word in words for part in self._parts(word)]

    def _parts(self, word: str) -> list[str]:
        if word.replace(MARK, "").isascii():
            return [word]
        if word not in self._odd:
            self._odd[word] = self._asked(word)
        return self._odd[word]

    def _asked(self, word: str) -> list[str]:
        make = f"CREATE VIRTUAL TABLE temp.search_odd USING fts5(word, tokenize='{self._tokenizer}')"
        self._connection.execute(make)
        try:
            self._connection.execute("INSERT INTO temp.search_odd VALUES (?)", (word,))
            with _vocabulary(self._connection, "search_odd", "instance", "temp") as places:
                rows = self._connection.execute(f"SELECT term FROM {places} ORDER BY offset").fetchall()
        finally:
            self._connection.execute("DROP TABLE temp.search_odd")
        return [term for (term,) in rows]


class _Beginnings(dict[str, tuple[str, ...]]):
    """The beginnings of words that the index keeps lists of, worked out once each."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        self[word] = tuple(word[:size] for size in range(1, min(len(word), LONGEST_PREFIX) + 1))
        return self[word]


class Lists:
    """What the lists of one full-text table must say, from the words of its rows."""

    def __init__(self, name: str, columns: Sequence[str], words: Words) -> None:
        self._name = name
        self._words = words
        self._columns = columns
        self._things: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._beginnings: Counter[str] = Counter()
        self._numbers: dict[str, int] = defaultdict(int)
        self._short = _Beginnings()
        self._sums = [0] * (3 + len(columns))

    def add(self, number: int, texts: Sequence[str]) -> None:
        """Take in the words of one row, column by column."""
        seen = set[str]()
        for at, text in enumerate(texts):
            words = self._words.of(text)
            count = len(words)
            offsets = count * (count - 1) // 2
            self._places.update(words)
            seen.update(words)
            for place, value in enumerate((number * count, offsets, number * offsets)):
                self._sums[place] += value
            self._sums[3 + at] += count
        self._things.update(seen)
        short = set[str]().union(*map(self._short.__getitem__, seen))
        self._beginnings.update(short)
        for beginning in short:
            self._numbers[beginning] += number

    def are_kept(self, connection: sqlite3.Connection, step: Step) -> bool:
        """Tell whether the table says the same."""
        try:
            return self._said(connection, step)
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # rot: sums too large, no text, no list at all
            return False

    def _said(self, connection: sqlite3.Connection, step: Step) -> bool:
        with _vocabulary(connection, self._name, "row") as terms:
            rows = connection.execute(f"SELECT term, doc, cnt FROM {terms}").fetchall()
        wanted = {term: (things, self._places[term]) for term, things in self._things.items()}
        if len(rows) != len(wanted) or {term: (doc, count) for term, doc, count in rows} != wanted:
            return False
        with _vocabulary(connection, self._name, "instance") as places:
            each = ", ".join(f"coalesce(sum(col = '{column}'), 0)" for column in self._columns)
            sums = f"coalesce(sum(doc), 0), coalesce(sum(offset), 0), coalesce(sum(doc * offset), 0), {each}"
            if connection.execute(f"SELECT {sums} FROM {places}").fetchone() != tuple(self._sums):
                return False
        return all(self._begins(connection, step))

    def _begins(self, connection: sqlite3.Connection, step: Step) -> Iterator[bool]:
        query = f"SELECT count(*), coalesce(sum(rowid), 0) FROM {self._name} WHERE {self._name} MATCH ?"
        for done, (beginning, count) in enumerate(self._beginnings.items()):
            if not done % _AT_ONCE:
                step(done, len(self._beginnings))
            found = connection.execute(query, (f'"{beginning}" *',)).fetchone()
            yield found == (count, self._numbers[beginning])


@contextmanager
def _vocabulary(connection: sqlite3.Connection, name: str, kind: str, schema: str = "main") -> Iterator[str]:
    """Lend FTS5's own listing of a table's terms: by term (« row ») or by each place (« instance »)."""
    listing = f"temp.{name}_{kind}"
    connection.execute(f"CREATE VIRTUAL TABLE {listing} USING fts5vocab('{schema}', '{name}', '{kind}')")
    try:
        yield listing
    finally:
        connection.execute(f"DROP TABLE {listing}")
