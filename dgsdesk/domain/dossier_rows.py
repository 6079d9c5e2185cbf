"""The rows of one meeting as values: entity by kind and id, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.dossier_rules import RULES, SAID, names_of
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import RichText, normalised

Row: TypeAlias = Mapping[str, object]
Content: TypeAlias = Mapping[type[Entity], Mapping[str, Row]]
Key: TypeAlias = tuple[type[Entity], str]


def content_of(rows: Mapping[type[Entity], Iterable[Entity]]) -> Content:
    """Return the values of what can come home; each item holds what was said under it."""
    said = {
        entry.item_id: normalised(entry.text)
        for entry in rows.get(MinutesEntry, ())
        if isinstance(entry, MinutesEntry)
    }
    content: dict[type[Entity], dict[str, Row]] = {}
    for kind in RULES:
        content[kind] = {row.id: _values(row, said) for row in rows.get(kind, ())}
    return content


def _values(row: Entity, said: Mapping[str, RichText]) -> Row:
    values = {name: getattr(row, name) for name in names_of(type(row)) if name != SAID}
    if isinstance(row, AgendaItem):
        values[SAID] = said.get(row.id, RichText())
    return values


def keys_of(content: Content) -> Iterator[Key]:
    """Give every row’s kind and id."""
    for kind, rows in content.items():
        for row_id in rows:
            yield kind, row_id


def row_of(content: Content, key: Key) -> Row | None:
    """Return a row, None where it is not."""
    return content.get(key[0], {}).get(key[1])


def parents_of(kind: type[Entity], row: Row) -> list[Key]:
    """Return the rows without which a row cannot be."""
    found = [(parent, row.get(name)) for name, parent in RULES[kind].parents.items()]
    return [(parent, row_id) for parent, row_id in found if isinstance(row_id, str)]


def children(content: Content, key: Key) -> Iterator[Key]:
    """Give the rows that cannot be without a row."""
    for kind, rule in RULES.items():
        names = [name for name, parent in rule.parents.items() if parent is key[0]]
        if names:
            for row_id, row in content.get(kind, {}).items():
                if any(row.get(name) == key[1] for name in names):
                    yield kind, row_id


def sequence(content: Content, kind: type[Entity], of: object) -> list[str]:
    """Return the ids of one group of rows in their order."""
    group = RULES[kind].group or ""
    rows = [(row_id, row) for row_id, row in content.get(kind, {}).items() if row.get(group) == of]
    return [row_id for row_id, _ in sorted(rows, key=lambda one: (position_of(one[1]), one[0]))]


def position_of(row: Row) -> int:
    """Return the place of a row in its group."""
    position = row["position"]
    assert isinstance(position, int), "positions are numbers"
    return position
