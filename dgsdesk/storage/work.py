"""One act: a transaction of SQLAlchemy with one journal entry. Loaded before the first change, not before."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import (
    Engine,
    Select,
    Text,
    create_engine,
    event,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from dgsdesk.application.ports.store import Erasure, JournalLine, JournalStep
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.storage import journal
from dgsdesk.storage.erasure import pattern_of, rewrite
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.kept_states import clean_states
from dgsdesk.storage.look import MOST_VARIABLES, SqlLook, portable_list
from dgsdesk.storage.mapping import map_entities
from dgsdesk.storage.rows import order_of
from dgsdesk.storage.seals import Seals
from dgsdesk.storage.search import SearchIndex
from dgsdesk.storage.trail import Trail

E = TypeVar("E", bound=Entity)


class SqlUnitOfWork:
    """The entities inside one transaction, with one journal entry."""

    def __init__(
        self, session: Session, index: SearchIndex, seals: Seals, trail: Trail, files: FolderFiles
    ) -> None:
        self.session = session
        self.files = files
        self.index = index
        self.seals = seals
        self.trail = trail
        self.recorder = journal.Recorder()
        event.listen(session, "before_flush", lambda active, _context, _objects: self.recorder.note(active))

    def get(self, kind: type[E], id: str, /) -> E:
        """Return the entity; raises NotFound."""
        found = self.session.get(kind, id)
        if found is None:
            raise NotFound("gone", kind=kind.__name__, id=id)
        return found

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return the entities whose fields equal the values (a collection means « one of »), ordered."""
        query = _narrowed(select(kind), kind, equal)
        return list(self.session.scalars(query.order_by(*_order(kind))))

    def newest(self, kind: type[E], by: str, most: int, /, **equal: object) -> list[E]:
        """Return at most ``most`` entities, those with the greatest value of a field first."""
        query = _narrowed(select(kind), kind, equal)
        return list(self.session.scalars(query.order_by(getattr(kind, by).desc(), *_order(kind)).limit(most)))

    def count(self, kind: type[E], by: str, /, **equal: object) -> dict[Any, int]:
        """Return each value of a field with the number of entities that have it."""
        column = getattr(kind, by)
        query = _narrowed(select(column, func.count()), kind, equal).group_by(column).order_by(column)
        return {row[0]: row[1] for row in self.session.execute(query)}

    def values(self, kind: type[Entity], names: Sequence[str], /, **equal: object) -> list[tuple[Any, ...]]:
        """Return these fields of the entities that `find` would return, in its order."""
        query = _narrowed(select(*(getattr(kind, name) for name in names)), kind, equal)
        return [tuple(row) for row in self.session.execute(query.order_by(*_order(kind)))]

    def holds(self, kind: type[Entity], name: str, texts: Collection[str], /) -> bool:
        """Tell whether a text field of some entity holds one of these texts, to the letter."""
        column = type_coerce(getattr(kind, name), Text)
        found = or_(false(), *(func.instr(column, text) > 0 for text in texts))
        return bool(self.session.scalar(select(select(literal(1)).select_from(kind).where(found).exists())))

    def kept(self, kind: type[Entity], name: str, /) -> list[tuple[str, str]]:
        """Return the id and a text field of every entity, as it is kept: rich text stays JSON."""
        columns = (type_coerce(getattr(kind, one), Text) for one in ("id", name))
        return [(row[0], row[1]) for row in self.session.execute(select(*columns))]

    def add(self, entity: Entity) -> None:
        """Keep a new entity."""
        self.session.add(entity)

    def remove(self, entity: Entity) -> None:
        """Forget an entity; the journal still knows it."""
        self.session.delete(entity)

    def look(self) -> SqlLook:
        """Return a look at what stands by now, what this act changed so far included."""
        self.session.flush()
        connection = self.session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return SqlLook(connection)

    def commit(self, entry: JournalLine) -> frozenset[str]:
        """Write everything with one journal entry; return the kinds that changed."""
        self.session.flush()
        if entry.erasure is not None:
            return self._erase(entry, entry.erasure)
        changes = journal.write_entry(self.session, entry, self.recorder)
        self._follow()
        self.session.commit()
        return changes

    def _erase(self, entry: JournalLine, erasure: Erasure) -> frozenset[str]:
        """Commit without the words of the index and the seals, then leave no byte of them in the file.

        What dossiers left among the files is cleaned first: should the act fail after all, a copy has lost an
        address that stands in the tables; the other way round one would be left that nobody looks for.
        """
        connection = self.session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        pattern = pattern_of(self.session.connection(), erasure)
        changes = journal.write_entry(self.session, entry, self.recorder)
        if pattern is not None:
            clean_states(connection, self.files, pattern, erasure)
        self.index.forget(connection)
        self.trail.refresh(connection)
        self.seals.forget(connection)
        self.session.commit()
        rewrite(connection)
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
        self.session.flush()
        self._follow()
        self.session.commit()
        return step

    def _follow(self) -> None:
        """Let search, trail and seals follow what was flushed, in this same transaction."""
        connection = self.session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        self.index.refresh(connection, self.recorder.before, self.recorder.after)
        self.trail.refresh(connection)
        self.seals.refresh(connection, self.recorder.after)


def _narrowed(query: Select[Any], kind: type[Entity], equal: dict[str, object]) -> Select[Any]:
    for name, value in equal.items():
        column = getattr(kind, name)
        if not isinstance(value, list | tuple | set | frozenset):
            query = query.where(column == value)
        elif len(value) <= MOST_VARIABLES:
            query = query.where(column.in_(value))
        else:
            values = func.json_each(portable_list(kind, name, value)).table_valued("value")
            query = query.where(column.in_(select(values.c.value)))
    return query


def _order(kind: type[Entity]) -> Iterator[Any]:
    return (getattr(kind, name) for name in order_of(kind))


@contextmanager
def act_on(
    engine: Engine, index: SearchIndex, seals: Seals, trail: Trail, files: FolderFiles
) -> Iterator[SqlUnitOfWork]:
    """Open a transaction; leaving it without commit rolls back. Raises SQLite's own errors."""
    with plain_errors(), Session(engine) as session:
        yield SqlUnitOfWork(session, index, seals, trail, files)


def create_tables(connection: sqlite3.Connection, pragmas: dict[str, int]) -> None:
    """Make every table in one transaction, so that a kill leaves a whole database or an empty file."""
    with plain_errors(), engine_on(connection).begin() as active:
        for table in map_entities().sorted_tables:
            active.execute(CreateTable(table))
            for index in sorted(table.indexes, key=lambda one: str(one.name)):  # a set: no order of its own
                active.execute(CreateIndex(index))
        for name, value in pragmas.items():
            active.exec_driver_sql(f"PRAGMA {name}={value}")


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise SQLite's error instead of SQLAlchemy's wrapping of it."""
    try:
        yield
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from error


def mapped_engine(connection: sqlite3.Connection) -> Engine:
    """Return an engine on a connection, with every entity mapped."""
    map_entities()
    return engine_on(connection)


def engine_on(connection: sqlite3.Connection) -> Engine:
    """Return an engine that works on this one connection, with BEGIN IMMEDIATE for every transaction."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(active: Any) -> None:
        active.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
