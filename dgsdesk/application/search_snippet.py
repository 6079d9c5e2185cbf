"""The passage of a text that answers a search, with the words found marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgsdesk.application.ports.search import Wanted
from dgsdesk.domain.search_words import clean, folded_word, spans_of, stem

Marks = tuple[tuple[int, int], ...]
"""(begin, end) of each word found, in order."""

LENGTH = 140
"""Characters of a passage, about."""

_LONG = 20_000
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

    def marks(self, text: str) -> Marks:
        """Return where the words looked for stand in a text that is clean."""
        return tuple((begin, end) for begin, end, _ in self._found(text))

    def snippet(self, title: str, body: str) -> tuple[str, Marks]:
        """Return the passage with most of the words looked for; nothing when the title has them all."""
        if not body or len({part for *_, part in self._found(clean(title))}) == self._parts:
            return "", ()
        part = self._near(body) if len(body) > _LONG else body
        text = clean(" ".join(part.replace("\n", " · ").split(" ")))
        found = self._found(text)
        if not found:
            return "", ()
        first = max(range(len(found)), key=lambda place: (_different(found, place), -place))
        begin = _word_begin(text, found[first][0] - _BEFORE)
        end = _word_end(text, begin + LENGTH)
        before, after = "… " if begin else "", " …" if end < len(text) else ""
        passage = f"{before}{text[begin:end].strip()}{after}"
        return passage, self.marks(passage)

    def _near(self, body: str) -> str:
        """Return the part of a long text that begins a little before the first word looked for."""
        stems = [one for term in self._wanted.terms for one in (term.stem, *term.within)]
        stems += [one for phrase in self._wanted.phrases for one in phrase]
        found = re.search("|".join(map(_any_accents, stems)), body, re.IGNORECASE) if stems else None
        begin = max(0, found.start() - _BEFORE * 5) if found else 0
        return body[begin : begin + _LONG]

    def _found(self, text: str) -> list[_Found]:
        said, found = self._said, []
        for begin, end in spans_of(text):
            word = text[begin:end]
            part = said.get(word)
            if part is None:
                part = said[word] = self._part(word)
            if part >= 0:
                found.append((begin, end, part))
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


def _any_accents(stem: str) -> str:
    """Return a pattern for a stem as it may stand in a text, with its accents and ligatures."""
    letters = "".join(_ACCENTED.get(letter, re.escape(letter)) for letter in stem)
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
