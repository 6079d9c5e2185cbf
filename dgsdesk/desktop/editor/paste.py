"""What is pasted, cleaned: paragraphs, lists, bold, italic, underline; nothing else, nothing from outside.

Reads the HTML that Word, Outlook, LibreOffice and browsers put on the clipboard. No address in it is ever
followed; pictures, styles, scripts and comments are dropped, the rows of tables become lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from dgsdesk.domain.richtext import (
    LIST_LEVELS,
    Block,
    ListItem,
    Paragraph,
    RichText,
    Run,
    merged_runs,
    normalised,
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
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC = frozenset({"i", "em", "cite"})
_UNDERLINED = frozenset({"u", "ins"})
_SPACES = re.compile("[ \t\n\r\f]+")
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


class _Reader(HTMLParser):
    """Collects blocks while the elements open and close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[_State] = [_State("")]
        self._runs: list[Run] = []
        self._item: tuple[int, bool] | None = None
        self._word_mark = ""

    # -- elements ------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = next((value or "" for name, value in attrs if name == "style"), "").lower().replace(" ", "")
        if tag == "br":
            self._add("\n")
        elif tag in ("td", "th") and self._runs:
            self._add("\t")
        if tag in _BREAKS:
            self._end_block()
        if tag in _VOID:
            return
        self._open.append(self._state(tag, style))
        if tag == "li":
            self._item = (max(self._open[-1].level, 0), self._open[-1].ordered)
        elif tag == "p" and "mso-list:" in style:
            found = re.search(r"level(\d)", style)
            self._item = (int(found[1]) - 1 if found else 0, False)

    def _state(self, tag: str, style: str) -> _State:
        state = replace(self._open[-1], tag=tag)
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
            self._runs.append(Run(text, state.bold, state.italic, state.underline))

    def _end_block(self) -> None:
        runs = _stripped(merged_runs(self._runs))
        mark, self._word_mark = self._word_mark.strip(), ""
        self._runs = []
        if not runs:
            return
        item, self._item = self._item, None
        if item is None:
            self.blocks.append(Paragraph(runs))
        else:
            level, ordered = item
            written_out = bool(re.match(r"\w{1,4}[.)]", mark))
            self.blocks.append(ListItem(runs, min(level, LIST_LEVELS - 1), ordered or written_out))

    def close(self) -> None:
        """End the last block."""
        super().close()
        self._end_block()


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
