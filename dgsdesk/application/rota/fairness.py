"""Who hosts how much: turns, fair share, waiting and distances, in one circle or in all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dgsdesk.application.home.page import years_and_months
from dgsdesk.application.membership import communes_on
from dgsdesk.application.rota.page import by_code
from dgsdesk.application.rota.problem import host_codes, rota_problem, turns_now
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.rota.debt import all_days, owed
from dgsdesk.domain.rota.distance import mean_distances
from dgsdesk.domain.rota.order import last_turns
from dgsdesk.domain.rota.problem import Problem
from dgsdesk.domain.wording import capitalised, join_and, plural, signed

_DAYS_IN_MONTH = 30.44

EVERY_CIRCLE = "*"
"""Stands for all circles together."""


@dataclass(frozen=True)
class FairnessRow:
    """One commune: turns held and to come, its share, its debt now and after one turn more, its waiting.

    ``waits_since`` is its last turn, else its entry, None when neither is known; ``next_host`` counts the
    coming hosts from 1 (0: none of the next). Distances in kilometres.
    """

    organisation_id: str
    name: str
    population: int
    held: int
    planned: int
    owed: float
    debt: float
    after_one_more: float
    waits_since: date | None
    waiting: str
    next_day: date | None
    next_host: int
    next_sure: bool
    distance: float | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class FairnessPage:
    """The table, worst debts first, and its summary in a sentence."""

    rows: tuple[FairnessRow, ...]
    summary: str


@dataclass
class _Account:
    """What is gathered of one commune over circles."""

    held: int = 0
    planned: int = 0
    share: Fraction = Fraction(0)
    given: Fraction = Fraction(0)
    last: date | None = None
    next_day: date | None = None
    next_sure: bool = False

    @property
    def debt(self) -> Fraction:
        return self.share + self.given - self.held - self.planned


def fairness_page(view: View, circle_id: str = EVERY_CIRCLE) -> FairnessPage:
    """Return the fairness of a circle, or of all circles together."""
    store, today = view.store, view.clock.today()
    every = store.find(Circle) if circle_id == EVERY_CIRCLE else [store.get(Circle, circle_id)]
    codes = host_codes(store)
    accounts = {organisation_id: _Account() for organisation_id in codes}
    problems = [rota_problem(store, circle, today) for circle in every]
    for circle, problem in zip(every, problems, strict=True):
        _gather(view, circle, problem, codes, accounts)
    distances: dict[str, int] = {}
    for problem in reversed(problems):
        distances |= by_code(problem.hosts, mean_distances(problem.hosts))
    order = _next_hosts(accounts)
    rows = [
        _row(org, accounts[org.id], today, order.get(org.id, 0), distances[codes[org.id]])
        for org in communes_on(store, today)
        if codes[org.id] in distances
    ]
    rows.sort(key=lambda row: -row.debt)
    return FairnessPage(tuple(rows), _summary(rows))


def _gather(
    view: View, circle: Circle, problem: Problem, codes: dict[str, str], accounts: dict[str, _Account]
) -> None:
    now = turns_now(view.store, circle.id, view.clock.today())
    held = Counter(turn.host_id for turn in now.past)
    planned = Counter(turn.host_id for turn in now.coming)
    shares = by_code(problem.hosts, owed(problem.hosts, all_days(problem)))
    last = by_code(problem.hosts, last_turns(problem, problem.hosts))
    given = {host.id: host.debt for host in problem.hosts}
    for organisation_id, code in codes.items():
        if code not in shares:
            continue
        account = accounts[organisation_id]
        account.held += held[organisation_id]
        account.planned += planned[organisation_id]
        account.share += shares.get(code, Fraction(0))
        account.given += given.get(code, Fraction(0))
        account.last = max((day for day in (account.last, last.get(code)) if day is not None), default=None)
    for turn in now.coming:
        account = accounts.get(turn.host_id or "", _Account())
        if account.next_day is None or turn.day < account.next_day:
            account.next_day, account.next_sure = turn.day, turn.meeting_id is not None


def _next_hosts(accounts: dict[str, _Account]) -> dict[str, int]:
    coming = [(account.next_day, key) for key, account in accounts.items() if account.next_day is not None]
    return {key: place for place, (_, key) in enumerate(sorted(coming), 1)}


def _row(org: Organisation, account: _Account, today: date, place: int, tenths: int | None) -> FairnessRow:
    since = account.last or org.member_from
    return FairnessRow(
        organisation_id=org.id,
        name=org.name,
        population=org.population,
        held=account.held,
        planned=account.planned,
        owed=float(account.share),
        debt=float(account.debt),
        after_one_more=float(account.debt - 1),
        waits_since=since,
        waiting=_waiting(account.last, since, today),
        next_day=account.next_day,
        next_host=place,
        next_sure=account.next_sure,
        distance=None if tenths is None else tenths / 10,
        latitude=org.latitude,
        longitude=org.longitude,
    )


def _waiting(last: date | None, since: date | None, today: date) -> str:
    if since is None:
        return "jamais accueilli"
    months = max((today - since).days, 0) / _DAYS_IN_MONTH
    waited = years_and_months(months / 12) if months >= 1 else "moins d’un mois"
    return waited if last is not None else f"jamais, membre depuis {waited}"


def _summary(rows: Sequence[FairnessRow]) -> str:
    """Name who owes most and who is most ahead: averages hide one commune that never hosts."""
    if not rows:
        return ""
    turns = sum(row.held + row.planned for row in rows)
    spread = f"{plural(turns, 'tour tenu ou prévu', 'tours tenus ou prévus')} pour {_communes(rows)}."
    never = [row.name for row in rows if row.held + row.planned == 0]
    words = [capitalised(spread), f"Plus forte dette\u00a0: {rows[0].name} ({signed(rows[0].debt)})."]
    if never and len(never) <= len(rows) // 2:
        hosts = plural(
            len(never), "commune n’accueille ni n’a accueilli", "communes n’accueillent ni n’ont accueilli"
        )
        words.append(f"{hosts} dans la période\u00a0: {_names(never)}.")
    return " ".join(words)


def _communes(rows: Sequence[FairnessRow]) -> str:
    return plural(len(rows), "commune", "communes")


def _names(names: Iterable[str], most: int = 3) -> str:
    listed = list(names)
    more = [plural(len(listed) - most, "autre", "autres")] if len(listed) > most else []
    return join_and([*listed[:most], *more])
