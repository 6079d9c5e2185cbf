"""Rich text as WordprocessingML: runs, paragraphs, lists, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dgsdesk.domain.richtext import Block, Cell, Heading, Image, ListItem, Paragraph, Run, Table
from dgsdesk.formats.docx.base import Base
from dgsdesk.formats.docx.drawing import drawing_xml, size_in_emu
from dgsdesk.formats.docx.names import (
    CELL_STYLE,
    CELL_TITLE_STYLE,
    LINK_STYLE,
    ROLE_STYLES,
    SEPARATOR_STYLE,
    TABLE_STYLE,
    attribute,
    text,
)
from dgsdesk.formats.links import is_safe_link
from dgsdesk.formats.pictures import picture_of

_PIECES = re.compile(r"([\n\t])")
_LOOKS = {
    head: f'<w:tblLook w:val="{value}" w:firstRow="{row}" w:lastRow="0" w:firstColumn="{1 - row}" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    for head, value, row in (("firstRow", "0620", 1), ("firstColumn", "0680", 0))
}
HEADING_SHADE = "EAF2F2"
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


class Stock:
    """What all bodies of one document share: the base file, links, pictures, anchors, running numbers."""

    def __init__(self, base: Base, images: Mapping[str, bytes]) -> None:
        self.base = base
        self.images = images
        self.anchors: list[str] = []
        self._links: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._ids = 0

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

    def table(self, xml: str) -> None:
        """Add a table and a gap: neither a document nor a cell may end with a table."""
        self.pieces.append(xml)
        self.gap()

    def gap(self) -> None:
        """Add a little air; readers leave it out."""
        self.paragraph("", SEPARATOR_STYLE)

    def paragraph_xml(self, content: str, style: str = "", extra: str = "") -> str:
        """Give a paragraph; waiting anchors become bookmarks over it."""
        named = f'<w:pStyle w:val="{self.base.style(style)}"/>' if style else ""
        properties = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
        return f"<w:p>{properties}{self._anchored(content)}</w:p>"

    def runs(self, runs: Iterable[Run]) -> str:
        """Give runs in XML, links included."""
        pieces: list[str] = []
        for run in runs:
            xml = self._run(run)
            if is_safe_link(run.link):
                xml = f'<w:hyperlink r:id="{self.stock.link(run.link)}" w:history="1">{xml}</w:hyperlink>'
            pieces.append(xml)
        return "".join(pieces)

    def blocks(self, blocks: Iterable[Block], in_cell: bool = False, heading_row: bool = False) -> None:
        """Add blocks of rich text."""
        for block in blocks:
            self._block(block, (CELL_TITLE_STYLE if heading_row else CELL_STYLE) if in_cell else "")

    def picture(self, image: Image, data: bytes, max_height_mm: float = 0.0) -> str:
        """Give the run that shows a picture, or its text when it is no PNG or JPEG."""
        kind = picture_of(data)
        if kind is None:
            return self._run(Run(image.alt or image.name, italic=True))
        link = self.stock.media(image.sha256, kind.kind, data)
        size = size_in_emu(kind, image.width_mm, self.width, max_height_mm)
        return drawing_xml(link, self.stock.next_id(), image.name, image.alt, size)

    def _block(self, block: Block, cell_style: str) -> None:
        match block:
            case Paragraph():
                self.paragraph(self.runs(block.runs), ROLE_STYLES.get(block.style, cell_style))
            case Heading():
                self.paragraph(self.runs(block.runs), f"heading {block.level}")
            case ListItem():
                self._list_item(block)
            case Image():
                data = self.stock.images.get(block.sha256, b"")
                self.paragraph(self.picture(block, data), cell_style)
            case Table():
                self.table(self._table(block))

    def _list_item(self, item: ListItem) -> None:
        lists = {level: key for level, key in self._lists.items() if level <= item.level}
        if not item.ordered:
            lists.pop(item.level, None)
        elif item.level not in lists:
            lists[item.level] = self.base.new_list(ordered=True, level=item.level)
        number = lists[item.level] if item.ordered else self.base.bullets
        style = "List Number" if item.ordered else "List Bullet"
        place = f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="{number}"/></w:numPr>'
        self.paragraph(self.runs(item.runs), style, place)
        self._lists = lists

    def _table(self, table: Table) -> str:
        count = max((sum(cell.span for cell in row) for row in table.rows), default=0)
        width = self.width // max(1, count)
        rows = [
            self._row(row, place < table.header_rows, count, width) for place, row in enumerate(table.rows)
        ]
        return table_xml(self.base, [width] * count, "".join(rows), table.caption)

    def _row(self, row: tuple[Cell, ...], heading: bool, count: int, width: int) -> str:
        rest = count - sum(cell.span for cell in row)
        shade = HEADING_SHADE if heading else ""
        after = f'<w:gridAfter w:val="{rest}"/>' if rest else ""
        cells = "".join(
            cell_xml(self._cell(cell, cell.span * width, heading), cell.span * width, cell.span, shade)
            for cell in row
        )
        return row_xml(cells, heading, after)

    def _cell(self, cell: Cell, width: int, heading: bool) -> str:
        inner = Body(self.stock, max(567, width - 200))
        inner.blocks(cell.blocks, in_cell=True, heading_row=heading)
        if not cell.blocks:
            inner.gap()
        return inner.xml()

    def _run(self, run: Run) -> str:
        marks = f'<w:rStyle w:val="{self.base.style(LINK_STYLE)}"/>' if is_safe_link(run.link) else ""
        marks += "<w:b/><w:bCs/>" if run.bold else ""
        marks += "<w:i/><w:iCs/>" if run.italic else ""
        marks += '<w:u w:val="single"/>' if run.underline else ""
        return self.run(run.text, marks)

    def run(self, characters: str, properties: str = "") -> str:
        """Give one run; line ends and tabs become what they are in Word."""
        look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        pieces = (_MARKS.get(piece) or _characters(piece) for piece in _PIECES.split(characters) if piece)
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


def row_xml(cells: str, heading: bool, extra: str = "", height: int = 0) -> str:
    """Give a row that no page's end cuts; a heading row returns on each page."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr>{extra}<w:cantSplit/>{least}{repeated}</w:trPr>{cells}</w:tr>"


def cell_xml(content: str, width: int, span: int = 1, shade: str = "", middle: bool = False) -> str:
    """Give a cell; ``shade`` is said here too, for programs that know no table styles."""
    spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    place = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}{fill}{place}</w:tcPr>{content}</w:tc>'


def _characters(piece: str) -> str:
    return f'<w:t xml:space="preserve">{text(piece)}</w:t>'
