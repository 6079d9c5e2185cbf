"""Searching in the guide: every word first, then words spelt nearly so, then some of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.desktop.guide.chapters import Chapter
from dgsdesk.domain.search_words import LITTLE, clean, folded_words, spelt_nearly, words_of

Asked = tuple[tuple[str, str], ...]
"""The words asked for, folded and as stems; the last one may still be being typed."""


@dataclass(frozen=True)
class Found:
    """The chapters that hold what is asked, the best first, each with a line of its text."""

    chapters: tuple[tuple[Chapter, str], ...]
    words: Asked = ()
    instead: str = ""
    """What was searched where it is not what was typed."""


def found_in(chapters: Sequence[Chapter], query: str) -> Found:
    """Search the chapters; accents, plurals, genders and little words do not matter.

    Where no chapter holds every word, words spelt nearly so are taken, then chapters that hold most of them.
    """
    every = tuple(folded_words(query))
    asked = tuple(word for word in every if word[0] not in LITTLE) or every
    if not asked:
        return Found(tuple((chapter, chapter.public) for chapter in chapters))
    if held := _holding(chapters, asked):
        return Found(held, asked)
    spelt, instead = _spelt(chapters, asked, query)
    if not spelt:
        return Found((), asked)
    return Found(_holding(chapters, spelt) or _holding_most(chapters, spelt), spelt, instead)


def marked(text: str, words: Asked) -> Iterator[tuple[int, int]]:
    """Give the places of a text, as it is shown, where a word that was looked for stands."""
    stems, begun = {stem for _, stem in words}, words[-1][0] if words else ""
    for word in words_of(text):
        if word.stem in stems or (begun and word.folded.startswith(begun)):
            yield word.start, word.end


def _holding(chapters: Sequence[Chapter], asked: Asked) -> tuple[tuple[Chapter, str], ...]:
    """Return the chapters with every word: in the title first, then in a heading, then in one line."""
    found = []
    for chapter in chapters:
        if _holds(chapter.whole, asked):
            lines = [line for line in chapter.lines if _holds(line, asked)]
            heads = any(_holds(head, asked) for head in chapter.heads)
            rank = 0 if _holds(chapter.title, asked) else 1 if heads else 2 if lines else 3
            found.append((rank, chapter, lines[0] if lines else _line(chapter, asked)))
    found.sort(key=lambda one: one[0])
    return tuple((chapter, line) for _, chapter, line in found)


def _holding_most(chapters: Sequence[Chapter], asked: Asked) -> tuple[tuple[Chapter, str], ...]:
    counts = [(sum(_holds(chapter.whole, (word,)) for word in asked), chapter) for chapter in chapters]
    most = max((count for count, _ in counts), default=0)
    return tuple((chapter, _line(chapter, asked)) for count, chapter in counts if most and count == most)


def _spelt(chapters: Sequence[Chapter], asked: Asked, query: str) -> tuple[Asked, str]:
    """Return the words that some chapter holds, misspelt ones as the guide spells them, and how they read."""
    known = {word: shown for chapter in chapters for word, shown in _shown_words(chapter.whole)}
    typed = dict(_shown_words(query))
    spelt: list[tuple[str, str]] = []
    instead: list[str] = []
    for word in asked:
        if any(_holds(chapter.whole, (word,)) for chapter in chapters):
            spelt.append(word)
            instead.append(typed[word[0]])
        elif len(word[0]) > 3 and (near := spelt_nearly(word[0], known, 1)):
            spelt += folded_words(near[0])
            instead.append(known[near[0]])
    return tuple(spelt), " ".join(instead)


def _shown_words(text: str) -> Iterator[tuple[str, str]]:
    text = clean(text)
    for word in words_of(text):
        yield word.folded, text[word.start : word.end].lower()


def _holds(text: str, asked: Asked) -> bool:
    stems = set()
    folded = []
    for word, stem in folded_words(text):
        stems.add(stem)
        folded.append(word)
    *whole, (last, last_stem) = asked
    begun = last_stem in stems or any(word.startswith(last) for word in folded)
    return begun and all(stem in stems for _, stem in whole)


def _line(chapter: Chapter, asked: Asked) -> str:
    """Return the line with the most of the words."""
    return max(chapter.lines, key=lambda line: sum(_holds(line, (word,)) for word in asked), default="")
