"""Print a neutral document as PDF: tagged for screen readers, archivable, the same bytes each time.

The look is ``resources/document.typ``; the document goes to it as JSON, so no character of a text can be
taken for markup.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.application.document import (
    Anchored,
    AttendanceTable,
    ColumnsHead,
    Commented,
    Document,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    NameTents,
    PageBreak,
    Part,
    SignatureBlock,
    StatusBox,
    Title,
    Words,
    letterhead_lines,
    runs_of,
    with_leads,
)
from dgsdesk.application.table_room import (
    are_together,
    column_shares,
    fact_lines,
    facts_together,
    grid_lines,
    is_whole,
    table_lines,
)
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Runs,
    Table,
    printable,
)
from dgsdesk.domain.tracked import TrackedImage, TrackedTable, TrackedText, accepted
from dgsdesk.formats.links import is_safe_link
from dgsdesk.formats.pictures import TALLEST_ACROSS_MM, TALLEST_MM, picture_of, said_of
from dgsdesk.shipped import shipped

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

Json = dict[str, object]

_WIDTH_MM, _LANDSCAPE_WIDTH_MM = 166, 253
_LOGO_WIDTH_MM, _LOGO_HEIGHT_MM = 55.0, 18.0
_LONG_WORD = re.compile(r"\S{71,}")
_OWN_FONTS, _MACHINE_FONTS = False, True
# From the strictest to the plainest: the strict ones refuse a character that no font shows.
_WAYS: tuple[tuple[list[PDFStandard], bool], ...] = (
    (["a-2a", "ua-1"], _OWN_FONTS),
    (["a-2a", "ua-1"], _MACHINE_FONTS),
    (["ua-1"], _MACHINE_FONTS),
    ([], _MACHINE_FONTS),
)


def compiled(told: str, folder: str, created: datetime) -> bytes:
    """Print what is told of a document, its pictures in a folder."""
    import typst

    look = shipped("document.typ").read_bytes()
    for place, (standards, machine_fonts) in enumerate(_WAYS, 1):
        compiler = typst.Compiler(look, folder, _fonts(machine_fonts), sys_inputs={"document": told})
        moment = created.astimezone(UTC).replace(microsecond=0)  # typst takes no fractions
        try:
            printed = compiler.compile(format="pdf", pdf_standards=standards, timestamp=moment)
        except typst.TypstError:
            if place == len(_WAYS):
                raise
        else:
            assert isinstance(printed, bytes)
            return printed
    raise AssertionError("the last way returns or raises")


def write_pdf(document: Document, compile_told: Callable[[str, str, datetime], bytes] = compiled) -> bytes:
    """Print the document as PDF/A-2a and PDF/UA-1 where its characters allow it, else as a tagged PDF."""
    with tempfile.TemporaryDirectory(prefix="dgsdesk-") as folder:
        told = json.dumps(_Teller(document, Path(folder)).tell(), ensure_ascii=False)
        return compile_told(told, folder, document.created)


@cache
def _fonts(machine_fonts: bool) -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=machine_fonts, font_paths=[str(shipped("fonts"))])


class _Teller:
    """Tells one document as JSON; its pictures are laid beside it for the compiler alone."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document = document
        self.folder = folder
        self._level = 0

    def tell(self) -> Json:
        document, letterhead = self.document, self.document.letterhead
        language, _, region = document.language.partition("-")
        return {
            "title": printable(document.title),
            "subject": printable(document.subject),
            "author": printable(letterhead.name),
            "keywords": _printables(document.keywords),
            "lang": language,
            "region": region,
            "landscape": document.landscape,
            "width_mm": _LANDSCAPE_WIDTH_MM if document.landscape else _WIDTH_MM,
            "footer": printable(document.footer),
            "name": printable(letterhead.name),
            "letterhead": _printables((*letterhead.with_host, *letterhead_lines(letterhead))),
            "logo": self._logo(letterhead),
            "parts": [told for part in _one_by_one(with_leads(document.parts)) for told in self._part(part)],
        }

    def _part(self, part: Part) -> Iterator[Json]:
        match part:
            case RichText():
                yield from self._blocks(part.blocks)
            case ColumnsHead():
                place = printable(part.place_and_date)
                yield {
                    "kind": "head",
                    "place_and_date": place,
                    "addressee": list(map(printable, part.addressee)),
                }
            case Title():
                yield {"kind": "title", "text": printable(part.text), "subtitle": printable(part.subtitle)}
            case KeyValueTable():
                yield self._facts(part)
            case StatusBox():
                lines = [_words(line) for line in part.lines]
                yield {
                    "kind": "status",
                    "title": printable(part.title),
                    "lines": lines,
                    "tone": part.tone.value,
                }
            case GridTable():
                yield self._grid(part)
            case AttendanceTable():
                yield self._grid(part.grid())
            case SignatureBlock():
                quality, name, note = _printables((part.quality, part.name, part.note))
                yield {"kind": "signature", "quality": quality, "name": name, "note": note}
            case NameTents():
                told = [{"name": printable(one.name), "below": printable(one.below)} for one in part.tents]
                yield {"kind": "tents", "tents": told}
            case PageBreak():
                yield {"kind": "page-break"}
            case Anchored() | Commented():
                yield from self._part(part.part)
            case TrackedText() | TrackedImage() | TrackedTable():
                yield from self._blocks(accepted((part,)))
            case _:
                yield from self._blocks((part,))

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Json]:
        for is_list, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
            members = list(group)
            if is_list:
                yield from nested([block for block in members if isinstance(block, ListItem)])
            else:
                yield from (self._block(block) for block in members)

    def _block(self, block: Block) -> Json:
        match block:
            case Heading():
                self._level = min(block.level, self._level + 1)  # no rank may be skipped in a tagged PDF
                level = {"level": self._level, "look": block.level}
                return {"kind": "heading", "runs": _runs(block.runs), **level}
            case Image():
                return self._image(block, self.document.images.get(block.sha256, b""))
            case Table():
                return self._table(block)
            case Paragraph():
                return {"kind": "paragraph", "style": block.style, "runs": _runs(block.runs)}
            case ListItem():
                return next(nested([block]))

    def _table(self, table: Table) -> Json:
        columns = max((sum(cell.span for cell in row) for row in table.rows), default=0) or 1
        rows = [[self._cell(cell) for cell in _filled(row, columns)] for row in table.rows]
        heads, shares = table.header_rows, column_shares(table)
        whole = [is_whole(lines) for lines in table_lines(table, shares, landscape=self.document.landscape)]
        body = [{"cells": row, "whole": one} for row, one in zip(rows[heads:], whole[heads:], strict=True)]
        return {"kind": "table", "shares": shares, "header": rows[:heads], "rows": body}

    def _facts(self, table: KeyValueTable) -> Json:
        lines = fact_lines(table.facts, landscape=self.document.landscape)
        facts = [
            {"label": printable(fact.label), "value": _words(fact.value), "whole": is_whole(count)}
            for fact, count in zip(table.facts, lines, strict=True)
        ]
        kind = "facts" if table.ruled else "lines"
        return {"kind": kind, "facts": facts, "together": facts_together(lines)}

    def _grid(self, grid: GridTable) -> Json:
        blank: tuple[Words, ...] = ("",) * len(grid.columns)
        lines = grid_lines(grid, landscape=self.document.landscape)
        rows = [
            {
                "cells": [_words(words) for words in row],
                "strong": place in grid.strong_rows,
                "band": place in grid.strong_rows and not any(row[1:]),
                "whole": is_whole(lines[place]),
            }
            for place, row in enumerate((*grid.rows, *[blank] * grid.blank_rows))
        ]
        columns = [{"title": printable(c.title), "share": c.share, "end": c.end} for c in grid.columns]
        return {
            "kind": "grid",
            "columns": columns,
            "rows": rows,
            "row_height_mm": grid.row_height_mm,
            "together": are_together(lines),
        }

    def _cell(self, cell: Cell) -> Json:
        level, parts = self._level, list(self._blocks(cell.blocks))
        self._level = level
        return {"span": cell.span, "parts": parts}

    def _logo(self, letterhead: LetterheadRow) -> Json | None:
        picture = picture_of(letterhead.logo or b"")
        if picture is None or letterhead.logo is None:
            return None
        width = min(_LOGO_WIDTH_MM, _LOGO_HEIGHT_MM * picture.width / picture.height)
        return self._image(Image("logo", letterhead.logo_alt or letterhead.name, width), letterhead.logo)

    def _image(self, image: Image, data: bytes) -> Json:
        alt = printable(said_of(image.alt, image.name))
        kind = picture_of(data)
        if kind is None:
            return {"kind": "missing-image", "alt": alt}
        name = f"{hashlib.sha256(data).hexdigest()}.{kind.kind}"
        (self.folder / name).write_bytes(data)
        tallest = TALLEST_ACROSS_MM if self.document.landscape else TALLEST_MM
        width = min(image.width_mm, tallest * kind.width / kind.height)
        return {"kind": "image", "file": name, "alt": alt, "width_mm": width}


