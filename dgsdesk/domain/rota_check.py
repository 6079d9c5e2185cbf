"""Check a plan of the host rota against its problem, from the definition alone.

Written apart from the planner and sharing none of its rules, so that one watches the other: eligibility,
locks, every level of the objective, debts, and (``rota_improvement``) whether any better plan exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from dgsdesk.domain.rota.outcome import Plan
from dgsdesk.domain.rota.problem import Problem
from dgsdesk.domain.rota_definition import Definition, objective
from dgsdesk.domain.rota_improvement import improvement

LEVELS = ("unfilled", "fairness", "changes", "order", "distance")
"""The levels of the objective, most important first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a plan: ``code`` names it, ``facts`` fill its sentence."""

    code: str
    slot: date | None = None
    host: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def check(problem: Problem, plan: Plan) -> list[Finding]:
    """Return all that is wrong with the plan; an empty list means that it is right and the best there is.

    Sentences are not judged. Optimality is only searched for when the plan is otherwise sound.
    """
    definition = Definition(problem)
    findings = [*_check_slots(definition, plan), *_check_hosts(definition, plan)]
    if findings:
        return findings
    findings = [
        *_check_locks(definition, plan),
        *_check_objective(definition, plan),
        *_check_shares(definition, plan),
    ]
    better = improvement(definition, {turn.slot: turn.host for turn in plan.turns})
    if better is not None:
        facts: dict[str, object] = {"level": LEVELS[better.level], "gain": better.gain, "slots": better.slots}
        findings.append(Finding("better_plan_exists", facts=facts))
    return findings


def _check_slots(definition: Definition, plan: Plan) -> Iterator[Finding]:
    """Yield slots that are unknown, missing or named twice."""
    named = Counter([turn.slot for turn in plan.turns] + [gap.slot for gap in plan.unfilled])
    for slot, times in named.items():
        if slot not in definition.index:
            yield Finding("unknown_slot", slot)
        elif times > 1:
            yield Finding("slot_named_twice", slot)
    for slot in definition.index:
        if slot not in named:
            yield Finding("slot_missing", slot)


def _check_hosts(definition: Definition, plan: Plan) -> Iterator[Finding]:
    """Yield turns whose host is unknown, forbidden or not the locked one."""
    for turn in plan.turns:
        locked = definition.locked.get(turn.slot)
        if turn.host not in definition.hosts:
            yield Finding("unknown_host", turn.slot, turn.host)
        elif locked is not None and locked != turn.host:
            yield Finding("lock_ignored", turn.slot, turn.host, {"locked": locked})
        elif locked is None and turn.slot in definition.index:
            rules = definition.broken_rules(definition.hosts[turn.host], turn.slot)
            if rules:
                yield Finding("host_not_eligible", turn.slot, turn.host, {"rules": rules})
    for gap in plan.unfilled:
        if gap.slot in definition.locked:
            yield Finding("lock_ignored", gap.slot, "", {"locked": definition.locked[gap.slot]})


def _check_locks(definition: Definition, plan: Plan) -> Iterator[Finding]:
    """Yield locks that are not marked, and broken rules that are not reported (or the reverse)."""
    for turn in plan.turns:
        if turn.locked != (turn.slot in definition.locked):
            yield Finding("lock_mark_wrong", turn.slot, turn.host)
    broken = {
        (slot, host)
        for slot, host in definition.locked.items()
        if definition.broken_rules(definition.hosts[host], slot)
    }
    reported = {(lock.slot, lock.host) for lock in plan.broken_locks}
    for slot, host in sorted(broken - reported):
        yield Finding("broken_lock_not_reported", slot, host)
    for slot, host in sorted(reported - broken):
        yield Finding("reported_lock_not_broken", slot, host)


def _check_objective(definition: Definition, plan: Plan) -> Iterator[Finding]:
    """Yield levels whose figure is wrong."""
    host_of = {turn.slot: turn.host for turn in plan.turns}
    found = objective(definition, host_of)
    for level, right in zip(LEVELS, found, strict=True):
        said = getattr(plan.objective, level)
        if said != right:
            yield Finding("objective_wrong", facts={"level": level, "said": said, "right": right})
    if not 0 <= plan.proven_levels <= len(LEVELS):
        yield Finding("proven_levels_wrong", facts={"said": plan.proven_levels})


def _check_shares(definition: Definition, plan: Plan) -> Iterator[Finding]:
    """Yield hosts whose turns, share or debt are wrong, missing or named twice."""
    planned = Counter(turn.host for turn in plan.turns)
    shares = {share.host: share for share in plan.fairness}
    if len(shares) != len(plan.fairness):
        yield Finding("share_named_twice")
    for host in sorted(shares.keys() - definition.hosts.keys()):
        yield Finding("unknown_host", host=host)
    for host in definition.hosts:
        share = shares.get(host)
        if share is None:
            yield Finding("share_missing", host=host)
            continue
        right = {
            "turns": Fraction(definition.held[host] + planned[host]),
            "owed": Fraction(round(100 * definition.owed[host]), 100),
            "debt": Fraction(definition.base[host], 100) - planned[host],
        }
        for name, value in right.items():
            said = Fraction(getattr(share, name))
            if said != value:
                facts: dict[str, object] = {"said": float(said), "right": float(value)}
                yield Finding(f"{name}_wrong", host=host, facts=facts)
