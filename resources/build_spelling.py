"""Build ``resources/spelling/fr.words`` from a Hunspell dictionary: every form, as one small automaton.

``python resources/build_spelling.py FOLDER`` where FOLDER holds ``index.aff``, ``index.dic`` and
``license`` (npm package ``dictionary-fr``: the « Classique » of Grammalecte, MPL 2.0). The same files give
the same bytes.

The file: the letters as UTF-8 after a length of two bytes, then zlib over little-endian words of 32 bits.
Each is an edge: bits 0 to 7 the letter, bit 8 the last edge of its node, bit 9 a word may end after it,
bits 10 to 31 the index of the first edge of the node that it leads to (0: none). The first edge of the root
is 1.
"""

from __future__ import annotations

import re
import shutil
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDS_AFFIX, FORBIDDEN = "()", "{}"
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŸ'·-]+")
PLACE = Path(__file__).resolve().parent / "spelling"


@dataclass(frozen=True)
class Affix:
    """One rule: take letters away, add others, where the word looks so; then more flags hold."""

    strip: str
    add: str
    flags: frozenset[str]
    applies: re.Pattern[str]


def flags_of(text: str) -> frozenset[str]:
    """Part flags of two characters each."""
    return frozenset(text[at : at + 2] for at in range(0, len(text), 2))


def read_affixes(path: Path) -> tuple[dict[str, list[Affix]], dict[str, list[Affix]]]:
    """Return suffixes and prefixes by flag; elisions (l’, d’, qu’) are left to whoever parts the words."""
    suffixes: dict[str, list[Affix]] = {}
    prefixes: dict[str, list[Affix]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] not in ("SFX", "PFX"):
            continue
        kind, flag, strip, added, condition = parts[:5]
        add, _, more = added.partition("/")
        if "'" in add:
            continue
        pattern = f"(?:{condition})$" if kind == "SFX" else f"^(?:{condition})"
        rule = Affix(
            "" if strip == "0" else strip, "" if add == "0" else add, flags_of(more), re.compile(pattern)
        )
        (suffixes if kind == "SFX" else prefixes).setdefault(flag, []).append(rule)
    return suffixes, prefixes


class Forms:
    """Every form of the words of a dictionary."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._suffixes, self._prefixes = read_affixes(folder / "index.aff")

    def all(self) -> set[str]:
        """Return the forms that are written with the letters of French."""
        found: set[str] = set()
        lines = (self._folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]
        for line in lines:
            entry = line.split("\t")[0].split(" ")[0]
            word, _, flags = entry.partition("/")
            if word and FORBIDDEN not in flags_of(flags):
                found.update(self._of(word, flags_of(flags), 2))
        return {form for form in found if _LATIN.fullmatch(form)}

    def _of(self, word: str, flags: frozenset[str], depth: int) -> Iterator[str]:
        if NEEDS_AFFIX not in flags:
            yield word
        for rule in self._rules(self._suffixes, flags):
            if depth and word.endswith(rule.strip) and rule.applies.search(word):
                stem = word[: len(word) - len(rule.strip)]
                crossed = {flag for flag in flags if flag in self._prefixes}
                yield from self._of(stem + rule.add, rule.flags | crossed, depth - 1)
        for rule in self._rules(self._prefixes, flags):
            if word.startswith(rule.strip) and rule.applies.search(word) and NEEDS_AFFIX not in flags:
                yield rule.add + word[len(rule.strip) :]

    @staticmethod
    def _rules(rules: dict[str, list[Affix]], flags: frozenset[str]) -> Iterator[Affix]:
        for flag in flags:
            yield from rules.get(flag, ())


class Node:
    """A state of the automaton; equal ones are shared."""

    __slots__ = ("edges", "final", "place")

    def __init__(self) -> None:
        self.edges: dict[str, Node] = {}
        self.final = False
        self.place = 0

    def look(self) -> tuple[bool, tuple[tuple[str, int], ...]]:
        """Return what tells this state from others."""
        return self.final, tuple((letter, id(node)) for letter, node in self.edges.items())


def automaton(words: Iterable[str]) -> Node:
    """Build the smallest automaton of sorted words (Daciuk et al., 2000)."""
    root, former = Node(), ""
    path: list[tuple[Node, str, Node]] = []
    known: dict[object, Node] = {}

    def settle(down_to: int) -> None:
        while len(path) > down_to:
            parent, letter, child = path.pop()
            parent.edges[letter] = known.setdefault(child.look(), child)

    for word in words:
        same = next((at for at, (a, b) in enumerate(zip(word, former, strict=False)) if a != b), None)
        settle(min(len(word), len(former)) if same is None else same)
        node = path[-1][2] if path else root
        for letter in word[len(path) :]:
            child = node.edges[letter] = Node()
            path.append((node, letter, child))
            node = child
        node.final, former = True, word
    settle(0)
    return root


def packed(root: Node, letters: str) -> bytes:
    """Write the automaton as edges."""
    numbers = {letter: number for number, letter in enumerate(letters)}
    order: list[Node] = []
    place, waiting = 1, [root]
    while waiting:
        node = waiting.pop()
        if node.place or not node.edges:
            continue
        node.place, place = place, place + len(node.edges)
        order.append(node)
        waiting.extend(node.edges.values())
    edges = array("I", [0])
    for node in order:
        last = len(node.edges) - 1
        for rank, (letter, child) in enumerate(sorted(node.edges.items())):
            edges.append(numbers[letter] | (rank == last) << 8 | child.final << 9 | child.place << 10)
    if sys.byteorder == "big":
        edges.byteswap()
    return edges.tobytes()


def build(folder: Path, place: Path = PLACE) -> int:
    """Write the words and their licence; return how many there are."""
    words = sorted(Forms(folder).all())
    letters = "".join(sorted({letter for word in words for letter in word}))
    named = letters.encode()
    content = (
        struct.pack("<H", len(named)) + named + zlib.compress(packed(automaton(words), letters), level=9)
    )
    place.mkdir(exist_ok=True)
    (place / "fr.words").write_bytes(content)
    shutil.copyfile(folder / "license", place / "LICENSE.txt")
    return len(words)


if __name__ == "__main__":
    print(build(Path(sys.argv[1])), "words")
