"""The rows of a dossier as JSON and back, every value checked against the type of its field."""

from __future__ import annotations

import json
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any
from uuid import UUID

from dgsdesk.application.dossier.content import Rows
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion, PreparationTask
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.library import DocumentUse, LibraryDocument
from dgsdesk.domain.linking import link_address
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.minutes import (
    Circulation,
    MinutesEntry,
    MinutesVersion,
    Observation,
    Suggestion,
    Unplaced,
)
from dgsdesk.domain.network import Appointment, Attachment, Letterhead, Network, Organisation, Person
from dgsdesk.domain.richtext import RichText, from_json, normalised, printable, to_json

CONTEXT: tuple[type[Entity], ...] = (
    *(Network, Organisation, Person, Appointment, Letterhead, Circle),
    *(AgendaVersion, MinutesVersion, Circulation),
)
"""What a dossier carries so that its meeting can be shown and printed; a return changes none of it."""

CARRIED: tuple[type[Entity], ...] = (
    *(Meeting, AgendaPart, AgendaItem, PreparationTask, Attendance),
    *(MinutesEntry, Decision, Action, Suggestion, Unplaced, Observation),
    *(LibraryDocument, DocumentUse, Attachment),
)
"""What is the meeting itself, and may come back changed."""

KINDS = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower(): kind for kind in (*CONTEXT, *CARRIED)}
"""The kinds of rows by their names in a dossier: « agenda_item »."""

_NAMES = {kind: name for name, kind in KINDS.items()}
_GREATEST = 2**53 - 1
"""The greatest whole number that every program reads back from JSON."""

_LONGEST = 2_000_000
"""Characters of one text."""

_YEARS = range(1900, 2201)
"""The years in which a meeting is believed to be."""

Json = dict[str, Any]


def canonical(value: object) -> bytes:
    """Return JSON in its one form: keys sorted, UTF-8, no blank, no number that JSON does not know."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


# -- writing ------------------------------------------------------------------------------------------------


def rows_json(rows: Rows) -> Json:
    """Return ``{"kinds": {"agenda_item": [{"id": …}, …], …}}``, each kind in the order of its ids."""
    named = sorted((_NAMES[kind], sorted(found, key=lambda row: row.id)) for kind, found in rows.items())
    return {"kinds": {name: [row_json(row) for row in found] for name, found in named if found}}


def row_json(row: Entity) -> Json:
    """Return one row as JSON values, all its fields by their names."""
    return {name: _written(getattr(row, name)) for name in _hints(type(row))}


def _written(value: Any) -> Any:
    if isinstance(value, RichText):
        return to_json(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if is_dataclass(value):
        return {name: _written(getattr(value, name)) for name in _hints(type(value))}
    return value


def value_json(value: object) -> str:
    """Return one field’s value as JSON in its one form."""
    return canonical(_written(value)).decode()


# -- reading ------------------------------------------------------------------------------------------------


def rows_from_json(value: object, base: Rows | None = None) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows, and what this program does not know (« agenda_item.mood »), which is set aside.

    A field that is not told takes the value that the row has in ``base``, else its default: an older program
    that wrote it says nothing of it. Raises BadInput("dossier_value"), which says where.
    """
    kinds = value.get("kinds") if isinstance(value, dict) else None
    if not isinstance(kinds, dict):
        raise _wrong("kinds")
    unknown = [name for name in kinds if name not in KINDS]
    rows: dict[type[Entity], tuple[Entity, ...]] = {}
    for name, kind in KINDS.items():
        found = kinds.get(name, [])
        if not isinstance(found, list):
            raise _wrong(name)
        former = {row.id: row for row in (base or {}).get(kind, ())}
        read = [row_from_json(kind, one, former, unknown) for one in found]
        if len({row.id for row in read}) != len(read):
            raise _wrong(f"{name}.id")
        if read:
            rows[kind] = tuple(sorted(read, key=lambda row: row.id))
    return rows, tuple(sorted(set(unknown)))


