"""All that is known of one person, in words: what a sheet, a file and the window show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """One kind of things known: its title, how they were found, one line each."""

    title: str
    found_by: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PersonFile:
    """All that is known of a person, in words."""

    name: str
    identity: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
