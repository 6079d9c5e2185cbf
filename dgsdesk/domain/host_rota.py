"""What the network keeps of its host rota (tour d'accueil): turns, and who cannot host when, or elsewhere.

How a plan is found stands in ``domain.rota``.
"""

from __future__ import annotations

from calendar import monthrange
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


class BlackoutKind(StrEnum):
    """Days that are named once, that come back every year, or all days before one (« pas avant »)."""

    ONCE = "once"
    YEARLY = "yearly"
    NOT_BEFORE = "not_before"


@dataclass(eq=False, kw_only=True)
class HostBlackout(Entity):
    """Days on which an organisation cannot host (indisponibilité); both ends belong to it.

    ``YEARLY``: ``starts`` and ``ends`` are those of one year, less than a year apart. ``NOT_BEFORE``: every
    day until ``ends``; ``starts`` is the day on which it was said.
    """

    organisation_id: str
    starts: date
    ends: date
    reason: str = ""
    kind: BlackoutKind = BlackoutKind.ONCE

    def periods(self, first: date, last: date) -> list[tuple[date, date]]:
        """Return its (first, last) days, ascending, wherever they touch the days between two."""
        if self.kind is BlackoutKind.NOT_BEFORE:
            every = [(min(first, self.starts), self.ends)]
        elif self.kind is BlackoutKind.YEARLY:
            every = [self._in_year(year) for year in range(first.year - 1, last.year + 1)]
        else:
            every = [(self.starts, self.ends)]
        return [(starts, ends) for starts, ends in every if starts <= last and ends >= first]

    def _in_year(self, year: int) -> tuple[date, date]:
        """Return the occurrence that begins in a year; 29 February is 28 where there is none."""
        later = self.ends.year - self.starts.year
        return _same_day(self.starts, year), _same_day(self.ends, year + later)


def _same_day(day: date, year: int) -> date:
    last = monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


@dataclass(eq=False, kw_only=True)
class HostExemption(Entity):
    """An organisation that owes no turn and hosts none for a time, or for good (``ends`` None)."""

    organisation_id: str
    starts: date
    ends: date | None = None
    reason: str = ""


@dataclass(eq=False, kw_only=True)
class HostRoom(Entity):
    """An organisation that always hosts in another's room (une salle voisine, le siège de l'EPCI)."""

    organisation_id: str
    lender_id: str


@dataclass(eq=False, kw_only=True)
class HostLegacy(Entity):
    """What a commune nouvelle takes over in a circle: its parts' debt, and the latest of their turns.

    ``debt`` in hundredths of a turn.
    """

    circle_id: str
    organisation_id: str
    debt: int = 0
    last_turn: date | None = None


def seats(own: int | None, lent: int | None) -> int | None:
    """Return the seats of a host that another lends its room to; None is no limit."""
    return None if own is None or lent is None else max(own, lent)
