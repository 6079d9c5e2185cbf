"""Blocks of rich text out of a settled document."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import Note
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Run,
    Table,
    merged_runs,
    text_of,
)
from dgsdesk.formats.docx.changes import shown_text
from dgsdesk.formats.docx.comments import Quotes
from dgsdesk.formats.docx.drawing import EMU_PER_MM
from dgsdesk.formats.docx.looks import MARKS, Looks, heading_level_of, is_on, list_level_of, whole
from dgsdesk.formats.docx.names import WP, A, r, w
from dgsdesk.formats.docx.package import Package, Relationship
from dgsdesk.formats.docx.revisions import DEAD, MATH, ORDINAL, has_rows
from dgsdesk.formats.links import is_safe_link
from dgsdesk.formats.pictures import alt_of

MAX_SPAN = 63  # Word's own limit of columns
MAX_PICTURES = 48 * 2**20
_MAX_DEPTH = 5
_FIELDS_LOOKED_AT = 3
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_TEXTS = {w("t"), w("delText"), f"{{{MATH}}}t"}
_SKIPPED = {w("pPr"), w("rPr"), w("instrText"), w("delInstrText"), w("rt"), w("txbxContent")}
_NOTE_KINDS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


@dataclass
class _Line:
    """A paragraph under reading."""

    runs: list[Run] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    link: str = ""
    fields: list[str] = field(default_factory=list)


@dataclass
class TextReader:
    """Reads one part (the document, or its notes) and remembers where things stood.

    ``ordinals`` maps a paragraph's ordinal to its block, ``anchors`` a bookmark's name to block and whether
    its text is alive, ``comments`` a comment's id to its block.
    """

    package: Package
    part: str
    looks: Looks
    links: dict[str, Relationship]
    note_text: Callable[[str, str], str]
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    ordinals: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[tuple[str, int, bool]] = field(default_factory=list)
    comments: dict[str, int] = field(default_factory=dict)
    quotes: Quotes = field(default_factory=Quotes)
    _noted: set[tuple[str, str]] = field(default_factory=set)
    _pictures: dict[str, str] = field(default_factory=dict)

    def read(self, container: etree._Element) -> None:
        """Read the blocks of a body."""
        for child in container:
            self.blocks.extend(self._blocks_of(child, 0))

    def inner_blocks(self, container: etree._Element, depth: int) -> list[Block]:
        """Read the blocks of a cell or note."""
        return [block for child in container for block in self._blocks_of(child, depth)]

    @property
    def _place(self) -> int:
        return len(self.blocks)

    def _blocks_of(self, element: etree._Element, depth: int) -> Iterable[Block]:
        if element.tag == w("p"):
            return self._paragraph(element)
        if element.tag == w("tbl"):
            return self._table(element, depth) if has_rows(element) else ()
        if element.tag in (w("sectPr"), w("tcPr")):
            return ()
        self._marker(element)
        return self.inner_blocks(element, depth) if len(element) else ()

    def _paragraph(self, element: etree._Element) -> list[Block]:
        ordinal = element.get(ORDINAL)
        if ordinal is not None:
            self.ordinals.append((int(ordinal), self._place))
        line = _Line()
        for child in element:
            self._inline(child, line)
        self.quotes.add("\n")
        return self._shaped(element, merged_runs(line.runs), line.images)

    def _shaped(self, element: etree._Element, runs: tuple[Run, ...], images: list[Image]) -> list[Block]:
        if images and not text_of(runs).strip():
            return list(images)
        own = _children(element.find(w("pPr")))
        named = own.get(w("pStyle"))
        look = self.looks.paragraph("" if named is None else named.get(w("val"), ""))
        if look.separator and not runs:
            return []
        outline, numbers = own.get(w("outlineLvl")), own.get(w("numPr"))
        level = look.heading if outline is None else heading_level_of(outline.get(w("val")))
        number, depth = look.list_number, look.list_level
        if numbers is not None:
            number, depth = _own_list(numbers, number, depth)
        if level:
            return [Heading(runs, level), *images]
        if self.looks.has_list(number):
            return [ListItem(runs, depth, self.looks.is_ordered(number, depth)), *images]
        return [Paragraph(runs, look.role), *images]

    def _inline(self, element: etree._Element, line: _Line) -> None:
        tag = element.tag
        if tag == w("r"):
            self._run(element, line)
        elif tag == w("hyperlink"):
            self._hyperlink(element, line)
        elif tag == f"{{{MATH}}}t":
            self._add(line, element.text or "", {})
        elif tag not in _SKIPPED:
            self._marker(element)
            for child in element:
                self._inline(child, line)

    def _hyperlink(self, element: etree._Element, line: _Line) -> None:
        link = self.links.get(element.get(r("id"), ""))
        outer, address = line.link, "" if link is None else link.target
        line.link = address if is_safe_link(address) else outer
        for child in element:
            self._inline(child, line)
        line.link = outer

    def _run(self, element: etree._Element, line: _Line) -> None:
        marks = self._marks(element.find(w("rPr")))
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                self._add(line, child.text or "", marks)
            elif tag in _CHARACTERS:
                self._add(line, _CHARACTERS[tag], marks)
            elif tag == w("br"):
                self._add(line, "" if child.get(w("type")) in ("page", "column") else "\n", marks)
            elif tag == w("sym"):
                self._add(line, _symbol(child), marks)
            elif tag in (w("drawing"), w("pict"), w("object")):
                self._drawing(child, line)
            elif tag == w("fldChar"):
                _field_step(child, line)
            elif tag == w("instrText") and line.fields:
                line.fields[-1] += child.text or ""
            elif tag in _NOTE_KINDS:
                self._note(_NOTE_KINDS[tag], child.get(w("id"), ""))
            elif tag not in _SKIPPED:
                self._inline(child, line)

    def _add(self, line: _Line, text: str, marks: dict[str, bool]) -> None:
        if not text:
            return
        self.quotes.add(text)
        link = line.link or next(filter(None, map(_field_link, line.fields[-_FIELDS_LOOKED_AT:])), "")
        line.runs.append(Run(text, marks.get("b", False), marks.get("i", False), marks.get("u", False), link))

    def _marks(self, look: etree._Element | None) -> dict[str, bool]:
        own = _children(look)
        named = own.get(w("rStyle"))
        marks = {} if named is None else dict(self.looks.marks(named.get(w("val"), "")))
        for mark in MARKS:
            value = is_on(own.get(w(mark)))
            if value is not None:
                marks[mark] = value
        return marks

    def _marker(self, element: etree._Element) -> None:
        tag, key = element.tag, element.get(w("id"), "")
        if tag == w("bookmarkStart"):
            self.anchors.append((element.get(w("name"), ""), self._place, element.get(DEAD) is None))
        elif tag == w("commentRangeStart"):
            self.comments.setdefault(key, self._place)
            self.quotes.begin(key)
        elif tag == w("commentRangeEnd"):
            self.quotes.end(key)
        elif tag == w("commentReference"):
            self.comments.setdefault(key, self._place)

    def _note(self, kind: str, key: str) -> None:
        text = self.note_text(kind, key)
        if text and (kind, key) not in self._noted:
            self._noted.add((kind, key))
            self.notes.append(Note(kind, text, self._place))

    def _drawing(self, element: etree._Element, line: _Line) -> None:
        for box in _outermost(element, w("txbxContent")):
            text = shown_text(box).strip("\n")
            if text:
                self.notes.append(Note("text_box", text, self._place))
        frame = next(element.iter(f"{{{WP}}}docPr"), None)
        for blip in element.iter(f"{{{A}}}blip"):
            line.images.append(self._image(blip.get(r("embed"), ""), frame, element))
        for picture in element.iter("{urn:schemas-microsoft-com:vml}imagedata"):
            line.images.append(self._image(picture.get(r("id"), ""), frame, element))

    def _image(self, link: str, frame: etree._Element | None, drawing: etree._Element) -> Image:
        target = self.links.get(link)
        name = alt = sha256 = ""
        if frame is not None:
            name = frame.get("name", "")
            alt = alt_of(frame.get("descr", ""), name)
        if target is not None and not target.outside and target.target in self.package:
            sha256 = self._keep_picture(target.target)
            name = name or posixpath.basename(target.target)
        extent = next(drawing.iter(f"{{{WP}}}extent"), None)
        width = 0 if extent is None else whole(extent.get("cx"))
        return Image(name, alt, round(min(max(width, 0) / EMU_PER_MM, 9_999.0), 2), sha256)

    def _keep_picture(self, name: str) -> str:
        if name not in self._pictures:
            self._pictures[name] = self._read_picture(name)
        return self._pictures[name]

    def _read_picture(self, name: str) -> str:
        try:
            data = self.package.read(name)
        except BadInput:
            return ""
        sha256 = hashlib.sha256(data).hexdigest()
        self.images[sha256] = data
        if sum(map(len, self.images.values())) > MAX_PICTURES:
            raise BadInput("docx_too_large", name)
        return sha256

    def _table(self, element: etree._Element, depth: int) -> list[Block]:
        if depth > _MAX_DEPTH:
            return [
                block
                for cell in element.iter(w("tc"))
                for p in cell.findall(w("p"))
                for block in self._paragraph(p)
            ]
        rows, header_rows, in_header = [], 0, True
        for row in _rows(element):
            in_header = in_header and bool(is_on(row.find(f"{w('trPr')}/{w('tblHeader')}")))
            header_rows += in_header
            rows.append(tuple(self._cell(cell, depth) for cell in _cells(row)))
        caption = element.find(f"{w('tblPr')}/{w('tblCaption')}")
        said = "" if caption is None else caption.get(w("val"), "")
        return [Table(tuple(row for row in rows if row), header_rows, said)]

    def _cell(self, cell: etree._Element, depth: int) -> Cell:
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        columns = 1 if span is None else max(1, min(MAX_SPAN, whole(span.get(w("val")), 1)))
        return Cell(tuple(self.inner_blocks(cell, depth + 1)), columns)


def _outermost(element: etree._Element, tag: str) -> list[etree._Element]:
    """Give the elements of a name below another that stand in none of the same name."""
    found = [below for below in element.iter(tag) if next(below.iterancestors(tag), None) is None]
    return found or list(islice(element.iter(tag), 1))


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for child in table for row in ([child] if child.tag == w("tr") else child.findall(w("tr")))]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for child in row for cell in ([child] if child.tag == w("tc") else child.findall(w("tc")))]


def _children(element: etree._Element | None) -> dict[str, etree._Element]:
    """Give properties by name, met once instead of sought one by one."""
    return {} if element is None else {str(child.tag): child for child in element}


def _own_list(numbers: etree._Element, number: str, level: int) -> tuple[str, int]:
    own, place = numbers.find(w("numId")), numbers.find(w("ilvl"))
    number = number if own is None else own.get(w("val"), "")
    return number, level if place is None else list_level_of(whole(place.get(w("val"))))


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code <= 0xFFFD and not 0xD800 <= code <= 0xDFFF else ""


def _field_step(element: etree._Element, line: _Line) -> None:
    kind = element.get(w("fldCharType"))
    if kind == "begin":
        line.fields.append("")
    elif kind == "end" and line.fields:
        line.fields.pop()


@lru_cache(64)
def _field_link(code: str) -> str:
    found = _LINK_FIELD.match(code)
    return found[1] if found and is_safe_link(found[1]) else ""
