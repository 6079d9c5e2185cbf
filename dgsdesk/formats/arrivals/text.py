"""Bytes that are text: the encoding is detected and said, never silently replaced."""

from __future__ import annotations

import re
import unicodedata

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*]')
_LONGEST_NAME = 120


def decoded(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text and the encoding that it was read in.

    A mark at the start decides, then what was declared, then UTF-8, then Windows-1252 (with the five bytes
    that it leaves undefined read as Latin-1, so that nothing is lost).
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    for encoding in (declared, "utf-8", "cp1252"):
        try:
            if encoding:
                return content.decode(encoding), encoding.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1"), "latin-1"


def safe_name(name: str, fallback: str) -> str:
    """Return a name to show and to keep: no folder, no control character, at most 120 characters."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _UNSAFE_NAME.sub("", last).strip(" .")
    if len(clean) > _LONGEST_NAME:
        stem, dot, extension = clean.rpartition(".")
        clean = f"{stem[: _LONGEST_NAME - 12]}{dot}{extension[:10]}" if dot else clean[:_LONGEST_NAME]
    return clean or fallback
