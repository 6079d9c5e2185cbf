"""A look: entities read straight off SQLite's rows, without SQLAlchemy, which only changes need.

So « Accueil » is filled before SQLAlchemy is loaded, and a look costs no bookkeeping of changes.
"""

from __future__ import annotations

import sqlite3
import typing
from dataclasses import fields
from typing import Any, NamedTuple, TypeVar

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.storage.rows import Form, form_of, order_of, table_name, without_none

E = TypeVar("E", bound=Entity)


class _Shape(NamedTuple):
    """What reading a kind needs: the statement's two ends, and the form of each field in its order."""

    select: str
    order: str
    forms: dict[str, Form]
    id_at: int


_SHAPES: dict[type[Entity], _Shape] = {}


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
    select = f'SELECT {columns} FROM "{table_name(kind)}"'
    return _Shape(select, f" ORDER BY {order}", forms, [*forms].index("id"))


class SqlLook:
    """The entities as one look finds them: the same row is the same entity; nothing is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen: dict[tuple[type[Entity], str], Entity] = {}

    def get(self, kind: type[E], id: str, /) -> E:
        """Return the entity; raises NotFound."""
        found = self.find(kind, id=id)
        if not found:
            raise NotFound("gone", kind=kind.__name__, id=id)
        return found[0]

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        """Return the entities whose fields equal the values (a collection means « one of »), ordered."""
        shape = _shape(kind)
        conditions, values = [], []
        for name, value in equal.items():
            condition, wanted = _condition(name, shape.forms[name], value)
            conditions.append(condition)
            values += wanted
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._connection.execute(f"{shape.select}{where}{shape.order}", values)
        return [self._entity(kind, shape, row) for row in rows]

    def _entity(self, kind: type[E], shape: _Shape, row: tuple[Any, ...]) -> E:
        key = (kind, row[shape.id_at])
        if key not in self._seen:
            self._seen[key] = kind(
                **{
                    name: value if value is None or form.read is None else form.read(value)
                    for (name, form), value in zip(shape.forms.items(), row, strict=True)
                }
            )
        return typing.cast(E, self._seen[key])

    def add(self, entity: Entity) -> None:
        """Refuse: only an act keeps something new."""
        raise TypeError("a look changes nothing")

    def remove(self, entity: Entity) -> None:
        """Refuse: only an act forgets something."""
        raise TypeError("a look changes nothing")


def _condition(name: str, form: Form, value: object) -> tuple[str, list[object]]:
    """Return one condition and its values, in their portable form."""
    if isinstance(value, list | tuple | set | frozenset):
        wanted = [_portable(form, one) for one in value]
        return f'"{name}" IN ({", ".join("?" * len(wanted))})', wanted
    if value is None:
        return f'"{name}" IS NULL', []
    return f'"{name}" = ?', [_portable(form, value)]


def _portable(form: Form, value: object) -> object:
    return value if form.write is None or value is None else form.write(value)
