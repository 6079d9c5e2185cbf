"""The states that dossiers left among the files, cleaned of what is erased for good.

A state is known by its hash, which other laptops answer; once cleaned it has another one. So a note stays in
its place, named after the old hash, that says where the cleaned one lies.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from dgsdesk.application.ports.store import Erasure
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.dossier_conflict import DossierMemory
from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.storage.erasure import without
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.mapping import kind_named
from dgsdesk.storage.rows import table_name

_KINDS = {Dossier.__name__: ("state_sha256", "base_sha256"), DossierMemory.__name__: ("sha256",)}


def clean_states(
    connection: sqlite3.Connection, files: FolderFiles, pattern: re.Pattern[str], erasure: Erasure
) -> None:
    """Take what the pattern finds out of every kept state but that of a dossier still to be sent back.

    That one must go along with the return to the letter. Raises StorageUnavailable; what is lost or rotten
    is left alone.
    """
    kept = frozenset(table_name(kind_named(kind)) for kind in erasure.kept)
    for sha256 in sorted(named_states(connection) - _to_send_back(connection)):
        with suppress(NotFound):
            try:
                content = files.get(sha256)
            except StorageUnavailable:
                continue  # rotten: nothing of it is read any more, and « Vérifier » names it
            state = json.loads(content)
            cleaned = _cleaned(state, pattern, kept)
            if cleaned != state:
                files.replace(sha256, _canonical(cleaned))


def _canonical(value: Any) -> bytes:
    """Write JSON as dossiers do (`application/dossier/json_rows.py`)."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def named_states(connection: sqlite3.Connection) -> set[str]:
    """Return the hashes of all states that dossiers speak or ever spoke of."""
    found: set[str] = set()
    for name, fields in _KINDS.items():
        columns = ", ".join(fields)
        for row in connection.execute(f"SELECT {columns} FROM {table_name(kind_named(name))}"):
            found.update(row)
        query = "SELECT before, after FROM journal_change WHERE kind = ?"
        for row in connection.execute(query, (name,)):
            for values in (json.loads(side) for side in row if side):
                found.update(values.get(field, "") for field in fields)
    return found - {""}


def _to_send_back(connection: sqlite3.Connection) -> set[str]:
    query = "SELECT state_sha256 FROM dossier WHERE way = ?"
    return {row[0] for row in connection.execute(query, (DossierWay.OPENED.value,))}


def _cleaned(value: Any, pattern: re.Pattern[str], kept: frozenset[str]) -> Any:
    """Return a state, or what holds some, without what is found; rows of archives stay as they are."""
    if isinstance(value, str):
        return without(value, pattern)
    if isinstance(value, list):
        return [_cleaned(each, pattern, kept) for each in value]
    if isinstance(value, dict):
        return dict(_fields(value, pattern, kept))
    return value


def _fields(
    value: dict[str, Any], pattern: re.Pattern[str], kept: frozenset[str]
) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        is_archive = name in kept and isinstance(each, list)
        yield name, each if is_archive else _cleaned(each, pattern, kept)
