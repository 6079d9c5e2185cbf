"""The passage of a text that answers a search, with the words found marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgsdesk.application.ports.search import Wanted
from dgsdesk.domain.search_words import clean, folded_word, stem

Marks = tuple[tuple[int, int], ...]
"""(begin, end) of each word found, in order."""

LENGTH = 140
"""Characters of a passage, about."""

_LONG = 3_000
_BEFORE = 40
_REACH = 25

_Found = tuple[int, int, int]
"""Begin and end of a word found, and which of the parts of the question it answers."""


class Marker:
    """Finds what answers one question; what it said of a word it says again at once."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._parts = len(wanted.terms) + len(wanted.phrases)
        self._said: dict[str, int] = {}
        self._likely = _likely_words(wanted)

    def marks(self, text: str) -> Marks:
        """Return where the words looked for stand in a text that is clean."""
        return tuple((begin, end) for begin, end, _ in self._found(text))

    def snippet(self, title: str, body: str) -> tuple[str, Marks]:
        """Return the passage with most of the words looked for; nothing when the title has them all.

        ``body`` is on one line, as the index keeps it.
        """
        if not body or len({part for *_, part in self._found(clean(title))}) == self._parts:
            return "", ()
        text = self._near(body) if len(body) > _LONG else body
        found = self._found(text)
        if not found:
            return "", ()
        first = max(range(len(found)), key=lambda place: (_different(found, place), -place))
        begin = _word_begin(text, found[first][0] - _BEFORE)
        end = _word_end(text, begin + LENGTH)
        before, after = "… " if begin else "", " …" if end < len(text) else ""
        passage = text[begin:end].strip()
        shift = len(before) - text.index(passage, begin)
        inside = ((at + shift, to + shift) for at, to, _ in found if begin <= at and to <= end)
        return f"{before}{passage}{after}", tuple(inside)

    def _near(self, body: str) -> str:
        """Return the part of a long text that begins a little before the first word looked for."""
        stems = [one for term in self._wanted.terms for one in (term.stem, *term.within)]
        stems += [one for phrase in self._wanted.phrases for one in phrase]
        found = re.search("|".join(map(_any_accents, stems)), body, re.IGNORECASE) if stems else None
        begin = max(0, found.start() - _BEFORE * 5) if found else 0
        return body[begin : begin + _LONG]

    def _found(self, text: str) -> list[_Found]:
        """Look at the words that begin like one looked for, which spares most words of a long text."""
        if self._likely is None:
            return []
        said, found = self._said, []
        for match in self._likely.finditer(text):
            word = match[0]
            part = said.get(word)
            if part is None:
                part = said[word] = self._part(word)
            if part >= 0:
                found.append((match.start(), match.end(), part))
        return found

    def _part(self, word: str) -> int:
        """Return which term (first) or phrase a word answers, -1 for none."""
        folded = folded_word(word)
        short = stem(folded)
        for place, term in enumerate(self._wanted.terms):
            if short == term.stem or short in term.within:
                return place
            if term.grows and (folded.startswith(term.typed) or short.startswith(term.stem)):
                return place
        for place, phrase in enumerate(self._wanted.phrases, len(self._wanted.terms)):
            if len(folded) > 2 and short in phrase:
                return place
        return -1


_LEAST, _CHANGED = 2, 3
"""A stem keeps the first two letters of its word, and all but the last three (« locaux », « local »)."""

_LIGATURES = (("oe", "œ"), ("ae", "æ"))
_VOWELS = frozenset("aeiouy")
_ACCENTED = {
    "a": "[aàâäáãå]",
    "c": "[cç]",
    "e": "[eéèêë]",
    "i": "[iîïí]",
    "n": "[nñ]",
    "o": "[oôöóõ]",
    "u": "[uùûüú]",
    "y": "[yÿ]",
}


def _likely_words(wanted: Wanted) -> re.Pattern[str] | None:
    """Return a pattern for the words that begin like one looked for, but for the end that stems change."""
    stems = {one for term in wanted.terms for one in (term.stem, term.typed, *term.within)}
    stems |= {one for phrase in wanted.phrases for one in phrase}
    beginnings = {_any_accents(one[: max(_LEAST, len(one) - _CHANGED)], "{1,2}") for one in stems if one}
    beginnings |= {ligature for one in stems for plain, ligature in _LIGATURES if plain.startswith(one[:2])}
    if not beginnings:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(beginnings))})[^\W_]*", re.IGNORECASE)


def _any_accents(stem: str, times: str = "") -> str:
    """Return a pattern for a stem as it may stand in a text, with its accents and ligatures.

    ``times`` says how often each consonant may stand there: a stem has none that is doubled.
    """
    letters = "".join(
        _ACCENTED.get(letter, re.escape(letter)) + (times if letter not in _VOWELS else "") for letter in stem
    )
    return letters.replace(_ACCENTED["o"] + _ACCENTED["e"], f"(?:œ|{_ACCENTED['o']}{_ACCENTED['e']})")


def _different(found: Sequence[_Found], place: int) -> int:
    """Count the different parts of the question found within one passage that begins near a word."""
    start = found[place][0]
    parts = set()
    for _, end, part in found[place:]:
        if end - start >= LENGTH - _BEFORE:
            break
        parts.add(part)
    return len(parts)


def _word_begin(text: str, place: int) -> int:
    if place <= 0:
        return 0
    blank = text.find(" ", place)
    return place if blank < 0 or blank > place + _REACH else blank + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - _REACH, place)
    return place if blank < 0 else blank
