"""A look: entities read straight off SQLite's rows, without SQLAlchemy, which only changes need.

So « Accueil » is filled before SQLAlchemy is loaded, and a look costs no bookkeeping of changes.
"""

from __future__ import annotations

import json
import sqlite3
import typing
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any, NamedTuple, TypeVar

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.storage.rows import Form, form_of, order_of, table_name, without_none

E = TypeVar("E", bound=Entity)


class _Shape(NamedTuple):
    """What reading a kind needs: the statement's two ends, the form of each field, the readers by place."""

    columns: str
    table: str
    order: str
    forms: dict[str, Form]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]
    id_at: int


_SHAPES: dict[type[Entity], _Shape] = {}

MOST_VARIABLES = 1_000
"""SQLite takes 32,766 of them in a statement; twenty years may hold more of one kind."""


def _shape(kind: type[Entity]) -> _Shape:
    """Return the shape of a kind, worked out once."""
    if kind not in _SHAPES:
        _SHAPES[kind] = _worked_out(kind)
    return _SHAPES[kind]


def _worked_out(kind: type[Entity]) -> _Shape:
    hints = typing.get_type_hints(kind)
    forms = {field.name: form_of(without_none(hints[field.name])[0]) for field in fields(kind)}
    columns = ", ".join(f'"{name}"' for name in forms)
    order = ", ".join(f'"{name}"' for name in order_of(kind))
    readers = tuple((at, form.read) for at, form in enumerate(forms.values()) if form.read is not None)
    return _Shape(columns, f'"{table_name(kind)}"', order, forms, readers, [*forms].index("id"))


class SqlLook:
    """The entities as one look finds them: the same row is the same entity; nothing is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen: dict[type[Entity], dict[str, Entity]] = {}

    def get(self, kind: type[E], id: str, /) -> E:
        """Return the entity; raises NotFound."""
        found = self.find(kind, id=id)
        if not found:
            raise NotFound("gone", kind=kind.__name__, id=id)
        return found[0]

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return the entities whose fields equal the values (a collection means « one of »), ordered."""
        shape = _shape(kind)
        where, values = _where(shape, equal)
        query = f"SELECT {shape.columns} FROM {shape.table}{where} ORDER BY {shape.order}"
        return self._entities(kind, shape, query, values)

    def newest(self, kind: type[E], by: str, most: int, /, **equal: object) -> list[E]:
        """Return at most ``most`` entities, those with the greatest value of a field first."""
        shape = _shape(kind)
        where, values = _where(shape, equal, _BY_ORDER)
        order = f'"{by}" DESC, {shape.order}'
        query = f"SELECT {shape.columns} FROM {shape.table}{where} ORDER BY {order} LIMIT ?"
        return self._entities(kind, shape, query, [*values, most])

    def count(self, kind: type[E], by: str, /, **equal: object) -> dict[Any, int]:
        """Return each value of a field with the number of entities that have it."""
        shape = _shape(kind)
        where, values = _where(shape, equal)
        query = f'SELECT "{by}", count(*) FROM {shape.table}{where} GROUP BY 1 ORDER BY 1'
        read = shape.forms[by].read
        rows = self._connection.execute(query, values)
        return {value if value is None or read is None else read(value): number for value, number in rows}

    def values(self, kind: type[Entity], names: Sequence[str], /, **equal: object) -> list[tuple[Any, ...]]:
        """Return these fields of the entities that `find` would return, in its order."""
        shape = _shape(kind)
        where, values = _where(shape, equal)
        columns = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {columns} FROM {shape.table}{where} ORDER BY {shape.order}"
        rows: list[tuple[Any, ...]] = self._connection.execute(query, values).fetchall()
        readers = [shape.forms[name].read for name in names]
        if not rows or not any(readers):
            return rows
        columns_read = map(_read, zip(*rows, strict=True), readers)
        return [*zip(*columns_read, strict=True)]

    def holds(self, kind: type[Entity], name: str, texts: Collection[str], /) -> bool:
        """Tell whether a text field of some entity holds one of these texts, to the letter."""
        found = " OR ".join([f'instr("{name}", ?)'] * len(texts)) or "0"
        query = f"SELECT EXISTS (SELECT 1 FROM {_shape(kind).table} WHERE {found})"
        return bool(self._connection.execute(query, [*texts]).fetchone()[0])

    def kept(self, kind: type[Entity], name: str, /) -> list[tuple[str, str]]:
        """Return the id and a text field of every entity, as it is kept: rich text stays JSON."""
        return self._connection.execute(f'SELECT "id", "{name}" FROM {_shape(kind).table}').fetchall()

    def _entities(self, kind: type[E], shape: _Shape, query: str, values: list[object]) -> list[E]:
        seen, id_at = self._seen.setdefault(kind, {}), shape.id_at
        found = []
        for row in self._connection.execute(query, values):
            entity = seen.get(row[id_at])
            if entity is None:
                entity = seen[row[id_at]] = _made(kind, shape, row)
            found.append(typing.cast(E, entity))
        return found

    def add(self, entity: Entity) -> None:
        """Refuse: only an act keeps something new."""
        raise TypeError("a look changes nothing")

    def remove(self, entity: Entity) -> None:
        """Refuse: only an act forgets something."""
        raise TypeError("a look changes nothing")


def _read(column: tuple[Any, ...], read: Callable[[Any], Any] | None) -> Iterable[Any]:
    """Return the values of a column, read one kind at a time: a page may read thousands."""
    if read is None:
        return column
    return [None if value is None else read(value) for value in column]


def _made(kind: type[E], shape: _Shape, row: tuple[Any, ...]) -> E:
    """Return the entity of a row, its fields set at once: a page may read thousands."""
    values = list(row)
    for at, read in shape.readers:
        if values[at] is not None:
            values[at] = read(values[at])
    entity = kind.__new__(kind)
    entity.__dict__.update(zip(shape.forms, values, strict=True))
    return entity


_BY_ORDER = "+"
"""Before a column: its index is not used, so that the few newest are read in their order, by theirs."""


def _where(shape: _Shape, equal: dict[str, object], mark: str = "") -> tuple[str, list[object]]:
    """Return the condition that all fields have the wanted values, and those; ``mark`` before « one of »."""
    conditions: list[str] = []
    values: list[object] = []
    for name, value in equal.items():
        condition, wanted = _condition(name, shape.forms[name], value, mark)
        conditions.append(condition)
        values += wanted
    return f" WHERE {' AND '.join(conditions)}" if conditions else "", values


def _condition(name: str, form: Form, value: object, mark: str) -> tuple[str, list[object]]:
    """Return one condition and its values, in their portable form."""
    if isinstance(value, list | tuple | set | frozenset):
        wanted = [_portable(form, one) for one in value]
        if len(wanted) > MOST_VARIABLES:
            return f'{mark}"{name}" IN (SELECT value FROM json_each(?))', [json.dumps(wanted)]
        return f'{mark}"{name}" IN ({", ".join("?" * len(wanted))})', wanted
    if value is None:
        return f'"{name}" IS NULL', []
    return f'"{name}" = ?', [_portable(form, value)]


def portable_list(kind: type[Entity], name: str, values: Collection[object]) -> str:
    """Return values of a field in their portable form, as the one text that ``json_each`` takes."""
    return json.dumps([_portable(_shape(kind).forms[name], one) for one in values])


def _portable(form: Form, value: object) -> object:
    return value if form.write is None or value is None else form.write(value)
