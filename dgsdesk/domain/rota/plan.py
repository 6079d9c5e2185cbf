"""Plan the host rota: the best plan of a problem, level by level, with its reasons."""

from __future__ import annotations

from fractions import Fraction

from dgsdesk.domain.rota.assignment import Halt, Solve, never
from dgsdesk.domain.rota.balance import balance
from dgsdesk.domain.rota.choice import Tastes, choose
from dgsdesk.domain.rota.debt import TURN, hundredths
from dgsdesk.domain.rota.eligibility import obstacles
from dgsdesk.domain.rota.options import Options
from dgsdesk.domain.rota.outcome import BrokenLock, HostShare, Objective, Plan, PlannedTurn, Unfilled
from dgsdesk.domain.rota.problem import Problem
from dgsdesk.domain.rota.refusal import say_broken_lock, say_unfilled
from dgsdesk.domain.rota.relaxation import lacks
from dgsdesk.domain.rota.standing import Figures, Standing
from dgsdesk.domain.rota.why import Reasons

PROVEN_LEVELS = 5
"""Prices prove every level: those of fairness in ``balance``, those of the assignment in ``assignment``."""


def plan(problem: Problem, solve: Solve, halt: Halt = never) -> Plan:
    """Return the best plan of the problem, the same for the same input everywhere.

    In this order: fewest slots without a host, fairness, fewest changes to what was published, waiting order,
    distance, smallest ids by date. ``solve`` is an assignment solver; its answers are verified, and a wrong
    one raises ``assignment.ProofError``. ``halt`` is asked at every slot and may raise to stop.
    """
    standing = settle(problem, solve, halt)
    return Plan(
        turns=_turns(standing, halt),
        unfilled=_unfilled(standing),
        broken_locks=broken_locks(problem),
        objective=score(standing),
        proven_levels=PROVEN_LEVELS,
        fairness=_shares(standing),
    )


def settle(problem: Problem, solve: Solve, halt: Halt = never) -> Standing:
    """Choose the host of each slot, without reasons."""
    figures = Figures(problem)
    room = balance(figures.bases, figures.takers, figures.locked, halt)
    choice = choose(room, Tastes(figures.published, figures.queue, figures.distances), solve, halt)
    return Standing(figures, choice.hosts, choice.equals)


def score(standing: Standing) -> Objective:
    """Return what the plan scores at each level."""
    figures = standing.figures
    return Objective(
        unfilled=sum(host is None for host in standing.chosen),
        fairness=sum(debt * debt for debt in standing.left),
        changes=sum(standing.changed(slot, host) for slot, host in enumerate(standing.chosen)),
        order=sum(figures.queue.cost(host, slots) for host, slots in enumerate(standing.slots_of)),
        distance=sum(figures.distances[host] for host in standing.chosen if host is not None),
    )


def _turns(standing: Standing, halt: Halt) -> tuple[PlannedTurn, ...]:
    figures = standing.figures
    options = Options(standing)
    reasons = Reasons(standing)
    turns = []
    for slot, host in enumerate(standing.chosen):
        halt()
        if host is None:
            continue
        locked = figures.locked[slot] is not None
        next_best = () if locked else options.next_best(slot)
        turns.append(
            PlannedTurn(
                slot=figures.problem.slots[slot],
                host=figures.hosts[host].id,
                why=reasons.why(slot, next_best),
                locked=locked,
                instead=reasons.instead(slot, next_best),
            )
        )
    return tuple(turns)


def _unfilled(standing: Standing) -> tuple[Unfilled, ...]:
    problem = standing.figures.problem
    empty = [problem.slots[slot] for slot, host in enumerate(standing.chosen) if host is None]
    found = lacks(problem, empty)
    return tuple(Unfilled(slot, say_unfilled(problem, slot, lack)) for slot, lack in found.items())


def broken_locks(problem: Problem) -> tuple[BrokenLock, ...]:
    """Return the locked turns that break a rule, in words."""
    hosts = {host.id: host for host in problem.hosts}
    broken = []
    for turn in sorted(problem.locked, key=lambda turn: turn.slot):
        host = hosts[turn.host]
        own = [blackout for blackout in problem.blackouts if blackout.host == host.id]
        rules = obstacles(host, turn.slot, problem.expected, own)
        if rules:
            broken.append(BrokenLock(turn.slot, host.id, say_broken_lock(problem, host, turn.slot, rules)))
    return tuple(broken)


def _shares(standing: Standing) -> tuple[HostShare, ...]:
    figures = standing.figures
    held: dict[str, int] = {}
    for turn in figures.problem.past:
        held[turn.host] = held.get(turn.host, 0) + 1
    shares = [
        HostShare(
            host=host.id,
            turns=held.get(host.id, 0) + len(standing.slots_of[index]),
            owed=Fraction(hundredths(figures.owed[index]), TURN),
            debt=Fraction(standing.left[index], TURN),
        )
        for index, host in enumerate(figures.hosts)
    ]
    return tuple(sorted(shares, key=lambda share: (-share.debt, share.host)))
