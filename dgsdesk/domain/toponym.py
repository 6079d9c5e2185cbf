"""Official names: folded to be found whatever accents or hyphens are typed, typeset to be read."""

from __future__ import annotations

import unicodedata

from dgsdesk.domain.wording import APOSTROPHE

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, hyphens, apostrophes or ligatures."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(
        _LIGATURES
    )
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def typeset_name(name: str) -> str:
    """Return an official name, written with a straight apostrophe at its source, as it is printed."""
    return name.replace("'", APOSTROPHE)
