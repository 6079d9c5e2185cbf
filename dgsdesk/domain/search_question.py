"""What somebody typed into the search field, taken apart: words, phrases in quotation marks, filters.

Any string is a question: what is no filter is words, an open quotation mark is a phrase that still grows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from dgsdesk.domain.search_words import LITTLE, Word, clean, words_of

LONGEST = 400
"""Characters of a question that are read."""

MOST = 12
"""Words, and phrases, that are looked for."""

_FILTER = re.compile(
    r"(?<!\S)([a-zé]{2,12})\s?:\s?(?:\u00ab\s*([^\u00bb]*)\u00bb?|\"([^\"]*)\"?|([^\s\u00ab\"]+))",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"\u00ab([^\u00bb]*)(\u00bb?)|\"([^\"]*)(\"?)|“([^”]*)(”?)")


class Filter(NamedTuple):
    """A filter as it was typed: « commune : Clisson »."""

    name: str
    value: str


@dataclass(frozen=True)
class Question:
    """The words (the last ``grows`` while it is typed), the phrases and the filters."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]
    filters: tuple[Filter, ...]
    grows: bool


def question(typed: str) -> Question:
    """Take a question apart; little words count when there is nothing else."""
    text = clean(typed.replace("\x00", " "))[:LONGEST]
    filters: list[Filter] = []

    def take_filter(match: re.Match[str]) -> str:
        value = next(part for part in match.groups()[1:] if part is not None)
        filters.append(Filter(match[1].casefold(), value.strip()))
        return " "

    text = _FILTER.sub(take_filter, text)
    phrases, loose = _phrases(text)
    words = tuple(words_of(loose))
    grows = bool(words) and loose.rstrip(" ") == loose.rstrip() and words[-1].end == len(loose)
    return Question(
        _without_little(words, phrases, filters, grows)[:MOST], phrases[:MOST], tuple(filters), grows
    )


def _phrases(text: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return the closed phrases as stems, and the rest of the text, open phrases being words."""
    found: list[tuple[str, ...]] = []

    def take(match: re.Match[str]) -> str:
        words = next(part for part in match.groups()[::2] if part is not None)
        if not any(match.groups()[1::2]):
            return f" {words}"
        if stems := tuple(word.stem for word in words_of(words)):
            found.append(stems)
        return " "

    loose = _PHRASE.sub(take, text)
    return tuple(found), loose


def _without_little(
    words: tuple[Word, ...], phrases: tuple[tuple[str, ...], ...], filters: list[Filter], grows: bool
) -> tuple[Word, ...]:
    del filters
    kept = tuple(
        word
        for place, word in enumerate(words)
        if word.folded not in LITTLE or (grows and place == len(words) - 1)
    )
    return kept if kept or phrases else words
