"""The printed lines of an agenda: what is frozen with an invitation, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import quoted
from dgsdesk.domain.agenda import (
    AgendaItem,
    AgendaPart,
    AgendaVersion,
    FrozenItem,
    Referral,
    moved_numbers,
    number_items,
    running_order,
)
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import NBSP, date_full, duration

REFERRAL_WORDS = {
    Referral.NONE: "réglé par le groupe",
    Referral.MAYORS: "à porter en conférence des maires",
    Referral.ARBITRATION: "à soumettre à arbitrage",
}
"""What each way of settling an item is called."""


@dataclass(frozen=True)
class AgendaChanges:
    """What a version adds, withdraws, moves and says otherwise, as printed lines."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)

    def only(self, numbers: Iterable[str]) -> AgendaChanges:
        """Keep what speaks of some numbers; what was withdrawn is told to nobody else."""
        known = set(numbers)

        def kept(lines: Sequence[str]) -> tuple[str, ...]:
            return tuple(line for line in lines if number_of_line(line) in known)

        return AgendaChanges(kept(self.added), (), kept(self.changed), kept(self.moved))


def number_of_line(line: str) -> str:
    """Return the printed number that a line begins with."""
    return line.partition(" ")[0]


def agenda_lines(parts: Iterable[AgendaPart], items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """Return one line per item in the order of the day: « 1.2 Déneigement · DGS de Gétigné · 25 min · … »."""
    return tuple(map(_line, frozen_items(parts, items)))


def frozen_items(parts: Iterable[AgendaPart], items: Iterable[AgendaItem]) -> tuple[FrozenItem, ...]:
    """Return the items as a version keeps them, in the order of the day."""
    parts, items = list(parts), list(items)
    numbers = number_items(parts, items)
    titles = {part.id: part.title for part in parts}
    return tuple(
        FrozenItem(
            item.id,
            numbers[item.id],
            item.title,
            item.presenter,
            item.minutes,
            item.question,
            titles.get(item.part_id, ""),
            item.part_id,
            "" if item.referral is Referral.NONE else REFERRAL_WORDS[item.referral],
            item.recall,
        )
        for item in running_order(parts, items)
    )


def holds_still(version: AgendaVersion, now: Sequence[FrozenItem]) -> bool:
    """Tell whether a frozen agenda still says what is said now; older ones were kept in another order."""
    if version.items:
        return [replace(item, part="") for item in version.items] == [replace(item, part="") for item in now]
    return sorted(version.lines) == sorted(map(_line, now))


def changes_since(store: Store, version: AgendaVersion, now: Sequence[FrozenItem]) -> AgendaChanges:
    """Return what differs from a frozen agenda; the printed number is what stays."""
    if not version.items:
        return _compare_lines(version.lines, tuple(map(_line, now)))
    before = {item.number: item for item in version.items}
    after = {item.number: item for item in now}
    gone = [item for item in version.items if item.number not in after]
    elsewhere = _elsewhere(store, version, gone)
    moved = moved_numbers(version.items, now)
    return AgendaChanges(
        added=tuple(_line(item) for item in now if item.number not in before),
        removed=tuple(_line(item) + elsewhere.get(item.item_id, "") for item in gone),
        changed=tuple(
            _otherwise(before[item.number], item)
            for item in now
            if item.number in before and _said(before[item.number]) != _said(item)
        ),
        moved=tuple(_moved(item, now, before) for item in now if item.number in moved),
    )


def _compare_lines(before: Iterable[str], after: Iterable[str]) -> AgendaChanges:
    """Compare what an older program froze: lines alone, without their places."""
    old = {number_of_line(line): line for line in before}
    new = {number_of_line(line): line for line in after}
    return AgendaChanges(
        added=tuple(line for number, line in new.items() if number not in old),
        removed=tuple(line for number, line in old.items() if number not in new),
        changed=tuple(line for number, line in new.items() if number in old and old[number] != line),
    )


def _elsewhere(store: Store, version: AgendaVersion, gone: Sequence[FrozenItem]) -> Mapping[str, str]:
    """Item id -> « , reporté au mardi 12 janvier 2027 », for those that another meeting took."""
    items = store.find(AgendaItem, id={item.item_id for item in gone}) if gone else []
    left = {item.id: item.meeting_id for item in items if item.meeting_id != version.meeting_id}
    if not left:
        return {}
    days = {meeting.id: meeting.day for meeting in store.find(Meeting, id=set(left.values()))}
    return {item_id: f" · reporté au {date_full(days[meeting_id])}" for item_id, meeting_id in left.items()}


def _moved(item: FrozenItem, now: Sequence[FrozenItem], before: Mapping[str, FrozenItem]) -> str:
    """Say where an item went: « 1.2 Déneigement · passe après le point 2.1, dans « Sujet commun » »."""
    at = now.index(item)
    place = f"passe après le point {now[at - 1].number}" if at else "passe en premier"
    changed = before[item.number].part_id != item.part_id
    return f"{item.number} {item.title} · {place}" + (f", dans {quoted(item.part)}" if changed else "")


def _otherwise(old: FrozenItem, new: FrozenItem) -> str:
    """Say an item as it is now, and beside each field what it said before."""
    said = [f"{new.number} {new.title}" + _instead(old.title, new.title)]
    if old.presenter != new.presenter:
        said.append((new.presenter or "sans présentation désignée") + _instead(old.presenter, new.presenter))
    if old.minutes != new.minutes:
        said.append(f"{duration(new.minutes)} (au lieu de {duration(old.minutes)})")
    if old.question != new.question:
        said.append(f"question{NBSP}: {new.question}" if new.question else "sans question posée au groupe")
    if old.settled_by != new.settled_by:
        said.append(new.settled_by or REFERRAL_WORDS[Referral.NONE])
    if old.recall != new.recall:
        said.append("rappel mis à jour" if new.recall else "sans rappel")
    return " · ".join(said)


def _said(item: FrozenItem) -> tuple[str, str, str]:
    return _line(item), item.settled_by, item.recall


def _instead(old: str, new: str) -> str:
    return f" (au lieu de {quoted(old)})" if old and old != new else ""


def _line(item: FrozenItem) -> str:
    said = (f"{item.number} {item.title}", item.presenter, duration(item.minutes), item.question)
    return " · ".join(filter(None, said))
