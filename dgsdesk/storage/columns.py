"""One column type per kind of value: how each field of an entity is kept in SQLite and in the journal.

Every value has one portable form (text, number or nothing) which serves the table, the journal's before and
after, and later exports.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import Any

from sqlalchemy import Boolean, Float, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from dgsdesk.domain.richtext import RichText, from_json, to_json

Portable = str | int | float | bool | None


class AsText(TypeDecorator[Any]):
    """A value kept as text, through a pair of functions; nothing stays nothing."""

    impl = Text
    cache_ok = False

    def __init__(self, write: Callable[[Any], str], read: Callable[[str], Any]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.read(value)


class AsNumber(TypeDecorator[Any]):
    """An enumeration of numbers."""

    impl = Integer
    cache_ok = False

    def __init__(self, kind: type[IntEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.kind(value)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tuple_type(item: type) -> AsText:
    if is_dataclass(item):
        hints = typing.get_type_hints(item)

        def read_one(raw: dict[str, Any]) -> Any:
            return item(**{name: _rebuilt(hints[name], value) for name, value in raw.items()})

        return AsText(
            lambda rows: _dump([asdict(row) for row in rows]),
            lambda text: tuple(read_one(raw) for raw in json.loads(text)),
        )
    return AsText(lambda values: _dump(list(values)), lambda text: tuple(json.loads(text)))


def _rebuilt(hint: Any, value: Any) -> Any:
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def without_none(hint: Any) -> tuple[Any, bool]:
    """Return the type without « or None », and whether None is allowed."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        assert len(kinds) == 1, f"one kind of value per column: {hint}"
        return kinds[0], True
    return hint, False


def column_type(kind: Any) -> TypeEngine[Any]:
    """Return the column type that keeps values of this kind."""
    if typing.get_origin(kind) is tuple:
        return _tuple_type(typing.get_args(kind)[0])
    if kind is RichText:
        return AsText(lambda text: _dump(to_json(text)), lambda text: from_json(json.loads(text)))
    if issubclass(kind, IntEnum):
        return AsNumber(kind)
    if issubclass(kind, Enum):
        return AsText(lambda value: str(value.value), kind)
    simple: dict[type, Callable[[], TypeEngine[Any]]] = {
        str: Text,
        bool: Boolean,
        int: Integer,
        float: Float,
        datetime: lambda: AsText(datetime.isoformat, datetime.fromisoformat),
        date: lambda: AsText(date.isoformat, date.fromisoformat),
        time: lambda: AsText(lambda value: value.isoformat("minutes"), time.fromisoformat),
    }
    return simple[kind]()
