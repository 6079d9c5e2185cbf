"""Grey zones (zones grises): cases that the statutes do not settle, and how the network settled them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import RuleBroken


class GreyZoneKind(StrEnum):
    """``SILENT``: not foreseen by the statutes. ``AMBIGUOUS``: can be read two ways."""

    SILENT = "silent"
    AMBIGUOUS = "ambiguous"


class GreyZoneState(StrEnum):
    RAISED = "raised"
    EXAMINED = "examined"
    SETTLED = "settled"
    CLOSED = "closed"
    REOPENED = "reopened"


_MOVES: dict[GreyZoneState, frozenset[GreyZoneState]] = {
    GreyZoneState.RAISED: frozenset({GreyZoneState.EXAMINED, GreyZoneState.SETTLED, GreyZoneState.CLOSED}),
    GreyZoneState.EXAMINED: frozenset({GreyZoneState.EXAMINED, GreyZoneState.SETTLED, GreyZoneState.CLOSED}),
    GreyZoneState.SETTLED: frozenset({GreyZoneState.CLOSED, GreyZoneState.REOPENED}),
    GreyZoneState.CLOSED: frozenset({GreyZoneState.REOPENED}),
    GreyZoneState.REOPENED: frozenset({GreyZoneState.EXAMINED, GreyZoneState.SETTLED, GreyZoneState.CLOSED}),
}


class Mover(StrEnum):
    """Who may move a case: whoever keeps the register, the network met, or any of its members."""

    KEEPER = "keeper"
    NETWORK = "network"
    MEMBER = "member"


MOVERS: dict[GreyZoneState, Mover] = {
    GreyZoneState.RAISED: Mover.MEMBER,
    GreyZoneState.EXAMINED: Mover.NETWORK,
    GreyZoneState.SETTLED: Mover.NETWORK,
    GreyZoneState.CLOSED: Mover.KEEPER,
    GreyZoneState.REOPENED: Mover.MEMBER,
}
"""Who may bring a case into a state; between peers nobody settles alone (product § 1, § 3.4)."""


class Holder(StrEnum):
    """Who acts, or who pays, today."""

    UNKNOWN = "unknown"
    COMMUNE = "commune"
    EPCI = "epci"
    SHARED = "shared"


@dataclass(eq=False, kw_only=True)
class GreyZone(Entity):
    """One case of the register; ``agreed`` tells how the network settled it between two meetings."""

    title: str
    question: str = ""
    kind: GreyZoneKind = GreyZoneKind.AMBIGUOUS
    state: GreyZoneState = GreyZoneState.RAISED
    competences: tuple[str, ...] = ()
    texts: str = ""
    options: str = ""
    solution: str = ""
    settled_on: date | None = None
    settled_meeting_id: str | None = None
    review_on: date | None = None
    raised_by_id: str | None = None
    raised_on: date | None = None
    agreed: str = ""

    def may_move(self, state: GreyZoneState) -> bool:
        """Tell whether the register allows this state next."""
        return state in _MOVES[self.state]

    def move(self, state: GreyZoneState) -> None:
        """Move to a state; raises RuleBroken when the register does not allow it."""
        if not self.may_move(state):
            raise RuleBroken("grey_zone_move", now=self.state.value, wanted=state.value)
        self.state = state


@dataclass(eq=False, kw_only=True)
class Practice(Entity):
    """One cell of the matrix of a grey zone: in a commune, who acts and who pays for a competence."""

    grey_zone_id: str
    organisation_id: str
    competence: str
    acts: Holder = Holder.UNKNOWN
    pays: Holder = Holder.UNKNOWN


@dataclass(eq=False, kw_only=True)
class Position(Entity):
    """What one party holds of a case, in its own words."""

    grey_zone_id: str
    organisation_id: str
    text: str
