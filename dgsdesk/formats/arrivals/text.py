"""Bytes that are text: the encoding is detected and said, never silently replaced."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


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
