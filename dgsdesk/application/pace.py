"""How far a long work has come, and whether it is to stop: one thread works, another one watches."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import RuleBroken

add_sentences({"given_up": ("L’opération a été annulée.", "Relancez-la quand vous voudrez.")})

Told = Callable[[str, int], object]
"""Hears what is being done and how much of it is, in hundredths; called in the thread that works."""


class Pace:
    """The pace of one work, which goes through stages; whoever works calls `stage` and `step`."""

    def __init__(self, told: Told | None = None) -> None:
        self._told = told
        self._stopping = Event()
        self._words, self._percent = "", -1

    def stop(self) -> None:
        """Let the work end at its next step; any thread may call."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        """Tell whether the work is to end."""
        return self._stopping.is_set()

    def stage(self, words: str) -> None:
        """Begin another part of the work; raises RuleBroken("given_up")."""
        self._words, self._percent = words, -1
        self.step(0, 1)

    def step(self, done: float, total: float) -> None:
        """Tell how much of the stage is done; raises RuleBroken("given_up")."""
        if self._stopping.is_set():
            raise RuleBroken("given_up")
        percent = int(100 * done / total) if total else 100
        if self._told is not None and percent != self._percent:
            self._told(self._words, percent)
        self._percent = percent
