"""What is pasted, cleaned: paragraphs, headings, lists, tables, links, bold, italic, underline; nothing else.

Reads the HTML that Word, Outlook, LibreOffice and browsers put on the clipboard. No address in it is ever
followed; styles, scripts and comments are dropped, pictures are told apart (`pictures_in`). A table that only
lays a page out (one column, or others inside of it) gives its contents.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from dgsdesk.domain.linking import link_address
from dgsdesk.domain.richtext import (
    LIST_LEVELS,
    Block,
    Cell,
    Heading,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    merged_runs,
    normalised,
    text_of,
)

_SKIPPED = frozenset(
    {"head", "style", "script", "title", "xml", "svg", "object", "noscript", "template", "select", "textarea"}
)
_BREAKS = frozenset(
    {
        "p", "div", "li", "ul", "ol", "tr", "table", "section", "article", "header", "footer", "blockquote",
        "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dl", "dt", "dd", "figure", "figcaption", "address", "hr",
    }
)  # fmt: skip
_VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "base", "source", "area"})
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_WIDEST = 60
_ITALIC = frozenset({"i", "em", "cite"})
_UNDERLINED = frozenset({"u", "ins"})
_SPACES = re.compile("[ \t\n\r\f]+")
_WRITTEN_BULLET = re.compile("^(?:[·•▪‣◦§o–-]|(\\w{1,3}[.)]))[ \u00a0]*\u00a0[ \u00a0]*(?=\\S)")
"""A bullet or a number that a mail program wrote out as letters, with its run of hard blanks."""

_INDENT_PT = 36
_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?(?:data:image/[\w.+-]+;base64,([\w+/=\s]+))", re.IGNORECASE)
_SPECK = re.compile(r"\b(?:width|height)\s*=\s*[\"']?[0-2]\b(?!\.)", re.IGNORECASE)
"""A picture that nobody sees, by which mail is watched."""

_GLUED_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?(?=[A-ZÀ-Ý][a-zà-ÿ’'])")
_BULLET = re.compile(r"^[•◦▪‣·\-–*]\s+(?=\S)")


@dataclass(frozen=True)
class _State:
    """What an open element lends to the letters inside of it."""

    tag: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    skipped: bool = False
    level: int = -1
    ordered: bool = False
    keeps_space: bool = False
    heading: int = 0
    link: str = ""


@dataclass
class _Grid:
    """A table under reading: its rows of cells (blocks, columns), and where its contents go."""

    parent: list[Block]
    rows: list[list[tuple[list[Block], int]]] = field(default_factory=list)
    headers: int = 0
    lays_out: bool = False

    def blocks(self) -> list[Block]:
        """Return the table, or what it holds when it only lays a page out."""
        rows = [row for row in self.rows if row]
        if self.lays_out or max((len(row) for row in rows), default=0) < 2:
            return [block for row in rows for blocks, _ in row for block in blocks]
        cells = tuple(tuple(Cell(tuple(blocks), span) for blocks, span in row) for row in rows)
        return [Table(cells, min(self.headers, len(cells)))]


class _Reader(HTMLParser):
    """Collects blocks while the elements open and close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[_State] = [_State("")]
        self._runs: list[Run] = []
        self._item: tuple[int, bool] | None = None
        self._word_mark = ""
        self._left_pt = 0.0
        self._grids: list[_Grid] = []

    # -- elements ------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        style = named.get("style", "").lower().replace(" ", "")
        if tag == "br":
            self._add("\n")
        if tag in _BREAKS or tag in ("td", "th"):
            self._end_block()
        if tag in _VOID:
            return
        self._open.append(self._state(tag, style, named.get("href", "")))
        if not self._open[-1].skipped:
            self._begin_in_table(tag, named.get("colspan", ""))
        if tag in ("p", "div"):
            left = re.search(r"margin(?:-left)?:(?:[^;]*?)([\d.]+)pt(?:;|$)", style)
            self._left_pt = float(left[1]) if left and left[1].count(".") < 2 else 0.0
        if tag == "li":
            self._item = (max(self._open[-1].level, 0), self._open[-1].ordered)
        elif tag == "p" and "mso-list:" in style:
            found = re.search(r"level(\d)", style)
            self._item = (int(found[1]) - 1 if found else 0, False)

    def _begin_in_table(self, tag: str, span: str) -> None:
        if tag == "table":
            self._grids.append(_Grid(self.blocks))
        elif not self._grids:
            return
        elif tag == "tr":
            self._grids[-1].rows.append([])
        elif tag in ("td", "th"):
            grid = self._grids[-1]
            if not grid.rows:
                grid.rows.append([])
            if tag == "th" and not grid.rows[-1] and grid.headers == len(grid.rows) - 1:
                grid.headers += 1
            self.blocks = []
            columns = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
            grid.rows[-1].append((self.blocks, min(max(columns, 1), _WIDEST)))

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th") and self._grids:
            self._end_block()
            self.blocks = self._grids[-1].parent
        elif tag == "table" and self._grids:
            grid = self._grids.pop()
            self.blocks = grid.parent
            self.blocks += grid.blocks()
            if self._grids:
                self._grids[-1].lays_out = True

    def _state(self, tag: str, style: str, address: str) -> _State:
        state = replace(self._open[-1], tag=tag)
        if tag in _HEADINGS:
            state = replace(state, heading=_HEADINGS[tag])
        elif tag == "a":
            state = replace(state, link=link_address(address) if ":" in address else "")
        state = replace(
            state,
            bold=_styled(style, "font-weight", _heavy, state.bold or tag in _BOLD),
            italic=_styled(
                style, "font-style", lambda v: v in ("italic", "oblique"), state.italic or tag in _ITALIC
            ),
            underline=state.underline or tag in _UNDERLINED or _underlines(style),
            skipped=state.skipped or tag in _SKIPPED or "display:none" in style or "mso-hide:all" in style,
            keeps_space=state.keeps_space or tag == "pre" or "white-space:pre" in style,
        )
        if tag in ("ul", "ol"):
            return replace(state, level=min(state.level + 1, LIST_LEVELS - 1), ordered=tag == "ol")
        if "mso-list:ignore" in style:  # the bullet that Word writes out
            return replace(state, tag=tag, skipped=True, level=-2)
        return state

    def handle_endtag(self, tag: str) -> None:
        if not any(state.tag == tag for state in self._open[1:]):
            return
        if tag in _BREAKS:
            self._end_block()
        if not self._open[-1].skipped:
            self._end_in_table(tag)
        while self._open[-1].tag != tag:
            self._open.pop()
        self._open.pop()

    # -- letters -------------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        state = self._open[-1]
        if state.skipped:
            if state.level == -2:
                self._word_mark += data
            return
        if state.keeps_space:
            self._add(data.replace("\r\n", "\n"))
            return
        text = _SPACES.sub(" ", data)
        if text.startswith(" ") and (not self._runs or self._runs[-1].text.endswith((" ", "\n", "\t"))):
            text = text[1:]
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        state = self._open[-1]
        if not state.skipped:
            self._runs.append(
                Run(text, state.bold, state.italic, state.underline and not state.link, state.link)
            )

    def _end_block(self) -> None:
        runs = _stripped(merged_runs(self._runs))
        mark, self._word_mark = self._word_mark.strip(), ""
        self._runs = []
        if not runs:
            return
        item, self._item = self._item, None
        heading = self._open[-1].heading
        written = _WRITTEN_BULLET.match(text_of(runs)) if item is None else None
        if heading:
            self.blocks.append(Heading(_number_apart(runs), heading))
        elif written is not None:
            level = max(0, min(round(self._left_pt / _INDENT_PT) - 1, LIST_LEVELS - 1))
            self.blocks.append(ListItem(_without(runs, written.end()), level, bool(written[1])))
        elif item is None:
            self.blocks.append(Paragraph(runs))
        else:
            level, ordered = item
            written_out = bool(re.match(r"\w{1,4}[.)]", mark))
            self.blocks.append(ListItem(runs, min(level, LIST_LEVELS - 1), ordered or written_out))

    def close(self) -> None:
        """End the last block."""
        super().close()
        self._end_block()
        while self._grids:
            self._end_in_table("table")


