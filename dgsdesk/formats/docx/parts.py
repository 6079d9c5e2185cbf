"""The parts of administrative papers as WordprocessingML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from dgsdesk.application.document import (
    Anchored,
    AttendanceTable,
    ColumnsHead,
    Commented,
    Document,
    Fact,
    GridTable,
    KeyValueTable,
    NameTent,
    NameTents,
    PageBreak,
    Part,
    SignatureBlock,
    StatusBox,
    Title,
    Tone,
    Words,
    letterhead_lines,
    runs_of,
)
from dgsdesk.application.table_room import are_together, fact_lines, facts_together, grid_lines, is_whole
from dgsdesk.domain.proposal import place_of
from dgsdesk.domain.richtext import (
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Table,
    block_text,
    walk,
)
from dgsdesk.domain.tracked import TrackedImage, TrackedTable, TrackedText
from dgsdesk.formats.docx.body import HEADING_SHADE, Body, cell_xml, row_xml, table_xml
from dgsdesk.formats.docx.names import CELL_STYLE, CELL_TITLE_STYLE
from dgsdesk.formats.docx.tracked_body import TrackedBody, live_text

_LOGO_HEIGHT_MM = 18.0
_LOGO_WIDTH_MM = 55.0
_TWIPS_PER_MM = 56.6929
_TONE_STYLES = {
    Tone.DRAFT: "DGS Statut projet",
    Tone.SETTLED: "DGS Statut approuvé",
    Tone.NOTICE: "DGS Statut",
}
_DATE_LOOK = (
    '<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="172123"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
)
_NAME_LETTER, _DATE_LETTER, _NAME_GAP = 140, 108, 300
"""Twentieths of a point: letters of a sender's name and of the date beside it, and what parts them."""
_BAND_SHADE = "F5F7F7"
_USUAL_LABEL, _BOLD_LETTER = 1985, 125
_KEPT = {True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>', None: ""}
_BREAK = '<w:r><w:br w:type="page"/></w:r>'
_TENT_HEIGHT, _FOLD, _LONG_NAME = 6900, 4600, 26
"""Twentieths of a point: a tent, and where its name begins below the fold; letters of a long name."""


class Writer:
    """Adds the parts of one document to its body; ``own_head`` says that the base file is ours."""

    def __init__(self, body: Body, document: Document, own_head: bool) -> None:
        self.body = body
        self.document = document
        self.own_head = own_head

    def write(self, part: Part) -> None:
        """Add one part."""
        match part:
            case Anchored():
                self.body.stock.anchors.extend(part.anchors)
                self.write(part.part)
            case Commented():
                self._wait(part)
                self.write(part.part)
                if self.body.stock.waiting:  # the part had no line to lay them over
                    self.body.gap()
            case TrackedText() | TrackedImage() | TrackedTable():
                TrackedBody(self.body).block(part)
            case ColumnsHead():
                self._head(part)
            case Title():
                self._line(part.text, "Title")
                self._line(part.subtitle, "Subtitle")
            case KeyValueTable():
                self._ruled_facts(part) if part.ruled else self._facts(part.facts)
            case StatusBox():
                self._status(part)
            case GridTable():
                self._grid(part)
            case AttendanceTable():
                self._grid(part.grid())
            case SignatureBlock():
                self._signature(part)
            case NameTents():
                self._tents(part)
            case PageBreak():
                self.body.paragraph(_BREAK)
            case RichText():
                self.body.blocks(part.blocks)
            case _:
                self.body.blocks((part,))

    def _wait(self, commented: Commented) -> None:
        """Lay comments ready; one whose quote stands nowhere in the part goes over its first line."""
        lines = list(_lines(commented.part))
        self.body.stock.waiting += [
            one if any(place_of(line, one.quote) for line in lines) else replace(one, quote="")
            for one in commented.comments
        ]

    def _line(self, words: Words, style: str, extra: str = "") -> None:
        self.body.paragraph(self.body.runs(runs_of(words)), style, extra)

    def _head(self, head: ColumnsHead) -> None:
        letterhead = self.document.letterhead
        if letterhead.logo and self.own_head:
            name = hashlib.sha256(letterhead.logo).hexdigest()
            logo = Image("Logo", letterhead.logo_alt or letterhead.name, _LOGO_WIDTH_MM, name)
            self.body.paragraph(self.body.picture(logo, letterhead.logo, _LOGO_HEIGHT_MM), "DGS Timbre")
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self.body.width}"/></w:tabs>'
        asked = len(letterhead.name) * _NAME_LETTER + len(head.place_and_date) * _DATE_LETTER
        before = "\n\t" if asked > self.body.width - _NAME_GAP else "\t"
        date = self.body.run(f"{before}{head.place_and_date}", _DATE_LOOK) if head.place_and_date else ""
        self.body.paragraph(self.body.run(letterhead.name) + date, "DGS Timbre nom", tab)
        for line in (*letterhead.with_host, *letterhead_lines(letterhead)):
            self._line(line, "DGS Timbre")
        for place_in_list, line in enumerate(head.addressee):
            self._line(line, "DGS Destinataire", '<w:spacing w:before="360"/>' if place_in_list == 0 else "")

    def _facts(self, facts: tuple[Fact, ...]) -> None:
        self.body.gap()
        place = _label_width(facts)
        usual = f'<w:tab w:val="clear" w:pos="{_USUAL_LABEL}"/>' if place != _USUAL_LABEL else ""
        tabs = f'<w:tabs>{usual}<w:tab w:val="left" w:pos="{place}"/></w:tabs>'
        extra = f'{tabs}<w:ind w:left="{place}" w:hanging="{place}"/>'
        for fact in facts:
            label = self.body.runs(runs_of(f"{fact.label}\u00a0:\t", bold=True))
            self.body.paragraph(label + self.body.runs(runs_of(fact.value)), "DGS Référence", extra)
        self.body.gap()

    def _ruled_facts(self, table: KeyValueTable) -> None:
        widths = (self.body.width * 3 // 10, self.body.width - self.body.width * 3 // 10)
        lines = fact_lines(table.facts, landscape=self.document.landscape)
        kept = None if facts_together(lines) else False
        rows = [
            row_xml(
                cell_xml(self._words(fact.label, CELL_TITLE_STYLE, kept=kept), widths[0], shade=HEADING_SHADE)
                + cell_xml(self._words(fact.value, CELL_STYLE), widths[1]),
                heading=False,
                whole=is_whole(count),
            )
            for fact, count in zip(table.facts, lines, strict=True)
        ]
        self.body.table(table_xml(self.body.base, widths, "".join(rows), table.caption, head="firstColumn"))

    def _words(
        self, words: Words, style: str, *, bold: bool = False, end: bool = False, kept: bool | None = None
    ) -> str:
        """Give a paragraph; ``kept`` with the next one or not, None: as its style has it."""
        extra = _KEPT[kept] + ('<w:jc w:val="right"/>' if end else "")
        return self.body.paragraph_xml(self.body.runs(runs_of(words, bold=bold)), style, extra)

    def _status(self, box: StatusBox) -> None:
        style = _TONE_STYLES[box.tone]
        lines = (runs_of(box.title, bold=True), *map(runs_of, box.lines))
        for place, line in enumerate(lines):
            keep = "<w:keepNext/>" if place < len(lines) - 1 else ""
            self.body.paragraph(self.body.runs(line), style, keep)
        self.body.gap()

    def _grid(self, grid: GridTable) -> None:
        total = sum(column.share for column in grid.columns) or 1.0
        widths = [round(self.body.width * column.share / total) for column in grid.columns]
        titles = "".join(
            cell_xml(
                self._words(column.title, CELL_TITLE_STYLE, end=column.end, kept=True),
                width,
                shade=HEADING_SHADE,
            )
            for column, width in zip(grid.columns, widths, strict=True)
        )
        blank = ("",) * len(grid.columns)
        every = (*grid.rows, *[blank] * grid.blank_rows)
        lines = grid_lines(grid, landscape=self.document.landscape)
        kept = len(every) - 1 if are_together(lines) else 0
        rows = [row_xml(titles, heading=True)] + [
            self._grid_row(
                grid,
                row,
                widths,
                place in grid.strong_rows,
                kept=place < kept,
                whole=is_whole(lines[place]),
            )
            for place, row in enumerate(every)
        ]
        self.body.table(table_xml(self.body.base, widths, "".join(rows), grid.caption))

    def _grid_row(
        self,
        grid: GridTable,
        row: tuple[Words, ...],
        widths: list[int],
        strong: bool,
        *,
        kept: bool,
        whole: bool,
    ) -> str:
        if strong and not any(row[1:]):
            return self._band(row[0], widths)
        height = round(grid.row_height_mm * _TWIPS_PER_MM)
        cells = "".join(
            cell_xml(
                self._words(words, CELL_STYLE, bold=strong, end=column.end, kept=kept or None),
                width,
                middle=bool(height),
            )
            for words, column, width in zip(row, grid.columns, widths, strict=True)
        )
        return row_xml(cells, heading=False, height=height, whole=whole)

    def _band(self, words: Words, widths: list[int]) -> str:
        """Give a row that names a group of rows, over all columns; it stays with the next row."""
        content = self.body.paragraph_xml(
            self.body.runs(runs_of(words, bold=True)), CELL_STYLE, "<w:keepNext/>"
        )
        return row_xml(cell_xml(content, sum(widths), len(widths), shade=_BAND_SHADE), heading=False)

    def _tents(self, part: NameTents) -> None:
        """Add a row a tent: the upper half stays blank and is folded behind the name."""
        rows = "".join(map(self._tent, part.tents))
        self.body.table(table_xml(self.body.base, [self.body.width], rows, "Chevalets", "none"))

    def _tent(self, tent: NameTent) -> str:
        large, small = (52 if len(tent.name) > _LONG_NAME else 68), 30
        space = f'<w:spacing w:before="{_FOLD}"/><w:jc w:val="center"/>'
        name = self.body.run(tent.name, f'<w:b/><w:sz w:val="{large}"/><w:szCs w:val="{large}"/>')
        below = self.body.run(tent.below, f'<w:sz w:val="{small}"/><w:szCs w:val="{small}"/>')
        content = self.body.paragraph_xml(name, CELL_STYLE, space)
        content += self.body.paragraph_xml(below, CELL_STYLE, '<w:jc w:val="center"/>')
        return row_xml(cell_xml(content, self.body.width), heading=False, height=_TENT_HEIGHT)

    def _signature(self, signature: SignatureBlock) -> None:
        self._line(signature.quality, "DGS Qualité du signataire")
        keep = "<w:keepNext/>" if signature.note else ""
        self._line(signature.name, "DGS Signataire", keep)
        if signature.note:
            self._line(signature.note, "DGS Petit")


def _lines(part: Part) -> Iterator[str]:
    """Give the lines of a part that a comment may quote, both sides of its changes."""
    match part:
        case Anchored() | Commented():
            yield from _lines(part.part)
        case RichText():
            yield from (block_text(block) for block in walk(part.blocks) if not isinstance(block, Table))
        case Paragraph() | Heading() | ListItem() | Table():
            yield from _lines(RichText((part,)))
        case TrackedText():
            yield live_text(part.runs)
            yield "".join(one.run.text for one in part.runs)
        case TrackedTable():
            for row in part.rows:
                for cell in row.cells:
                    for block in cell.blocks:
                        yield from _lines(block)


def _label_width(facts: tuple[Fact, ...]) -> int:
    """Guess the room for the longest label in bold, in twentieths of a point."""
    longest = max((len(fact.label) for fact in facts), default=0)
    return max(_USUAL_LABEL, min(4000, (longest + 2) * _BOLD_LETTER))
