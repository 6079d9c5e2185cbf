"""The witness beside a network: which one it is and how far its journal had come.

It tells a file that was exchanged behind the program's back (an older copy put over it, another network, a
log taken away) from the one that was left here. Two numbers of the journal decide, never a clock. It is
written after each commit and not synced: it may be behind the file, and is never ahead of it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.storage.address import sqlite_address
from dgsdesk.whole_file import OWNERS_FILE

_LENGTH = 240
_WAL = b"\x02\x02"
_WAY = slice(18, 20)
"""Where a file's header says how it is written: with a log (2) or without (1)."""


@dataclass(frozen=True)
class State:
    """A network's id (empty before the first start), the number and instant of its newest act."""

    network: str
    sequence: int
    at: str


def state_of(connection: sqlite3.Connection) -> State:
    """Read how far a network has come; raises sqlite3's errors."""
    (network,) = connection.execute("SELECT coalesce(max(id), '') FROM network").fetchone()
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'").fetchone()
    newest = connection.execute("SELECT at FROM journal_entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return State(network, row[0] if row else 0, newest[0] if newest else "")


class Witness:
    """The small file beside a database; ``opened`` is how far its own file had come when it was opened."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f".{database.name}.temoin")
        self._database = database
        self._opened: int | None = None
        self._told: State | None = None

    def note(self, connection: sqlite3.Connection) -> None:
        """Write how far the network has come, when it has moved; what cannot be written is left."""
        state = state_of(connection)
        if self._opened is None:
            self._opened = state.sequence
        if state == self._told:
            return
        said = json.dumps([state.network, state.sequence, state.at, self._opened])
        line = f"{zlib.crc32(said.encode()):08x} {said}".ljust(_LENGTH) + "\n"
        with suppress(OSError):
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, OWNERS_FILE)
            try:
                os.write(handle, line.encode())
            finally:
                os.close(handle)
            self._told = state

    def _known(self) -> tuple[State, int] | None:
        """Return what it says, and how far the file had come at opening; None when it says nothing."""
        try:
            crc, said = self.path.read_text(encoding="utf-8").strip().split(" ", 1)
            network, sequence, at, opened = json.loads(said)
        except (OSError, ValueError):
            return None
        return (State(network, sequence, at), opened) if f"{zlib.crc32(said.encode()):08x}" == crc else None

    def forget(self) -> None:
        """Take the witness away: the file is exchanged on purpose."""
        self.path.unlink(missing_ok=True)

    def refuse_foreign_log(self) -> None:
        """Refuse a file beside which another file's log lies: SQLite would mix the two.

        Called before anything opens it. Raises StorageUnavailable("storage_mixed").
        """
        log = Path(f"{self._database}-wal")
        if not log.exists() or not log.stat().st_size:
            return
        with self._database.open("rb") as file:
            header = file.read(100)
        if len(header) == 100 and header[_WAY] != _WAL:
            raise StorageUnavailable("storage_mixed", where=str(self._database))
        known, alone = self._known(), self._state_without_log()
        if known is None or alone is None:
            return  # the file was left in the midst of taking its log in: what SQLite makes of it is proven
        state, opened = known
        if alone.sequence < opened or (alone.network and state.network and alone.network != state.network):
            raise StorageUnavailable("storage_mixed", where=str(self._database))

    def _state_without_log(self) -> State | None:
        try:
            place = sqlite_address(self._database.absolute())
            with closing(sqlite3.connect(place, uri=True)) as connection:
                return state_of(connection)
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return None

    def refuse_exchanged(self, connection: sqlite3.Connection) -> None:
        """Refuse, once, a file that is not the one that was left here; the next opening takes it as it is.

        Raises StorageUnavailable ``storage_swapped`` or ``storage_set_back``.
        """
        known = self._known()
        if known is None:
            return
        state, now = known[0], state_of(connection)
        where = str(self._database)
        if state.network and now.network != state.network:
            self.forget()
            raise StorageUnavailable("storage_swapped", where=where)
        query = "SELECT at FROM journal_entry WHERE sequence = ?"
        same = connection.execute(query, (state.sequence,)).fetchone()
        if now.sequence < state.sequence or (same is not None and same[0] != state.at):
            self.forget()
            raise StorageUnavailable("storage_set_back", where=where, acts=state.sequence - now.sequence)
