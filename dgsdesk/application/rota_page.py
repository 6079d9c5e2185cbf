"""What « Tour d'accueil » shows: months across, communes down, fairness at the right, one turn explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from dgsdesk.application.desk import View
from dgsdesk.application.home import years_and_months
from dgsdesk.application.membership import communes_on
from dgsdesk.application.ports.store import Store
from dgsdesk.application.rota import host_codes, is_coming, rota_problem
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.host_rota import HostBlackout, HostTurn, TurnState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.rota.debt import all_days, owed
from dgsdesk.domain.rota.distance import mean_distances
from dgsdesk.domain.rota.plan import PROVEN_LEVELS
from dgsdesk.domain.rota.problem import HostSpec
from dgsdesk.domain.rota_definition import Definition
from dgsdesk.domain.rota_improvement import improvement
from dgsdesk.domain.wording import capitalised, date_full, number, plural

T = TypeVar("T")

STATE_WORDS = {TurnState.PROPOSED: "proposée", TurnState.PUBLISHED: "publiée", TurnState.HELD: "tenue"}
"""What is said of a turn's date."""


@dataclass(frozen=True)
class TurnCell:
    """One turn in the grid."""

    id: str
    day: date
    host_id: str | None
    state: TurnState
    locked: bool
    meeting_id: str | None


@dataclass(frozen=True)
class BlackoutBar:
    id: str
    starts: date
    ends: date
    reason: str


@dataclass(frozen=True)
class RotaRow:
    """One commune: its turns, its blackouts, why it cannot host at all, its fairness.

    ``turns`` counts held and planned ones; ``owed`` is its fair share; ``debt`` is what it still owes.
    """

    organisation_id: str
    name: str
    turns: tuple[TurnCell, ...]
    blackouts: tuple[BlackoutBar, ...]
    cannot: str
    count: int
    owed: float
    debt: float
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class RotaPage:
    """The page: rows by name, the months to show, the turns without a host, the sentences above and below.

    ``others`` hosted without being members today: the EPCI at its seat, a commune that left. ``fair_share``
    is what all communes owe alike, empty when they differ. ``proof`` says whether the turns to come are the
    best plan as things stand (``proven``); empty when none is to come.
    """

    circle_id: str
    circle: str
    first: date
    last: date
    skipped_months: frozenset[int]
    today: date
    rows: tuple[RotaRow, ...]
    unfilled: tuple[TurnCell, ...]
    others: tuple[RotaRow, ...]
    proposed: int
    coming: int
    facts: str
    fair_share: str
    proof: str
    proven: bool
    worst: str
    worst_remedy: str


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


def circles(view: View) -> list[tuple[str, str]]:
    """Return (id, name) of every circle."""
    return [(circle.id, circle.name) for circle in view.store.find(Circle)]


def rota_page(view: View, circle_id: str = "") -> RotaPage:
    """Return the rota of a circle (of the first one when none is named); raises NotFound."""
    circle = _circle(view, circle_id)
    today = view.clock.today()
    turns = view.store.find(HostTurn, circle_id=circle.id)
    rows = _rows(view, circle, turns, today)
    worst, remedy = _worst(rows)
    days = [turn.day for turn in turns] or [today]
    proposed = sum(turn.state is TurnState.PROPOSED for turn in turns)
    proven = is_proven(view.store, circle, today)
    coming = sum(is_coming(turn, today) for turn in turns)
    return RotaPage(
        circle_id=circle.id,
        circle=circle.name,
        first=min(*days, today).replace(day=1),
        last=max(*days, today),
        skipped_months=frozenset(circle.skipped_months),
        today=today,
        rows=rows,
        unfilled=tuple(_cell(turn) for turn in turns if turn.host_id is None),
        others=_others(view, turns, {row.organisation_id for row in rows}),
        proposed=proposed,
        coming=coming,
        facts=_facts(circle, len(rows), proposed),
        fair_share=_fair_share(rows),
        proof=_PROOFS[proven] if coming else "",
        proven=proven,
        worst=worst,
        worst_remedy=remedy,
    )


def _circle(view: View, circle_id: str) -> Circle:
    if circle_id:
        return view.store.get(Circle, circle_id)
    every = view.store.find(Circle)
    if not every:
        raise NotFound("no_network")
    return every[0]


def _cell(turn: HostTurn) -> TurnCell:
    return TurnCell(turn.id, turn.day, turn.host_id, turn.state, turn.locked, turn.meeting_id)


def _rows(view: View, circle: Circle, turns: Iterable[HostTurn], today: date) -> tuple[RotaRow, ...]:
    communes = communes_on(view.store, today)
    by_host: dict[str, list[HostTurn]] = {}
    for turn in turns:
        by_host.setdefault(turn.host_id or "", []).append(turn)
    bars: dict[str, list[BlackoutBar]] = {}
    for blackout in view.store.find(HostBlackout):
        bar = BlackoutBar(blackout.id, blackout.starts, blackout.ends, blackout.reason)
        bars.setdefault(blackout.organisation_id, []).append(bar)
    due = _owed(view, circle, today)
    return tuple(_row(org, circle, by_host.get(org.id, []), bars.get(org.id, []), due) for org in communes)


