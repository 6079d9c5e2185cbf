"""What is a word to be spelt, and whether it is spelt right: elisions, hyphens, capitals, what is left alone.

Left alone: figures and what holds one, addresses, names after « @ », acronyms, words with a capital inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from dgsdesk.domain.typography import ADDRESS

Holds: TypeAlias = Callable[[str], bool]
"""Whether a word, written exactly so (with a straight apostrophe), is in a lexicon."""

_TOKEN = re.compile(r"[@#]?\w+(?:['’‐\-·]\w+)*")
_ELIDED = frozenset(
    {
        "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
        "quelqu", "entr",
    }
)  # fmt: skip
_ACRONYM = 6
"""Capitals alone, up to so many letters, are an acronym."""

_AFTER_HYPHEN = frozenset(
    {
        "t", "ce", "ci", "là", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "y", "en",
        "moi", "toi", "le", "la", "les", "lui", "leur",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word that is not known: where it stands in its text, and the word."""

    start: int
    end: int
    word: str


def misspelt_in(text: str, holds: Holds) -> list[Misspelt]:
    """Return the words of a line that are unknown, in order."""
    kept = [match.span() for match in ADDRESS.finditer(text)] if "@" in text or "." in text else []
    found: list[Misspelt] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if any(begin < end and start < stop for begin, stop in kept):
            continue
        found += _unknown_parts(match.group(), start, holds)
    return found


def word_at(text: str, place: int) -> tuple[int, int] | None:
    """Return where the word begins and ends that touches a place between two letters."""
    for match in _TOKEN.finditer(text):
        if match.start() <= place <= match.end():
            return match.span()
    return None


def is_known(word: str, holds: Holds) -> bool:
    """Tell whether one word without elision or hyphen is known, as it is written here."""
    if len(word) == 1 or holds(word):
        return True
    small = word.lower()
    if word == small:
        return False
    if word.isupper():
        return len(word) <= _ACRONYM or holds(small) or holds(small.capitalize())
    if word[1:] != small[1:]:
        return True  # a capital inside: a name that somebody made
    return holds(small)


def _unknown_parts(token: str, start: int, holds: Holds) -> list[Misspelt]:
    if token[0] in "@#" or any(letter.isdigit() or letter == "_" for letter in token):
        return []
    word = token.replace("’", "'").replace("‐", "-")
    if is_known(word, holds):
        return []
    head, mark, _ = word.partition("'")
    if mark and head.lower() in _ELIDED:
        return _unknown_parts(token[len(head) + 1 :], start + len(head) + 1, holds)
    at, unknown = start, []
    for rank, part in enumerate(re.split("['·-]", word)):
        known = is_known(part, holds) or (rank > 0 and part.lower() in _AFTER_HYPHEN)
        if not known:
            unknown.append(Misspelt(at, at + len(part), part))
        at += len(part) + 1
    return unknown


def written_like(model: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return words with the capitals of a model, each once, with typographic apostrophes."""
    shaped = (word.replace("'", "’") for word in words)
    if len(model) > 1 and model.isupper():
        shaped = (word.upper() for word in shaped)
    elif model[:1].isupper():
        shaped = (word[:1].upper() + word[1:] for word in shaped)
    return tuple(dict.fromkeys(shaped))


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names and titles, each as it is written."""
    return frozenset(
        part
        for name in names
        for token in _TOKEN.findall(name)
        for part in (token.lstrip("@#").replace("’", "'"), *re.split(r"['’‐\-·]", token))
        if len(part) > 1 and not part.isdigit()
    )


def distance_within(one: str, other: str, most: int) -> int | None:
    """Return how many letters differ, or None when more than ``most`` do."""
    if abs(len(one) - len(other)) > most:
        return None
    row = list(range(len(other) + 1))
    for at, mine in enumerate(one, 1):
        new = [at]
        for place, theirs in enumerate(other, 1):
            new.append(min(row[place] + 1, new[-1] + 1, row[place - 1] + (mine != theirs)))
        if min(new) > most:
            return None
        row = new
    return row[-1] if row[-1] <= most else None
