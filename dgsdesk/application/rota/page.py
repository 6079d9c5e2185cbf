"""What « Tour d'accueil » shows: months across, communes down, fairness at the right, one turn explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from dgsdesk.application.circle.members import member_days
from dgsdesk.application.circle.words import HOST_CHOICES, in_order
from dgsdesk.application.home.page import once_in
from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.naming import of_organisation
from dgsdesk.application.ports.store import Store
from dgsdesk.application.rota.absence_rows import AbsenceRow, Absences, BlackoutBar, absences
from dgsdesk.application.rota.dates import too_few
from dgsdesk.application.rota.problem import host_codes, is_coming, rota_problem, turns_now
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle, HostRule, meetings_a_year
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.host_rota import HostRoom, HostTurn, TurnState, seats
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.rota.debt import all_days, owed
from dgsdesk.domain.rota.plan import PROVEN_LEVELS
from dgsdesk.domain.rota.problem import HostSpec
from dgsdesk.domain.rota_definition import Definition
from dgsdesk.domain.rota_improvement import improvement
from dgsdesk.domain.wording import NBSP, number, plural

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
class RotaRow:
    """One commune: its turns, when and why it cannot host, whose room it uses, its fairness.

    ``count`` counts held and planned ones; ``owed`` is its fair share; ``debt`` is what it still owes.
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
    absences: tuple[AbsenceRow, ...] = ()
    room: str = ""
    capacity: int | None = None
    lender_id: str = ""