def _row(
    org: Organisation,
    circle: Circle,
    turns: list[HostTurn],
    bars: list[BlackoutBar],
    shares: dict[str, Fraction],
) -> RotaRow:
    share = shares.get(org.code or org.id, Fraction(0))
    return RotaRow(
        organisation_id=org.id,
        name=org.name,
        turns=tuple(_cell(turn) for turn in turns),
        blackouts=tuple(bars),
        cannot=_cannot(org, circle),
        count=len(turns),
        owed=float(share),
        debt=float(share - len(turns)),
        latitude=org.latitude,
        longitude=org.longitude,
    )


def _cannot(org: Organisation, circle: Circle) -> str:
    if org.capacity is None or org.capacity >= circle.expected:
        return ""
    return f"salle de {plural(org.capacity, 'place', 'places')}, il en faut {circle.expected}"


def _owed(view: View, circle: Circle, today: date) -> dict[str, Fraction]:
    """Return what each commune owes over past and plan, in turns."""
    problem = rota_problem(view.store, circle, today)
    return _by_code(problem.hosts, owed(problem.hosts, all_days(problem)))


def _by_code(hosts: Sequence[HostSpec], values: Sequence[T]) -> dict[str, T]:
    return {host.id: value for host, value in zip(hosts, values, strict=True)}


_PROOFS = {
    True: f"Plan vérifié aux {PROVEN_LEVELS} niveaux",
    False: "Un meilleur plan existe depuis : recalculez (F5)",
}


def is_proven(store: Store, circle: Circle, today: date) -> bool:
    """Tell whether no plan is better than the turns to come as they stand.

    Asked of the checker, which shares nothing with the planner: an edited room or a day gone by may have
    made a better plan possible.
    """
    definition = Definition(rota_problem(store, circle, today))
    codes = host_codes(store)
    turns = [turn for turn in store.find(HostTurn, circle_id=circle.id) if is_coming(turn, today)]
    planned = {turn.day: codes[turn.host_id] for turn in turns if turn.host_id in codes}
    allowed = all(
        definition.locked.get(day) == host or host in definition.eligible[day]
        for day, host in planned.items()
    )
    return allowed and improvement(definition, planned) is None


def _others(view: View, turns: Iterable[HostTurn], members: set[str]) -> tuple[RotaRow, ...]:
    elsewhere: dict[str, list[HostTurn]] = {}
    for turn in turns:
        if turn.host_id is not None and turn.host_id not in members:
            elsewhere.setdefault(turn.host_id, []).append(turn)
    hosts = sorted(view.store.find(Organisation, id=set(elsewhere)), key=lambda org: org.name)
    return tuple(
        RotaRow(
            organisation_id=org.id,
            name=org.name,
            turns=tuple(_cell(turn) for turn in elsewhere[org.id]),
            blackouts=(),
            cannot="",
            count=len(elsewhere[org.id]),
            owed=0,
            debt=0,
            latitude=org.latitude,
            longitude=org.longitude,
        )
        for org in hosts
    )


def _fair_share(rows: Iterable[RotaRow]) -> str:
    shares = {number(row.owed, 2) for row in rows}
    return shares.pop() if len(shares) == 1 else ""


def _facts(circle: Circle, communes: int, proposed: int) -> str:
    per_year = (12 - len(circle.skipped_months)) / circle.every_months
    cycle = years_and_months(communes / per_year) if communes else ""
    meetings = plural(round(per_year), "réunion", "réunions")
    facts = (
        f"{plural(communes, 'commune', 'communes')}, {meetings} par an : "
        f"chacune accueille une fois en {cycle}."
    )
    if not proposed:
        return facts
    return f"{facts} {plural(proposed, 'date proposée, non publiée', 'dates proposées, non publiées')}."


def _worst(rows: Iterable[RotaRow]) -> tuple[str, str]:
    """Name the worst debt and a way out: averages hide one commune that never hosts."""
    row = max(rows, key=lambda row: (row.debt, row.name), default=None)
    if row is None or row.debt < 1:
        return "", ""
    title = f"Plus forte dette : {row.name}"
    figure = f"+{number(row.debt, 2)}"
    if row.cannot:
        way = "Une salle voisine ou un accueil à deux la solderait."
        return title, f"{figure} : {row.cannot}. {way}"
    return title, f"{figure} tour : elle passera parmi les premières dès qu’elle sera disponible."


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
    held = sum(past.host == (host.code or host.id) and past.slot < turn.day for past in problem.past)
    distance = _by_code(problem.hosts, mean_distances(problem.hosts)).get(host.code or host.id)
    figures = [("Tours tenus", str(held))]
    until = [day for day in all_days(problem) if day <= turn.day]
    share = _by_code(problem.hosts, owed(problem.hosts, until)).get(host.code or host.id)
    if share is not None:
        figures.insert(0, ("Part due ce jour-là", plural_turns(share)))
    if distance is not None:
        figures.append(("Distance moyenne", f"{number(distance / 10, 1)} km"))
    if host.capacity is not None:
        figures.append((f"Places, pour {circle.expected} attendus", str(host.capacity)))
    return tuple(figures)


def plural_turns(share: Fraction) -> str:
    """Return « 1,06 tour »."""
    value = float(share)
    return f"{number(value, 2)} {'tour' if value < 2 else 'tours'}"


def year_after(today: date) -> tuple[date, date]:
    """Return the period that « Proposer » offers: from tomorrow to the same day a year later."""
    return today + timedelta(days=1), today + timedelta(days=365)
