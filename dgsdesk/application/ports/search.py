"""The door to the full-text index: what is looked for, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

_NO_SIGN = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Term:
    """One word looked for: its stem, the word as it was typed (folded), and whether it may still grow.

    ``within`` are words of the network that hold it inside, or are spelt nearly so, when it begins none.
    """

    stem: str
    typed: str
    grows: bool = False
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Every term, every phrase (stems side by side) and one tag of each group must be there."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its place in the index, and the stems of its title, text and surroundings."""

    number: int
    kind: str
    id: str
    day: date | None
    title: str
    body: str
    context: str


@dataclass(frozen=True, slots=True)
class Searchable:
    """A thing as it is found and shown.

    ``label`` says what it is (« Point du 8 décembre »), ``around`` are words beside it (its day, its number);
    ``organisations``, ``circle`` and ``competences`` are what it may be filtered by. It opens on ``page``,
    which shows ``subject`` (an id); there at ``step``, if the page has parts, and at ``spot``, the id of what
    stands inside the subject.
    """

    kind: str
    id: str
    type: str
    label: str
    title: str
    body: str
    icon: str
    page: str
    subject: str
    step: str = ""
    around: str = ""
    day: date | None = None
    organisations: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    circle: str = ""
    spot: str = ""


class Finder(Protocol):
    """The index of one network."""

    def find(self, wanted: Wanted, limit: int, *, in_title: bool = False) -> list[Hit]:
        """Return the newest hits; ``in_title`` wants every term in the title."""

    def shown(self, numbers: Collection[int]) -> dict[int, Searchable]:
        """Return the things of some hits by their places, as they are shown, in one statement.

        Their text comes on one line; what they are filtered by does not come back.
        """

    def words_within(self, part: str, limit: int) -> tuple[str, ...]:
        """Return the stems of the network that hold some letters, the shortest first."""

    def words_near(self, word: str, limit: int) -> tuple[str, ...]:
        """Return the stems of words of the network that are spelt nearly like one, the most alike first."""


MARK = "κ"
"""What every tag begins with: no word that is typed begins so."""


def tag(letter: str, value: str) -> str:
    """Return a filter’s word for a thing: k type, y, m, d day, o organisation, r circle, c code."""
    return f"{MARK}{letter}{_NO_SIGN.sub('', value.lower())}"
