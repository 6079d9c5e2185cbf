"""What an act would bring with it, shown before it is made: every host that changes, before and after.

The act is rehearsed (``Desk.rehearse``): carried out, looked at, and taken back before anything is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.rota.problem import rota_problem, turns_now
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.rota.plan import broken_locks


@dataclass(frozen=True)
class HostOfDay:
    """Who hosts a turn to come, in names; an empty host is none."""

    turn_id: str
    circle: str
    day: date
    host: str


@dataclass(frozen=True)
class RotaStanding:
    """All turns to come, and the rules that locked ones break, in words."""

    turns: tuple[HostOfDay, ...]
    broken: frozenset[str]


@dataclass(frozen=True)
class HostChange:
    """A turn whose host or day would differ, or that would be no more; an empty name is no host.

    ``day`` is the day before the act, ``moved_to`` the one after it; ``circle`` is named where there are
    several.
    """

    day: date
    before: str
    after: str
    circle: str = ""
    moved_to: date | None = None
    gone: bool = False


@dataclass(frozen=True)
class Cascade:
    """What was asked for, what follows from it elsewhere, and the rules that the wish breaks, in words."""

    wished: tuple[HostChange, ...]
    followed: tuple[HostChange, ...]
    warnings: tuple[str, ...]


def rota_standing(view: View) -> RotaStanding:
    """Return the turns to come of every circle."""
    today = view.clock.today()
    names = {org.id: org.name for org in view.store.find(Organisation)}
    every = view.store.find(Circle)
    turns, broken = [], set()
    for circle in every:
        name = circle.name if len(every) > 1 else ""
        for turn in turns_now(view.store, circle.id, today).coming:
            turns.append(HostOfDay(turn.id, name, turn.day, names.get(turn.host_id or "", "")))
        broken |= {lock.why for lock in broken_locks(rota_problem(view.store, circle, today))}
    return RotaStanding(tuple(turns), frozenset(broken))


def cascade(before: RotaStanding, after: RotaStanding, wished: Collection[str] = ()) -> Cascade:
    """Compare two standings; ``wished`` are the ids of the turns that the act is about."""
    later = {turn.turn_id: turn for turn in after.turns}
    changes = [
        (turn.turn_id, _change(turn, later.get(turn.turn_id)))
        for turn in sorted(before.turns, key=lambda turn: turn.day)
        if later.get(turn.turn_id) != turn
    ]
    return Cascade(
        wished=tuple(change for turn_id, change in changes if turn_id in wished),
        followed=tuple(change for turn_id, change in changes if turn_id not in wished),
        warnings=tuple(sorted(after.broken - before.broken)),
    )


def _change(before: HostOfDay, after: HostOfDay | None) -> HostChange:
    if after is None:
        return HostChange(before.day, before.host, "", before.circle, gone=True)
    moved_to = after.day if after.day != before.day else None
    return HostChange(before.day, before.host, after.host, before.circle, moved_to)
