"""What a change by hand would bring with it, shown before it is made: the cascade of a swap or a move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.rota import host_codes, is_coming, rota_problem
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Problem, Turn
from dgsdesk.domain.wording import date_full


@dataclass(frozen=True)
class HostChange:
    """A day whose host would differ; an empty name is no host."""

    day: date
    before: str
    after: str


@dataclass(frozen=True)
class Cascade:
    """What was asked for, what follows from it elsewhere, and the rules that the wish breaks, in words."""

    wished: tuple[HostChange, ...]
    followed: tuple[HostChange, ...]
    warnings: tuple[str, ...]


def swap_preview(view: View, turn_id: str, other_id: str) -> Cascade:
    """Return what `SwapTurns` would change; raises as it does."""
    first, second = view.store.get(HostTurn, turn_id), view.store.get(HostTurn, other_id)
    for turn in (first, second):
        if turn.host_id is None:
            raise RuleBroken("turn_without_host", day=date_full(turn.day))
    return _cascade(view, first, {first.day: second.host_id or "", second.day: first.host_id or ""})


def move_preview(view: View, turn_id: str, host_id: str) -> Cascade:
    """Return what `MoveTurn` would change; raises as it does."""
    turn = view.store.get(HostTurn, turn_id)
    return _cascade(view, turn, {turn.day: host_id})


def _cascade(view: View, turn: HostTurn, wish: Mapping[date, str]) -> Cascade:
    """Plan with the wished hosts locked and compare with the turns as they stand."""
    store, today = view.store, view.clock.today()
    circle = store.get(Circle, turn.circle_id)
    coming = {one.day: one for one in store.find(HostTurn, circle_id=circle.id) if is_coming(one, today)}
    for day in wish:
        if day not in coming:
            raise RuleBroken("turn_held", day=date_full(day))
    codes = host_codes(store)
    problem = _with_locks(rota_problem(store, circle, today), wish, codes)
    best = plan(problem, view.solve)
    names = {org.id: org.name for org in store.find(Organisation)}
    ids = {code: organisation_id for organisation_id, code in codes.items()}
    after = {planned.slot: ids[planned.host] for planned in best.turns} | dict(wish)
    changes = [
        HostChange(day, names.get(one.host_id or "", ""), names.get(after.get(day, ""), ""))
        for day, one in sorted(coming.items())
        if (one.host_id or "") != after.get(day, "")
    ]
    return Cascade(
        wished=tuple(change for change in changes if change.day in wish),
        followed=tuple(change for change in changes if change.day not in wish),
        warnings=tuple(lock.why for lock in best.broken_locks if lock.slot in wish),
    )


def _with_locks(problem: Problem, wish: Mapping[date, str], codes: Mapping[str, str]) -> Problem:
    """Lock the wished hosts; the EPCI's own seat is no host of the problem and takes its slot away."""
    kept = tuple(lock for lock in problem.locked if lock.slot not in wish)
    wished = tuple(Turn(day, codes[host]) for day, host in sorted(wish.items()) if host in codes)
    return replace(problem, locked=kept + wished)
