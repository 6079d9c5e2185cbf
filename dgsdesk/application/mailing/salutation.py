"""How a message addresses its reader, and the fields that are merged into its text for each of them.

A text that is written once carries fields in braces; ``merged_text`` fills them in for one reader, or for all
who are written to together. Between directors one writes « Chère collègue »; a vacant post is read at the
town hall by whoever opens its mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.network import Civility

CALL = "{appel}"
"""The field of the greeting, with its comma: « Chère collègue, »."""

FIELDS = ("appel", "nom", "qualité", "édition")
"""The fields that a text may carry in braces: the greeting, the name with « Madame » or « Monsieur », the
capacity (which names the commune), the name of the edition."""

_COLLEAGUE = {Civility.MADAM: "Chère collègue", Civility.SIR: "Cher collègue"}
_MAYOR = {Civility.MADAM: "Madame la Maire", Civility.SIR: "Monsieur le Maire"}
_STRANGER = {Civility.MADAM: "Madame", Civility.SIR: "Monsieur"}
_EVERYBODY = "Madame, Monsieur"
_FIELD = re.compile("{(" + "|".join(FIELDS) + ")}")


@dataclass(frozen=True)
class Reader:
    """Who reads a message: what merged fields are made of."""

    name: str
    quality: str
    edition: Audience
    civility: Civility = Civility.UNKNOWN
    mayor: bool = False
    town_hall: bool = False


def call_of(reader: Reader) -> str:
    """Write how one reader is addressed, without a comma: « Chère collègue », « Monsieur le Maire »."""
    if reader.town_hall:
        return _EVERYBODY
    if reader.mayor:
        return _MAYOR.get(reader.civility, _EVERYBODY)
    if reader.edition is Audience.DIRECTORS:
        return _COLLEAGUE.get(reader.civility, "Bonjour")
    return _STRANGER.get(reader.civility, _EVERYBODY)


def call_of_all(editions: Iterable[Audience]) -> str:
    """Write how several readers are addressed together: colleagues, unless elected members are among them."""
    among = set(editions)
    if Audience.DIRECTORS in among and among <= {Audience.DIRECTORS, Audience.EXECUTIVES}:
        return "Chères et chers collègues"
    return "Mesdames, Messieurs"


def fields_of(reader: Reader) -> Mapping[str, str]:
    """Return what the fields of one reader are filled in with."""
    title = "" if reader.town_hall or reader.mayor else _STRANGER.get(reader.civility, "")
    return {
        "appel": f"{call_of(reader)},",
        "nom": f"{title} {reader.name}".strip(),
        "qualité": reader.quality,
        "édition": AUDIENCE_WORDS[reader.edition],
    }


def fields_of_all(editions: Iterable[Audience]) -> Mapping[str, str]:
    """Return what the fields are filled in with for all: nobody's name, since each would read the others'."""
    among = set(editions)
    words = AUDIENCE_WORDS[max(among)] if len(among) == 1 else ""
    return {
        "appel": f"{call_of_all(among)},",
        "nom": "Mesdames, Messieurs",
        "qualité": "membres du réseau",
        "édition": words,
    }


def merged_text(text: str, fields: Mapping[str, str]) -> str:
    """Fill the fields in, once: what was filled in is never read again as a field."""
    return _FIELD.sub(lambda field: fields[field.group(1)], text)


def places_of_fields(text: str) -> tuple[tuple[int, int], ...]:
    """Return where fields stand in a text, as (start, end) in characters."""
    return tuple(field.span() for field in _FIELD.finditer(text))


def sample_fields(readers: Sequence[Reader], *, alone: bool) -> Mapping[str, str]:
    """Return the fields of the first of several readers, or of all of them together."""
    return fields_of(readers[0]) if alone else fields_of_all(one.edition for one in readers)
