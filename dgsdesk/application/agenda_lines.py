"""The printed lines of an agenda: what is frozen with an invitation, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items
from dgsdesk.domain.wording import duration


@dataclass(frozen=True)
class AgendaChanges:
    """What a version adds, withdraws and says otherwise, as printed lines."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def agenda_lines(parts: Iterable[AgendaPart], items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """Return one line per item in printed order: « 1.2 Déneigement · DGS de Gétigné · 25 min · question »."""
    parts, items = list(parts), list(items)
    numbers = number_items(parts, items)
    ranks = {part.id: part.position for part in parts}
    ordered = sorted(items, key=lambda item: (ranks.get(item.part_id, 0), _order(numbers[item.id])))
    return tuple(_line(numbers[item.id], item) for item in ordered)


def compare(before: Iterable[str], after: Iterable[str]) -> AgendaChanges:
    """Return what differs between two frozen agendas; the printed number is what stays."""
    old = {line.partition(" ")[0]: line for line in before}
    new = {line.partition(" ")[0]: line for line in after}
    return AgendaChanges(
        added=tuple(line for number, line in new.items() if number not in old),
        removed=tuple(line for number, line in old.items() if number not in new),
        changed=tuple(line for number, line in new.items() if number in old and old[number] != line),
    )


def _line(number: str, item: AgendaItem) -> str:
    said = (f"{number} {item.title}", item.presenter, duration(item.minutes), item.question)
    return " · ".join(filter(None, said))


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdigit())
