"""Rich text as a value: a list of blocks made of runs, the same on screen, in storage and in documents.

A text is read, compared, merged, stored (as JSON) and printed in this one shape. Nothing here can be changed
in place; a change makes a new value. Each block may be reserved to an ``audience`` (product § 3.7), further
than the item that it stands under; without that it is for whoever reads the item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput

_T = TypeVar("_T")

LIST_LEVELS = 9
HEADING_LEVELS = 6

# XML 1.0 forbids these, and so does every document format we write; a text never holds them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one appearance. ``\\n`` is a line break inside the block, ``\\t`` a tab.

    ``link`` is the address that the run points to, or empty.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    link: str = ""

    def looks_like(self, other: Run) -> bool:
        """Tell whether both runs differ in nothing but their characters."""
        return (
            self.bold == other.bold
            and self.italic == other.italic
            and self.underline == other.underline
            and self.link == other.link
        )

    def saying(self, text: str) -> Run:
        """Give a run of the same appearance with other characters."""
        return Run(text, self.bold, self.italic, self.underline, self.link)


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``style`` names its role (``""`` for plain text, ``"decision"``, ``"quote"``…)."""

    runs: Runs = ()
    style: str = ""
    id: str = ""
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class ListItem:
    """A line of a list; ``level`` counts from 0 to 8, ``ordered`` numbers it."""

    runs: Runs = ()
    level: int = 0
    ordered: bool = False
    id: str = ""
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1 to 6."""

    runs: Runs = ()
    level: int = 1
    id: str = ""
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``sha256`` (hexadecimal) names its bytes, kept apart. ``width_mm`` 0 means as it comes."""

    name: str
    alt: str = ""
    width_mm: float = 0.0
    sha256: str = ""
    id: str = ""
    audience: Audience = Audience.ALL


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: blocks, spread over ``span`` columns."""

    blocks: tuple[Block, ...] = ()
    span: int = 1

    @property
    def text(self) -> str:
        """Give the cell's characters, one line a block."""
        return plain_text(RichText(self.blocks))


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first ``header_rows`` rows name the columns and return on each page."""

    rows: tuple[tuple[Cell, ...], ...] = ()
    header_rows: int = 0
    caption: str = ""
    id: str = ""
    audience: Audience = Audience.ALL

    @classmethod
    def of_texts(cls, rows: Iterable[Iterable[str]], header_rows: int = 1, caption: str = "") -> Table:
        """Build a table from plain strings, one paragraph a line of each string."""
        return cls(
            tuple(tuple(Cell(paragraphs_of(text).blocks) for text in row) for row in rows),
            header_rows,
            caption,
        )


Block: TypeAlias = Paragraph | ListItem | Heading | Table | Image
TextBlock: TypeAlias = Paragraph | ListItem | Heading


@dataclass(frozen=True, slots=True)
class RichText:
    """A text: its blocks in reading order."""

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to read."""
        return any(not is_blank(block) for block in self.blocks)


def is_blank(block: Block) -> bool:
    """Tell whether the block shows nothing to a reader."""
    if isinstance(block, Image):
        return False
    return not block_text(block).strip()


def text_of(runs: Iterable[Run]) -> str:
    """Give the characters of the runs."""
    return "".join(run.text for run in runs)


def block_text(block: Block) -> str:
    """Give the block's characters: cells parted by tabs, rows by line ends, an image by its text."""
    if isinstance(block, Table):
        return "\n".join("\t".join(cell.text for cell in row) for row in block.rows)
    if isinstance(block, Image):
        return block.alt
    return text_of(block.runs)


def plain_text(text: RichText) -> str:
    """Give the text without its appearance, one line a block."""
    return "\n".join(block_text(block) for block in text.blocks)


def paragraphs_of(text: str, style: str = "") -> RichText:
    """Make a text of plain characters: one paragraph a line, blank lines included, nothing for ``""``."""
    if not text:
        return RichText()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return RichText(tuple(Paragraph((Run(line),) if line else (), style) for line in map(printable, lines)))


