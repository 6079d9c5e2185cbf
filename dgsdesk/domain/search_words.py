"""The words of a text as search compares them: folded, without elided articles, cut to a light French stem.

The same is done to what is kept and to what is asked, so accents, capitals, ligatures, plurals, feminines and
elisions make no difference. The stem is light on purpose: it takes the endings of number and gender, never
those of meaning (« déneigement » does not become « neige »), so what one has typed so far is still the
beginning of the word that one is typing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dgsdesk.domain.toponym import fold

RULES = 3
"""The version of these rules; an index made by others is made anew."""

LONGEST = 40
"""Letters of a word that are compared; no French word is longer."""

_NEAR = 0.8
"""How alike a word must be to stand for one that is nowhere: « sovegarde » for « sauvegarde » is."""

_PARTS = 131_072
"""What stands between two spaces is remembered so often: some 100,000 in twenty years."""

_WORD = re.compile(
    r"(?:\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[^\W_]))?([^\W_]+)", re.IGNORECASE
)
_DOUBLED = re.compile(r"([b-df-hj-np-rtv-z])\1")

_LITTLE = """
a au aux avec c ce ces cette d dans de des du en est et il la le les leur leurs l n ne on ou par pas pour qu
que qui s sa se ses son sont sur un une y
"""
LITTLE = frozenset(_LITTLE.split())
"""Words too common to look for: they count only in a phrase, or when nothing else is asked."""

_OWN = {
    "baux": "bail",
    "beau": "bel",
    "commune": "commune",  # not « commun »
    "jumeau": "jumel",
    "nouveau": "nouvel",
    "travaux": "travail",
    "vieille": "vieu",
    "vitraux": "vitrail",
    "royaux": "royal",
    "st": "saint",  # « St-Fiacre »
    "ste": "saint",
    "loyaux": "loyal",
}
_ENDINGS = (("trice", "teur"), ("ique", "ic"), ("iqu", "ic"), ("euse", "eu"), ("ive", "if"), ("gue", "g"))


class Word(NamedTuple):
    """One word of a text: where it stands, and what it is compared by."""

    start: int
    end: int
    folded: str
    stem: str


def clean(text: str) -> str:
    """Return the text in composed characters, as `words_of` counts its places."""
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text made clean, elided articles left out."""
    for match in _WORD.finditer(text):
        folded = folded_word(match[1])
        if folded:
            yield Word(match.start(1), match.end(1), folded, stem(folded))


def folded_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text in order, each folded and as its stem."""
    return [*chain.from_iterable(map(_folded_between_spaces, text.split()))]


@lru_cache(maxsize=_PARTS)
def stems_between_spaces(part: str) -> str:
    """Return the stems of what stands between two spaces of a text, in order, a space between them."""
    return " ".join(stem for _, stem in _folded_between_spaces(part))


@lru_cache(maxsize=_PARTS)
def _folded_between_spaces(part: str) -> tuple[tuple[str, str], ...]:
    """Return the words of what stands between two spaces, which none of them crosses."""
    words = (folded_word(word) for word in _WORD.findall(clean(part)))
    return tuple((word, stem(word)) for word in words if word)


def stems_of(text: str) -> list[str]:
    """Return the stems of the words of a text in order."""
    return [stem for _, stem in folded_words(text)]


@lru_cache(maxsize=65536)
def folded_word(word: str) -> str:
    """Return one word in lower case without accents or ligatures."""
    return fold(word[:LONGEST]).replace(" ", "")


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """Return a folded word without its endings of number and gender, its doubled consonants made single."""
    single = _singular(folded)
    own = _OWN.get(single)
    return _DOUBLED.sub(r"\1", own or _masculine(single))


def spelt_nearly(folded: str, known: Iterable[str], most: int) -> list[str]:
    """Return the folded words that one which is misspelt may stand for, the most alike first."""
    return get_close_matches(folded, [*known], n=most, cutoff=_NEAR)


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] not in "sx" or word[-2] == "s" or word in _OWN:
        return word
    if word.endswith("aux") and len(word) > 5 and word[-4] not in "ey":
        return f"{word[:-2]}l"
    return word[:-1]


def _masculine(word: str) -> str:
    if len(word) < 4:
        return word
    if word.endswith("ee"):
        word = word[:-1]
    if len(word) > 4:
        for ending, instead in _ENDINGS:
            if word.endswith(ending):
                return word[: -len(ending)] + instead
    if word[-1] == "e" and (len(word) > 4 or word[-2] in "iu"):
        word = word[:-1]
    return word
