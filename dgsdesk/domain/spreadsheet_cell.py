"""Cells of tables that leave: a spreadsheet must never take one for a formula, and we read it back whole.

A cell that begins like a formula is told to be text by a quote before it, as OWASP advises against « CSV
injection »; reading takes that quote off again. A cell that holds such a quote already gets another one.
"""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r\x00"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def defused(text: str) -> str:
    """Return the cell as it may be written."""
    harmful = (text[:1] in _STARTS and text[:1] != "") or _is_quoted(text)
    return _UNWRITABLE.sub("", f"'{text}" if harmful else text)


def read_back(text: str) -> str:
    """Return what a cell said before it was defused; other cells as they are."""
    return text[1:] if _is_quoted(text) else text


def _is_quoted(text: str) -> bool:
    bare = text.lstrip("'")
    return bare != text and bare[:1] != "" and bare[:1] in _STARTS
