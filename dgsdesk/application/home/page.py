"""« Accueil »: what to do now, each line with its deadline and one act; the next meeting, the next hosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dgsdesk.application.desk import View
from dgsdesk.application.home.todos import Todo, TodoKind, host_words, todos_of, without_waiting
from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.minutes.frozen_text import altered_texts
from dgsdesk.domain.agenda import AgendaItem, total_minutes
from dgsdesk.domain.circle import Circle, HostRule, is_closed, meetings_a_year
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting, MeetingState
from dgsdesk.domain.minutes import (
    ApprovalStanding,
    Circulation,
    Observation,
    ObservationState,
    approval_standing,
)
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import (
    NBSP,
    WEEKDAYS,
    capitalised,
    date_full,
    date_short,
    day_and_month,
    days_away,
    duration,
    hour,
    number,
    plural,
    weekday_and_day,
)

if TYPE_CHECKING:
    from dgsdesk.application.first_start.first_steps import FirstStep

SOON = 5
"""Days within which a deadline stands in the second group."""

_RECENT = 20
"""Acts that the clock is compared with: a clock that was ahead for a while is told of no longer than that."""


@dataclass(frozen=True)
class TodoGroup:
    title: str
    lines: tuple[Todo, ...]


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting as a heading: when, where, how many items, which step of six."""

    id: str
    day: date
    when: str
    away: str
    facts: str
    step: int


@dataclass(frozen=True)
class InCirculation:
    """Minutes sent round: the days left (0 this evening), the share of days left, the sentence."""

    meeting_id: str
    title: str
    days_left: int
    days: int
    sentence: str
    open_observations: int
    standing: ApprovalStanding


@dataclass(frozen=True)
class NextHost:
    organisation_id: str
    name: str
    day: date
    when: str
    proposed: bool


@dataclass(frozen=True)
class MapPoint:
    organisation_id: str
    name: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class HomePage:
    """Everything « Accueil » shows; ``circles`` (id, name) to choose among, none where there is one alone.

    ``circle_id`` is the chosen one, empty for all of them.
    """

    today: date
    title: str
    summary: str
    groups: tuple[TodoGroup, ...]
    next_meeting: NextMeeting | None
    circulating: tuple[InCirculation, ...]
    next_hosts: tuple[NextHost, ...]
    cycle: str
    points: tuple[MapPoint, ...]
    circles: tuple[tuple[str, str], ...] = ()
    circle_id: str = ""
    first_steps: tuple[FirstStep, ...] = ()


STEP_OF = {
    MeetingState.PLANNED: 1,
    MeetingState.POSTPONED: 1,
    MeetingState.INVITED: 2,
    MeetingState.HELD: 3,
    MeetingState.DRAFTING: 4,
    MeetingState.CIRCULATED: 5,
    MeetingState.APPROVED: 6,
    MeetingState.DISPATCHED: 6,
    MeetingState.CANCELLED: 1,
}


_ASKING = frozenset(MeetingState) - {MeetingState.DISPATCHED, MeetingState.CANCELLED}
"""A meeting in another state asks for nothing any more."""


def home_page(view: View, circle_id: str = "") -> HomePage:
    """Return the page as of today, of one circle or of all; one that meets no more is none.

    What belongs to no circle (actions, grey zones, people) is always there.
    """
    today = view.clock.today()
    every = sorted(view.store.find(Circle), key=lambda circle: (sort_key(circle.name), circle.id))
    circles = [circle for circle in every if not is_closed(circle, today)]
    chosen = circle_id if any(one.id == circle_id for one in circles) else ""
    asked: dict[str, object] = {"circle_id": chosen} if chosen else {}
    meetings = view.store.find(Meeting, state=_ASKING, **asked)
    circulating = _circulating(view, meetings, today)
    todos = todos_of(view, meetings, today, chosen) + [_circulation_todo(line, today) for line in circulating]
    todos = without_waiting(todos)
    todos += [_altered_todo(*altered, today) for altered in altered_texts(view)]
    todos += _clock_todo(view, today)
    todos.sort(key=lambda todo: (todo.due, todo.kind is not TodoKind.SESSION, todo.title))
    turns = view.store.find(HostTurn, **asked)
    return HomePage(
        today=today,
        title=capitalised(date_full(today)),
        summary=_summary(todos, today),
        groups=_groups(todos, today),
        next_meeting=_next_meeting(view, meetings, today),
        circulating=circulating,
        next_hosts=_next_hosts(view, turns, today),
        cycle=_cycle(view, [one for one in circles if chosen in ("", one.id)], today),
        points=tuple(
            MapPoint(org.id, org.name, org.latitude, org.longitude, org.population)
            for org in communes_on(view.store, today)
            if org.latitude is not None and org.longitude is not None
        ),
        circles=tuple((one.id, one.name) for one in circles) if len(circles) > 1 else (),
        circle_id=chosen,
        first_steps=_first_steps(view),
    )


