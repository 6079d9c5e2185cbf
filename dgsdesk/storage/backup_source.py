"""A backup, read as what it may be: a file from anywhere, cut, rotten or made to harm.

It is never opened where it lies: a copy of it is checked, brought up to today's schema, then only read.
"""

from __future__ import annotations

import hashlib
import sqlite3
import typing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from dgsdesk.application.ports.store import Erasure, KindDifference
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import KnownError, NotFound, StorageUnavailable
from dgsdesk.storage.damage import holds_together
from dgsdesk.storage.failures import failure, os_failure, translated
from dgsdesk.storage.fingerprint import known_fingerprint
from dgsdesk.storage.look import SqlLook
from dgsdesk.storage.named_contents import CONTENT, named_contents
from dgsdesk.storage.opening import APPLICATION_ID, SCHEMA_VERSION, has_instructions
from dgsdesk.storage.packing import is_packed, unpacked
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import form_of, table_name, without_none

_AT_ONCE = 1 << 20
_HEADER = b"SQLite format 3\x00"
_HEAD = 100
_WAL = 2
_TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "integer": int,
    "real": (int, float),
    "boolean": int,
}

FAULTS = frozenset({"no_backup", "backup_damaged", "backup_unfinished", "storage_foreign", "storage_newer"})
"""The codes of what is wrong with a backup itself; whatever else is raised says nothing of it."""

Row = tuple[object, ...]
_Column = tuple[str, type | tuple[type, ...], bool]

_COLUMNS: dict[type[Entity], list[_Column]] = {}


@contextmanager
def opened_backup(path: Path, place: Place) -> Iterator[sqlite3.Connection]:
    """Lend a connection that reads a checked copy of a backup, at today's schema; it is gone afterwards.

    It lies beside the network of ``place``. Raises NotFound("no_backup"), and StorageUnavailable:
    ``backup_damaged``, ``backup_unfinished``, ``storage_foreign``, ``storage_newer``, ``storage_full``.
    """
    if not path.is_file():
        raise NotFound("no_backup", where=str(path))
    with translated(place.database.parent), place.scratch() as folder:
        copy = folder / "copie.dgsdb"
        proven = copy_checked(path, copy)
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            with taken_for_damage(path):
                _check(connection, path, proven)
                _bring_up_to_date(connection)
                connection.execute("PRAGMA query_only=ON")
            yield connection
        finally:
            connection.close()


def copy_checked(path: Path, target: Path) -> bool:
    """Copy a backup to a file, refusing what its fingerprint contradicts; return whether it has one.

    Raises OSError, and StorageUnavailable ``backup_damaged`` or ``backup_unfinished``.
    """
    digest = hashlib.sha256()
    head = b""
    with target.open("wb") as copy:
        for piece in _content(path, digest):
            head = head if len(head) >= _HEAD else (head + piece)[:_HEAD]
            copy.write(piece)
    if head[:16] != _HEADER or len(head) < _HEAD:
        raise StorageUnavailable("backup_damaged", where=str(path))
    _refuse_unfinished(path, head)
    known = known_fingerprint(path)
    if known not in (None, digest.hexdigest()):
        raise StorageUnavailable("backup_damaged", where=str(path))
    return known is not None


def _content(path: Path, digest: hashlib._Hash) -> Iterator[bytes]:
    """Give what a backup holds, packed or not; the digest takes its bytes as they lie."""

    def noted() -> Iterator[bytes]:
        for piece in _pieces(path):
            digest.update(piece)
            yield piece

    if not is_packed(path):
        yield from noted()
        return
    try:
        yield from unpacked(noted())
    except ValueError as error:
        raise StorageUnavailable("backup_damaged", where=str(path)) from error


def _pieces(path: Path) -> Iterator[bytes]:
    """Give a backup's bytes; a disk that cannot read them has damaged it."""
    try:
        with path.open("rb") as source:
            while piece := source.read(_AT_ONCE):
                yield piece
    except OSError as error:
        raise StorageUnavailable("backup_damaged", where=str(path)) from error


def _refuse_unfinished(path: Path, head: bytes) -> None:
    """Refuse a network that a program still writes to, or left in the midst: the file is not all of it."""
    beside = ["-journal", "-wal"] if head[18] == _WAL else ["-journal"]
    for suffix in beside:
        other = Path(f"{path}{suffix}")
        if other.is_file() and other.stat().st_size:
            raise StorageUnavailable("backup_unfinished", where=str(path))


@contextmanager
def taken_for_damage(path: Path) -> Iterator[None]:
    """Take whatever a file that is not as we wrote it makes others raise for what it is: damage."""
    try:
        yield
    except KnownError:
        raise
    except Exception as error:  # SQLite, SQLAlchemy, Alembic, our own readers: any of them may stumble
        known = os_failure(error, path) if isinstance(error, OSError) else failure(error, path)
        if known is not None and known.code not in ("storage_damaged", "storage_in_use"):
            raise known from error
        raise StorageUnavailable("backup_damaged", where=str(path)) from error


