"""The host rota as a problem: hosts, slots, and everything that constrains who may take which slot.

Days are inclusive at both ends of a period. ``None`` means that there is no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Say whether ``day`` lies in the period."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class HostSpec:
    """A commune that may host.

    ``capacity`` in seats; ``lat`` and ``lon`` in degrees; ``debt`` in turns, carried over from before (a
    commune nouvelle takes the population-weighted mean of its parts'); ``last_turn`` held under another name.
    """

    id: str
    name: str = ""
    capacity: int | None = None
    lat: float | None = None
    lon: float | None = None
    member_from: date | None = None
    member_to: date | None = None
    exempt: tuple[Period, ...] = ()
    debt: Fraction = Fraction(0)
    last_turn: date | None = None

    @property
    def label(self) -> str:
        """Return the name to show, or the id when no name is known."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Turn:
    """One meeting's host: held, published or locked."""

    slot: date
    host: str


@dataclass(frozen=True, slots=True)
class Blackout:
    """Days on which a host cannot host; it goes on owing."""

    host: str
    period: Period
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the planner may know.

    ``slots`` ascend without repetition; ``locked``, ``published`` and ``blackouts`` name known hosts,
    ``locked`` names known slots (``formats.rota_json`` and the use cases see to it). ``past`` turns of
    somebody who is no host count as slots but for nobody. ``window`` is the slack, in slots, of the waiting
    order.
    """

    hosts: tuple[HostSpec, ...]
    slots: tuple[date, ...]
    past: tuple[Turn, ...] = ()
    expected: int = 0
    window: int = 2
    blackouts: tuple[Blackout, ...] = ()
    locked: tuple[Turn, ...] = ()
    published: tuple[Turn, ...] = ()
