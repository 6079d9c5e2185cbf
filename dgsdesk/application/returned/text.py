"""What editors change by themselves in a text is undone, so that only what people wrote counts.

The base is what we hold, the printed text is what our own paper reads back as: where theirs equals what was
printed, it is what we hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dgsdesk.domain.block_matching import match_blocks
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    RichText,
    Run,
    Runs,
    Table,
    TextBlock,
    text_of,
)
from dgsdesk.domain.word_differences import edits, words_of
from dgsdesk.domain.wording import APOSTROPHE, NBSP, THIN

_FOLDED = str.maketrans({NBSP: " ", THIN: " ", APOSTROPHE: "'", "\u2011": "-"})


def as_we_write(base: RichText, printed: RichText, theirs: RichText) -> RichText:
    """Return their text with our spaces, apostrophes, ids and levels wherever they wrote nothing else."""
    return RichText(tuple(_blocks(base.blocks, printed.blocks, theirs.blocks)))


def _blocks(base: Sequence[Block], printed: Sequence[Block], theirs: Sequence[Block]) -> list[Block]:
    if len(printed) != len(base):
        printed = base
    partner = {j: i for i, j in match_blocks(printed, theirs)}
    return [
        _block(base[partner[j]], printed[partner[j]], block) if j in partner else block
        for j, block in enumerate(theirs)
    ]


def _block(base: Block, printed: Block, theirs: Block) -> Block:
    if replace(printed, id="") == replace(theirs, id=""):
        return base
    if isinstance(base, Table) and isinstance(printed, Table) and isinstance(theirs, Table):
        return _table(base, printed, theirs)
    if isinstance(base, TextBlock) and isinstance(theirs, TextBlock):
        back = replace(theirs, runs=with_our_signs(base.runs, theirs.runs), id=base.id)
        if isinstance(base, Heading) and isinstance(printed, Heading) and isinstance(back, Heading):
            return replace(back, level=base.level) if back.level == printed.level else back
        return back
    if isinstance(base, Image) and isinstance(theirs, Image) and base.sha256 == theirs.sha256:
        return replace(base, alt=theirs.alt or base.alt)  # editors rename pictures and round their width
    return replace(theirs, id=base.id)


def _table(base: Table, printed: Table, theirs: Table) -> Table:
    """Take our caption and headers where they were left alone, and our cells where the grid is the same."""
    rows = theirs.rows
    if _shape(base) == _shape(printed) == _shape(theirs):
        rows = tuple(
            tuple(_cell(*three) for three in zip(*three_rows, strict=True))
            for three_rows in zip(base.rows, printed.rows, theirs.rows, strict=True)
        )
    # LibreOffice drops captions when it saves; nobody takes one out by hand.
    caption = base.caption if theirs.caption in ("", printed.caption) else theirs.caption
    headers = base.header_rows if theirs.header_rows == printed.header_rows else theirs.header_rows
    return Table(rows, headers, caption, base.id, theirs.audience)


def _shape(table: Table) -> list[int]:
    return [len(row) for row in table.rows]


def _cell(base: Cell, printed: Cell, theirs: Cell) -> Cell:
    if theirs == printed:
        return base
    return Cell(tuple(_blocks(base.blocks, printed.blocks, theirs.blocks)), theirs.span)


def with_our_signs(base: Runs, theirs: Runs) -> Runs:
    """Return their runs with our spaces and apostrophes in all words that both hold."""
    ours, text = text_of(base), text_of(theirs)
    old, new = words_of(ours.translate(_FOLDED)), words_of(text.translate(_FOLDED))
    characters = list(text)
    at_old, at_new = _starts(old), _starts(new)
    bounds = [(0, 0), *((edit.i2, edit.j2) for edit in edits(old, new))]
    ends = [*((edit.i1, edit.j1) for edit in edits(old, new)), (len(old), len(new))]
    for (i1, j1), (i2, j2) in zip(bounds, ends, strict=True):
        characters[at_new[j1] : at_new[j2]] = ours[at_old[i1] : at_old[i2]]
    return _respelt(theirs, "".join(characters))


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _respelt(runs: Runs, text: str) -> Runs:
    """Give runs other characters, as many as before."""
    ends = _starts([run.text for run in runs])
    return tuple(run.saying(text[a:b]) for run, (a, b) in zip(runs, pairwise(ends), strict=True))


def our_line(base: str, theirs: str) -> str:
    """Return their line with our spaces and apostrophes in all words that both hold."""
    return text_of(with_our_signs((Run(base),) if base else (), (Run(theirs),) if theirs else ()))
