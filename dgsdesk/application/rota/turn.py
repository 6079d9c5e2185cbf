"""« Pourquoi nous ? »: one turn of the rota explained, with its figures and who else could host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dgsdesk.application.rota.page import by_code
from dgsdesk.application.rota.problem import host_codes, is_coming, rota_problem
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.rota.debt import all_days, owed
from dgsdesk.domain.rota.distance import mean_distances
from dgsdesk.domain.wording import capitalised, date_full, number


@dataclass(frozen=True)
class InsteadRow:
    name: str
    why: str


@dataclass(frozen=True)
class TurnDetail:
    """One turn explained: « Pourquoi nous ? », its figures, and who else could host."""

    id: str
    title: str
    host_id: str | None
    host: str
    day: date
    state: TurnState
    locked: bool
    coming: bool
    meeting_id: str | None
    why: str
    figures: tuple[tuple[str, str], ...]
    instead: tuple[InsteadRow, ...]


def turn_detail(view: View, turn_id: str) -> TurnDetail:
    """Return one turn explained; raises NotFound."""
    turn = view.store.get(HostTurn, turn_id)
    circle = view.store.get(Circle, turn.circle_id)
    every = {org.id: org for org in view.store.find(Organisation)}
    host = every.get(turn.host_id or "")
    return TurnDetail(
        id=turn.id,
        title=f"{host.name if host else 'Sans hôte'}, {date_full(turn.day)}",
        host_id=turn.host_id,
        host=host.name if host else "",
        day=turn.day,
        state=turn.state,
        locked=turn.locked,
        coming=is_coming(turn, view.clock.today()),
        meeting_id=turn.meeting_id,
        why=turn.why,
        figures=_figures(view, circle, turn, host) if host else (),
        instead=tuple(
            _instead(every[other.host_id].name, other.why) for other in turn.instead if other.host_id in every
        ),
    )


def _instead(name: str, why: str) -> InsteadRow:
    """The sentence without the name that stands above it."""
    return InsteadRow(name, capitalised(why.removeprefix(name).lstrip(", ")))


def _figures(view: View, circle: Circle, turn: HostTurn, host: Organisation) -> tuple[tuple[str, str], ...]:
    problem = rota_problem(view.store, circle, view.clock.today())
    code = host_codes(view.store).get(host.id, "")
    held = sum(past.host == (code) and past.slot < turn.day for past in problem.past)
    distance = by_code(problem.hosts, mean_distances(problem.hosts)).get(code)
    figures = [("Tours tenus", str(held))]
    until = [day for day in all_days(problem) if day <= turn.day]
    share = by_code(problem.hosts, owed(problem.hosts, until)).get(code)
    if share is not None:
        figures.insert(0, ("Part due ce jour-là", plural_turns(share)))
    if distance is not None:
        figures.append(("Distance moyenne", f"{number(distance / 10, 1)} km"))
    room = next((one.capacity for one in problem.hosts if one.id == code), host.capacity)
    if room is not None:
        figures.append((f"Places, pour {circle.expected} attendus", str(room)))
    return tuple(figures)


def plural_turns(share: Fraction) -> str:
    """Return « 1,06 tour »."""
    value = float(share)
    return f"{number(value, 2)} {'tour' if value < 2 else 'tours'}"
