"""Copies as the program writes them, packed, and laid out plain for what a test does to them."""

from __future__ import annotations

import gzip
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.storage.fingerprint import fingerprint_of, write_fingerprint


def plain_copy(desk: Desk, folder: Path) -> Path:
    """Return a copy of the network in a folder, unpacked under its own name."""
    return unpacked(Path(desk.keeper.copy_to(str(folder)).file))


def unpacked(packed: Path) -> Path:
    """Unpack a backup where it lies, in its place."""
    plain = packed.with_suffix("")
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    fingerprint_of(packed).unlink()
    packed.unlink()
    write_fingerprint(plain)
    return plain


def flip_a_bit(database: Path, made_by: bytes, word: bytes) -> bytes:
    """Turn the case of a word's second letter where a closed file says how something is made.

    ``made_by`` is the beginning of what it says. Return the whole file.
    """
    content = bytearray(database.read_bytes())
    at = content.index(word, content.index(made_by)) + 1
    content[at] ^= 0x20
    database.write_bytes(content)
    return bytes(content)
