"""Rich text with tracked changes: who inserted, deleted or reshaped what, and both sides of it.

``domain.tracking`` makes it from two texts, ``formats.docx`` writes it as Word's own tracked changes: reading
the file with changes accepted gives ``accepted``, refused ``rejected``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from dgsdesk.domain.read_document import ChangeKind
from dgsdesk.domain.richtext import Block, Cell, Image, Run, Runs, Table, TextBlock, merged_runs


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change: INSERT, DELETE or FORMAT, by whom and when (ISO 8601, empty when unknown)."""

    kind: ChangeKind
    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """Characters and what was done to them; ``former`` is how they looked before a FORMAT."""

    run: Run
    revision: Revision | None = None
    former: Run | None = None


@dataclass(frozen=True, slots=True)
class TrackedText:
    """A paragraph, heading or list item: ``look`` says which, its runs do not count.

    ``revision`` INSERT or DELETE concerns the whole block with its end, FORMAT its role; ``former`` is then
    how it looked before.
    """

    look: TextBlock
    runs: tuple[TrackedRun, ...] = ()
    revision: Revision | None = None
    former: TextBlock | None = None


@dataclass(frozen=True, slots=True)
class TrackedImage:
    """A picture that stays, came or went."""

    image: Image
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class TrackedCell:
    """A cell under change."""

    blocks: tuple[TrackedBlock, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A row that stays, came or went; ``heading`` tells that it names the columns."""

    cells: tuple[TrackedCell, ...]
    heading: bool = False
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table under change; one whose rows all came (or went) did so itself."""

    rows: tuple[TrackedRow, ...]
    caption: str = ""


TrackedBlock: TypeAlias = TrackedText | TrackedImage | TrackedTable


def accepted(blocks: Iterable[TrackedBlock]) -> tuple[Block, ...]:
    """Give the text with every change accepted."""
    return tuple(_settled(blocks, ChangeKind.DELETE))


def rejected(blocks: Iterable[TrackedBlock]) -> tuple[Block, ...]:
    """Give the text with every change refused."""
    return tuple(_settled(blocks, ChangeKind.INSERT))


def is_gone(revision: Revision | None, gone: ChangeKind) -> bool:
    """Tell whether something with this revision disappears with the given kind of change."""
    return revision is not None and revision.kind is gone


def whole_revision(block: TrackedBlock) -> Revision | None:
    """Give the revision by which the whole block came or went, if it did."""
    if isinstance(block, TrackedTable):
        revisions = {row.revision for row in block.rows}
        return next(iter(revisions)) if len(revisions) == 1 else None
    revision = block.revision
    return None if revision is None or revision.kind is ChangeKind.FORMAT else revision


def _settled(blocks: Iterable[TrackedBlock], gone: ChangeKind) -> Iterator[Block]:
    for block in blocks:
        if is_gone(whole_revision(block), gone):
            continue
        match block:
            case TrackedText():
                look = block.former or block.look if gone is ChangeKind.INSERT else block.look
                yield replace(look, runs=merged_runs(_runs(block.runs, gone)))
            case TrackedImage():
                yield block.image
            case TrackedTable():
                yield _table(block, gone)


def _runs(runs: Iterable[TrackedRun], gone: ChangeKind) -> Runs:
    left = (one for one in runs if not is_gone(one.revision, gone))
    return tuple((one.former or one.run) if gone is ChangeKind.INSERT else one.run for one in left)


def _table(table: TrackedTable, gone: ChangeKind) -> Table:
    left = [row for row in table.rows if not is_gone(row.revision, gone)]
    rows = tuple(
        tuple(Cell(tuple(_settled(cell.blocks, gone)), cell.span) for cell in row.cells) for row in left
    )
    return Table(rows, sum(row.heading for row in left), table.caption)
