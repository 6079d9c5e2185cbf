"""The rows of a network as plain values and back, without a loss.

What is read comes from anywhere: it goes into a database of its own, which is then looked at as a backup is.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import partial
from pathlib import Path
from typing import Any

from dgsdesk.application.ports.open_format import DATA, FORMAT, FORMAT_VERSION, MANIFEST, OpenTable
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, NotFound
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.opening import SCHEMA_VERSION, open_vault
from dgsdesk.storage.rows import form_of, table_name, without_none
from dgsdesk.whole_file import copy_whole, make_folder

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST = 512 * 2**20
"""Bytes of one kind's rows."""

Json = dict[str, Any]


def open_tables(connection: sqlite3.Connection) -> Iterator[OpenTable]:
    """Give every kind with its rows."""
    for kind in ENTITIES:
        names = tuple(field.name for field in fields(kind))
        yield OpenTable(table_name(kind), names, partial(_open_rows, connection, table_name(kind), names))


def _open_rows(connection: sqlite3.Connection, table: str, names: tuple[str, ...]) -> Iterator[Json]:
    columns = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY id'):
        yield dict(zip(names, map(_opened, row), strict=True))


def _opened(value: Any) -> Any:
    """Return the lists and objects that a text holds as such, when they can be written the same again."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            content = json.loads(value)
        except ValueError:
            return value
        return content if _closed(content) == value else value
    return value


def _closed(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


# -- coming back ---------------------------------------------------------------------------------------------


def assemble(folder: Path, target: Path) -> Path:
    """Make a network of the files of a folder, with its attachments beside as a backup has them; return it.

    Raises NotFound("no_export"), BadInput: "export_foreign", "export_newer", "export_cut", "export_value".
    """
    manifest = _manifest(folder)
    database = target / "import.dgsdb"
    vault = open_vault(database)
    try:
        with vault.raw() as connection:
            connection.execute("PRAGMA foreign_keys=OFF")  # looked through at the end, as a backup is
            connection.execute("BEGIN")
            for kind in ENTITIES:
                _take_rows(connection, kind, folder, manifest)
            connection.execute("COMMIT")
    finally:
        vault.close()
    for name, sha256 in manifest["files"].items():
        _take_file(folder, name, sha256, target / "pieces")
    return database


def _manifest(folder: Path) -> Json:
    path = folder / MANIFEST
    if not path.is_file():
        raise NotFound("no_export", where=str(folder))
    found = _parsed(path)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadInput("export_foreign", where=str(path))
    version, schema = found.get("version"), found.get("schema")
    if type(version) is not int or type(schema) is not int:
        raise BadInput("export_foreign", where=str(path))
    if version > FORMAT_VERSION or schema > SCHEMA_VERSION:
        raise BadInput("export_newer", where=str(path))
    counts, files = found.get("rows"), found.get("files")
    if not isinstance(counts, dict) or not isinstance(files, dict):
        raise BadInput("export_cut", where=str(path))
    return found


def _parsed(path: Path) -> Any:
    """Read one JSON file; raises BadInput("export_cut")."""
    try:
        if path.stat().st_size > _MOST:
            raise ValueError("large")
        return json.loads(path.read_text(encoding="utf-8"), parse_constant=_refused)
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput("export_cut", where=str(path)) from error


def _refused(name: str) -> Any:
    raise ValueError(name)


def _take_rows(connection: sqlite3.Connection, kind: type[Entity], folder: Path, manifest: Json) -> None:
    name = table_name(kind)
    if name not in manifest["rows"]:
        return  # a kind that an older version did not have
    path = folder / DATA / f"{name}.json"
    rows = _parsed(path)
    if not isinstance(rows, list) or len(rows) != manifest["rows"][name]:
        raise BadInput("export_cut", where=str(path))
    known = fields(kind)
    columns = ", ".join(f'"{field.name}"' for field in known)
    statement = f'INSERT INTO "{name}" ({columns}) VALUES ({", ".join("?" * len(known))})'
    defaults = _defaults(kind)
    for number, row in enumerate(rows, 1):
        where = f"{path.name}, ligne {number}"
        if not isinstance(row, dict) or not set(row) <= {field.name for field in known}:
            raise BadInput("export_value", where=where)
        try:
            values = [row[one.name] if one.name in row else defaults[one.name] for one in known]
            connection.execute(statement, [_closed(value) for value in values])
        except (KeyError, sqlite3.Error, OverflowError) as error:
            raise BadInput("export_value", where=where) from error


def _defaults(kind: type[Entity]) -> Json:
    """Return the portable form of what a field holds when an older version says nothing of it."""
    hints, found = typing.get_type_hints(kind), {}
    for field in fields(kind):
        if field.default is not MISSING:
            value = field.default
        elif field.default_factory is not MISSING:
            value = field.default_factory()
        else:
            continue
        form = form_of(without_none(hints[field.name])[0])
        found[field.name] = value if value is None or form.write is None else form.write(value)
    return found


def _take_file(folder: Path, name: str, sha256: object, pieces: Path) -> None:
    """Copy a file that the manifest names by its content; nothing outside of the folder is ever read."""
    path = folder / name
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise BadInput("export_value", where=MANIFEST)
    if folder.resolve() not in path.resolve().parents:
        raise BadInput("export_value", where=MANIFEST)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput("export_cut", where=str(path)) from error
    if found != sha256:
        raise BadInput("export_cut", where=str(path))
    target = pieces / sha256[:2] / sha256
    make_folder(target.parent)
    copy_whole(path, target)
