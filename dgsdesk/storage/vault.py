"""One network's database: opened safely, one writer only, every act one transaction.

SQLite in WAL with ``synchronous=FULL`` (NORMAL loses acknowledged commits at a power cut) and
``locking_mode=EXCLUSIVE`` (one program at a time). Everything happens on one connection; callers come from
one worker thread, and a lock keeps a second one waiting.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from dgsdesk.application.ports.store import JournalLine, JournalStep
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.storage import journal
from dgsdesk.storage.failures import translated
from dgsdesk.storage.mapping import map_entities, order_of
from dgsdesk.storage.place import Place

E = TypeVar("E", bound=Entity)


class SqlStore:
    """The entities inside one session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, kind: type[E], id: str, /) -> E:
        """Return the entity; raises NotFound."""
        found = self.session.get(kind, id)
        if found is None:
            raise NotFound("gone", kind=kind.__name__, id=id)
        return found

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return the entities whose fields equal the values (a collection means « one of »), ordered."""
        query = select(kind).order_by(*(getattr(kind, name) for name in order_of(kind)))
        for name, value in equal.items():
            column = getattr(kind, name)
            many = isinstance(value, list | tuple | set | frozenset)
            query = query.where(column.in_(value) if many else column == value)
        return list(self.session.scalars(query))

    def add(self, entity: Entity) -> None:
        """Keep a new entity."""
        self.session.add(entity)

    def remove(self, entity: Entity) -> None:
        """Forget an entity; the journal still knows it."""
        self.session.delete(entity)


class SqlUnitOfWork(SqlStore):
    """One transaction with one journal entry."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.recorder = journal.Recorder()
        event.listen(session, "before_flush", lambda active, _context, _objects: self.recorder.note(active))

    def commit(self, entry: JournalLine) -> frozenset[str]:
        """Write everything with one journal entry; return the kinds that changed."""
        self.session.flush()
        changes = journal.write_entry(self.session, entry, self.recorder)
        self.session.commit()
        return changes

    def undo(self) -> JournalStep:
        """Take the last entry back; raises NotFound when there is none."""
        return self._step(journal.take_back)

    def redo(self) -> JournalStep:
        """Do again what was last taken back; raises NotFound when there is none."""
        return self._step(journal.do_again)

    def _step(self, move: Any) -> JournalStep:
        try:
            step: JournalStep = move(self.session)
        except NoResultFound as missing:
            raise NotFound("gone", kind="", id="") from missing
        self.session.commit()
        return step


class SqlVault:
    """The opened database."""

    def __init__(self, connection: sqlite3.Connection, place: Place) -> None:
        map_entities()
        self.engine = engine_on(connection)
        self.place = place
        self._connection = connection
        self._lock = threading.RLock()
        self.ledger = journal.SqlLedger(self.engine, self._lock)

    @contextmanager
    def unit_of_work(self) -> Iterator[SqlUnitOfWork]:
        """Open a transaction; leaving it without commit rolls back."""
        with self._lock, translated(self.place.database), Session(self.engine) as session:
            yield SqlUnitOfWork(session)

    @contextmanager
    def reading(self) -> Iterator[SqlStore]:
        """Open a look at the data; nothing can be written through it."""
        with self._lock, translated(self.place.database), Session(self.engine, autoflush=False) as session:
            yield SqlStore(session)

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """Lend the one SQLite connection, outside any transaction (for backups and checks)."""
        with self._lock, translated(self.place.database):
            yield self._connection

    def close(self) -> None:
        """Close the database and give its lock back."""
        with self._lock:
            self.engine.dispose()
            self._connection.close()
            self.place.release()


def connect(path: Path) -> sqlite3.Connection:
    """Open one SQLite connection with the pragmas of the house; raises sqlite3's errors."""
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    for pragma in (
        "locking_mode=EXCLUSIVE",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def engine_on(connection: sqlite3.Connection) -> Engine:
    """Return an engine that works on this one connection, with BEGIN IMMEDIATE for every transaction."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(active: Any) -> None:
        active.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
