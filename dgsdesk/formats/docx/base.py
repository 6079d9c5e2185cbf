"""The base file of documents: ours, or the letterhead that a town hall puts in its place."""

from __future__ import annotations

import copy
import re
from functools import cache

from lxml import etree

from dgsdesk.application.ports.office import BaseState
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.docx.looks import whole
from dgsdesk.formats.docx.names import (
    CONTENT_TYPES,
    DECLARATION,
    MIME_WORD,
    NEEDED_STYLES,
    PACKAGE_RELS,
    R,
    W,
    attribute,
    w,
)
from dgsdesk.formats.docx.package import Package, open_package, parse_xml
from dgsdesk.shipped import shipped

OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS_LEFT_OUT = re.compile(
    r"stylesWithEffects|^docProps/|^\[Content_Types\]\.xml$|^customXml/|/comments\w*\.xml$", re.IGNORECASE
)
_LINKS_LEFT_OUT = {
    *("stylesWithEffects", "customXml", "attachedTemplate"),
    *("comments", "commentsExtended", "commentsIds", "commentsExtensible"),
}
_BODY_HERE = "le texte du document"
_FOOTER_MARK = "{{pied}}"
_FOOTER_LETTER, _PAGE_LETTERS = 106, 15
"""A letter of the footer in twentieths of a point; the letters of « page 12 / 34 »."""
_BULLETS, _NUMBERS = 1, 2  # the two abstract lists of our own base file


