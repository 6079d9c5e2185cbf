"""Bytes that are text: the encoding is detected and said, never silently replaced."""

from __future__ import annotations

_MAC_LETTERS = b"\x83\x88\x8d\x8e\x8f\x90\x9d"
"""É à ç é è ê ù as older Macintosh programs write them: in Windows’ table no letter of French."""

_WINDOWS_LETTERS = bytes(range(0xE0, 0xFD))
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text and the encoding that it was read in.

    A mark at the start decides, then what was declared, then UTF-8, then Windows-1252 (with the five bytes
    that it leaves undefined read as Latin-1, so that nothing is lost), or what a Macintosh saves as .csv when
    its accents outnumber those of Windows.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    for encoding in (declared, "utf-8", "mac_roman" if _is_macintosh(content) else "cp1252"):
        try:
            if encoding:
                return content.decode(encoding), encoding.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1"), "latin-1"


def _is_macintosh(content: bytes) -> bool:
    def count(letters: bytes) -> int:
        return sum(content.count(letter) for letter in letters)

    return count(_MAC_LETTERS) > count(_WINDOWS_LETTERS)
