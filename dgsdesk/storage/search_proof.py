"""Whether the full-text tables find what they must: their lists held against the words that were given.

FTS5's own check compares one sum of exclusive ors, in which a bit that moves an even number of entries
cancels itself out: of 15,000 bits turned in a small network's lists it let 1,300 pass, a hundred of which hid
things from the search. Here every term has its things and its places counted and added up, and so has every
beginning that the index keeps; a single change of place, thing or term changes a sum.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from dgsdesk.application.ports.search import MARK
from dgsdesk.storage.derived import Step

LONGEST_PREFIX = 3
"""The longest beginning that the index keeps lists of."""


_SUMS = ", ".join(
    f"coalesce(sum({one}), 0)"
    for one in ("doc", "offset", "doc * offset", "doc * unicode(col) * length(col)")
)
"""What is added up over every place of every word; a column is told by its first letter and its length."""


class Words:
    """The words that FTS5 makes of a text: those of ours, but for letters that are newer than its tables."""

    def __init__(self, connection: sqlite3.Connection, tokenizer: str) -> None:
        self._connection = connection
        self._tokenizer = tokenizer
        self._odd: dict[str, list[str]] = {}

    def of(self, text: str) -> list[str]:
        """Return them in their order."""
        words = text.split()
        plain = text.replace(" ", "").replace(MARK, "")
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


class Lists:
    """What the lists of one full-text table must say, from the words of its rows."""

    def __init__(self, name: str, columns: Sequence[str], words: Words) -> None:
        self._name = name
        self._words = words
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._places: Counter[str] = Counter()
        self._weights = [ord(column[0]) * len(column) for column in columns]
        self._sums = [0] * 4

    def add(self, number: int, texts: Sequence[str]) -> None:
        """Take in the words of one row, column by column."""
        every = list[str]()
        weights = offsets = 0
        for weight, text in zip(self._weights, texts, strict=True):
            words = self._words.of(text)
            count = len(words)
            weights += weight * count
            offsets += count * (count - 1) // 2
            every += words
        for place, value in enumerate((number * len(every), offsets, number * offsets, number * weights)):
            self._sums[place] += value
        self._places.update(every)
        numbers = self._numbers
        for word in set(every):
            numbers[word].append(number)

    def are_kept(self, connection: sqlite3.Connection, step: Step) -> bool:
        """Tell whether the table says the same."""
        try:
            return self._said(connection, step)
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # rot: sums too large, no text, no list at all
            return False

    def _said(self, connection: sqlite3.Connection, step: Step) -> bool:
        with _vocabulary(connection, self._name, "row") as terms:
            rows = connection.execute(f"SELECT term, doc, cnt FROM {terms}").fetchall()
        wanted = {term: (len(numbers), self._places[term]) for term, numbers in self._numbers.items()}
        if len(rows) != len(wanted) or {term: (doc, count) for term, doc, count in rows} != wanted:
            return False
        with _vocabulary(connection, self._name, "instance") as places:
            if connection.execute(f"SELECT {_SUMS} FROM {places}").fetchone() != tuple(self._sums):
                return False
        return all(self._begins(connection, step))

    def _begins(self, connection: sqlite3.Connection, step: Step) -> Iterator[bool]:
        query = f"SELECT count(*), coalesce(sum(rowid), 0) FROM {self._name} WHERE {self._name} MATCH ?"
        rows: Mapping[str, Iterable[int]] = self._numbers
        for size in range(LONGEST_PREFIX, 0, -1):  # a longer beginning’s rows serve the shorter one
            rows = _rows_by_beginning(rows, size)
            every = [(beginning, numbers) for beginning, numbers in rows.items() if len(beginning) == size]
            for done, (beginning, numbers) in enumerate(every):
                step(len(every) * (LONGEST_PREFIX - size) + done, len(every) * LONGEST_PREFIX)
                found = connection.execute(query, (f'"{beginning}" *',)).fetchone()
                yield found == (len(numbers), sum(numbers))


def _rows_by_beginning(rows: Mapping[str, Iterable[int]], size: int) -> dict[str, set[int]]:
    """Return the rows of the words that begin alike in so many letters; of shorter words their own."""
    alike: dict[str, list[Iterable[int]]] = defaultdict(list)
    for word, numbers in rows.items():
        alike[word[:size]].append(numbers)
    return {beginning: set[int]().union(*some) for beginning, some in alike.items()}


@contextmanager
def _vocabulary(connection: sqlite3.Connection, name: str, kind: str, schema: str = "main") -> Iterator[str]:
    """Lend FTS5's own listing of a table's terms: by term (« row ») or by each place (« instance »)."""
    listing = f"temp.{name}_{kind}"
    connection.execute(f"CREATE VIRTUAL TABLE {listing} USING fts5vocab('{schema}', '{name}', '{kind}')")
    try:
        yield listing
    finally:
        connection.execute(f"DROP TABLE {listing}")
