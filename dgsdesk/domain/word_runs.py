"""Runs of words that two texts have in common: how a passage is known again wherever it was copied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

RUN_LENGTH = 5
"""How many words in a row tell a passage from a mere way of speaking."""

_WORD = re.compile(r"\w+")
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae"})


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, without accents or capitals; « l’eau » counts as two."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_WORD.findall(kept))


def runs_of_words(words: Sequence[str], length: int = RUN_LENGTH) -> frozenset[tuple[str, ...]]:
    """Return every run of ``length`` words; a shorter text is one run, an empty one none."""
    if len(words) < length:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def shares_run(one: Sequence[str], other: Sequence[str], length: int = RUN_LENGTH) -> bool:
    """Tell whether both texts hold one same run of words."""
    return not runs_of_words(one, length).isdisjoint(runs_of_words(other, length))


def contains_run(words: Sequence[str], run: Sequence[str]) -> bool:
    """Tell whether these words stand in a row in a text."""
    size = len(run)
    return bool(size) and any(
        tuple(words[at : at + size]) == tuple(run) for at in range(len(words) - size + 1)
    )
