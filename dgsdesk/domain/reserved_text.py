"""Reserved paragraphs: what an edition keeps of a text, and the mark that tells them apart on paper.

On paper a reserved block begins with its mark, « [Réservé : DGS seuls] », in characters: that is what
survives every editor. Read back, the mark becomes the block's level again. Whoever loses a mark by accident
widens nothing: words that were reserved when the file left stay so (`with_former_levels`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience, may_read
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Runs,
    Table,
    block_text,
    is_blank,
    merged_runs,
    text_of,
    walk,
)
from dgsdesk.domain.word_runs import RUN_LENGTH, shares_run, words_of

_NBSP = "\u00a0"
_MARK = re.compile(r"\s*\[\s*r[ée]serv[ée]e?\s*:\s*([^\]]{1,60})\]\s*", re.IGNORECASE)


def mark_of(audience: Audience) -> str:
    """Write « [Réservé : DGS seuls] » with the blank that follows, nothing for a text that all may read."""
    return "" if audience is Audience.ALL else f"[Réservé{_NBSP}: {AUDIENCE_WORDS[audience]}] "


# -- editions -----------------------------------------------------------------------------------------------


def readable(text: RichText, edition: Audience) -> RichText:
    """Return what an edition keeps of a text, inside of tables too."""
    return RichText(tuple(_readable(text.blocks, edition)))


def _readable(blocks: Iterable[Block], edition: Audience) -> Iterator[Block]:
    for block in blocks:
        if not may_read(block.audience, edition):
            continue
        if isinstance(block, Table) and any(not may_read(b.audience, edition) for b in walk((block,))):
            yield replace(
                block,
                rows=tuple(
                    tuple(replace(cell, blocks=tuple(_readable(cell.blocks, edition))) for cell in row)
                    for row in block.rows
                ),
            )
        else:
            yield block


def withheld_blocks(text: RichText, edition: Audience) -> tuple[Block, ...]:
    """Return the blocks that an edition leaves out, in order; a table once, not its cells."""
    return tuple(_withheld(text.blocks, edition))


def _withheld(blocks: Iterable[Block], edition: Audience) -> Iterator[Block]:
    for block in blocks:
        if not may_read(block.audience, edition):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _withheld(cell.blocks, edition)


# -- on paper and back --------------------------------------------------------------------------------------


def marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks as they are printed: reserved ones begin with their mark.

    A table or a picture has no words of its own to carry it: its mark stands in a paragraph before.
    """
    for block in blocks:
        mark = mark_of(block.audience)
        if mark and isinstance(block, Paragraph | ListItem | Heading):
            yield replace(block, runs=(Run(mark, bold=True), *block.runs))
        else:
            if mark:
                yield Paragraph((Run(mark.strip(), bold=True),), audience=block.audience)
            yield block


def unmarked(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Read the marks: each becomes its block's level; one that stands alone speaks for what follows it.

    As many blocks come out as went in, so that places in the text stay what they were.
    """
    read: list[Block] = []
    waiting = Audience.ALL
    for block in blocks:
        audience, own = _without_mark(block)
        level = min(audience, waiting, own.audience)
        alone = audience is not Audience.ALL and is_blank(own)
        waiting = level if alone else Audience.ALL
        read.append(own if level is own.audience else replace(own, audience=level))
    return tuple(read)


def without_lone_marks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Drop the blank paragraphs that only carried the mark of what follows them."""
    return tuple(
        block
        for block in blocks
        if not (isinstance(block, Paragraph) and block.audience is not Audience.ALL and is_blank(block))
    )


def level_read(text: str) -> tuple[Audience, int]:
    """Return the level that a line begins by naming, and where its words begin; 0 where it names none."""
    match = _MARK.match(text)
    audience = _level_called(match[1]) if match else Audience.ALL
    return (Audience.ALL, 0) if match is None or audience is Audience.ALL else (audience, match.end())


def _without_mark(block: Block) -> tuple[Audience, Block]:
    if not isinstance(block, Paragraph | ListItem | Heading):
        return Audience.ALL, block
    audience, start = level_read(text_of(block.runs))
    return audience, replace(block, runs=_from(block.runs, start)) if start else block


def _level_called(words: str) -> Audience:
    said = " ".join(words.casefold().split())
    return next((level for level, name in AUDIENCE_WORDS.items() if name.casefold() == said), Audience.ALL)


def _from(runs: Runs, start: int) -> Runs:
    kept: list[Run] = []
    for run in runs:
        kept.append(run.saying(run.text[start:]))
        start = max(0, start - len(run.text))
    return merged_runs(kept)


def with_former_levels(blocks: Sequence[Block], former: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks that came back the level of those whose words they hold; never a wider one.

    A block is known by its whole text or by a run of words that it shares.
    """
    reserved = [block for block in walk(former) if block.audience is not Audience.ALL]
    return tuple(_as_reserved(block, reserved) for block in blocks) if reserved else tuple(blocks)


def _as_reserved(block: Block, reserved: Iterable[Block]) -> Block:
    words = words_of(block_text(block))
    levels = [one.audience for one in reserved if _same_words(words, words_of(block_text(one)))]
    level = min(levels, default=Audience.ALL)
    return replace(block, audience=level) if level < block.audience else block


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return False
    return one == other or (min(len(one), len(other)) >= RUN_LENGTH and shares_run(one, other))