def _first_steps(view: View) -> tuple[FirstStep, ...]:
    """Return the steps to the first invitation; an old network is asked one row, and loads nothing for it."""
    newest = view.store.newest(Meeting, "invited_on", 1)
    if newest and newest[0].invited_on is not None:
        return ()
    from dgsdesk.application.first_start.first_steps import first_steps

    return first_steps(view)


def _parted(todos: list[Todo], today: date) -> tuple[tuple[Todo, ...], ...]:
    """Part what is to be done: late or today, within some days, behind them."""
    soon = today + timedelta(days=SOON)
    return (
        tuple(todo for todo in todos if todo.late or todo.due <= today),
        tuple(todo for todo in todos if not todo.late and today < todo.due <= soon),
        tuple(todo for todo in todos if not todo.late and todo.due > soon),
    )


def _groups(todos: list[Todo], today: date) -> tuple[TodoGroup, ...]:
    titles = ("Aujourd’hui", f"D’ici {weekday_and_day(today + timedelta(days=SOON))}", "Ensuite")
    parts = zip(titles, _parted(todos, today), strict=True)
    return tuple(TodoGroup(title, lines) for title, lines in parts if lines)


def _summary(todos: list[Todo], today: date) -> str:
    """Say how much there is today and how much by the day of the second group, as the headings count it."""
    now, soon, later = map(len, _parted(todos, today))
    if not now + soon + later:
        return "Rien à faire pour le moment"
    if not now:
        return f"Rien d’urgent, {plural(soon + later, 'chose', 'choses')} à préparer"
    by = f"d’ici {WEEKDAYS[(today + timedelta(days=SOON)).weekday()]}"
    rest = f", {number(soon)} {by}" if soon else f", {number(later)} ensuite" if later else ""
    return f"{plural(now, 'chose', 'choses')} à faire aujourd’hui{rest}"


def _altered_todo(meeting_id: str, words: str, today: date) -> Todo:
    """A frozen text that is no longer what was frozen is told as soon as the program opens."""
    title = "Vérifier un texte figé"
    return Todo(TodoKind.APPROVAL, title, words, today, "Ouvrir", "meetings", meeting_id, late=False)


def _clock_todo(view: View, today: date) -> list[Todo]:
    """A clock behind the newest acts is told: what is sent or approved by it would count from a wrong day."""
    zone = view.clock.now().tzinfo
    newest = max((act.at.astimezone(zone).date() for act in view.ledger.history(_RECENT)), default=today)
    if newest <= today:
        return []
    said = f"Elle dit le {date_full(today)}, mais des gestes sont datés du {date_full(newest)}"
    why = f"{said}{NBSP}: les délais se comptent sur elle"
    title = "Vérifier la date de l’ordinateur"
    return [Todo(TodoKind.BACKUP, title, why, today, "Voir", "history")]


def _circulation_todo(line: InCirculation, today: date) -> Todo:
    due = today + timedelta(days=line.days_left)
    if line.standing is ApprovalStanding.DUE:
        kind, title, button, due = TodoKind.APPROVAL, "Confirmer l’approbation", "Confirmer", today
    elif line.open_observations:
        what = plural(line.open_observations, "observation", "observations")
        kind, title, button = TodoKind.OBSERVATIONS, f"Répondre à {what}", "Répondre"
    else:
        kind, title, button = TodoKind.OBSERVATIONS, "Attendre les observations", "Suivre"
    why = f"Compte rendu du {line.title}"
    waits = button == "Suivre"
    return Todo(kind, title, why, due, button, "meetings", line.meeting_id, late=due < today, waits=waits)


def _circulating(view: View, meetings: list[Meeting], today: date) -> tuple[InCirculation, ...]:
    current = {m.id: m for m in meetings if m.state is MeetingState.CIRCULATED}
    if not current:
        return ()
    observations: dict[str, list[Observation]] = {}
    for observation in view.store.find(Observation, meeting_id=set(current)):
        observations.setdefault(observation.meeting_id, []).append(observation)
    hosts = {org.id: org for org in view.store.find(Organisation)}
    lines = []
    for circulation in view.store.find(Circulation, meeting_id=set(current), superseded=False):
        meeting = current[circulation.meeting_id]
        known = observations.get(meeting.id, [])
        lines.append(_in_circulation(meeting, circulation, known, hosts, today))
    return tuple(sorted(lines, key=lambda line: (line.days_left, line.meeting_id)))


