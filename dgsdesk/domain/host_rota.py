"""What the network keeps of its host rota (tour d'accueil): turns, and the days on which nobody can host.

How a plan is found stands in ``domain.rota``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity


class TurnState(StrEnum):
    """``HELD`` is past, ``PUBLISHED`` was announced (a change then counts), ``PROPOSED`` is only a plan."""

    HELD = "held"
    PUBLISHED = "published"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Instead:
    """Who else could have had a turn, and what that would cost, in words."""

    host_id: str
    why: str


@dataclass(eq=False, kw_only=True)
class HostTurn(Entity):
    """One line of the rota: a day, its host, and why."""

    circle_id: str
    day: date
    host_id: str | None
    state: TurnState = TurnState.PROPOSED
    locked: bool = False
    why: str = ""
    instead: tuple[Instead, ...] = ()
    meeting_id: str | None = None


@dataclass(eq=False, kw_only=True)
class HostBlackout(Entity):
    """Days on which an organisation cannot host (indisponibilité); both ends belong to it."""

    organisation_id: str
    starts: date
    ends: date
    reason: str = ""
