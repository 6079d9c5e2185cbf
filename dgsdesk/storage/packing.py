"""Backups kept small: packed by gzip beside the plain file, read again, and only then in its place.

Level 1 packs twenty years (459 MB) to a quarter in three seconds, level 6 to a fifth in ten. What is packed
is a usual ``.gz`` file, so that any archiver opens it. At every instant one whole backup bears its name.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dgsdesk.storage.fingerprint import agrees, fingerprint_of, known_fingerprint, write_fingerprint
from dgsdesk.storage.lacking import note_lacking
from dgsdesk.storage.place import SUFFIX
from dgsdesk.whole_file import fill_whole, flushing, sync_open

if TYPE_CHECKING:
    from dgsdesk.application.pace import Pace

PACKED = ".gz"
"""What the name of a packed backup ends in, after the database's own ending."""

_LEVEL = 1
_GZIP = 31
_AT_ONCE = 1 << 20
_HONEST = 1 << 30
_LARGE = 50_000_000
"""Bytes above which packing takes longer than somebody waits who closes the program."""
_MOST_TIMES = 200


def is_packed(path: Path) -> bool:
    """Tell whether a backup is packed, by its name."""
    return path.name.endswith(SUFFIX + PACKED)


def pack(plain: Path, target: Path | None = None, pace: Pace | None = None) -> Path:
    """Pack a backup under its name with « .gz », verified; the plain one stays. Return the packed file.

    Raises OSError, also where what was written cannot be read back to the letter, and RuleBroken("given_up").
    """
    packed = (target or plain.parent) / f"{plain.name}{PACKED}"
    fingerprint_of(packed).unlink(missing_ok=True)
    digest = hashlib.sha256()

    def fill(file: BinaryIO) -> None:
        squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        size, flush = plain.stat().st_size, flushing(partial(sync_open, file))
        with plain.open("rb") as source:
            while piece := source.read(_AT_ONCE):
                digest.update(piece)
                flush(file.write(squeeze.compress(piece)))
                if pace is not None:
                    pace.step(source.tell(), size)
        file.write(squeeze.flush())

    fill_whole(packed, fill)
    if _content_digest(packed) != digest.hexdigest() or known_fingerprint(plain) != digest.hexdigest():
        packed.unlink(missing_ok=True)
        raise OSError(f"{packed} cannot be read back")
    write_fingerprint(packed)
    return packed


def pack_all(folder: Path, pace: Pace) -> None:
    """Pack the plain backups of a folder and take their place; what its fingerprint contradicts stays.

    Raises OSError, and RuleBroken("given_up") before or within a large one; then it is still there, plain.
    """
    for plain in sorted(folder.glob(f"*{SUFFIX}")):
        packed = plain.with_name(f"{plain.name}{PACKED}")
        stopping = pace if plain.stat().st_size > _LARGE else None
        if stopping is not None:
            stopping.step(0, 1)
        if not agrees(packed) and agrees(plain):
            with suppress(sqlite3.Error):  # one of before an upgrade may know other tables
                note_lacking(plain, folder)
            pack(plain, pace=stopping)
        if agrees(packed):
            plain.unlink()
            fingerprint_of(plain).unlink(missing_ok=True)


def unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give the content of a packed backup; raises ValueError for what is cut, altered or far too large."""
    stretch, taken, given = zlib.decompressobj(_GZIP), 0, 0
    try:
        for piece in pieces:
            taken += len(piece)
            while piece:
                content = stretch.decompress(piece, _AT_ONCE)
                piece = stretch.unconsumed_tail
                given += len(content)
                if given > max(_HONEST, taken * _MOST_TIMES):
                    raise ValueError("far larger than a network packs to")
                yield content
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not stretch.eof or stretch.unused_data:
        raise ValueError("cut or followed by something else")


def _content_digest(packed: Path) -> str:
    digest = hashlib.sha256()
    with packed.open("rb") as file:
        try:
            for content in unpacked(iter(lambda: file.read(_AT_ONCE), b"")):
                digest.update(content)
        except ValueError:
            return ""
    return digest.hexdigest()
