"""The dates of a circle: proposed by its cadence, less the days on which it does not meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.circle.members import member_days
from dgsdesk.application.circle.words import cadence_sentence
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.ports.store import Store
from dgsdesk.application.rota.problem import is_coming, turns_now
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.calendar import METROPOLE, public_holidays, school_holidays
from dgsdesk.domain.circle import CadenceKind, Circle, ClosedPeriod
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.rota.dates import (
    LAST,
    Cadence,
    Caution,
    DateWarning,
    EveryWeeks,
    Limits,
    NthWeekday,
    TimesAYear,
    propose_dates,
    same_day_in,
    years_short,
)
from dgsdesk.domain.rota.problem import Period
from dgsdesk.domain.wording import date_long, join_and, plural

MONTHS_SHOWN = 12

add_sentences(
    {
        "rota_no_cadence": (
            "« {name} » n’a pas de rythme : aucune date ne se propose d’elle-même.",
            "Donnez-lui un rythme dans ses règles, ou planifiez chaque réunion. Rien n’a été changé.",
        ),
        "closed_period": (
            "La période exclue finirait le {ends}, avant d’avoir commencé le {starts}.",
            "Corrigez l’une des deux dates. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class AddClosedPeriod(Command[str]):
    """Say that a circle (None: none of them) does not meet on some days, both included; returns its id.

    Raises BadInput("closed_period").
    """

    circle_id: str | None
    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True)
class RemoveClosedPeriod(Command[None]):
    period_id: str


@handles(AddClosedPeriod, "Pas de réunion {words}")
def add_closed_period(act: Act, command: AddClosedPeriod) -> str:
    if command.ends < command.starts:
        raise BadInput("closed_period", starts=date_long(command.starts), ends=date_long(command.ends))
    period = ClosedPeriod(
        id=act.new_id(),
        circle_id=command.circle_id,
        starts=command.starts,
        ends=command.ends,
        reason=command.reason.strip(),
    )
    act.store.add(period)
    act.tell(words=period_words(command.starts, command.ends))
    return period.id


@handles(RemoveClosedPeriod, "Réunions de nouveau possibles {words}")
def remove_closed_period(act: Act, command: RemoveClosedPeriod) -> None:
    period = act.store.get(ClosedPeriod, command.period_id)
    act.tell(words=period_words(period.starts, period.ends))
    act.store.remove(period)


def period_words(starts: date, ends: date) -> str:
    """Write « le 3 mai 2027 », « du 3 au 7 mai 2027 »."""
    if starts == ends:
        return f"le {date_long(starts)}"
    return f"du {date_long(starts)} au {date_long(ends)}"


# ---- proposing


def cadence_of(circle: Circle) -> Cadence:
    """Return how often a circle meets; raises RuleBroken("rota_no_cadence")."""
    match circle.cadence:
        case CadenceKind.MONTHS:
            return NthWeekday(circle.week, circle.weekday, circle.every_months)
        case CadenceKind.WEEKS:
            return EveryWeeks(circle.every_weeks, circle.weekday)
        case CadenceKind.YEARLY:
            return TimesAYear(circle.times_a_year, circle.week, circle.weekday)
        case _:
            raise RuleBroken("rota_no_cadence", name=circle.name)


def free_days(store: Store, circle: Circle, starts: date, ends: date, fixed: Collection[date]) -> list[date]:
    """Return the new days of a period: none near a turn that stays (its month, or half of so many weeks)."""
    limits = limits_of(store, circle, starts, ends)
    proposed = propose_dates(cadence_of(circle), starts, ends, limits, circle.starts_at)
    days = {one.instead if one.skipped else one.day for one in proposed} - {None}
    open_until = circle.closed_on or date.max
    return sorted(
        day for day in days if day is not None and day < open_until and not _taken(circle, day, fixed)
    )


def _taken(circle: Circle, day: date, fixed: Collection[date]) -> bool:
    if circle.cadence is CadenceKind.WEEKS:
        near = timedelta(days=circle.every_weeks * 7 // 2)
        return any(abs(day - other) <= near for other in fixed)
    return any((day.year, day.month) == (other.year, other.month) for other in fixed)


def limits_of(store: Store, circle: Circle, starts: date, ends: date) -> Limits:
    """Return the days on which a circle does not meet, and those to look at twice.

    Public holidays are those of the network's zone, school holidays those of the circle's; a year that no
    calendar knows has none.
    """
    years = range(starts.year, ends.year + 1)
    networks = store.find(Network)
    zone = networks[0].zone if networks else METROPOLE
    return Limits(
        closed_days={day for year in years for day in public_holidays(zone, year)},
        skipped_months=circle.skipped_months,
        blocked=[Period(one.starts, one.ends) for one in _closed(store, circle)],
        school_holidays={
            day: name for year in years for day, name in school_holidays(circle.school_zone, year).items()
        },
        other_meetings=other_meetings(store, circle, starts, ends),
    )


def day_in_month(store: Store, circle: Circle, day: date, month: date, today: date) -> date | None:
    """Return the day of another month that matches a day (its second Tuesday, say); None without any.

    ``month`` is any of its days. Days on which the circle has a date or does not meet are none.
    """
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    fifth = day.day > 28
    is_last = fifth or (circle.week == LAST and (day + timedelta(days=7)).month != day.month)
    taken = {turn.day for turn in store.find(HostTurn, circle_id=circle.id)}
    taken |= {meeting.day for meeting in store.find(Meeting, circle_id=circle.id)}
    nth = LAST if is_last else (day.day - 1) // 7 + 1
    limits = limits_of(store, circle, first, last)
    return same_day_in(first, day.weekday(), nth, limits, taken, today)


def _closed(store: Store, circle: Circle) -> list[ClosedPeriod]:
    found = [one for one in store.find(ClosedPeriod) if one.circle_id in (None, circle.id)]
    return sorted(found, key=lambda one: (one.starts, one.ends, one.id))


def other_meetings(store: Store, circle: Circle, starts: date, ends: date) -> dict[date, str]:
    """Return day -> the other circle that meets then, with how many members of both, where there are some."""
    others = _days_of_others(store, circle, starts, ends)
    if not others:
        return {}
    found: dict[date, str] = {}
    everybody = frozenset(org.id for org in store.find(Organisation))
    ours = member_days(store, circle.id, set().union(*others.values()))
    for other in store.find(Circle, id=set(others)):
        theirs = member_days(store, other.id, others[other.id])
        for day in sorted(others[other.id]):
            common = _on(ours, day, everybody) & _on(theirs, day, everybody)
            if common:
                words = plural(len(common), "membre commun", "membres communs")
                found.setdefault(day, f"{other.name} ({words})")
    return found


def _on(
    members: Mapping[str, frozenset[date]] | None, day: date, everybody: frozenset[str]
) -> frozenset[str]:
    if members is None:
        return everybody
    return frozenset(organisation for organisation, days in members.items() if day in days)


def _days_of_others(store: Store, circle: Circle, starts: date, ends: date) -> dict[str, set[date]]:
    """Return the days on which each other circle meets, by its id; two statements for all of them."""
    period = set(_days_between(starts, ends))
    meetings = store.find(Meeting, day=period)
    met = {(one.circle_id, one.day) for one in meetings if one.state not in WITHOUT_DAY}
    gone = {(one.circle_id, one.day) for one in meetings if one.state in WITHOUT_DAY}
    turns = {(turn.circle_id, turn.day) for turn in store.find(HostTurn, day=period)}
    found: dict[str, set[date]] = {}
    for circle_id, day in (turns - gone) | met:
        if circle_id != circle.id:
            found.setdefault(circle_id, set()).add(day)
    return found


def _days_between(starts: date, ends: date) -> Iterator[date]:
    """Give every day of a period, its last included."""
    return (starts + timedelta(days=after) for after in range((ends - starts).days + 1))


def too_few(store: Store, circle: Circle, today: date) -> str:
    """Say which coming year would have fewer meetings than the circle's rhythm asks for; empty: none."""
    if circle.cadence is not CadenceKind.YEARLY:
        return ""
    turns = {turn.day for turn in turns_now(store, circle.id, today).shown}
    meetings = store.find(Meeting, circle_id=circle.id)
    days = turns | {meeting.day for meeting in meetings if meeting.state not in WITHOUT_DAY}
    short = [(year, count) for year, count in years_short(days, circle.least_a_year) if year >= today.year]
    told = join_and([f"{plural(count, 'date', 'dates')} en {year}" for year, count in short])
    return (
        f"Trop peu de dates\u00a0: {told}, il en faut au moins {circle.least_a_year} par an." if told else ""
    )


