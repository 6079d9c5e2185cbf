"""How an entity lies in a row: its table's name, its order, and the portable form of each kind of value.

Every value has one portable form (text, number or nothing) which serves the table, the journal's before and
after, and later exports. Looks read rows with it directly, acts through SQLAlchemy, which `columns` tells.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import Any, NamedTuple

from dgsdesk.domain.richtext import RichText, from_json, to_json

if typing.TYPE_CHECKING:
    from dgsdesk.domain.entity import Entity


class Form(NamedTuple):
    """The portable form of one kind of value: its SQL kind, and how it is written and read (None: as it is).

    ``sql`` is text, integer, real or boolean (a number, 0 or 1).
    """

    sql: str
    write: Callable[[Any], str | int] | None = None
    read: Callable[[Any], Any] | None = None


_SIMPLE: dict[type, Form] = {
    str: Form("text"),
    bool: Form("boolean", int, bool),
    int: Form("integer"),
    float: Form("real"),
    datetime: Form("text", datetime.isoformat, datetime.fromisoformat),
    date: Form("text", date.isoformat, date.fromisoformat),
    time: Form("text", lambda value: value.isoformat("minutes"), time.fromisoformat),
}


def form_of(kind: Any) -> Form:
    """Return the form in which values of this kind are kept."""
    if typing.get_origin(kind) is tuple:
        return _form_of_tuple(typing.get_args(kind)[0])
    if kind is RichText:
        return Form("text", lambda text: _dump(to_json(text)), lambda text: from_json(json.loads(text)))
    if issubclass(kind, IntEnum):
        return Form("integer", int, _Members(kind).__getitem__)
    if issubclass(kind, Enum):
        return Form("text", lambda value: str(value.value), _Members(kind).__getitem__)
    return _SIMPLE[kind]


class _Members(dict[Any, Enum]):
    """The members of an enumeration by value: read for each row, six times faster than asking it."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__((member.value, member) for member in kind)
        self._kind = kind

    def __missing__(self, value: Any) -> Enum:
        """Let the enumeration refuse what it does not know, with its own ValueError."""
        return self._kind(value)


_EMPTY = "[]"
"""How most tuples stand in the file."""


def without_none(hint: Any) -> tuple[Any, bool]:
    """Return the type without « or None », and whether None is allowed."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        assert len(kinds) == 1, f"one kind of value per column: {hint}"
        return kinds[0], True
    return hint, False


def table_name(kind: type[Entity]) -> str:
    """Return « agenda_item » for AgendaItem."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def order_of(kind: type[Entity]) -> tuple[str, ...]:
    """Return the fields that order rows of a kind: its position or day first, then the id."""
    names = {field.name for field in fields(kind)}
    first = [name for name in ("position", "day", "number", "made_at", "sent_at", "sent_on") if name in names]
    return (*first[:1], "id")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _form_of_tuple(item: type) -> Form:
    if is_dataclass(item):
        hints = typing.get_type_hints(item)

        def read_one(raw: dict[str, Any]) -> Any:
            return item(**{name: _rebuilt(hints[name], value) for name, value in raw.items()})

        return Form(
            "text",
            lambda rows: _dump([asdict(row) for row in rows]),
            lambda text: () if text == _EMPTY else tuple(read_one(raw) for raw in json.loads(text)),
        )
    return Form(
        "text",
        lambda values: _dump(list(values)),
        lambda text: () if text == _EMPTY else tuple(json.loads(text)),
    )


def _rebuilt(hint: Any, value: Any) -> Any:
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
