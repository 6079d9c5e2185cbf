"""Names of places: folded to be found, typeset to be read, with the article that French asks for."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})

_OF = {1: ("", "d’"), 2: ("Le ", "du "), 4: ("Les ", "des "), 6: ("Aux ", "des ")}
_AT = {2: ("Le ", "au "), 4: ("Les ", "aux "), 6: ("Aux ", "aux ")}


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, hyphens, apostrophes or ligatures."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def typeset(name: str) -> str:
    """Return an official name with the typographic apostrophe."""
    return name.replace("'", "’")


def of_place(name: str, article: int) -> str:
    """Return « de » with a name, by INSEE's TNCC code: « du Haillan », « de La Planche », « d’Angers »."""
    return _joined(name, *_OF.get(article, ("", "de ")))


def at_place(name: str, article: int) -> str:
    """Return « à » with a name: « au Haillan », « à La Planche », « aux Ponts-de-Cé »."""
    return _joined(name, *_AT.get(article, ("", "à ")))


def _joined(name: str, dropped: str, put: str) -> str:
    return put + typeset(name).removeprefix(dropped)
