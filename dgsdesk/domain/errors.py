"""The known errors: what a person can act upon. Everything else is a bug.

They carry facts, never sentences; ``application.sentences`` turns a fact into French with its remedy.
"""

from __future__ import annotations


class KnownError(Exception):
    """Base of all errors that a person can act upon.

    ``code`` names the sentence in the catalogue, ``where`` the place (file, line, field), ``facts`` fills
    the sentence.
    """

    def __init__(self, code: str, where: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} at {self.where or 'no place'} ({facts})"


class RuleBroken(KnownError):
    """A rule of the product forbids the act (for example: circulating minutes that do not exist)."""


class NotFound(KnownError):
    """What the act speaks of is not there, or no longer."""


class BadInput(KnownError):
    """What was typed or received cannot be understood; nothing was changed."""


class StorageUnavailable(KnownError):
    """The place of the data cannot be read or written: full, read-only, taken, damaged, newer."""


class Unexpected(KnownError):
    """Something failed that nobody foresaw; the bug is reported apart, who asked hears of this."""