def paragraph(text: str, style: str = "", *, bold: bool = False) -> Paragraph:
    """Make one paragraph of plain characters."""
    return Paragraph((Run(printable(text), bold=bold),) if text else (), style)


def printable(text: str) -> str:
    """Drop the characters that no document may hold (control characters, lone surrogates)."""
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Visit every block in reading order, those inside of table cells included."""
    for block in blocks:
        yield block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from walk(cell.blocks)


def normalised(text: RichText) -> RichText:
    """Give the same text in its one canonical shape.

    Neighbouring runs of the same look are merged, empty ones and unprintable characters dropped, levels and
    spans brought into their bounds. Normalising twice changes nothing more.
    """
    return RichText(tuple(map(_normalised_block, text.blocks)))


def merged_runs(runs: Iterable[Run]) -> Runs:
    """Merge equal neighbours and drop what is empty."""
    merged: list[Run] = []
    for run in runs:
        text = printable(run.text)
        if not text:
            continue
        if merged and merged[-1].looks_like(run):
            merged[-1] = run.saying(merged[-1].text + text)
        else:
            merged.append(run if text is run.text else run.saying(text))
    return tuple(merged)


def runs_between(runs: Runs, start: int, end: int) -> Runs:
    """Return the runs from one character of them to before another."""
    kept: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        if piece:
            kept.append(run.saying(piece))
        at += len(run.text)
    return tuple(kept)


def _normalised_block(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, runs=merged_runs(block.runs))
        case ListItem():
            return replace(
                block, runs=merged_runs(block.runs), level=_between(block.level, 0, LIST_LEVELS - 1)
            )
        case Heading():
            return replace(
                block, runs=merged_runs(block.runs), level=_between(block.level, 1, HEADING_LEVELS)
            )
        case Table():
            rows = tuple(tuple(map(_normalised_cell, row)) for row in block.rows)
            return replace(block, rows=rows, header_rows=_between(block.header_rows, 0, len(rows)))
        case Image():
            return block


def _normalised_cell(cell: Cell) -> Cell:
    return Cell(tuple(map(_normalised_block, cell.blocks)), max(1, cell.span))


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))


# -- JSON: what storage and exchange files hold -------------------------------------------------------------

Json: TypeAlias = dict[str, object]
_NESTING = 6
_MARKS = ("bold", "italic", "underline")


def to_json(text: RichText) -> list[Json]:
    """Give the text as JSON values; what has its default value is left out."""
    return [_block_json(block) for block in text.blocks]


def from_json(value: object) -> RichText:
    """Read what ``to_json`` gave, exactly.

    Raises ``BadInput("richtext_unreadable")`` when the value is anything else.
    """
    return RichText(_blocks_from(value, "", 0))


def words_of_json(kept: str) -> str:
    """Return the words of a text as it is kept, a line each block, sooner than by reading it whole."""
    lines: list[str] = []

    def gather(blocks: list[dict[str, Any]]) -> None:
        for block in blocks:
            lines.append("".join([run["text"] for run in block.get("runs", ())]) or block.get("alt", ""))
            for row in block.get("rows", ()):
                for cell in row:
                    gather(cell["blocks"])

    gather(json.loads(kept))
    return "\n".join(lines)


def _block_json(block: Block) -> Json:
    match block:
        case Paragraph():
            value: Json = {"kind": "paragraph", "style": block.style}
        case ListItem():
            value = {"kind": "list_item", "level": block.level, "ordered": block.ordered}
        case Heading():
            value = {"kind": "heading", "level": block.level}
        case Table():
            rows = [[_cell_json(cell) for cell in row] for row in block.rows]
            value = {
                "kind": "table",
                "header_rows": block.header_rows,
                "caption": block.caption,
                "rows": rows,
            }
        case Image():
            value = {"kind": "image", "name": block.name, "alt": block.alt, "width_mm": block.width_mm}
            value["sha256"] = block.sha256
    if isinstance(block, Paragraph | ListItem | Heading):
        value["runs"] = [_run_json(run) for run in block.runs]
    value["id"] = block.id
    value["audience"] = "" if block.audience is Audience.ALL else int(block.audience)
    return {name: part for name, part in value.items() if part not in ("", False)}


def _run_json(run: Run) -> Json:
    value: Json = {"text": run.text}
    value.update({mark: True for mark in _MARKS if getattr(run, mark)})
    return value | ({"link": run.link} if run.link else {})


def _cell_json(cell: Cell) -> Json:
    return {"blocks": to_json(RichText(cell.blocks)), **({"span": cell.span} if cell.span != 1 else {})}


class _Fields:
    """One JSON object under reading: each field typed, each surprise refused with its place."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise _unreadable(where)
        self.value: dict[str, object] = value
        self.where = where

    def text(self, name: str) -> str:
        return self._typed(name, str, "")

    def flag(self, name: str) -> bool:
        return self._typed(name, bool, False)

    def number(self, name: str, default: int = 0) -> int:
        value = self._typed(name, int, default)
        if isinstance(value, bool):
            raise _unreadable(f"{self.where}/{name}")
        return value

    def audience(self) -> Audience:
        value = self.number("audience")
        if value not in {int(level) for level in Audience}:
            raise _unreadable(f"{self.where}/audience")
        return Audience(value)

    def length(self, name: str) -> float:
        value = self.value.get(name, 0.0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10_000:
            raise _unreadable(f"{self.where}/{name}")
        return float(value)

    def items(self, name: str) -> list[tuple[object, str]]:
        value: list[object] = self._typed(name, list, [])
        return [(part, f"{self.where}/{name}/{place}") for place, part in enumerate(value)]

    def _typed(self, name: str, kind: type[_T], default: _T) -> _T:
        value = self.value.get(name, default)
        if not isinstance(value, kind):
            raise _unreadable(f"{self.where}/{name}")
        return value


def _unreadable(where: str) -> BadInput:
    return BadInput("richtext_unreadable", where)


def _blocks_from(value: object, where: str, depth: int) -> tuple[Block, ...]:
    if not isinstance(value, list) or depth > _NESTING:
        raise _unreadable(where)
    return tuple(_block_from(_Fields(part, f"{where}/{place}"), depth) for place, part in enumerate(value))


def _block_from(of: _Fields, depth: int) -> Block:
    block = _open_block_from(of, depth)
    return replace(block, audience=of.audience()) if "audience" in of.value else block


def _open_block_from(of: _Fields, depth: int) -> Block:
    name = of.text("id")
    match of.text("kind"):
        case "paragraph":
            return Paragraph(_runs_from(of), of.text("style"), name)
        case "list_item":
            return ListItem(_runs_from(of), of.number("level"), of.flag("ordered"), name)
        case "heading":
            return Heading(_runs_from(of), of.number("level"), name)
        case "table":
            rows = tuple(_row_from(part, where, depth) for part, where in of.items("rows"))
            return Table(rows, of.number("header_rows"), of.text("caption"), name)
        case "image":
            return Image(of.text("name"), of.text("alt"), of.length("width_mm"), of.text("sha256"), name)
    raise _unreadable(f"{of.where}/kind")


def _runs_from(of: _Fields) -> Runs:
    return tuple(_run_from(_Fields(part, where)) for part, where in of.items("runs"))


def _run_from(of: _Fields) -> Run:
    return Run(of.text("text"), of.flag("bold"), of.flag("italic"), of.flag("underline"), of.text("link"))


def _row_from(value: object, where: str, depth: int) -> tuple[Cell, ...]:
    cells = _Fields({"cells": value}, where).items("cells")
    return tuple(_cell_from(_Fields(part, place), depth) for part, place in cells)


def _cell_from(of: _Fields, depth: int) -> Cell:
    return Cell(_blocks_from(of.value.get("blocks"), f"{of.where}/blocks", depth + 1), of.number("span", 1))
