"""A person's name out of one cell: « Mme DUPONT Jeanne », « Jeanne Dupont », « Dupont, Jeanne »."""

from __future__ import annotations

import re
from typing import NamedTuple

from dgsdesk.domain.network import Civility
from dgsdesk.domain.toponym import fold

_CIVILITIES = {
    "m": Civility.SIR,
    "mr": Civility.SIR,
    "monsieur": Civility.SIR,
    "mme": Civility.MADAM,
    "mlle": Civility.MADAM,
    "madame": Civility.MADAM,
    "mademoiselle": Civility.MADAM,
    "me": Civility.UNKNOWN,
    "maitre": Civility.UNKNOWN,
    "dr": Civility.UNKNOWN,
    "docteur": Civility.UNKNOWN,
}
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "di", "da"})

_ARTICLES = frozenset({"la", "le", "les"})
_PART = re.compile(r"[^\W\d_]+")


class SplitName(NamedTuple):
    """What a cell says of a person's name; both names are empty when the cell is."""

    civility: Civility
    family_name: str
    given_name: str


def civility_of(words: str) -> Civility:
    """Return the civility that a word means, unknown for another word."""
    return _CIVILITIES.get(fold(words), Civility.UNKNOWN)


def is_civility(words: str) -> bool:
    """Tell whether a word stands before a name."""
    return fold(words) in _CIVILITIES


def with_capitals(name: str) -> str:
    """Return a name typed all in small letters with its capitals: « Le Goff », « de la Tour »."""
    if name != name.lower():
        return name

    def capital(part: re.Match[str]) -> str:
        is_article = part[0] in _ARTICLES and not name[: part.start()].endswith("de ")
        return part[0].capitalize() if is_article or part[0] not in _PARTICLES else part[0]

    return _PART.sub(capital, name)


def says_both_names(text: str) -> bool:
    """Tell whether a cell surely holds both names: « DUPONT Anne », « Mme Dupont Anne », « Dupont, Anne »."""
    civility, family, given = split_name(text)
    loud = any(map(_in_capitals, family.split())) and not all(map(_in_capitals, given.split()))
    return bool(family and given) and (loud or "," in text or civility is not Civility.UNKNOWN)


def split_name(text: str, *, given_first: bool = False) -> SplitName:
    """Return civility, family and given name of a whole name.

    Words in capitals are the family name wherever they stand, what stands before a comma too. Otherwise the
    order counts: the family name, with its particles, comes first, or last with ``given_first``.
    """
    words = text.split()
    civility = Civility.UNKNOWN
    while len(words) > 1 and is_civility(words[0]):
        known = civility_of(words.pop(0))
        civility = civility if known is Civility.UNKNOWN else known
    family, given = _split(words, given_first)
    return SplitName(civility, " ".join(family).strip(" ,"), " ".join(given).strip(" ,"))


def _split(words: list[str], given_first: bool) -> tuple[list[str], list[str]]:
    for place, word in enumerate(words[:-1], 1):
        if word.endswith(","):
            return words[:place], words[place:]
    if len(words) < 2:
        return words, []
    loud = [place for place, word in enumerate(words) if _in_capitals(word)]
    if loud and len(loud) < len(words):
        return _by_capitals(words, loud)
    return _by_order(words, given_first)


def _in_capitals(word: str) -> bool:
    """An initial alone (« J. ») says nothing."""
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def _by_capitals(words: list[str], loud: list[int]) -> tuple[list[str], list[str]]:
    """The capitals and what stands between them; particles just before them go along."""
    first, last = loud[0], loud[-1]
    while first > 0 and fold(words[first - 1]) in _PARTICLES:
        first -= 1
    return words[first : last + 1], words[:first] + words[last + 1 :]


def _by_order(words: list[str], given_first: bool) -> tuple[list[str], list[str]]:
    if not given_first:
        cut = 1
        while cut < len(words) - 1 and fold(words[cut - 1]) in _PARTICLES:
            cut += 1
        return words[:cut], words[cut:]
    cut = next((at for at, word in enumerate(words) if at and fold(word) in _PARTICLES), len(words) - 1)
    return words[cut:], words[:cut]
