"""Find words in a text, and replace them: accents, capitals and kinds of blanks make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from dgsdesk.domain.richtext import Block, Image, RichText, Run, Runs, Table, merged_runs, text_of

_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-", "\u2028": "\n"})


@dataclass(frozen=True)
class Search:
    """What is looked for. ``exact`` minds capitals and accents, ``whole`` finds whole words only."""

    words: str
    exact: bool = False
    whole: bool = False

    @cached_property
    def _wanted(self) -> re.Pattern[str]:
        pattern = re.escape(self._folded(self.words))
        return re.compile(rf"(?<!\w){pattern}(?!\w)" if self.whole else pattern)

    def _folded(self, text: str) -> str:
        """Return as many characters as there were, those alike made the same."""
        text = text.translate(_SAME)
        return text if self.exact else "".join(map(_bare, text))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where it stands in a line, begin and end, without overlap."""
        if not self.words:
            return []
        return [match.span() for match in self._wanted.finditer(self._folded(text))]


def _bare(char: str) -> str:
    if char.isascii():
        return char.lower()
    return unicodedata.normalize("NFD", char.lower())[0]


def replaced(text: RichText, search: Search, by: str) -> tuple[RichText, int]:
    """Replace every place in a text, its tables included; return the text and how many there were."""
    blocks, count = _in_blocks(text.blocks, search, by)
    return (RichText(blocks), count) if count else (text, 0)


def replaced_in_words(words: str, search: Search, by: str) -> tuple[str, int]:
    """Replace every place in a plain line."""
    places = search.places(words)
    for start, end in reversed(places):
        words = words[:start] + by + words[end:]
    return words, len(places)


def replaced_in_table(table: Table, search: Search, by: str) -> tuple[Table, int]:
    """Replace every place in the cells of a table."""
    rows, total = [], 0
    for row in table.rows:
        cells = []
        for cell in row:
            blocks, count = _in_blocks(cell.blocks, search, by)
            cells.append(replace(cell, blocks=blocks) if count else cell)
            total += count
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows)), total


def _in_blocks(blocks: Iterable[Block], search: Search, by: str) -> tuple[tuple[Block, ...], int]:
    made: list[Block] = []
    total = 0
    for block in blocks:
        count = 0
        if isinstance(block, Table):
            block, count = replaced_in_table(block, search, by)
        elif not isinstance(block, Image):
            places = search.places(text_of(block.runs))
            count = len(places)
            block = replace(block, runs=_in_runs(block.runs, places, by)) if places else block
        made.append(block)
        total += count
    return tuple(made), total


def _in_runs(runs: Runs, places: list[tuple[int, int]], by: str) -> Runs:
    """Put the new words in the look of the first letter that they take the place of."""
    made: list[Run] = []
    begin = 0
    for run in runs:
        text, end = "", begin + len(run.text)
        at = begin
        for start, stop in places:
            if stop <= begin or start >= end:
                continue
            text += run.text[at - begin : max(start, begin) - begin]
            text += by if start >= begin else ""
            at = min(stop, end)
        made.append(run.saying(text + run.text[at - begin :]))
        begin = end
    return merged_runs(made)
