"""Official names: folded to be found whatever accents or hyphens are typed, typeset to be read."""

from __future__ import annotations

import unicodedata

from dgsdesk.domain.wording import APOSTROPHE, THIN

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
    if not letters.isascii():
        return folded in fold(text)
    wanted = letters.encode()
    if wanted not in _ascii_letters(text):
        return False
    for start in range(0, len(text), _PIECE) if len(text) > 2 * _PIECE else ():
        piece = text[start : start + _PIECE + 4 * len(folded)]
        if wanted in _ascii_letters(piece) and folded in fold(piece):
            return True
    return folded in fold(text)


_PIECE = 500
"""Characters that are folded at once where a long text seems to hold a name: it stands in one of them."""

_WESTERN = "cp1252"
"""What holds all that French texts are made of, one byte each, but for their narrow spaces."""


def _plain_letters() -> tuple[bytes, bytes]:
    """Return what each byte becomes, its accent gone, and those that are no letter at all."""
    signs = [bytes([code]).decode(_WESTERN, "ignore") for code in range(256)]
    plain = [unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").lower() for sign in signs]
    gone = bytes(code for code, one in enumerate(plain) if len(one) != 1 or not one.isalnum())
    return bytes(one[0] if len(one) == 1 else 0 for one in plain), gone


_PLAIN, _NO_PLAIN = _plain_letters()
_SPELT_BYTES = tuple(
    (one.encode(_WESTERN), letters.encode())
    for sign, letters in _SPELT_OUT
    for one in (sign, sign.upper())
    if len(one) == 1 and one.encode(_WESTERN, "ignore")
)


def _ascii_letters(text: str) -> bytes:
    """Return the letters and digits in ASCII that folding leaves of a text, in its order, without spaces."""
    western = text.encode(_WESTERN, "ignore")
    if len(text) - len(western) == text.count(THIN):
        for ligature, spelt in _SPELT_BYTES:
            western = western.replace(ligature, spelt)
        return western.translate(_PLAIN, _NO_PLAIN)
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
