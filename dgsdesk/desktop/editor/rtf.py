"""Rich text of older programs (RTF) as simple HTML, which `paste.from_html` then cleans.

Reads what a paragraph is (heading, item of a list, cell of a table) and bold, italic, underline and links;
pictures, objects, fields, styles and everything hidden are left out.
Source: Microsoft, « Rich Text Format (RTF) Specification », version 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<count>-?\d{1,9})? ?|\\'(?P<byte>[0-9a-f]{2})|\\(?P<sign>[^a-z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = """
fonttbl colortbl stylesheet info pict nonshppict object header headerl headerr headerf footer footerl footerr
footerf footnote annotation atnid atnauthor listtable listoverridetable themedata datastore filetbl revtbl
rsidtbl xmlnstbl generator
"""
_LEFT_OUT = frozenset(_ASIDE.split())
_LETTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "emspace": "\u2003",
    "enspace": "\u2002", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_LINK = re.compile(r'HYPERLINK\s*"?([^"\s]+)')
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


@dataclass(frozen=True)
class _Group:
    """What an open group lends to its letters; ``kind``: text, the mark of an item, a field, or left out."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    hidden: bool = False
    kind: str = "text"
    link: str = ""
    after_unicode: int = 1


class _Reader:
    """Collects paragraphs and tables as HTML."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self._groups: list[_Group] = [_Group()]
        self._paragraph: list[str] = []
        self._mark = ""
        self._address = ""
        self._level = 0
        self._heading = 0
        self._in_table = False
        self._row: list[str] = []
        self._cell: list[str] = []
        self._bytes = bytearray()
        self._code_page = "cp1252"
        self._skipped = 0
        self._half = 0
        self._acts: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self._end_paragraph(),
            "pard": lambda _: self._begin_paragraph(),
            "cell": lambda _: self._end_cell(),
            "row": lambda _: self._end_row(),
            "nestcell": lambda _: self._end_paragraph(),
            "sect": lambda _: self._end_paragraph(),
            "intbl": lambda _: self._enter_table(),
            "plain": lambda _: self._change(bold=False, italic=False, underline=False, hidden=False),
            "b": lambda count: self._change(bold=count != 0),
            "i": lambda count: self._change(italic=count != 0),
            "ul": lambda count: self._change(underline=count != 0),
            "ulnone": lambda _: self._change(underline=False),
            "v": lambda count: self._change(hidden=count != 0),
            "deleted": lambda count: self._change(hidden=count != 0),
            "uc": lambda count: self._change(after_unicode=count or 0),
            "u": lambda count: self._unicode(count or 0),
            "ansicpg": lambda count: self._read_by(count or 1252),
            "ilvl": lambda count: setattr(self, "_level", count or 0),
            "outlinelevel": lambda count: setattr(self, "_heading", (count or 0) + 1),
            "listtext": lambda _: self._change(kind="mark"),
            "pntext": lambda _: self._change(kind="mark"),
            "fldinst": lambda _: self._change(kind="field"),
            "fldrslt": lambda _: self._enter_link(),
        }

    def read(self, rtf: str) -> str:
        for token in _TOKEN.finditer(rtf):
            if token["byte"]:
                self._take_byte(int(token["byte"], 16))
                continue
            self._flush()
            if token["brace"]:
                self._open() if token["brace"] == "{" else self._close()
            elif token["word"]:
                self._obey(token["word"].lower(), None if token["count"] is None else int(token["count"]))
            elif token["sign"]:
                self._obey_sign(token["sign"])
            elif token["text"]:
                self._add(self._without_skipped(token["text"]))
        self._flush()
        self._end_row()
        self._end_paragraph()
        return "".join(self.html)

    # -- words of control ------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._groups.append(self._groups[-1])

    def _close(self) -> None:
        if len(self._groups) > 1:
            self._groups.pop()
        self._skipped = 0

    def _enter_link(self) -> None:
        found, self._address = _LINK.search(self._address), ""
        self._change(link=found[1] if found else "")

    def _obey(self, word: str, count: int | None) -> None:
        if word in _LETTERS:
            self._add(_LETTERS[word])
        elif word in self._acts and self._groups[-1].kind != "out":
            self._acts[word](count)
        elif word in _LEFT_OUT:
            self._change(kind="out")

    def _obey_sign(self, sign: str) -> None:
        if sign == "*" and self._groups[-1].kind == "text":
            self._change(kind="out?")
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._add(_SIGNS[sign])

    def _change(self, **changes: object) -> None:
        self._groups[-1] = replace(self._groups[-1], **changes)  # type: ignore[arg-type]

    # -- letters ---------------------------------------------------------------------------------------------

    def _read_by(self, number: int) -> None:
        try:
            b"".decode(f"cp{number}")
        except LookupError:
            return
        self._code_page = f"cp{number}"

    def _take_byte(self, byte: int) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            letters, self._bytes = self._bytes.decode(self._code_page, "replace"), bytearray()
            self._add(letters)

    def _unicode(self, number: int) -> None:
        """Take a letter by its number, in two halves beyond the first 65,536, and skip what stands for it."""
        number %= 0x10000
        self._skipped = self._groups[-1].after_unicode
        if number in _HIGH:
            self._half = number
        elif number in _LOW:
            self._add(chr(0x10000 + (self._half - 0xD800) * 0x400 + number - 0xDC00) if self._half else "")
            self._half = 0
        else:
            self._add(chr(number))

    def _without_skipped(self, text: str) -> str:
        left = text[self._skipped :]
        self._skipped = max(0, self._skipped - len(text))
        return left

    def _add(self, text: str) -> None:
        group = self._groups[-1]
        if group.kind == "mark":
            self._mark += text
        elif group.kind == "field":
            self._address += text
        elif group.kind == "text" and not group.hidden and text:
            self._paragraph.append(self._dressed(text, group))

    def _dressed(self, text: str, group: _Group) -> str:
        html = escape(text).replace("\n", "<br>")
        for tag, is_on in (("b", group.bold), ("i", group.italic), ("u", group.underline)):
            html = f"<{tag}>{html}</{tag}>" if is_on else html
        return f'<a href="{escape(group.link)}">{html}</a>' if group.link else html

    # -- paragraphs and tables -------------------------------------------------------------------------------

    def _begin_paragraph(self) -> None:
        if self._groups[-1].kind != "mark":
            self._level, self._heading, self._in_table = 0, 0, False

    def _end_paragraph(self) -> None:
        text, self._paragraph = "".join(self._paragraph), []
        mark, self._mark = self._mark.strip(), ""
        if not text:
            return
        if mark and not self._heading:
            level = f"mso-list:l0 level{self._level + 1}"
            text = f'<p style="{level}"><span style="mso-list:Ignore">{escape(mark)}</span>{text}</p>'
        else:
            tag = f"h{self._heading}" if 0 < self._heading <= 6 else "p"
            text = f"<{tag}>{text}</{tag}>"
        (self._cell if self._in_table else self.html).append(text)

    def _enter_table(self) -> None:
        self._in_table = True

    def _end_cell(self) -> None:
        self._in_table = True
        self._end_paragraph()
        self._row.append(f"<td>{''.join(self._cell)}</td>")
        self._cell = []

    def _end_row(self) -> None:
        if not self._row:
            return
        row, self._row = f"<tr>{''.join(self._row)}</tr></table>", []
        if self.html and self.html[-1].endswith("</tr></table>"):
            self.html[-1] = self.html[-1].removesuffix("</table>") + row
        else:
            self.html.append(f"<table>{row}")


def rtf_as_html(rtf: bytes) -> str:
    """Return what a piece of RTF says, as simple HTML; empty when it is none."""
    text = rtf.decode("latin-1").rstrip("\0")
    return _Reader().read(text) if text.lstrip().startswith("{\\rtf") else ""