def _one_by_one(parts: Iterable[Part]) -> Iterator[Part]:
    """Join lines of one list that stand as parts of their own, so that they stay one list."""
    for is_item, group in groupby(parts, lambda part: isinstance(part, ListItem)):
        members = list(group)
        if is_item:
            yield RichText(tuple(part for part in members if isinstance(part, ListItem)))
        else:
            yield from members


def nested(items: Sequence[ListItem]) -> Iterator[Json]:
    """Give flat lines with levels as lists within lists."""
    place = 0
    while place < len(items):
        level, ordered = items[place].level, items[place].ordered
        entries: list[Json] = []
        while place < len(items) and items[place].level >= level:
            item = items[place]
            if item.level == level and item.ordered != ordered:
                break
            below = place + 1
            while below < len(items) and items[below].level > level:
                below += 1
            entries.append({"runs": _runs(item.runs), "children": list(nested(items[place + 1 : below]))})
            place = below
        yield {"kind": "list", "ordered": ordered, "level": level, "items": entries}


def _filled(row: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    """Fill a short row, since in a PDF cells flow on to the next row."""
    rest = columns - sum(cell.span for cell in row)
    return (*row, Cell((), rest)) if rest > 0 else row


def _breakable(word: re.Match[str]) -> str:
    """Let a word that no line holds break anywhere."""
    return "\u200b".join(re.findall(".{1,20}", word[0]))


def _linked(run: Run) -> str:
    """Leave soft hyphens out of a link: typst stops at one that ends it, and hyphenates by itself."""
    return run.text.replace("\u00ad", "") if run.link else run.text


def _printables(texts: Iterable[str]) -> list[str]:
    return [printable(text) for text in texts]


def _words(words: Words) -> list[Json]:
    return _runs(runs_of(words))


def _runs(runs: Runs) -> list[Json]:
    return [
        {
            "text": _LONG_WORD.sub(_breakable, printable(_linked(run))),
            "bold": run.bold,
            "italic": run.italic,
            "underline": run.underline,
            "link": run.link if is_safe_link(run.link) else "",
        }
        for run in runs
        if run.text
    ]