@dataclass(frozen=True)
class RotaPage:
    """The page: rows by name, the months to show, the turns without a host, the sentences above and below.

    ``others`` hosted without being members today: the EPCI at its seat (``seat``), a commune that left.
    ``fair_share`` is what all communes owe alike, empty when they differ. ``proof`` says whether the turns
    to come are the best plan as things stand (``proven``); empty when none is to come.
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
    seat_id: str = ""
    seat: str = ""


def circles(view: View) -> list[tuple[str, str]]:
    """Return (id, name) of every circle."""
    return [(circle.id, circle.name) for circle in in_order(view.store.find(Circle), view.clock.today())]


def rota_page(view: View, circle_id: str = "") -> RotaPage:
    """Return the rota of a circle, of the first one where none of that name is left; raises NotFound."""
    circle = _circle(view, circle_id)
    today = view.clock.today()
    turns = turns_now(view.store, circle.id, today).shown
    days = [turn.day for turn in turns] or [today]
    rows = _rows(view, circle, turns, max(*days, today))
    worst, remedy = _worst(rows)
    seat = next(iter(view.store.find(Organisation, kind=OrganisationKind.EPCI)), None)
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
        facts=f"{_facts(circle, len(rows), proposed)} {too_few(view.store, circle, today)}".strip(),
        fair_share=_fair_share(rows),
        proof=_PROOFS[proven] if coming and circle.host_rule is HostRule.ROTATION else "",
        proven=proven,
        worst=worst,
        worst_remedy=remedy,
        seat_id=seat.id if seat else "",
        seat=seat.name if seat else "",
    )


def _circle(view: View, circle_id: str) -> Circle:
    named = view.store.find(Circle, id=circle_id) if circle_id else []
    if named:
        return named[0]
    every = in_order(view.store.find(Circle), view.clock.today())
    if not every:
        raise NotFound("no_circle")
    return every[0]


def _cell(turn: HostTurn) -> TurnCell:
    return TurnCell(turn.id, turn.day, turn.host_id, turn.state, turn.locked, turn.meeting_id)


def _rows(view: View, circle: Circle, turns: Iterable[HostTurn], last: date) -> tuple[RotaRow, ...]:
    """Return a row for every commune that belongs to the network today, or will on a day that is shown."""
    today = view.clock.today()
    hosts = {turn.host_id for turn in turns}
    shown = {org.id: org for day in (today, last) for org in communes_on(view.store, day)}
    belongs = member_days(view.store, circle.id, [today, last])
    communes = sorted(
        (org for org in shown.values() if belongs is None or org.id in belongs or org.id in hosts),
        key=lambda org: (sort_key(org.name), org.code, org.id),
    )
    by_host: dict[str, list[HostTurn]] = {}
    for turn in turns:
        by_host.setdefault(turn.host_id or "", []).append(turn)
    away = absences(view.store, min([today, *(turn.day for turn in turns)]), last)
    standings = _standings(view, circle, today)
    lenders = _lenders(view.store)
    return tuple(
        _row(org, circle, by_host.get(org.id, []), away.get(org.id, Absences()), standings, lenders)
        for org in communes
    )


def _lenders(store: Store) -> dict[str, Organisation]:
    """Return organisation id -> whose room it receives in."""
    every = {org.id: org for org in store.find(Organisation)}
    return {room.organisation_id: every[room.lender_id] for room in store.find(HostRoom)}


def _row(
    org: Organisation,
    circle: Circle,
    turns: list[HostTurn],
    away: Absences,
    standings: dict[str, tuple[Fraction, Fraction]],
    lenders: dict[str, Organisation],
) -> RotaRow:
    share, given = standings.get(org.id, (Fraction(0), Fraction(0)))
    lender = lenders.get(org.id)
    room = seats(org.capacity, lender.capacity) if lender else org.capacity
    return RotaRow(
        organisation_id=org.id,
        name=org.name,
        turns=tuple(_cell(turn) for turn in turns),
        blackouts=away.bars,
        cannot=_cannot(room, circle),
        count=len(turns),
        owed=float(share),
        debt=float(share + given - len(turns)),
        latitude=org.latitude,
        longitude=org.longitude,
        absences=away.rows,
        room=_elsewhere(lender) if lender else "",
        capacity=org.capacity,
        lender_id=lender.id if lender else "",
    )


def _elsewhere(lender: Organisation) -> str:
    where = "au siège" if lender.kind is OrganisationKind.EPCI else "dans la salle"
    return f"reçoit {where} {of_organisation(lender.name, lender.article, lender.kind)}"


def _cannot(room: int | None, circle: Circle) -> str:
    if room is None or room >= circle.expected:
        return ""
    return f"salle de {plural(room, 'place', 'places')}, il en faut {circle.expected}"


def _standings(view: View, circle: Circle, today: date) -> dict[str, tuple[Fraction, Fraction]]:
    """Return organisation id -> what it owes over past and plan, and the debt it came with, in turns."""
    problem = rota_problem(view.store, circle, today)
    shares = by_code(problem.hosts, owed(problem.hosts, all_days(problem)))
    given = {host.id: host.debt for host in problem.hosts}
    codes = host_codes(view.store)
    return {
        organisation_id: (shares[code], given[code])
        for organisation_id, code in codes.items()
        if code in shares
    }


def by_code(hosts: Sequence[HostSpec], values: Sequence[T]) -> dict[str, T]:
    """Name values by their hosts."""
    return {host.id: value for host, value in zip(hosts, values, strict=True)}


_PROOFS = {
    True: f"Plan vérifié aux {PROVEN_LEVELS} niveaux",
    False: "Un meilleur plan existe depuis : recalculez (F5)",
}


def is_proven(store: Store, circle: Circle, today: date) -> bool:
    """Tell whether no plan is better than the turns to come as they stand.

    Asked of the checker, which shares nothing with the planner: an edited room or a day gone by may have
    made a better plan possible.
    """
    definition = Definition(rota_problem(store, circle, today))
    codes = host_codes(store)
    turns = turns_now(store, circle.id, today).coming
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
    per_year = meetings_a_year(circle)
    facts = plural(communes, "commune", "communes")
    if per_year:
        facts = f"{facts}, {plural(round(per_year), 'réunion', 'réunions')} par an"
    if circle.host_rule is not HostRule.ROTATION:
        facts = f"{facts}{NBSP}: {HOST_CHOICES[circle.host_rule].lower()}."
    elif communes and per_year:
        facts = f"{facts}{NBSP}: chacune accueille {once_in(communes / per_year)}."
    else:
        facts = f"{facts}."
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


def year_after(today: date) -> tuple[date, date]:
    """Return the period that « Proposer » offers: from tomorrow to the same day a year later."""
    return today + timedelta(days=1), today + timedelta(days=365)
