"""One network's database: opened safely, one writer only, every act one transaction.

SQLite in WAL with ``synchronous=FULL`` (NORMAL loses acknowledged commits at a power cut) and
``locking_mode=EXCLUSIVE`` (one program at a time). Everything happens on one connection; callers come from
one worker thread, and a lock keeps a second one waiting.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.application.command import BackupFirst
from dgsdesk.domain.errors import KnownError, RuleBroken, StorageUnavailable
from dgsdesk.storage.failures import translated
from dgsdesk.storage.giving_way import GivingWay
from dgsdesk.storage.ledger import SqlLedger
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.place import Place
from dgsdesk.storage.witness import Witness
from dgsdesk.whole_file import flushing, sync_file

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dgsdesk.application.pace import Pace
    from dgsdesk.storage.derived import Derived
    from dgsdesk.storage.leftovers import Leftovers
    from dgsdesk.storage.seals import Seals
    from dgsdesk.storage.search import SearchIndex
    from dgsdesk.storage.trail import Trail
    from dgsdesk.storage.work import SqlUnitOfWork

_PAGES, _STEP, _WAY = 1000, 4_096_000, 0.002
"""Pages that a backup copies at once, their bytes (some milliseconds), and seconds that it leaves between."""

_OF_ROWS = frozenset({"richtext_unreadable"})
"""What is known to be wrong with a value, be it one that came in or one that rotted here."""


class SqlVault:
    """The opened database."""

    def __init__(
        self, connection: sqlite3.Connection, place: Place, witness: Witness, *, proven: bool = True
    ) -> None:
        self.place = place
        self._proven = proven
        self._looking = GivingWay()
        self._connection = connection
        self._tidied_on: date | None = None
        self._leftovers: Leftovers | None = None
        self._spoilt: list[Derived] = []
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self.ledger = SqlLedger(self.raw, lambda: self.trail.ensure())
        self._witness = witness

    @cached_property
    def engine(self) -> Engine:
        """What changes are written through: SQLAlchemy is loaded and every entity mapped when first asked."""
        from dgsdesk.storage.without_asyncio import without_asyncio

        with without_asyncio():
            from dgsdesk.storage.work import mapped_engine

        return mapped_engine(self._connection)

    def prove(self) -> None:
        """Look the file through when opening did not; raises StorageUnavailable("storage_damaged")."""
        if not self._proven:
            with self.raw() as connection:
                prove(connection, self.place.database)
            self._proven = True

    def look_through(self) -> bool:
        """Do the same as long as nobody asks it to `make_way`; tell whether it is done."""
        if not self._proven:
            with self.raw() as connection:
                self._proven = self._looking.done(connection, lambda: prove(connection, self.place.database))
        return self._proven

    def make_way(self) -> None:
        """Let looking through end, to be begun again; any thread may call."""
        self._looking.make_way()

    def load(self) -> None:
        """Load what changes are written with; any thread may call."""
        from dgsdesk.storage.without_asyncio import without_asyncio

        with without_asyncio():
            from dgsdesk.storage import seals, search, trail, work  # noqa: F401

    def settle(self) -> None:
        """Make ready what the first change would have to wait for."""
        with self._lock:
            self.engine  # noqa: B018
            for derived in (self.finder, self.trail, self.seals):
                self._make_ready(derived)

    def _make_ready(self, derived: Derived) -> None:
        """Make derived tables where they are missing; what reads them tells when that cannot be.

        Where a row that rotted is in the way it is not tried again at each act.
        """
        if derived in self._spoilt:
            return
        try:
            with self._blamed():
                derived.ensure()
        except StorageUnavailable as error:  # what cannot be written is told by the act that must write
            if error.code == "rows_altered":
                self._spoilt.append(derived)

    @cached_property
    def finder(self) -> SearchIndex:
        """The full-text index, which comes along with SQLAlchemy: « Accueil » does without it."""
        from dgsdesk.storage.search import SearchIndex

        return SearchIndex(self.raw)

    @cached_property
    def seals(self) -> Seals:
        """The hashes of all rows, which come along with SQLAlchemy too."""
        from dgsdesk.storage.seals import Seals

        return Seals(self.raw)

    @cached_property
    def trail(self) -> Trail:
        """Which acts touched which thing, for the history."""
        from dgsdesk.storage.trail import Trail

        return Trail(self.raw)

    def compact(self, now: datetime) -> bool:
        """Fold or shorten the next old acts of the journal, a bounded number; tell whether others wait."""
        from dgsdesk.storage.compaction import compact_step

        self.trail.ensure()
        self.seals.ensure()
        with self.raw() as connection:
            return compact_step(connection, now)

    def tidy(self, now: datetime) -> bool:
        """Look, once a day and step by step, for contents that nothing names; tell whether more is to do."""
        from dgsdesk.storage.leftovers import Leftovers

        with self.raw() as connection:
            if self._tidied_on != now.date():
                self._tidied_on, self._leftovers = now.date(), Leftovers(connection, self.place, now)
            return self._leftovers is not None and self._leftovers.step()

    @contextmanager
    def unit_of_work(self) -> Iterator[SqlUnitOfWork]:
        """Open a transaction; leaving it without commit rolls back."""
        from dgsdesk.storage.files import FolderFiles
        from dgsdesk.storage.work import act_on

        with (
            self._lock,
            self._blamed(),
            translated(self.place.database),
            act_on(self.engine, self.finder, self.seals, self.trail, FolderFiles(self.place.files)) as work,
        ):
            yield work
            self._witness.note(self._connection)

    @contextmanager
    def reading(self) -> Iterator[SqlLook]:
        """Open a look at the data; nothing can be written through it."""
        with self._blamed(), self.raw() as connection:
            yield SqlLook(connection)

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """Say which rows are damaged when what reads them stumbles; without any it is a bug, and stays one.

        Raises StorageUnavailable("rows_altered").
        """
        try:
            yield
        except BackupFirst:
            raise
        except Exception as error:
            if isinstance(error, KnownError) and error.code not in _OF_ROWS:
                raise
            from dgsdesk.storage.damage import damaged_rows

            with self.raw() as connection:
                rows = damaged_rows(connection)
            if not rows:
                raise
            raise StorageUnavailable("rows_altered", where=str(self.place.database), rows=rows) from error

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """Lend the one SQLite connection, outside any transaction (for backups and checks)."""
        with self._lock, translated(self.place.database):
            yield self._connection

    def copy_into(self, copy: sqlite3.Connection, pace: Pace | None = None) -> None:
        """Copy the database into another one, in steps between which it may be used; raises SQLite's errors.

        What is written here meanwhile is written there too, since one connection serves both. Raises
        RuleBroken("given_up") as soon as the pace says so.
        """

        file = Path(copy.execute("PRAGMA database_list").fetchone()[2])
        flush = flushing(partial(sync_file, file))

        def give_way(_status: int, remaining: int, total: int) -> None:
            self._give_way(remaining, flush)
            if pace is not None:
                pace.step(total - remaining, total)

        with self._lock:
            self._connection.backup(copy, pages=_PAGES, progress=give_way)

    def _give_way(self, remaining: int, flush: Callable[[int], None]) -> None:
        if remaining:
            self._lock.release()
            flush(_STEP)
            self._closing.wait(_WAY)  # or this thread would have the lock again before anybody who waits
            self._lock.acquire()
            if self._closing.is_set():
                raise RuleBroken("given_up")

    def close(self) -> None:
        """Close the database and give its lock back."""
        self._closing.set()
        with self._lock:
            with suppress(sqlite3.DatabaseError):
                self._witness.note(self._connection)
            self._connection.close()
            self.place.release()


def prove(connection: sqlite3.Connection, path: Path) -> None:
    """Look a database through; raises StorageUnavailable("storage_damaged")."""
    with translated(path):
        findings = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if findings != ["ok"]:
        raise StorageUnavailable("storage_damaged", where=str(path))


def connect(path: Path) -> sqlite3.Connection:
    """Open one SQLite connection with the pragmas of the house; raises sqlite3's errors."""
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection)
    except BaseException:
        connection.close()  # or its lock would say « already open » to whoever tries again
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        "locking_mode=EXCLUSIVE",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "cache_size=-2000",  # 2 MB; with 4 a search of 20 years takes 4.5 ms instead of 4.9, the rest as long
    ):
        connection.execute(f"PRAGMA {pragma}")