def _in_circulation(
    meeting: Meeting,
    circulation: Circulation,
    observations: list[Observation],
    hosts: dict[str, Organisation],
    today: date,
) -> InCirculation:
    return InCirculation(
        meeting_id=meeting.id,
        title=f"{day_and_month(meeting.day)}, {host_words(meeting, hosts)}",
        days_left=(circulation.last_day - today).days,
        days=max(1, (circulation.last_day - circulation.sent_on).days),
        sentence=f"Observations jusqu’au {_near(circulation.last_day, today)} inclus, "
        f"réputé approuvé le {_near(circulation.approved_on, today)} à\u00a00\u00a0h",
        open_observations=sum(obs.state is ObservationState.OPEN and not obs.late for obs in observations),
        standing=approval_standing(circulation, observations, today),
    )


def _near(day: date, today: date) -> str:
    """Leave the year out where it goes without saying."""
    return weekday_and_day(day) if day.year == today.year else date_full(day)


def _next_meeting(view: View, meetings: list[Meeting], today: date) -> NextMeeting | None:
    coming = [m for m in meetings if m.day >= today and m.state not in WITHOUT_DAY]
    if not coming:
        return None
    meeting = min(coming, key=lambda m: (m.day, m.starts_at, m.id))
    circle = view.store.get(Circle, meeting.circle_id)
    items = view.store.find(AgendaItem, meeting_id=meeting.id)
    total = total_minutes(items, circle.opening_minutes, circle.closing_minutes)
    place = ", ".join(part for part in (meeting.place, meeting.address) if part) or "lieu à choisir"
    points = (
        f"{plural(len(items), 'point', 'points')}, {duration(total)}" if items else "ordre du jour à écrire"
    )
    from_to = f"{hour(meeting.starts_at)} – {hour(meeting.ends_at)}"
    format_words = f"{circle.name} · " if len(view.store.find(Circle)) > 1 else ""
    return NextMeeting(
        id=meeting.id,
        day=meeting.day,
        when=f"{capitalised(weekday_and_day(meeting.day))}, {from_to}",
        away=days_away(meeting.day, today),
        facts=f"{format_words}{place} · {points}",
        step=STEP_OF[meeting.state],
    )


def _next_hosts(view: View, turns: list[HostTurn], today: date) -> tuple[NextHost, ...]:
    names = {org.id: org.name for org in view.store.find(Organisation)}
    coming = [turn for turn in turns if turn.day >= today and turn.host_id in names]
    circles = {circle.id: circle.name for circle in view.store.find(Circle)}
    several = len({turn.circle_id for turn in coming}) > 1
    return tuple(
        NextHost(
            turn.host_id or "",
            names[turn.host_id or ""],
            turn.day,
            f"{date_short(turn.day)}, {circles[turn.circle_id]}" if several else date_short(turn.day),
            turn.state is TurnState.PROPOSED,
        )
        for turn in sorted(coming, key=lambda turn: (turn.day, turn.id))[:4]
    )


def _cycle(view: View, circles: Sequence[Circle], today: date) -> str:
    """Say how long a full cycle takes: it explains most feelings of injustice."""
    if len(circles) != 1 or circles[0].host_rule is not HostRule.ROTATION:
        return ""
    communes, per_year = _members_of(view, circles[0], today), meetings_a_year(circles[0])
    if not communes or not per_year:
        return ""
    return f"Chaque commune accueille {once_in(communes / per_year)}."


def _members_of(view: View, circle: Circle, today: date) -> int:
    """Count the communes of a circle; rules are looked at only where one circle of several is chosen."""
    if len(view.store.find(Circle)) == 1:
        return len(communes_on(view.store, today))
    from dgsdesk.application.circle.members import member_days

    belongs = member_days(view.store, circle.id, [today])
    return len(communes_on(view.store, today)) if belongs is None else len(belongs)


def once_in(years: float) -> str:
    """Return how often a turn comes: « une fois par an », « une fois en 1 an et 7 mois »."""
    return "une fois par an" if round(years * 12) == 12 else f"une fois en {years_and_months(years)}"


def years_and_months(years: float) -> str:
    """Return « 1 an et 7 mois »."""
    months = round(years * 12)
    parts = []
    if months >= 12:
        parts.append(plural(months // 12, "an", "ans"))
    if months % 12 or not parts:
        parts.append(plural(months % 12, "mois", "mois"))
    return " et ".join(parts)
