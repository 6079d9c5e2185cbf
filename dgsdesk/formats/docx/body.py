"""Rich text as WordprocessingML: runs, paragraphs, lists, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from dgsdesk.application.table_room import column_shares
from dgsdesk.domain.proposal import place_of
from dgsdesk.domain.read_document import Comment
from dgsdesk.domain.richtext import Block, Cell, Heading, Image, ListItem, Run, Table, TextBlock
from dgsdesk.formats.docx.base import Base
from dgsdesk.formats.docx.comment_parts import CommentParts
from dgsdesk.formats.docx.drawing import drawing_xml, size_in_emu
from dgsdesk.formats.docx.names import (
    CELL_STYLE,
    CELL_TITLE_STYLE,
    KEPT_ROLES,
    LINK_STYLE,
    ROLE_STYLES,
    SEPARATOR_STYLE,
    TABLE_STYLE,
    attribute,
    text,
)
from dgsdesk.formats.links import is_safe_link
from dgsdesk.formats.pictures import TALLEST_ACROSS_MM, TALLEST_MM, picture_of, said_of

_PIECES = re.compile(r"([\n\t])")
_LOOKS = {
    head: f'<w:tblLook w:val="{value}" w:firstRow="{row}" w:lastRow="0" w:firstColumn="{1 - row}" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    for head, value, row in (("firstRow", "0620", 1), ("firstColumn", "0680", 0))
} | {
    "none": '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
}
_KEEP = "<w:keepNext/>"
HEADING_SHADE = "EAF2F2"
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class Stock:
    """What all bodies of one document share: the base file, links, pictures, anchors, running numbers."""

    def __init__(self, base: Base, images: Mapping[str, bytes]) -> None:
        self.base = base
        self.images = images
        self.anchors: list[str] = []
        self.waiting: list[Comment] = []
        self.comments = CommentParts(self.next_id)
        self._links: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._ids = 0

    def take_comments(self, text: str) -> list[Comment]:
        """Give the waiting comments that are about this text: they quote it, or nothing at all."""
        found = [one for one in self.waiting if not one.quote or place_of(text, one.quote)]
        self.waiting = [one for one in self.waiting if one not in found]
        return found

    def next_id(self) -> int:
        """Give a number that this document has not used."""
        self._ids += 1
        return self._ids

    def link(self, address: str) -> str:
        """Give the relationship to an address outside."""
        if address not in self._links:
            self._links[address] = self.base.link("hyperlink", address, outside=True)
        return self._links[address]

    def media(self, name: str, kind: str, data: bytes) -> str:
        """Give the relationship to a picture, stored once."""
        if name not in self._pictures:
            part = f"{self.base.folder}/media/dgs-{name[:16]}.{kind}".lstrip("/")
            self.base.parts[part] = data
            self.base.declare(part, f"image/{kind}")
            self._pictures[name] = self.base.link("image", part.removeprefix(f"{self.base.folder}/"))
        return self._pictures[name]


class Body:
    """A run of blocks under writing: the document's own, or a cell's."""

    def __init__(self, stock: Stock, width: int) -> None:
        self.stock = stock
        self.base = stock.base
        self.width = width
        self.pieces: list[str] = []
        self._lists: dict[int, int] = {}

    def xml(self) -> str:
        """Give what was written."""
        return "".join(self.pieces)

    def paragraph(self, content: str, style: str = "", extra: str = "") -> None:
        """Add a paragraph of runs already in XML; ``extra`` holds properties that follow the style's name."""
        self.pieces.append(self.paragraph_xml(content, style, extra))
        self._lists.clear()

    def table(self, xml: str, mark: str = "") -> None:
        """Add a table and a gap: neither a document nor a cell may end with a table."""
        self.pieces.append(xml)
        self.gap(mark)

    def text_block(self, block: TextBlock, content: str, cell_style: str = "", extra: str = "") -> None:
        """Add a paragraph that looks like a block and says ``content``."""
        style, place, lists = self.look(block, cell_style)
        self.paragraph(content, style, place + extra)
        self._lists = lists

    def look(self, block: TextBlock, cell_style: str = "") -> tuple[str, str, dict[int, int]]:
        """Give the style that shows a block, its place in a list, and the lists that go on after it."""
        match block:
            case Heading():
                return f"heading {block.level}", "", {}
            case ListItem():
                return self._list_look(block)
            case _:
                kept = _KEEP if block.style in KEPT_ROLES else ""
                return ROLE_STYLES.get(block.style, cell_style), kept, {}

    def gap(self, mark: str = "") -> None:
        """Add a little air; readers leave it out."""
        self.paragraph("", SEPARATOR_STYLE, mark)

    def paragraph_xml(self, content: str, style: str = "", extra: str = "") -> str:
        """Give a paragraph; waiting anchors become bookmarks over it, waiting comments speak of it."""
        named = f'<w:pStyle w:val="{self.base.style(style)}"/>' if style else ""
        properties = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
        if self.stock.waiting:
            content = self.stock.comments.over(content, self.stock.take_comments(""))
        return f"<w:p>{properties}{self._anchored(content)}</w:p>"

    def runs(self, runs: Iterable[Run]) -> str:
        """Give runs in XML, links included."""
        return "".join(self.linked(run, self.run(run.text, self.marks(run))) for run in runs)

    def linked(self, run: Run, xml: str) -> str:
        """Put the run's link, if it is safe, around its XML."""
        if not is_safe_link(run.link):
            return xml
        return f'<w:hyperlink r:id="{self.stock.link(run.link)}" w:history="1">{xml}</w:hyperlink>'

    def marks(self, run: Run) -> str:
        """Give the properties that show how a run looks."""
        marks = f'<w:rStyle w:val="{self.base.style(LINK_STYLE)}"/>' if is_safe_link(run.link) else ""
        marks += "<w:b/><w:bCs/>" if run.bold else ""
        marks += "<w:i/><w:iCs/>" if run.italic else ""
        marks += '<w:u w:val="single"/>' if run.underline else ""
        return marks

    def blocks(self, blocks: Iterable[Block], in_cell: bool = False, heading_row: bool = False) -> None:
        """Add blocks of rich text."""
        for block in blocks:
            self._block(block, (CELL_TITLE_STYLE if heading_row else CELL_STYLE) if in_cell else "")

    def picture(self, image: Image, data: bytes, max_height_mm: float = 0.0) -> str:
        """Give the run that shows a picture, or its text when it is no PNG or JPEG."""
        kind = picture_of(data)
        if kind is None:
            return self.runs((Run(image.alt or image.name, italic=True),))
        link = self.stock.media(image.sha256, kind.kind, data)
        tallest = max_height_mm or (TALLEST_ACROSS_MM if self.base.lies else TALLEST_MM)
        size = size_in_emu(kind, image.width_mm, self.width, tallest)
        return drawing_xml(link, self.stock.next_id(), image.name, said_of(image.alt, image.name), size)

    def _block(self, block: Block, cell_style: str) -> None:
        match block:
            case Image():
                data = self.stock.images.get(block.sha256, b"")
                self.paragraph(self.picture(block, data), cell_style)
            case Table():
                self.table(self._table(block))
            case _:
                self.text(block, cell_style)

    def text(self, block: TextBlock, cell_style: str = "") -> None:
        """Add a paragraph, heading or list item as it stands."""
        self.text_block(block, self.runs(block.runs), cell_style)

    def _list_look(self, item: ListItem) -> tuple[str, str, dict[int, int]]:
        lists = {level: key for level, key in self._lists.items() if level <= item.level}
        if not item.ordered:
            lists.pop(item.level, None)
        elif item.level not in lists:
            lists[item.level] = self.base.new_list(ordered=True, level=item.level)
        number = lists[item.level] if item.ordered else self.base.bullets
        style = "List Number" if item.ordered else "List Bullet"
        place = f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="{number}"/></w:numPr>'
        return style, place, lists

    def widths(self, shares: Sequence[float]) -> list[int]:
        """Give the widths of columns that share the room."""
        total = sum(shares) or 1.0
        return [int(self.width * share / total) for share in shares]

    def table_of(self, widths: Sequence[int], rows: Iterable[str], caption: str) -> str:
        """Give a table of rows in XML."""
        return table_xml(self.base, widths, "".join(rows), caption)

    def row_of(
        self, cells: Iterable[tuple[int, str]], widths: Sequence[int], heading: bool, revision: str = ""
    ) -> str:
        """Give a row of cells, each its span and its content in XML; what it lacks stays blank."""
        shade, place, xml = HEADING_SHADE if heading else "", 0, ""
        for span, content in cells:
            xml += cell_xml(content, sum(widths[place : place + span]), span, shade)
            place += span
        rest = len(widths) - place
        after = f'<w:gridAfter w:val="{rest}"/>' if rest else ""
        return row_xml(xml, heading, after, revision=revision)

    def inside(self, width: int) -> Self:
        """Give the body of a cell of that width."""
        return type(self)(self.stock, max(567, width - 200))

    def _table(self, table: Table) -> str:
        widths = self.widths(column_shares(table))
        rows = (self._row(row, place < table.header_rows, widths) for place, row in enumerate(table.rows))
        return self.table_of(widths, rows, table.caption)

    def _row(self, row: tuple[Cell, ...], heading: bool, widths: Sequence[int]) -> str:
        cells, place = [], 0
        for cell in row:
            cells.append((cell.span, self._cell(cell, sum(widths[place : place + cell.span]), heading)))
            place += cell.span
        return self.row_of(cells, widths, heading)

    def _cell(self, cell: Cell, width: int, heading: bool) -> str:
        inner = self.inside(width)
        inner.blocks(cell.blocks, in_cell=True, heading_row=heading)
        if not cell.blocks:
            inner.gap()
        return inner.xml()

    def run(self, characters: str, properties: str = "", tag: str = "t") -> str:
        """Give one run; line ends and tabs become what they are in Word; ``tag``: ``delText`` if gone."""
        look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        pieces = (
            _MARKS.get(piece) or f'<w:{tag} xml:space="preserve">{text(piece)}</w:{tag}>'
            for piece in _PIECES.split(characters)
            if piece
        )
        return f"<w:r>{look}{''.join(pieces)}</w:r>"

    def _anchored(self, content: str) -> str:
        for name in self.stock.anchors:
            key = self.stock.next_id()
            start = f'<w:bookmarkStart w:id="{key}" w:name={attribute(name)}/>'
            content = f'{start}{content}<w:bookmarkEnd w:id="{key}"/>'
        self.stock.anchors.clear()
        return content


def table_xml(base: Base, widths: Iterable[int], rows: str, caption: str, head: str = "firstRow") -> str:
    """Give a table in our table style, with the text that screen readers say; ``head`` names its head."""
    columns = list(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    said = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{base.style(TABLE_STYLE)}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{_LOOKS[head]}{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row_xml(
    cells: str, heading: bool, extra: str = "", height: int = 0, revision: str = "", whole: bool = True
) -> str:
    """Give a row that no page's end cuts when it is ``whole``; a heading row returns on each page."""
    together = "<w:cantSplit/>" if whole else ""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr>{extra}{together}{least}{repeated}{revision}</w:trPr>{cells}</w:tr>"


def cell_xml(content: str, width: int, span: int = 1, shade: str = "", middle: bool = False) -> str:
    """Give a cell; ``shade`` is said here too, for programs that know no table styles."""
    spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    place = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}{fill}{place}</w:tcPr>{content}</w:tc>'
