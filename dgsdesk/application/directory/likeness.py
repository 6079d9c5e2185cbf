"""Who of the directory somebody of a list is: the same, perhaps the same, or nobody we know.

The same: the same name, accents, case and order not mattering, and no other address. Perhaps the same, which
a person decides: the same name with another address, the same address under another name, a name spelt
another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dgsdesk.application.directory.acts import PersonFields
from dgsdesk.domain.toponym import fold

ALIKE = 86.0
"""Likeness of two names (0 to 100, words in any order) from which a person is asked."""


class Likeness(StrEnum):
    """Why somebody may be somebody we know."""

    SAME = "same"
    OTHER_ADDRESS = "other_address"
    SAME_ADDRESS = "same_address"
    SPELLING = "spelling"


LIKENESS_WORDS = {
    Likeness.SAME: "même nom",
    Likeness.OTHER_ADDRESS: "même nom, autre courriel",
    Likeness.SAME_ADDRESS: "même courriel",
    Likeness.SPELLING: "nom ressemblant",
}


@dataclass(frozen=True)
class KnownPerson:
    """Somebody of the directory; ``places`` are the ids of the organisations they serve today."""

    id: str
    person: PersonFields
    places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Alike:
    """The one of the directory who is most like somebody of a list, and why."""

    known: KnownPerson
    why: Likeness


def most_alike(person: PersonFields, place: str, known: Iterable[KnownPerson]) -> Alike | None:
    """Return whom of the directory somebody is most like; among equals, one who serves the same place."""
    rank = list(Likeness)
    found = [Alike(one, why) for one in known if (why := likeness(person, one.person)) is not None]
    return min(found, key=lambda one: (rank.index(one.why), place not in one.known.places), default=None)


def likeness(one: PersonFields, other: PersonFields) -> Likeness | None:
    """Return why two may be the same person, None when nothing says so; the order of the two is the same."""
    ours, theirs = one.email.strip().lower(), other.email.strip().lower()
    if name_words(one) == name_words(other):
        return Likeness.OTHER_ADDRESS if ours and theirs and ours != theirs else Likeness.SAME
    if ours and ours == theirs:
        return Likeness.SAME_ADDRESS
    return Likeness.SPELLING if _alike(one, other) else None


def name_words(person: PersonFields) -> tuple[str, ...]:
    """Return the words of a name in alphabetical order: family and given names are often exchanged."""
    return tuple(sorted(fold(f"{person.given_name} {person.family_name}").split()))


def _alike(one: PersonFields, other: PersonFields) -> bool:
    """« J. Dupont » is like « Jeanne Dupont »; « Jean Dupont » is not like « Jeanne Dupont »."""
    from rapidfuzz import fuzz

    families = fold(one.family_name), fold(other.family_name)
    givens = fold(one.given_name), fold(other.given_name)
    if not all(families):
        return False
    if families[0] == families[1]:
        return _one_begins(*givens) or fuzz.ratio(*givens) >= ALIKE
    whole = fuzz.ratio(" ".join(name_words(one)), " ".join(name_words(other)))
    same_given = givens[0] == givens[1] and givens[0] != ""
    doubled = same_given and bool(set(families[0].split()) & set(families[1].split()) - {"de", "la", "le"})
    return (whole >= ALIKE and all(givens)) or doubled


def _one_begins(one: str, other: str) -> bool:
    """An initial, or no given name at all, may stand for a whole one."""
    short, long = sorted((one, other), key=len)
    return len(short) <= 1 and long.startswith(short)
