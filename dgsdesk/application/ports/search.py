"""The door to the full-text index: what is looked for, and what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Term:
    """One word looked for: its stem, the word as it was typed (folded), and whether it may still grow.

    ``within`` are words of the network that hold it inside, when it begins none.
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


@dataclass(frozen=True)
class Hit:
    """One thing found, with the stems of its title, of its text and of what stands around it."""

    kind: str
    id: str
    day: date | None
    title: str
    body: str
    context: str


class Finder(Protocol):
    """The index of one network."""

    def find(self, wanted: Wanted, limit: int, *, in_title: bool = False) -> list[Hit]:
        """Return the newest hits; ``in_title`` wants every term in the title."""

    def words_within(self, part: str, limit: int) -> tuple[str, ...]:
        """Return the stems of the network that hold some letters, the shortest first."""


def tag(letter: str, value: str) -> str:
    """Return what a thing is filtered by as one word: k type, y, m, d day, o organisation, c competence."""
    return letter + re.sub(r"[^a-z0-9]", "", value.lower())