def _check(connection: sqlite3.Connection, path: Path, proven: bool) -> None:
    """Refuse what is not a whole network of ours; without a fingerprint every page is looked through."""
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    findings = connection.execute(f"PRAGMA {'quick_check' if proven else 'integrity_check'}(1)").fetchall()
    if findings != [("ok",)]:
        raise StorageUnavailable("backup_damaged", where=str(path))
    if _number(connection, "application_id") != APPLICATION_ID:
        raise StorageUnavailable("storage_foreign", where=str(path))
    version = _number(connection, "user_version")
    if version > SCHEMA_VERSION:
        raise StorageUnavailable("storage_newer", where=str(path), version=version, known=SCHEMA_VERSION)
    if version < 1 or has_instructions(connection):
        raise StorageUnavailable("storage_foreign", where=str(path))
    if not holds_together(connection):
        raise StorageUnavailable("backup_damaged", where=str(path))


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    if _number(connection, "user_version") < SCHEMA_VERSION:
        from dgsdesk.storage.migrations import upgrade

        upgrade(connection, SCHEMA_VERSION)


# -- comparing -----------------------------------------------------------------------------------------------


def differences(live: sqlite3.Connection, backup: sqlite3.Connection) -> list[KindDifference]:
    """Compare every table of entities, row by row; kinds without a difference are left out.

    Raises whatever reading a row to be taken raises when it cannot be one of ours.
    """
    from dgsdesk.storage.mapping import ENTITIES

    found = [_of_kind(kind, live, backup) for kind in ENTITIES]
    return [one for one in found if one.added or one.changed or one.removed]


def _of_kind(kind: type[Entity], live: sqlite3.Connection, backup: sqlite3.Connection) -> KindDifference:
    names = ", ".join(f'"{field.name}"' for field in fields(kind) if field.name != "id")
    query = f'SELECT id, {names} FROM "{table_name(kind)}" ORDER BY id'
    added, changed, removed, contents = list[str](), list[str](), list[str](), set[str]()
    for now, then in _side_by_side(live.execute(query), backup.execute(query)):
        if then is None and now is not None:
            removed.append(str(now[0]))
        elif then is not None and now != then:
            _check_row(kind, then)
            (added if now is None else changed).append(str(then[0]))
            contents.update(*(CONTENT.findall(value) for value in then if isinstance(value, str)))
    taken = [*added, *changed]
    for start in range(0, len(taken), 500):
        SqlLook(backup).find(kind, id=taken[start : start + 500])  # raises where a value cannot be read
    return KindDifference(kind, tuple(added), tuple(changed), tuple(removed), frozenset(contents))


def kept_contents(live: sqlite3.Connection, backup: sqlite3.Connection) -> set[str]:
    """Return the hashes that both speak of, of documents, pictures and states: they may be lost here."""
    return named_contents(live) & named_contents(backup)


def _side_by_side(live: Iterator[Row], backup: Iterator[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows of one table in pairs by id; both come ordered by it."""
    now, then = next(live, None), next(backup, None)
    while now is not None or then is not None:
        if then is None or (now is not None and str(now[0]) < str(then[0])):
            yield now, None
            now = next(live, None)
        elif now is None or str(then[0]) < str(now[0]):
            yield None, then
            then = next(backup, None)
        else:
            yield now, then
            now, then = next(live, None), next(backup, None)


def _check_row(kind: type[Entity], row: Row) -> None:
    """Raise ValueError for a value of a type that its column never holds."""
    if kind not in _COLUMNS:
        _COLUMNS[kind] = _columns(kind)
    for (name, types, optional), value in zip(_COLUMNS[kind], row, strict=True):
        if not (value is None and optional) and not isinstance(value, types):
            raise ValueError(f"{kind.__name__}.{name}")


def _columns(kind: type[Entity]) -> list[_Column]:
    """Return each column of a kind, the id first: its name, what it may hold, whether it may be empty."""
    hints = typing.get_type_hints(kind)
    names = ["id", *(field.name for field in fields(kind) if field.name != "id")]
    known = ((name, *without_none(hints[name])) for name in names)
    return [(name, _TYPES[form_of(hint).sql], optional) for name, hint, optional in known]


def acts_since(live: sqlite3.Connection, backup: sqlite3.Connection) -> list[str]:
    """Return the labels of the acts that stand here and that the backup does not know, newest first."""
    query = "SELECT sequence, at, label FROM journal_entry WHERE state IN ('done', 'past', 'final')"
    known = {row[:2] for row in backup.execute(query)}
    return [
        label
        for sequence, at, label in live.execute(f"{query} ORDER BY 1 DESC")
        if (sequence, at) not in known
    ]


def erase_in_copy(copy: sqlite3.Connection, erasures: Iterable[Erasure]) -> None:
    """Erase in a backup's copy what was erased for good since; what others hold there stays theirs."""
    from dgsdesk.storage.erasure import erase
    from dgsdesk.storage.work import mapped_engine, plain_errors

    copy.execute("PRAGMA query_only=OFF")
    try:
        with plain_errors(), mapped_engine(copy).begin() as active:
            for erasure in erasures:
                erase(active, erasure)
    finally:
        copy.execute("PRAGMA query_only=ON")


def erased_since(live: sqlite3.Connection, backup: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return kind and id of what was erased for good here after the backup was made."""
    query = (
        "SELECT e.sequence, e.at, c.kind, c.row_id FROM journal_entry e"
        " JOIN journal_change c ON c.sequence = e.sequence WHERE e.state = 'final'"
    )
    known = set(backup.execute(query))
    return {
        (kind, row_id) for *when, kind, row_id in live.execute(query) if (*when, kind, row_id) not in known
    }
