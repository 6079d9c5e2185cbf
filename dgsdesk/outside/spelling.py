"""The words of French as they are shipped: every form in one small automaton, read on first use.

``resources/build_spelling.py`` says how the file is made. Looking a word up walks one edge a letter;
neighbours are found by walking all edges at once with the row of an edit distance (Damerau and Levenshtein).
"""

from __future__ import annotations

import struct
import sys
import threading
import unicodedata
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from dgsdesk.shipped import shipped

Edge: TypeAlias = tuple[str, str, bool, int]
"""Letter, the same without accent, whether a word may end after it, the node that it leads to."""

ACCENT, DOUBLE, SWAP, NEAR, FULL = 1, 2, 3, 3, 4
"""What a difference costs: an accent or a capital, a letter doubled or not, two letters swapped, a letter for
one that sounds alike, any other letter too many, missing or wrong."""

_NEAR = ("ck", "cs", "sz", "ij", "iy", "gj", "ao", "ae", "ei", "fv", "bp", "dt", "mn", "cq", "ou", "sx")
_NEAR_PAIRS = frozenset((mine, theirs) for pair in _NEAR for mine in pair for theirs in pair)


def bare_letter(letter: str) -> str:
    """Return a letter small and without accent."""
    return unicodedata.normalize("NFD", letter.lower())[0]


class ShippedLexicon:
    """The French lexicon; nothing is read before the first question."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or shipped("spelling", "fr.words")
        self._edges: array[int] = array("I")
        self._letters = ""
        self._numbers: dict[str, int] = {}
        self._nodes: dict[int, tuple[Edge, ...]] = {}
        self._loading = threading.Lock()

    def load(self) -> None:
        """Read the file, once; raises OSError when the program is incomplete."""
        with self._loading:
            if self._letters:
                return
            content = self._path.read_bytes()
            (length,) = struct.unpack_from("<H", content)
            edges = array("I")
            edges.frombytes(zlib.decompress(content[2 + length :]))
            if sys.byteorder == "big":
                edges.byteswap()
            letters = content[2 : 2 + length].decode()
            self._numbers = {letter: number for number, letter in enumerate(letters)}
            self._edges, self._letters = edges, letters

    def holds(self, word: str) -> bool:
        """Tell whether this very word, accents and capitals included, is French."""
        if not self._letters:
            self.load()
        edges, numbers, node, final = self._edges, self._numbers, 1, False
        for letter in word:
            number = numbers.get(letter)
            if number is None or not node:
                return False
            while True:
                edge = edges[node]
                if edge & 0xFF == number:
                    break
                if edge & 0x100:
                    return False
                node += 1
            node, final = edge >> 10, bool(edge & 0x200)
        return final

    def near(self, word: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` words, those that differ least first."""
        if not self._letters:
            self.load()
        for most in (FULL, 2 * FULL):
            found = _Neighbours(self._node, word, most).found
            if len(found) >= 3 or (found and most > FULL):
                break
        by_cost = sorted(found.items(), key=lambda pair: (pair[1], abs(len(pair[0]) - len(word)), pair[0]))
        return tuple(near for near, _ in by_cost[:limit])

    def _node(self, place: int) -> tuple[Edge, ...]:
        """Return the edges of a node, read once."""
        known = self._nodes.get(place)
        if known is None:
            edges, at = [], place
            while at:
                edge = self._edges[at]
                letter = self._letters[edge & 0xFF]
                edges.append((letter, bare_letter(letter), bool(edge & 0x200), edge >> 10))
                at = 0 if edge & 0x100 else at + 1
            known = self._nodes[place] = tuple(edges)
        return known


class _Costs:
    """What the beginnings walked so far cost against those of the word; what costs the same goes on the same.

    ``row`` holds the costs up to each letter of the word, ``former`` those of one letter earlier; the letters
    from ``first`` to ``last`` are those that can be reached from a cost that is not beyond the most.
    """

    __slots__ = ("after", "before", "first", "former", "last", "row")

    def __init__(self, before: str, row: tuple[int, ...], former: tuple[int, ...], most: int) -> None:
        self.before, self.row, self.former = before, row, former
        going_on = [at for at, cost in enumerate(row) if cost <= most]
        swapped = [at + 1 for at, cost in enumerate(former) if cost <= most]
        self.first = max(min([going_on[0] - 1, *swapped[:1]]), 0)
        self.last = max([going_on[-1], *swapped[-1:]])
        self.after: dict[str, _Costs | None] = {}


class _Neighbours:
    """One walk over all words that cost no more than ``most``."""

    def __init__(self, node: Callable[[int], tuple[Edge, ...]], word: str, most: int) -> None:
        self._node = node
        self._word = word
        self._bare = bares = [bare_letter(letter) for letter in word]
        self._most = most
        self._extra = [DOUBLE if at and bares[at - 1] == bare else FULL for at, bare in enumerate(bares)]
        self._known: dict[tuple[str, tuple[int, ...], tuple[int, ...]], _Costs] = {}
        self.found: dict[str, int] = {}
        row = [0]
        for extra in self._extra:
            row.append(min(row[-1] + extra, most + 1))
        self._walk(1, "", _Costs("", tuple(row), (), most))

    def _walk(self, place: int, said: str, costs: _Costs) -> None:
        most, after, found = self._most, costs.after, self.found
        for letter, bare, final, target in self._node(place):
            if letter in after:
                new = after[letter]
            else:
                new = after[letter] = self._next(costs, letter, bare)
            if new is None:
                continue
            if final and new.row[-1] <= most:
                found[said + letter] = min(new.row[-1], found.get(said + letter, most))
            if target:
                self._walk(target, said + letter, new)

    def _next(self, costs: _Costs, letter: str, bare: str) -> _Costs | None:
        """Return what one letter more costs; None where nothing goes on from."""
        row = self._row(costs, letter, bare)
        if min(row) > self._most:
            return None
        key = bare, tuple(row), costs.row
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _Costs(*key, self._most)
        return known

    def _row(self, costs: _Costs, letter: str, bare: str) -> list[int]:
        """Return the costs of the word's beginnings with one letter more; what is beyond is alike."""
        word, bares, extras, most, before = self._word, self._bare, self._extra, self._most, costs.before
        row, former, beyond = costs.row, costs.former, most + 1
        again = DOUBLE if bare == before else FULL
        new = [beyond] * len(row)
        if row[0] + again <= most:
            new[0] = row[0] + again
        for at in range(costs.first, len(bares)):
            if at > costs.last and new[at] > most:
                break
            mine, cost = bares[at], row[at]
            if mine != bare:
                if cost <= most:
                    cost += NEAR if (mine, bare) in _NEAR_PAIRS else FULL
            elif letter != word[at]:
                cost += ACCENT
            if row[at + 1] + again < cost:
                cost = row[at + 1] + again
            if new[at] + extras[at] < cost:
                cost = new[at] + extras[at]
            if former and at and mine == before and bares[at - 1] == bare and mine != bare:
                cost = min(cost, former[at - 1] + SWAP)
            if cost <= most:
                new[at + 1] = cost
        return new
