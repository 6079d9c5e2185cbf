"""Circles (formats de rencontre): who meets, how often, with which agenda and which rule for the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from dgsdesk.domain.entity import Entity


class PartKind(StrEnum):
    """What a part of the agenda draws from."""

    GREY_ZONES = "grey_zones"
    SHARED_SUBJECT = "shared_subject"
    NETWORK_THEME = "network_theme"
    FREE = "free"


@dataclass(frozen=True)
class PartTemplate:
    """One part of a circle's agenda: its French title, what it draws from, its minutes."""

    title: str
    kind: PartKind
    minutes: int


@dataclass(eq=False, kw_only=True)
class Circle(Entity):
    """A kind of meeting with its rules.

    ``week`` and ``weekday`` say the preferred day of the month (2nd Tuesday: 2 and 1, Monday being 0);
    ``skipped_months`` are months without a meeting; ``counting_mode`` and ``observation_days`` are the rule
    for observations on the minutes.
    """

    name: str
    model_id: str = ""
    week: int = 2
    weekday: int = 1
    every_months: int = 1
    starts_at: time = time(9, 30)
    minutes: int = 150
    skipped_months: tuple[int, ...] = (8,)
    expected: int = 20
    lunch: bool = False
    parts: tuple[PartTemplate, ...] = ()
    observation_days: int = 8
    counting_mode: str = "calendaire"
    reply_days_before: int = 5
    opening_minutes: int = 10
    closing_minutes: int = 15