class Base:
    """One base file under use: its parts, styles, lists and room for new parts.

    Raises ``BadInput`` when the file is no document (see ``package.open_package``).
    """

    def __init__(self, data: bytes) -> None:
        package = open_package(data)
        self.main = package.main
        self.folder = package.main.rpartition("/")[0]
        self.parts = {name: package.read(name) for name in package.names if not _PARTS_LEFT_OUT.search(name)}
        self.types = package.xml("[Content_Types].xml")
        self.document = package.xml(package.main)
        self._links = self._links_of(package)
        self._styles_part = self._part_of(package, "styles")
        self._numbering_part = self._part_of(package, "numbering")
        self.styles = self._tree(self._styles_part, "styles")
        self.numbering = self._tree(self._numbering_part, "numbering")
        self.own_styles = _ids_by_name(self.styles)
        self.footers = package.related(package.main, "footer") + package.related(package.main, "header")
        self._list_offset = 0

    @property
    def width(self) -> int:
        """Give the room between the margins, in twentieths of a point."""
        size, margins = self._section("pgSz"), self._section("pgMar")
        paper = whole(size.get(w("w")), 11906)
        return paper - sum(whole(margins.get(w(side)), 1247) for side in ("left", "right"))

    @property
    def lies(self) -> bool:
        """Tell whether the page lies across."""
        size = self._section("pgSz")
        return whole(size.get(w("w")), 11906) > whole(size.get(w("h")), 16838)

    def style(self, name: str) -> str:
        """Give the id of a style, which in a French letterhead may be ``Titre1`` for ``heading 1``."""
        return self.own_styles[name.casefold()]

    def link(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Add a relationship of the main part and give its id; ``kind`` is an office one or a whole type."""
        key = f"rIdDgs{len(self._links) + 1}"
        added = etree.SubElement(self._links, f"{{{PACKAGE_RELS}}}Relationship", Id=key)
        added.set("Type", kind if ":" in kind else f"{OFFICE_RELS}/{kind}")
        added.set("Target", target)
        if outside:
            added.set("TargetMode", "External")
        return key

    def declare(self, part: str, content_type: str) -> None:
        """Name the content type of a part that was added."""
        etree.SubElement(
            self.types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type
        )

    def add_part(self, kind: str, xml: str, relationship: str = "") -> None:
        """Add a part beside the main one and link it; ``relationship`` where it is no office one."""
        name = f"{self.folder}/{kind}.xml".lstrip("/")
        self.parts[name] = blank_part(xml)
        self.declare(name, f"{MIME_WORD}.{kind}+xml")
        self.link(relationship or kind, f"{kind}.xml")

    def add_lacking_styles(self) -> None:
        """Copy from our own base file each needed style that this one lacks."""
        own = _own_styles()
        for name in missing_in(self.styles):
            element = copy.deepcopy(own[name.casefold()])
            element.set(w("styleId"), self._free_style_id(element.get(w("styleId"), "")))
            self._rename_parents(element)
            self.styles.append(element)
            self.own_styles[name.casefold()] = element.get(w("styleId"), "")

    def add_lists(self) -> None:
        """Add our two kinds of lists beside those of the base file."""
        taken = [whole(e.get(w("abstractNumId"))) for e in self.numbering.iter(w("abstractNum"))]
        uses = [whole(e.get(w("numId"))) for e in self.numbering.iter(w("num"))]
        self._list_offset = max([0, *taken, *uses])
        first_use = self.numbering.find(w("num"))
        for element in _own_tree("word/numbering.xml").iter(w("abstractNum")):
            added = copy.deepcopy(element)
            added.set(w("abstractNumId"), str(whole(element.get(w("abstractNumId"))) + self._list_offset))
            if first_use is None:
                self.numbering.append(added)
            else:
                first_use.addprevious(added)
        self.bullets = self.new_list(ordered=False)

    def new_list(self, *, ordered: bool, level: int = 0) -> int:
        """Begin a list and give its number; an ordered one counts from 1 on its level."""
        key = 1 + max([0, *(whole(e.get(w("numId"))) for e in self.numbering.findall(w("num"))[-1:])])
        number = etree.SubElement(self.numbering, w("num"), {w("numId"): str(key)})
        kind = _NUMBERS if ordered else _BULLETS
        etree.SubElement(number, w("abstractNumId"), {w("val"): str(self._list_offset + kind)})
        if ordered:
            override = etree.SubElement(number, w("lvlOverride"), {w("ilvl"): str(level)})
            etree.SubElement(override, w("startOverride"), {w("val"): "1"})
        return key

    def has_footer_line(self) -> bool:
        """Tell whether a header or footer leaves room for the document's line."""
        trees = (parse_xml(self.parts[name], name) for name in self.footers)
        return any(_FOOTER_MARK in (element.text or "") for tree in trees for element in tree.iter(w("t")))

    def set_footer(self, line: str) -> None:
        """Put the footer's line where headers and footers say ``{{pied}}``.

        A line that leaves no room for the page's number sends what follows on the line below.
        """
        for name in self.footers:
            tree = parse_xml(self.parts[name], name)
            for element in tree.iter(w("t")):
                if _FOOTER_MARK in (element.text or ""):
                    element.text = (element.text or "").replace(_FOOTER_MARK, line)
                    after = element.getparent().itersiblings()  # type: ignore[union-attr]
                    tabbed = any(run.find(w("tab")) is not None for run in after)
                    if tabbed and len(line) > self.width // _FOOTER_LETTER - _PAGE_LETTERS:
                        element.addnext(etree.Element(w("br")))
            self.parts[name] = serialised(tree)

    def turn(self) -> None:
        """Lay the page on its side."""
        size = self._section("pgSz")
        wide, high = size.get(w("h"), "16838"), size.get(w("w"), "11906")
        if whole(wide) > whole(high):
            size.set(w("w"), wide)
            size.set(w("h"), high)
            size.set(w("orient"), "landscape")
            self._move_footer_tabs()

    def set_language(self, language: str) -> None:
        """Name the language of all text."""
        for element in self.styles.iterfind(f"{w('docDefaults')}//{w('lang')}"):
            element.set(w("val"), language)

    def finished(self, body: str) -> dict[str, bytes]:
        """Give all parts, the body being the XML between ``<w:body>`` and its last section's properties."""
        self.parts[self.main] = self._with_body(body)
        self.parts[self._styles_part] = serialised(self.styles)
        self.parts[self._numbering_part] = serialised(self.numbering)
        self.parts[_links_name(self.main)] = serialised(self._links)
        self.parts["[Content_Types].xml"] = serialised(self._tidy_types())
        return self.parts

    def _with_body(self, body: str) -> bytes:
        """Give the main part with this body, put in as text: lxml moves a table in the square of its rows."""
        holder = self.document.find(w("body"))
        if holder is None:
            raise BadInput("docx_no_text")
        section = self._section("pgSz").getparent()
        for child in list(holder):
            holder.remove(child)
        named = holder.nsmap.get("w") == W and holder.nsmap.get("r") == R
        if named:
            holder.append(etree.Comment(_BODY_HERE))
        else:  # a letterhead that calls them otherwise
            holder.extend(list(parse_fragment(body)))
        if section is not None:
            holder.append(section)
        main = serialised(self.document)
        return main.replace(f"<!--{_BODY_HERE}-->".encode(), body.encode(), 1) if named else main

    def _section(self, tag: str) -> etree._Element:
        body = self.document.find(w("body"))
        if body is None:
            raise BadInput("docx_no_text")
        section = body.find(w("sectPr"))
        if section is None:
            section = etree.SubElement(body, w("sectPr"))
        found = section.find(w(tag))
        if found is None:
            found = copy.deepcopy(next(_own_tree("word/document.xml").iter(w(tag))))
            place = 0 if tag == "pgSz" else 1
            references = len(
                [child for child in section if child.tag in (w("headerReference"), w("footerReference"))]
            )
            section.insert(references + place, found)
        return found

    def _move_footer_tabs(self) -> None:
        style = self.styles.find(f"{w('style')}[@{w('styleId')}='{self.own_styles.get('footer', '')}']")
        for tab in [] if style is None else style.iter(w("tab")):
            if tab.get(w("val")) == "right":
                tab.set(w("pos"), str(self.width))

    def _links_of(self, package: Package) -> etree._Element:
        name = _links_name(self.main)
        links = package.xml(name) if name in package else etree.Element(f"{{{PACKAGE_RELS}}}Relationships")
        for link in list(links):
            if link.get("Type", "").rpartition("/")[2] in _LINKS_LEFT_OUT:
                links.remove(link)
        return links

    def _part_of(self, package: Package, kind: str) -> str:
        found = package.related(self.main, kind)
        if found:
            return found[0]
        name = f"{self.folder}/{kind}.xml".lstrip("/")
        self.link(kind, f"{kind}.xml")
        self.declare(name, f"{MIME_WORD}.{kind}+xml")
        return name

    def _tree(self, part: str, root: str) -> etree._Element:
        if part in self.parts:
            return parse_xml(self.parts[part], part)
        return etree.Element(w(root), nsmap={"w": W})

    def _free_style_id(self, wanted: str) -> str:
        taken = {element.get(w("styleId")) for element in self.styles.iter(w("style"))}
        return wanted if wanted not in taken else f"{wanted}Dgs"

    def _rename_parents(self, element: etree._Element) -> None:
        names = {style.get(w("styleId"), ""): _name_of(style) for style in _own_styles().values()}
        for tag in ("basedOn", "next"):
            link = element.find(w(tag))
            if link is not None:
                name = names.get(link.get(w("val"), ""), "").casefold()
                link.set(w("val"), self.own_styles.get(name, link.get(w("val"), "")))

    def _tidy_types(self) -> etree._Element:
        """Drop what is left out; a template becomes a document."""
        for element in list(self.types):
            name = element.get("PartName", "").lstrip("/")
            if name and name not in self.parts:
                self.types.remove(element)
            kind = element.get("ContentType", "")
            element.set("ContentType", kind.replace("template.main+xml", "document.main+xml"))
        return self.types


def base_state(data: bytes) -> BaseState:
    """Tell what a letterhead file has and lacks; raises ``BadInput`` when it is no document."""
    base = Base(data)
    return BaseState(tuple(missing_in(base.styles)), base.has_footer_line())


def open_base(letterhead: bytes | None = None) -> Base:
    """Open a letterhead file, or our own base file. Raises ``BadInput``."""
    return Base(_own_bytes() if letterhead is None else letterhead)


def missing_in(styles: etree._Element) -> list[str]:
    """List the needed styles that a styles part lacks."""
    known = _ids_by_name(styles)
    return [name for name in NEEDED_STYLES if name.casefold() not in known]


def serialised(tree: etree._Element) -> bytes:
    """Give a part's bytes."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def parse_fragment(body: str) -> etree._Element:
    """Parse the XML that our writer made; its prefixes are declared here."""
    return etree.fromstring(f"<w:body xmlns:w={attribute(W)} xmlns:r={attribute(R)}>{body}</w:body>".encode())


def blank_part(body: str) -> bytes:
    """Give the bytes of a small part written by hand."""
    return (DECLARATION + body).encode()


def _links_name(main: str) -> str:
    folder, _, base = main.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _name_of(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "")


def _ids_by_name(styles: etree._Element) -> dict[str, str]:
    return {_name_of(style).casefold(): style.get(w("styleId"), "") for style in styles.iter(w("style"))}


@cache
def _own_bytes() -> bytes:
    return shipped("base.docx").read_bytes()


@cache
def _own_tree(part: str) -> etree._Element:
    return open_package(_own_bytes()).xml(part)


@cache
def _own_styles() -> dict[str, etree._Element]:
    return {_name_of(style).casefold(): style for style in _own_tree("word/styles.xml").iter(w("style"))}
