"""The host rota as a plan: turns with their reasons, what stays empty, and what was proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Alternative:
    """A host that could have had the turn, and what that would cost, in words."""

    host: str
    why: str


@dataclass(frozen=True, slots=True)
class PlannedTurn:
    """A slot's host, the answer to « Pourquoi nous ? », and the one or two next best hosts."""

    slot: date
    host: str
    why: str = ""
    locked: bool = False
    instead: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A slot without a host, and the smallest relaxation that would help, in words."""

    slot: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class BrokenLock:
    """A locked turn that breaks a rule, in words."""

    slot: date
    host: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What the plan scores at each level, in order, the smaller the better; distance in tenths of a km."""

    unfilled: int
    fairness: int
    changes: int
    order: int
    distance: int


@dataclass(frozen=True, slots=True)
class HostShare:
    """A host's turns, past and planned, against its fair share; in turns, to hundredths."""

    host: str
    turns: int
    owed: Fraction
    debt: Fraction


@dataclass(frozen=True, slots=True)
class Plan:
    """The best plan of a problem. ``fairness`` lists the worst debts first."""

    turns: tuple[PlannedTurn, ...]
    unfilled: tuple[Unfilled, ...]
    broken_locks: tuple[BrokenLock, ...]
    objective: Objective
    proven_levels: int
    fairness: tuple[HostShare, ...]
