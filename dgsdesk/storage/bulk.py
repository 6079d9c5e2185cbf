"""Many rows written at once, past SQLAlchemy and the journal: for a generated network alone."""

from __future__ import annotations

import sqlite3
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields

from dgsdesk.domain.entity import Entity
from dgsdesk.storage.rows import Form, form_of, table_name, without_none
from dgsdesk.storage.transaction import transaction

_Insertion = tuple[str, tuple[tuple[str, Form], ...]]
"""A kind's statement, and its fields with their forms."""


def write_rows(connection: sqlite3.Connection, pieces: Iterable[Sequence[Entity]]) -> None:
    """Write every entity in one transaction, in the given order, and forget what the journal held.

    An entity whose id is there already takes its place.
    """
    insertions: dict[type[Entity], _Insertion] = {}
    with transaction(connection):
        for piece in pieces:
            _write(connection, piece, insertions)
        connection.execute("DELETE FROM journal_change")
        connection.execute("DELETE FROM journal_entry")


def _write(
    connection: sqlite3.Connection, entities: Sequence[Entity], insertions: dict[type[Entity], _Insertion]
) -> None:
    by_kind: dict[type[Entity], list[Entity]] = {}
    for entity in entities:
        by_kind.setdefault(type(entity), []).append(entity)
    for kind, rows in by_kind.items():
        if kind not in insertions:
            insertions[kind] = _insertion(kind)
        statement, forms = insertions[kind]
        connection.executemany(statement, (_values(row, forms) for row in rows))


def _insertion(kind: type[Entity]) -> _Insertion:
    hints = typing.get_type_hints(kind)
    forms = tuple((field.name, form_of(without_none(hints[field.name])[0])) for field in fields(kind))
    columns = ", ".join(f'"{name}"' for name, _ in forms)
    marks = ", ".join("?" * len(forms))
    return f'INSERT OR REPLACE INTO "{table_name(kind)}" ({columns}) VALUES ({marks})', forms


def _values(row: Entity, forms: tuple[tuple[str, Form], ...]) -> list[object]:
    values = []
    for name, form in forms:
        value = getattr(row, name)
        values.append(value if value is None or form.write is None else form.write(value))
    return values