def row_from_json(
    kind: type[Entity], value: object, former: Mapping[str, Entity], unknown: list[str]
) -> Entity:
    """Return one row; what is not known of it is named in ``unknown``. Raises as ``rows_from_json``."""
    name = _NAMES[kind]
    if not isinstance(value, dict):
        raise _wrong(name)
    hints, defaults = _hints(kind), _defaults(kind)
    unknown += [f"{name}.{one}" for one in value if one not in hints]
    id_ = _read_id(value.get("id"), f"{name}.id")
    before = former.get(id_)
    values: Json = {"id": id_}
    for one, hint in hints.items():
        where = f"{name}.{one}"
        if one == "id":
            continue
        if one in value:
            values[one] = _read(hint, value[one], where)
        elif before is not None:
            values[one] = getattr(before, one)
        elif one not in defaults:
            raise _wrong(where)
    return kind(**values)


def value_from_json(kind: type[Entity], name: str, text: str) -> Any:
    """Return a value that ``value_json`` wrote of a field; raises BadInput("dossier_value")."""
    return _read(_hints(kind)[name], json.loads(text), f"{_NAMES[kind]}.{name}")


def _wrong(where: str) -> BadInput:
    return BadInput("dossier_value", value=where)


_HINTS: dict[Any, Json] = {}


def _hints(kind: Any) -> Json:
    """Return the type of each field of a dataclass, in order."""
    if kind not in _HINTS:
        hints = typing.get_type_hints(kind)
        _HINTS[kind] = {field.name: hints[field.name] for field in fields(kind)}
    return _HINTS[kind]


def _defaults(kind: Any) -> frozenset[str]:
    every = fields(kind)
    return frozenset(
        one.name for one in every if one.default is not MISSING or one.default_factory is not MISSING
    )


def _read_id(value: object, where: str) -> str:
    try:
        if isinstance(value, str) and str(UUID(value)) == value:
            return value
    except ValueError:
        pass
    raise _wrong(where)


def _read(hint: Any, value: object, where: str) -> Any:
    """Read one value of a field; raises BadInput where it is not of its type."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
        if value is None:
            return None
    try:
        return _READERS[hint](value) if hint in _READERS else _read_other(hint, value, where)
    except (ValueError, TypeError, OverflowError, RecursionError, KnownError) as error:
        raise _wrong(where) from error


def _read_other(hint: Any, value: object, where: str) -> Any:
    if typing.get_origin(hint) is tuple:
        return tuple(_read(typing.get_args(hint)[0], one, where) for one in _listed(value))
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _read_inner(hint, value, where)
    return hint(_plain(str if issubclass(hint, str) else int, value))


def _read_inner(kind: type, value: object, where: str) -> Any:
    """Read a value of several fields inside a row, « items » of an agenda that was frozen."""
    told: Json = _plain(dict, value)
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], told[name], where) for name in hints if name in told})


def _listed(value: object) -> list[object]:
    found: list[object] = _plain(list, value)
    return found


def _plain(kind: type, value: object) -> Any:
    """Return a value that is of a kind exactly: True is no number."""
    if type(value) is not kind:
        raise ValueError(kind.__name__)
    return value


def _text(value: object) -> str:
    text: str = _plain(str, value)
    if len(text) > _LONGEST:
        raise ValueError("long")
    return printable(text)


def _number(value: object) -> int:
    found: int = _plain(int, value)
    if abs(found) > _GREATEST:
        raise ValueError("great")
    return found


def _real(value: object) -> float:
    found = float(value if type(value) is int else _plain(float, value))
    if not math.isfinite(found) or abs(found) > _GREATEST:
        raise ValueError("not finite")
    return found


def _rich(value: object) -> RichText:
    return normalised(from_json(_harmless(value)))


def _harmless(value: Any) -> Any:
    """Return JSON without what no text may hold: signs that nobody prints, links into this machine."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_harmless(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _harmless(one) for name, one in value.items()}
    link = kept.get("link", "")
    return kept if not isinstance(link, str) or link_address(link) == link else kept | {"link": ""}


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_plain(str, value))
    if found.tzinfo is None:
        raise ValueError("no offset")
    _day(found.date().isoformat())
    return found


def _day(value: object) -> date:
    found = date.fromisoformat(_plain(str, value))
    if found.year not in _YEARS:
        raise ValueError("far")
    return found


def _time(value: object) -> time:
    found = time.fromisoformat(_plain(str, value))
    if found.tzinfo is not None:
        raise ValueError("offset")
    return found


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: lambda value: _plain(bool, value),
    int: _number,
    float: _real,
    RichText: _rich,
    datetime: _instant,
    date: _day,
    time: _time,
}
