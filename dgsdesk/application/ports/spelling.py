"""The door to the words of French, without any network."""

from __future__ import annotations

from typing import Protocol


class Lexicon(Protocol):
    """A lexicon that is read when it is first asked for; safe to ask from several threads once loaded."""

    def load(self) -> None:
        """Read it now; raises OSError when the program is incomplete."""

    def holds(self, word: str) -> bool:
        """Tell whether this very word, accents and capitals included, is French."""

    def near(self, word: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` words, those that differ least first."""
