"""The agenda (ordre du jour): parts, items, and what was frozen when the invitation left (product § 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.entity import Entity


class SourceKind(StrEnum):
    """The pool that an item was drawn from."""

    FREE = "free"
    GREY_ZONE = "grey_zone"
    SHARED_SUBJECT = "shared_subject"
    RAISED_THEME = "raised_theme"
    CARRIED_OVER = "carried_over"


@dataclass(eq=False, kw_only=True)
class AgendaPart(Entity):
    """One part (temps) of an agenda."""

    meeting_id: str
    position: int
    title: str
    kind: PartKind
    minutes: int


@dataclass(eq=False, kw_only=True)
class AgendaItem(Entity):
    """One item (point). ``number`` is printed and never moves once frozen; ``spent_seconds`` is the clock.

    ``comes_back`` tells whether it is proposed again when its meeting did not reach it.
    """

    meeting_id: str
    part_id: str
    position: int
    title: str
    question: str = ""
    presenter: str = ""
    minutes: int = 20
    audience: Audience = Audience.ALL
    competences: tuple[str, ...] = ()
    source_kind: SourceKind = SourceKind.FREE
    source_id: str = ""
    number: str = ""
    added_late: bool = False
    discussed: bool | None = None
    spent_seconds: int = 0
    comes_back: bool = True


@dataclass(eq=False, kw_only=True)
class AgendaVersion(Entity):
    """An agenda as it was frozen: letter A at the invitation, then B, C…; ``lines`` are its printed lines.

    ``particulars`` are the lines that said when and where, so that an update can say what changed.
    """

    meeting_id: str
    letter: str
    frozen_at: datetime
    lines: tuple[str, ...] = ()
    particulars: tuple[str, ...] = ()


def total_minutes(items: Iterable[AgendaItem], opening: int = 0, closing: int = 0) -> int:
    """Return the minutes that the items need, opening and closing included."""
    return opening + closing + sum(item.minutes for item in items)


def number_items(parts: Iterable[AgendaPart], items: Iterable[AgendaItem]) -> dict[str, str]:
    """Return item id -> « 1.2 », by part and position; a number already printed never moves.

    New items after printed ones take the next free number of their part.
    """
    numbers: dict[str, str] = {}
    by_part: dict[str, list[AgendaItem]] = {}
    for item in items:
        by_part.setdefault(item.part_id, []).append(item)
    for rank, part in enumerate(sorted(parts, key=lambda part: part.position), start=1):
        ordered = sorted(by_part.get(part.id, []), key=lambda item: item.position)
        taken = {item.number for item in ordered if item.number}
        following = max((int(number.rpartition(".")[2]) for number in taken), default=0)
        for item in ordered:
            if item.number:
                numbers[item.id] = item.number
            else:
                following += 1
                numbers[item.id] = f"{rank}.{following}"
    return numbers
