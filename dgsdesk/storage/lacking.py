"""What a backup lacks: contents that it speaks of and that were gone or rotten when it was made.

Noted beside it by their hashes, since what is packed is not opened to fill a list; where nothing lacks, no
note lies there. A content that has come back among those of the backups lacks no more.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from dgsdesk.storage.address import sqlite_address
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.named_contents import named_contents
from dgsdesk.storage.place import SUFFIX
from dgsdesk.whole_file import write_whole

_NOTE = ".manque"
"""What the name of a note ends in, after that of the backup before it was packed."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def note_of(backup: Path) -> Path:
    """Return where the note of a backup lies, packed or not."""
    stem, ending, _ = backup.name.rpartition(SUFFIX)
    return backup.with_name(f"{stem}{ending}{_NOTE}")


def absent_in(connection: sqlite3.Connection, pieces: Path) -> tuple[str, ...]:
    """Return the hashes of which a copy of the network speaks and that do not lie among its pieces."""
    beside = FolderFiles(pieces)
    return tuple(sorted(one for one in named_contents(connection) if one and not beside.has(one)))


def note_lacking(plain: Path, folder: Path) -> None:
    """Note in the folder of a backup, still plain, what it lacks; raises OSError, sqlite3's errors."""
    note = note_of(folder / plain.name)
    with closing(sqlite3.connect(sqlite_address(plain.absolute()), uri=True)) as connection:
        absent = absent_in(connection, folder / "pieces")
    if absent:
        write_whole(note, "".join(f"{one}\n" for one in absent).encode())
    else:
        note.unlink(missing_ok=True)


def lacking(backup: Path) -> tuple[str, ...]:
    """Return the hashes of what a backup lacks still; a note that cannot be read says nothing."""
    try:
        noted = note_of(backup).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return ()
    pieces = FolderFiles(backup.parent / "pieces")
    return tuple(one for one in noted if _SHA256.fullmatch(one) and not pieces.has(one))
