"""What styles and lists of a foreign document mean: headings, roles, numbering, bold by style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import HEADING_LEVELS, LIST_LEVELS
from dgsdesk.formats.docx.names import LINK_STYLE, ROLE_STYLES, SEPARATOR_STYLE, w

_ROLES = {style.casefold(): role for role, style in ROLE_STYLES.items()} | {"intense quote": "quote"}
_OFF = {"0", "false", "off", "none"}
_PLAIN_NUMBERS = {"bullet", "none"}
_MOST_PARENTS, _MOST_STYLES = 20, 5_000
MARKS = ("b", "i", "u")


def whole(value: str | None, default: int = 0) -> int:
    """Read a whole number that anybody may have written."""
    try:
        return int(value or "")
    except ValueError:
        return default


def is_on(element: etree._Element | None) -> bool | None:
    """Read a property that may be switched on, off or left to the style (``None``)."""
    if element is None:
        return None
    return (element.get(w("val")) or "1").casefold() not in _OFF


@dataclass(frozen=True)
class ParagraphLook:
    """What a paragraph style says: heading level (0: none), role, list (number, level), separator."""

    heading: int = 0
    role: str = ""
    list_number: str = ""
    list_level: int = 0
    separator: bool = False


@dataclass
class Looks:
    """The styles and lists of one document."""

    styles: etree._Element | None
    numbering: etree._Element | None
    _paragraphs: dict[str, ParagraphLook] = field(default_factory=dict)
    _characters: dict[str, dict[str, bool]] = field(default_factory=dict)
    _shapes: dict[str, dict[int, str]] = field(default_factory=dict)

    def paragraph(self, style: str) -> ParagraphLook:
        """Say what a paragraph style means, its parents included. Raises ``BadInput`` for thousands."""
        if style not in self._paragraphs:
            if len(self._paragraphs) > _MOST_STYLES:
                raise BadInput("docx_too_many_nodes", "styles")
            self._paragraphs[style] = self._paragraph_look(style)
        return self._paragraphs[style]

    def marks(self, style: str) -> dict[str, bool]:
        """Say which of bold, italic, underline a character style sets; a link's underline is no mark."""
        if style not in self._characters:
            self._characters[style] = self._character_look(style)
        return self._characters[style]

    def is_ordered(self, number: str, level: int) -> bool:
        """Tell whether a list's level is numbered."""
        shapes = self._shapes_of(number)
        return shapes.get(level, "bullet") not in _PLAIN_NUMBERS

    def has_list(self, number: str) -> bool:
        """Tell whether the number names a list."""
        return number not in ("", "0")

    @cached_property
    def _by_id(self) -> dict[str, etree._Element]:
        if self.styles is None:
            return {}
        return {element.get(w("styleId"), ""): element for element in self.styles.iter(w("style"))}

    def _family(self, style: str) -> Iterator[etree._Element]:
        """Visit a style and its parents, each once."""
        seen: set[str] = set()
        while style in self._by_id and style not in seen and len(seen) < _MOST_PARENTS:
            seen.add(style)
            element = self._by_id[style]
            yield element
            parent = element.find(w("basedOn"))
            style = "" if parent is None else parent.get(w("val"), "")

    def _paragraph_look(self, style: str) -> ParagraphLook:
        family = list(self._family(style))
        names = [_name(element) for element in family] or [style.casefold()]
        heading = next(filter(None, map(_heading_level, names)), 0) or _outline_level(family)
        number, level = _style_list(family)
        role = next((_ROLES[name] for name in names if name in _ROLES), "")
        return ParagraphLook(heading, role, number, level, SEPARATOR_STYLE.casefold() in names[:1])

    def _character_look(self, style: str) -> dict[str, bool]:
        marks: dict[str, bool] = {}
        for element in self._family(style):
            if _name(element) == LINK_STYLE.casefold():
                marks.setdefault("u", False)
            for mark in MARKS:
                value = is_on(element.find(f"{w('rPr')}/{w(mark)}"))
                if value is not None:
                    marks.setdefault(mark, value)
        return marks

    def _shapes_of(self, number: str) -> dict[int, str]:
        """Give the number format of each level of a list."""
        if number not in self._shapes:
            use = self._uses.get(number)
            self._shapes[number] = {} if use is None else self._read_shapes(use)
        return self._shapes[number]

    def _read_shapes(self, use: etree._Element) -> dict[int, str]:
        link = use.find(w("abstractNumId"))
        source = self._abstract.get("" if link is None else link.get(w("val"), ""))
        if source is not None and (other := source.find(w("numStyleLink"))) is not None:
            source = self._linked.get(other.get(w("val"), ""), source)
        levels = [] if source is None else source.findall(w("lvl"))[:LIST_LEVELS]
        shapes = {}
        for level in (*levels, *use.findall(f"{w('lvlOverride')}/{w('lvl')}")[:LIST_LEVELS]):
            shape = level.find(w("numFmt"))
            place = whole(level.get(w("ilvl")))
            shapes[place] = "decimal" if shape is None else shape.get(w("val"), "decimal")
        return shapes

    @cached_property
    def _uses(self) -> dict[str, etree._Element]:
        found = [] if self.numbering is None else self.numbering.findall(w("num"))
        return {number.get(w("numId"), ""): number for number in found}

    @cached_property
    def _abstract(self) -> dict[str, etree._Element]:
        found = [] if self.numbering is None else self.numbering.findall(w("abstractNum"))
        return {element.get(w("abstractNumId"), ""): element for element in found}

    @cached_property
    def _linked(self) -> dict[str, etree._Element]:
        return {
            link.get(w("val"), ""): element
            for element in self._abstract.values()
            if (link := element.find(w("styleLink"))) is not None
        }


def heading_level_of(outline: str | None) -> int:
    """Turn an outline level (0 to 8; 9 is body text) into a heading level, 0 for none."""
    level = whole(outline, 9)
    return level + 1 if 0 <= level < HEADING_LEVELS else 0


def list_level_of(level: int) -> int:
    """Bring a list's level into its bounds."""
    return max(0, min(LIST_LEVELS - 1, level))


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").casefold()


def _heading_level(name: str) -> int:
    """Read ``heading 2``, or ``Heading2`` where a document has no styles."""
    if not name.startswith("heading"):
        return 0
    rest = name.removeprefix("heading").strip()
    return min(int(rest), HEADING_LEVELS) if rest.isascii() and rest.isdigit() and int(rest) else 0


def _outline_level(family: list[etree._Element]) -> int:
    for element in family:
        outline = element.find(f"{w('pPr')}/{w('outlineLvl')}")
        if outline is not None:
            return heading_level_of(outline.get(w("val")))
    return 0


def _style_list(family: list[etree._Element]) -> tuple[str, int]:
    for element in family:
        numbers = element.find(f"{w('pPr')}/{w('numPr')}")
        if numbers is not None:
            number, level = numbers.find(w("numId")), numbers.find(w("ilvl"))
            return (
                "" if number is None else number.get(w("val"), ""),
                0 if level is None else list_level_of(whole(level.get(w("val")))),
            )
    return "", 0
