"""Contents that nothing names any more: what was kept for an act that was given up, or for a past long gone.

A content is needed by whoever names its hash: a row, an act of the journal (undo, redo, what was deleted), a
text with pictures, or a state that a dossier left, which is itself a content. So every text of the database
is looked through before one goes, in bounded steps between acts. What is young stays whatever names it, and
nothing goes while a network that could not be opened is kept beside: it has the same folder.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.storage.failures import translated
from dgsdesk.storage.files import MOVED, FolderFiles
from dgsdesk.storage.kept_states import named_states
from dgsdesk.storage.place import SUFFIX, Place
from dgsdesk.whole_file import sync_folders

LEFT_ALONE = timedelta(days=7)
"""How long a content stays in any case: it may be of an act that is still to come."""

_ROWS_AT_ONCE = 500
_HASH = re.compile(r"[0-9a-f]{64}")
_DERIVED = ("sqlite_", "search_", "trail_", "seal", "alembic_")
_LAST = "journal_change"


class Leftovers:
    """One look through everything, a step at a time; the last step takes away what is left."""

    def __init__(self, connection: sqlite3.Connection, place: Place, now: datetime) -> None:
        self._connection = connection
        self._place = place
        self._before = (now - LEFT_ALONE).timestamp()
        self._waiting = self._candidates()
        (self._newest,) = connection.execute(
            "SELECT coalesce(max(sequence), 0) FROM journal_entry"
        ).fetchone()
        self._texts = self._every_text()

    def step(self) -> bool:
        """Look at the next rows; tell whether there is more to do.

        Outside any transaction, in the thread that acts: what nothing names goes in the last step. Raises
        StorageUnavailable, SQLite's errors.
        """
        if not self._waiting:
            return False
        text = next(self._texts, None)
        if text is None:
            self._finish()
            return False
        self._needed(text)
        return True

    def _candidates(self) -> set[str]:
        """Return the hashes of what is old enough to go."""
        aside = f"{self._place.database.stem}-abime_*{SUFFIX}"
        if any(self._place.database.parent.glob(aside)):
            return set()
        with translated(self._place.files):
            found = self._place.files.glob("??/*")
            return {path.name.removesuffix(MOVED) for path in found if self._is_old(path)}

    def _is_old(self, path: Path) -> bool:
        return not path.name.startswith(".") and path.stat().st_mtime < self._before

    def _every_text(self) -> Iterator[str]:
        """Give the text of all rows by pieces, the journal last: most contents are named before it."""
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [row[0] for row in self._connection.execute(query) if not row[0].startswith(_DERIVED)]
        for name in sorted(names, key=lambda one: (one == _LAST, one)):
            cursor: object = -1
            while rows := self._rows(name, cursor):
                cursor = rows[-1][0]
                yield " ".join(value for row in rows for value in row if isinstance(value, str))

    def _rows(self, table: str, cursor: object) -> list[tuple[object, ...]]:
        query = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_ROWS_AT_ONCE}'
        return self._connection.execute(query, (cursor,)).fetchall()

    def _needed(self, text: str) -> None:
        self._waiting.difference_update(_HASH.findall(text))

    def _finish(self) -> None:
        """Look at what acts wrote meanwhile and at the states of dossiers, then take the rest away."""
        query = "SELECT before, after FROM journal_change WHERE sequence >= ?"
        for row in self._connection.execute(query, (self._newest,)):
            self._needed(" ".join(filter(None, row)))
        self._keep_what_states_name()
        self._keep_what_notes_name()
        with translated(self._place.files):
            gone = [path for sha256 in sorted(self._waiting) for path in self._take_away(sha256)]
            sync_folders({path.parent for path in gone})

    def _keep_what_states_name(self) -> None:
        """Keep the documents of dossiers; where a state cannot be read, all there is."""
        files = FolderFiles(self._place.files)
        for sha256 in sorted(named_states(self._connection)):
            try:
                self._needed(files.get(sha256).decode())
            except NotFound:
                continue
            except (StorageUnavailable, UnicodeDecodeError):
                self._waiting.clear()

    def _keep_what_notes_name(self) -> None:
        with translated(self._place.files):
            for note in self._place.files.glob(f"??/*{MOVED}"):
                if note.name.removesuffix(MOVED) not in self._waiting:
                    self._needed(note.read_text(encoding="ascii"))

    def _take_away(self, sha256: str) -> Iterator[Path]:
        """Remove a content and the note of an erasure that stands for it; what was kept anew stays."""
        path = self._place.files / sha256[:2] / sha256
        for one in (path, path.with_name(f"{sha256}{MOVED}")):
            if one.is_file() and self._is_old(one):
                one.unlink()
                yield one
