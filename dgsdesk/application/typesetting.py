"""A document on its way to paper: the spaces and apostrophes of French, wherever its words come from.

What is typed here has them already; lists, calendars, messages and returned files have not. Only signs are
changed, one for one (``domain.typography.set_signs``): a printed draft reads back as the text that it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dgsdesk.application.document import (
    Anchored,
    AttendanceTable,
    ColumnsHead,
    Commented,
    Document,
    GridTable,
    KeyValueTable,
    NameTents,
    PageBreak,
    Part,
    SignatureBlock,
    StatusBox,
    Title,
    Words,
)
from dgsdesk.domain.richtext import Block, Image, RichText, Runs, Table
from dgsdesk.domain.tracked import TrackedBlock, TrackedImage, TrackedRun, TrackedTable, TrackedText
from dgsdesk.domain.typography import set_signs


def typeset(document: Document) -> Document:
    """Return the document as it is printed; its properties are no part of that."""
    return replace(
        document,
        footer=set_signs(document.footer),
        parts=tuple(map(_part, document.parts)),
    )


def _part(part: Part) -> Part:
    match part:
        case Anchored() | Commented():
            return replace(part, part=_part(part.part))
        case RichText():
            return RichText(_blocks(part.blocks))
        case ColumnsHead(place_and_date, addressee):
            return ColumnsHead(set_signs(place_and_date), _lines(addressee))
        case Title(text, subtitle):
            return Title(set_signs(text), set_signs(subtitle))
        case KeyValueTable():
            facts = (replace(f, label=set_signs(f.label), value=_words(f.value)) for f in part.facts)
            return replace(part, facts=tuple(facts), caption=set_signs(part.caption))
        case StatusBox():
            return replace(part, title=set_signs(part.title), lines=tuple(map(_words, part.lines)))
        case GridTable():
            columns = (replace(column, title=set_signs(column.title)) for column in part.columns)
            rows = tuple(tuple(map(_words, row)) for row in part.rows)
            return replace(part, columns=tuple(columns), rows=rows, caption=set_signs(part.caption))
        case AttendanceTable():
            return replace(part, rows=tuple(replace(row, remark=set_signs(row.remark)) for row in part.rows))
        case SignatureBlock():
            return SignatureBlock(set_signs(part.quality), part.name, set_signs(part.note))
        case NameTents() | PageBreak():
            return part
        case TrackedText():
            return replace(part, runs=_tracked(part.runs))
        case TrackedImage():
            return part
        case TrackedTable():
            return _tracked_table(part)
        case _:
            return _block(part)


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(set_signs, lines))


def _words(words: Words) -> Words:
    return set_signs(words) if isinstance(words, str) else _runs(words)


def _runs(runs: Runs) -> Runs:
    """Set runs as the one text that they are: what ends one may begin the next."""
    text = "".join(run.text for run in runs)
    done = set_signs(text)
    if done == text:
        return runs
    pieces, at = [], 0
    for run in runs:
        pieces.append(run.saying(done[at : at + len(run.text)]))
        at += len(run.text)
    return tuple(pieces)


def _blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    if isinstance(block, Image):
        return block
    if isinstance(block, Table):
        rows = tuple(tuple(replace(cell, blocks=_blocks(cell.blocks)) for cell in row) for row in block.rows)
        return replace(block, rows=rows, caption=set_signs(block.caption))
    return replace(block, runs=_runs(block.runs))


def _tracked(runs: tuple[TrackedRun, ...]) -> tuple[TrackedRun, ...]:
    done = _runs(tuple(one.run for one in runs))
    formers = (one.former and one.former.saying(run.text) for one, run in zip(runs, done, strict=True))
    return tuple(
        replace(one, run=run, former=former) for one, run, former in zip(runs, done, formers, strict=True)
    )


def _tracked_table(table: TrackedTable) -> TrackedTable:
    rows = (
        replace(
            row,
            cells=tuple(replace(cell, blocks=tuple(map(_tracked_block, cell.blocks))) for cell in row.cells),
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _tracked_block(
    block: TrackedBlock,
) -> TrackedBlock:
    match block:
        case TrackedText():
            return replace(block, runs=_tracked(block.runs))
        case TrackedTable():
            return _tracked_table(block)
    return block
