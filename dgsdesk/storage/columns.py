"""One column type of SQLAlchemy per kind of value, made of its portable form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, Float, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from dgsdesk.storage.rows import form_of


class _Kept(TypeDecorator[Any]):
    """A value kept in another form, through a pair of functions; nothing stays nothing."""

    impl: type[TypeEngine[Any]] = Text
    cache_ok = False

    def __init__(self, write: Callable[[Any], str | int], read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.write = write
        self.read = read

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.write(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.read(value)


class AsText(_Kept):
    """A value kept as text."""

    cache_ok = False


class AsNumber(_Kept):
    """A value kept as a whole number."""

    impl: type[TypeEngine[Any]] = Integer
    cache_ok = False


_PLAIN: dict[str, type[TypeEngine[Any]]] = {
    "text": Text,
    "integer": Integer,
    "real": Float,
    "boolean": Boolean,
}


def column_type(kind: Any) -> TypeEngine[Any]:
    """Return the column type that keeps values of this kind."""
    sql, write, read = form_of(kind)
    if write is None or read is None or sql == "boolean":
        return _PLAIN[sql]()
    return (AsNumber if sql == "integer" else AsText)(write, read)
