"""Official names: folded to be found whatever accents or hyphens are typed, typeset to be read."""

from __future__ import annotations

import unicodedata

from dgsdesk.domain.wording import APOSTROPHE

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


class _LettersAlone(dict[int, int | None]):
    """What `str.translate` makes of each sign: a letter or a digit stays, an accent goes, others are spaces.

    Worked out once for each sign, since long texts are folded letter by letter.
    """

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        kept = None if unicodedata.combining(sign) else code if sign.isalnum() else ord(" ")
        return self.setdefault(code, kept)


LETTERS_ALONE = _LettersAlone()


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents, hyphens, apostrophes or ligatures."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(
        _LIGATURES
    )
    return " ".join(plain.translate(LETTERS_ALONE).split())


_SPELT_OUT = ("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("ẞ", "ss"), ("ø", "o"), ("ł", "l")


_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def names(text: str, folded: str) -> bool:
    """Tell whether a text, once folded, holds a folded name, sooner than by folding long texts."""
    letters = folded.replace(" ", "")
    return (not letters.isascii() or letters.encode() in _ascii_letters(text)) and folded in fold(text)


def _ascii_letters(text: str) -> bytes:
    """Return the letters and digits in ASCII that folding leaves of a text, in its order, without spaces."""
    for sign, letters in _SPELT_OUT:
        text = text.replace(sign, letters).replace(sign.upper(), letters)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore")
    return plain.lower().translate(None, _NO_LETTERS)


def typeset_name(name: str) -> str:
    """Return an official name, written with a straight apostrophe at its source, as it is printed."""
    return name.replace("'", APOSTROPHE)


SAINTS = {"st": "saint", "ste": "sainte"}


def fold_place(text: str) -> str:
    """Return the folded words of a text that may name a commune, « St » and « Ste » spelt out."""
    return " ".join(SAINTS.get(word, word) for word in fold(text).split())


def short_name(name: str) -> str:
    """Abbreviate « Saint- » and « Sainte- » as maps do, so that what tells two names apart comes sooner."""
    return name.replace("Sainte-", "Ste-").replace("Saint-", "St-")