def _number_apart(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Part a heading from the number that LibreOffice writes right before it (« 1.1Voirie »)."""
    glued = _GLUED_NUMBER.match(runs[0].text)
    if glued is None:
        return runs
    first = runs[0]
    return (first.saying(f"{glued[0]} {first.text[glued.end() :]}"), *runs[1:])


def _without(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    """Drop so many letters at the start."""
    kept: list[Run] = []
    for run in runs:
        kept.append(run.saying(run.text[count:]))
        count = max(0, count - len(run.text))
    return merged_runs(kept)


def _styled(style: str, name: str, test: Callable[[str], bool], default: bool) -> bool:
    found = re.search(rf"(?:^|;){name}:([^;]+)", style)
    return test(found[1]) if found else default


def _heavy(value: str) -> bool:
    return value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600)


def _underlines(style: str) -> bool:
    return bool(re.search(r"text-(?:underline|decoration(?:-line)?):[^;]*(?:underline|single)", style))


def _stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Drop blanks and line breaks at both ends."""
    parts = list(runs)
    while parts and not parts[0].text.strip(" \n\t\u00a0"):
        parts.pop(0)
    while parts and not parts[-1].text.strip(" \n\t\u00a0"):
        parts.pop()
    if parts:
        parts[0] = replace(parts[0], text=parts[0].text.lstrip(" \n\t\u00a0"))
        parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip(" \n\t\u00a0"))
    return merged_runs(parts)


def from_html(html: str) -> RichText:
    """Return what a piece of HTML says, cleaned."""
    body = re.search("<!--StartFragment-->(.*)<!--EndFragment-->", html, re.DOTALL)
    reader = _Reader()
    reader.feed(body[1] if body else html)
    reader.close()
    return normalised(RichText(tuple(reader.blocks)))


def pictures_in(html: str) -> tuple[list[bytes], int]:
    """Return the pictures that a piece of HTML carries itself, and how many it only points to."""
    carried: list[bytes] = []
    pointed = 0
    for picture in _PICTURE.finditer(html):
        source = _SOURCE.search(picture[0])
        if source is None:
            pointed += _SPECK.search(picture[0]) is None
            continue
        try:
            carried.append(b64decode(source[1]))
        except binascii.Error:
            pointed += 1
    return carried, pointed


def from_plain(text: str, *, lists: bool = True) -> RichText:
    """Return lines as paragraphs, those with a dash or a bullet as items of a list; blank lines part them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    if len(lines) == 1:
        return normalised(RichText((Paragraph((Run(lines[0]),)),))) if lines[0] else RichText()
    kept = [line for line in lines if line.strip()]
    return normalised(
        RichText(tuple(_line(line) if lists else Paragraph((Run(line.rstrip()),)) for line in kept))
    )


def _line(line: str) -> Block:
    bare = line.strip()
    marked = _BULLET.match(bare)
    if marked:
        return ListItem((Run(bare[marked.end() :]),))
    return Paragraph((Run(line.rstrip()),))