# ---- what a page shows


@dataclass(frozen=True)
class DateMark:
    """A date of the circle; ``movable`` as long as it is only proposed. ``warnings`` are in words."""

    turn_id: str
    day: date
    state: TurnState
    host: str
    movable: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ClosedPeriodRow:
    """Days without a meeting, of this circle or of all."""

    id: str
    words: str
    reason: str
    of_all: bool


@dataclass(frozen=True)
class DatesPage:
    """Twelve months of a circle's dates from ``first`` on, and what stands on the days between them.

    ``too_few`` says in words which year has fewer dates than the circle wants.
    """

    circle_id: str
    first: date
    today: date
    cadence: str
    has_cadence: bool
    dates: tuple[DateMark, ...]
    holidays: Mapping[date, str]
    school: Mapping[date, str]
    closed: Mapping[date, str]
    others: Mapping[date, str]
    skipped_months: frozenset[int]
    periods: tuple[ClosedPeriodRow, ...]
    too_few: str = ""


def dates_page(view: View, circle_id: str, first: date | None = None) -> DatesPage:
    """Return twelve months of a circle, from the current one unless told otherwise."""
    store, today = view.store, view.clock.today()
    circle = store.get(Circle, circle_id)
    first = (first or today).replace(day=1)
    last = first.replace(year=first.year + 1) - timedelta(days=1)
    limits = limits_of(store, circle, first, last)
    periods = _closed(store, circle)
    names = {org.id: org.name for org in store.find(Organisation)}
    zone = store.find(Network)[0].zone
    turns = turns_now(store, circle.id, today).shown
    return DatesPage(
        circle_id=circle.id,
        first=first,
        today=today,
        cadence=cadence_sentence(circle),
        has_cadence=circle.cadence is not CadenceKind.NONE,
        dates=tuple(
            DateMark(
                turn.id,
                turn.day,
                turn.state,
                names.get(turn.host_id or "", ""),
                is_coming(turn, today) and turn.meeting_id is None,
                tuple(_cautions(limits, turn.day)) if is_coming(turn, today) else (),
            )
            for turn in sorted(turns, key=lambda turn: (turn.day, turn.id))
            if first <= turn.day <= last
        ),
        holidays={
            day: name
            for year in range(first.year, last.year + 1)
            for day, name in public_holidays(zone, year).items()
        },
        school=limits.school_holidays or {},
        closed={day: one.reason or "période exclue" for one in periods for day in _each(one, first, last)},
        others=limits.other_meetings or {},
        skipped_months=frozenset(circle.skipped_months),
        periods=tuple(
            ClosedPeriodRow(one.id, period_words(one.starts, one.ends), one.reason, one.circle_id is None)
            for one in periods
        ),
        too_few=too_few(store, circle, today),
    )


def _each(period: ClosedPeriod, first: date, last: date) -> Iterator[date]:
    return _days_between(max(period.starts, first), min(period.ends, last))


def _cautions(limits: Limits, day: date) -> Iterator[str]:
    """Say why a date deserves a second look; a date set by hand may even fall on a closed day."""
    skip = limits.skip(day)
    if skip is not None:
        yield {
            "public_holiday": "jour férié",
            "month_without_meeting": "mois sans réunion",
            "blocked": "période exclue",
        }[skip.value]
    for warning in limits.warnings(day):
        yield _warning_words(warning)


def _warning_words(warning: DateWarning) -> str:
    if warning.caution is Caution.SCHOOL_HOLIDAYS:
        return f"vacances scolaires : {warning.about}"
    return f"même jour que {warning.about}"
