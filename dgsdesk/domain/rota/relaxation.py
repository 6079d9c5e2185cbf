"""Why slots stay empty, and the smallest relaxation that would help them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.rota.eligibility import Obstacle, Rule, obstacles
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Problem

_HARDNESS = {rule: hardness for hardness, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What would have to give way for one host to take a slot."""

    host: HostSpec
    obstacles: tuple[Obstacle, ...]

    @property
    def size(self) -> tuple[int, int, int, int, str]:
        """Return what makes one relaxation smaller than another.

        Fewer rules, then easier rules, then fewer seats lacking, then shorter periods, then the id.
        """
        days = [(o.period.end - o.period.start).days for o in self.obstacles if o.period is not None]
        return (
            len(self.obstacles),
            max(_HARDNESS[obstacle.rule] for obstacle in self.obstacles),
            sum(obstacle.missing for obstacle in self.obstacles),
            sum(days),
            self.host.id,
        )


@dataclass(frozen=True, slots=True)
class Lack:
    """An empty slot: how many hosts each rule keeps away, the smallest relaxation, all slots it would help.

    ``relaxation`` is None when there are no hosts at all.
    """

    tally: tuple[tuple[Rule, int], ...]
    relaxation: Relaxation | None
    slots: tuple[date, ...]


def lacks(problem: Problem, empty: Sequence[date]) -> dict[date, Lack]:
    """Return for each empty slot why it is; slots that one relaxation would help are named together."""
    own: dict[str, list[Blackout]] = {}
    for blackout in problem.blackouts:
        own.setdefault(blackout.host, []).append(blackout)
    found = {slot: _relaxations(problem, slot, own) for slot in empty}
    smallest = {slot: min(all_ways, key=_size, default=None) for slot, all_ways in found.items()}
    helped: dict[Relaxation | None, list[date]] = {}
    for slot in empty:
        helped.setdefault(smallest[slot], []).append(slot)
    return {slot: Lack(_tally(found[slot]), smallest[slot], tuple(helped[smallest[slot]])) for slot in empty}


def _size(relaxation: Relaxation) -> tuple[int, int, int, int, str]:
    return relaxation.size


def _relaxations(problem: Problem, slot: date, own: dict[str, list[Blackout]]) -> list[Relaxation]:
    return [
        Relaxation(host, obstacles(host, slot, problem.expected, own.get(host.id, ())))
        for host in problem.hosts
    ]


def _tally(relaxations: Sequence[Relaxation]) -> tuple[tuple[Rule, int], ...]:
    """Count each host once, under the rule that is hardest to relax."""
    counts = dict.fromkeys(reversed(Rule), 0)
    for relaxation in relaxations:
        counts[max((o.rule for o in relaxation.obstacles), key=_HARDNESS.__getitem__)] += 1
    return tuple((rule, count) for rule, count in counts.items() if count)
