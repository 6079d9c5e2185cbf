"""A message as data: what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """What, where and what to do, in that order; ``tone`` is bad, warn, info or ok.

    ``button`` is the text of a plain button that calls ``act``, ``other`` that of a second one beside it. A
    ``passing`` message, of an act that was refused or may be taken back, goes with the next act, undoing too.
    """

    what: str
    where: str = ""
    remedy: str = ""
    tone: str = "bad"
    button: str = ""
    act: Callable[[], object] | None = None
    passing: bool = False
    other: str = ""
    other_act: Callable[[], object] | None = None

    def sentence(self) -> str:
        """Return the whole as one text, for screen readers and the clipboard."""
        return " ".join(part for part in (self.what, self.where, self.remedy) if part)
