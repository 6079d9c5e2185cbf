"""What kind a picture is and how large, from its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

TALLEST_MM, TALLEST_ACROSS_MM = 230.0, 140.0
"""How high a picture may be on a page, upright and across, so that it stands on one with its caption."""


@dataclass(frozen=True)
class Picture:
    """A picture's kind (``png`` or ``jpeg``) and size in pixels."""

    kind: str
    width: int
    height: int


def said_of(alt: str, name: str) -> str:
    """Give what is said instead of a picture: its alternative text, else that it is one, and its name."""
    return alt or (f"Image\u00a0: {name}" if name else "Image")


def alt_of(said: str, name: str) -> str:
    """Give the alternative text again of what is said; empty when nobody wrote one."""
    return "" if said == said_of("", name) else said


def picture_of(data: bytes) -> Picture | None:
    """Read the head of a PNG or JPEG picture; ``None`` for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return Picture("png", width, height) if width and height else None
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    return None


def _jpeg(data: bytes) -> Picture | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return Picture("jpeg", width, height) if width and height else None
        place += 2 + length
    return None
