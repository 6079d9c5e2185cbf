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


class _Neighbours:
    """One walk over all words that cost no more than ``most``."""

    def __init__(self, node: Callable[[int], tuple[Edge, ...]], word: str, most: int) -> None:
        self._node = node
        self._word = word
        self._bare = [bare_letter(letter) for letter in word]
        self._most = most
        self.found: dict[str, int] = {}
        row = [0]
        for at in range(len(word)):
            row.append(row[-1] + self._extra(at))
        self._walk(1, "", "", row, [])

    def _extra(self, at: int) -> int:
        """What one letter too many in the word costs."""
        return DOUBLE if at and self._bare[at] == self._bare[at - 1] else FULL

    def _walk(self, place: int, said: str, before: str, row: list[int], former: list[int]) -> None:
        most, length = self._most, len(self._word)
        for letter, bare, final, target in self._node(place):
            new = self._row(letter, bare, before, row, former)
            if final and new[length] <= most:
                known = self.found.get(said + letter)
                if known is None or new[length] < known:
                    self.found[said + letter] = new[length]
            if target and min(new) <= most:
                self._walk(target, said + letter, bare, new, row)

    def _row(self, letter: str, bare: str, before: str, row: list[int], former: list[int]) -> list[int]:
        """Return the costs of the word's beginnings against what was walked so far."""
        word, bares, most = self._word, self._bare, self._most
        new = [row[0] + (DOUBLE if bare == before else FULL)]
        for at, mine in enumerate(bares):
            cost = row[at]
            if cost <= most and mine != bare:
                cost += NEAR if (mine, bare) in _NEAR_PAIRS else FULL
            elif letter != word[at]:
                cost += ACCENT
            missing = row[at + 1] + (DOUBLE if bare == before else FULL)
            if missing < cost:
                cost = missing
            if new[at] < cost:
                extra = new[at] + self._extra(at)
                if extra < cost:
                    cost = extra
            if former and at and mine == before and bares[at - 1] == bare and mine != bare:
                cost = min(cost, former[at - 1] + SWAP)
            new.append(cost)
        return new
