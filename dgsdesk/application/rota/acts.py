"""The host rota: dates and hosts proposed, published, locked, moved, swapped (product § 3.2).

A change made by hand and a swap lock their turns. Whatever changes, the plan is made anew with the fewest
changes to what was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.meeting.acts import PlanMeeting, PostponeMeeting, plan_meeting, postpone_meeting
from dgsdesk.application.rota.dates import day_in_month, free_days
from dgsdesk.application.rota.problem import is_coming
from dgsdesk.application.rota.replan import fix_turn, replan
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.host_rota import HostTurn, TurnState
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import date_full, month_year, plural

add_sentences(
    {
        "rota_period": (
            "La période demandée est vide ou dépasse cinq ans.",
            "Choisissez une fin qui suit le début, dans les cinq ans. Rien n’a été changé.",
        ),
        "rota_no_date": (
            "Aucune date ne convient dans cette période.",
            "Élargissez-la, ou changez le jour préféré et les mois sans réunion.",
        ),
        "turn_held": (
            "Le tour du {day} a déjà eu lieu.",
            "Seuls les tours à venir se déplacent ou s’échangent. Rien n’a été changé.",
        ),
        "turn_doubled": (
            "Un tour est déjà prévu le {day}.",
            "Choisissez un autre jour. Rien n’a été changé.",
        ),
        "turn_published": (
            "La date du {day} est publiée : sa réunion est déjà prévue.",
            "Reportez ou annulez la réunion elle-même. Rien n’a été changé.",
        ),
        "rota_month_full": (
            "Aucun jour ne convient en {month} : mois sans réunion, jours exclus ou déjà pris.",
            "Choisissez un autre mois, ou le jour lui-même avec « Changer de jour… ». Rien n’a été changé.",
        ),
        "turn_without_host": (
            "Le tour du {day} n’a pas encore d’hôte.",
            "Échangez deux tours qui ont chacun le leur. Rien n’a été changé.",
        ),
        "turn_meeting_begun": (
            "La réunion du {day} a déjà commencé : son hôte ne change plus.",
            "Corrigez plutôt le tour suivant. Rien n’a été changé.",
        ),
        "nothing_to_publish": ("Aucune date n’est proposée.", "Proposez d’abord un tour d’accueil."),
    }
)

LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class ProposeRota(Command[int]):
    """Propose dates and hosts from a day to a day; returns how many dates.

    Turns that are published or locked stay; other proposals of the period are replaced.
    """

    circle_id: str
    starts: date
    ends: date


@dataclass(frozen=True)
class RecomputeRota(Command[int]):
    """Find the best hosts again for the dates to come; returns how many turns changed their host."""

    circle_id: str


@dataclass(frozen=True)
class PublishRota(Command[int]):
    """Announce every proposed turn and plan its meeting; returns how many."""

    circle_id: str


@dataclass(frozen=True)
class LockTurn(Command[None]):
    """Keep a turn's host whatever the rules, or let it go again."""

    turn_id: str
    locked: bool


@dataclass(frozen=True)
class MoveTurn(Command[None]):
    """Give a turn another host by hand; it is locked, and the others make place."""

    turn_id: str
    host_id: str


@dataclass(frozen=True)
class MoveTurnDay(Command[None]):
    """Move a turn that is only proposed to another day."""

    turn_id: str
    day: date


@dataclass(frozen=True)
class MoveTurnMonth(Command[date]):
    """Give a turn another month, on the day that matches its own, and its host by hand; returns the day.

    A published one takes its meeting along, as if that were postponed. Without a host the plan finds one.
    Raises RuleBroken("rota_month_full").
    """

    turn_id: str
    month: date
    host_id: str | None = None


@dataclass(frozen=True)
class SwapTurns(Command[None]):
    """Exchange the hosts of two turns, agreed by both sides; both are locked."""

    turn_id: str
    other_id: str


@dataclass(frozen=True)
class RemoveTurn(Command[None]):
    """Take a date that is only proposed out of the plan."""

    turn_id: str


@dataclass(frozen=True)
class PastTurn:
    """A turn held before the program was there; ``host_id`` may be the EPCI's own seat."""

    day: date
    host_id: str


@dataclass(frozen=True)
class RecordPastTurns(Command[int]):
    """Note who hosted in the past, so that the first rota is fair; a day known already is corrected."""

    circle_id: str
    turns: tuple[PastTurn, ...]


@handles(ProposeRota, "{words} au tour d’accueil")
def propose_rota(act: Act, command: ProposeRota) -> int:
    circle = act.store.get(Circle, command.circle_id)
    if not command.starts < command.ends or command.ends - command.starts > LONGEST:
        raise BadInput("rota_period")
    fixed = _clear_proposals(act, circle, command)
    days = free_days(act.store, circle, command.starts, command.ends, fixed)
    if not days and not fixed:
        raise RuleBroken("rota_no_date")
    for day in days:
        act.store.add(HostTurn(id=act.new_id(), circle_id=circle.id, day=day, host_id=None))
    act.tell(words=plural(len(days), "date proposée", "dates proposées"))
    replan(act, circle.id)
    return len(days)


def _clear_proposals(act: Act, circle: Circle, command: ProposeRota) -> set[date]:
    """Remove the proposals that nobody fixed; return the days that stay taken."""
    taken = set()
    for turn in act.store.find(HostTurn, circle_id=circle.id):
        inside = command.starts <= turn.day <= command.ends
        if inside and turn.state is TurnState.PROPOSED and not turn.locked:
            act.store.remove(turn)
        else:
            taken.add(turn.day)
    return taken


@handles(RecomputeRota, "Tour d’accueil recalculé : {words}")
def recompute_rota(act: Act, command: RecomputeRota) -> int:
    changed = replan(act, command.circle_id)
    words = plural(changed, "hôte changé", "hôtes changés") if changed else "rien ne change"
    act.tell(words=words)
    return changed


@handles(PublishRota, "{words} du tour d’accueil")
def publish_rota(act: Act, command: PublishRota) -> int:
    turns = [
        turn
        for turn in act.store.find(HostTurn, circle_id=command.circle_id, state=TurnState.PROPOSED)
        if is_coming(turn, act.today)
    ]
    if not turns:
        raise RuleBroken("nothing_to_publish")
    for turn in turns:
        turn.state = TurnState.PUBLISHED
        turn.meeting_id = plan_meeting(act, PlanMeeting(command.circle_id, turn.day, turn.host_id))
    act.tell(words=plural(len(turns), "date publiée", "dates publiées"))
    return len(turns)


def coming_turn(act: Act, turn_id: str) -> HostTurn:
    """Return a turn whose host may change; raises RuleBroken."""
    turn = act.store.get(HostTurn, turn_id)
    if not is_coming(turn, act.today):
        raise RuleBroken("turn_held", day=date_full(turn.day))
    if turn.meeting_id is not None:
        meeting = act.store.get(Meeting, turn.meeting_id)
        if meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED):
            raise RuleBroken("turn_meeting_begun", day=date_full(turn.day))
    return turn


@handles(LockTurn, "Tour du {day_words} {word}")
def lock_turn(act: Act, command: LockTurn) -> None:
    turn = coming_turn(act, command.turn_id)
    turn.locked = command.locked
    act.tell(day_words=date_full(turn.day), word="verrouillé" if command.locked else "déverrouillé")
    if not command.locked:
        replan(act, turn.circle_id)


@handles(MoveTurn, "{host} accueille le {day_words}")
def move_turn(act: Act, command: MoveTurn) -> None:
    turn = coming_turn(act, command.turn_id)
    host = act.store.get(Organisation, command.host_id)
    act.tell(host=host.name, day_words=date_full(turn.day))
    fix_turn(act, turn, host)
    replan(act, turn.circle_id)


@handles(MoveTurnDay, "Tour déplacé au {day_words}")
def move_turn_day(act: Act, command: MoveTurnDay) -> None:
    turn = coming_turn(act, command.turn_id)
    if turn.meeting_id is not None:
        raise RuleBroken("turn_published", day=date_full(turn.day))
    if any(other.day == command.day for other in act.store.find(HostTurn, circle_id=turn.circle_id)):
        raise RuleBroken("turn_doubled", day=date_full(command.day))
    turn.day = command.day
    act.tell(day_words=date_full(command.day))
    replan(act, turn.circle_id)


@handles(MoveTurnMonth, "Tour du {day_words} déplacé au {to_words}")
def move_turn_month(act: Act, command: MoveTurnMonth) -> date:
    turn = coming_turn(act, command.turn_id)
    circle = act.store.get(Circle, turn.circle_id)
    day = day_in_month(act.store, circle, turn.day, command.month, act.today)
    if day is None:
        raise RuleBroken("rota_month_full", month=month_year(command.month))
    act.tell(day_words=date_full(turn.day), to_words=date_full(day))
    if command.host_id is not None:
        fix_turn(act, turn, act.store.get(Organisation, command.host_id))
    if turn.meeting_id is not None:
        postpone_meeting(act, PostponeMeeting(turn.meeting_id, day))
    else:
        turn.day = day
        replan(act, circle.id)
    return day


@handles(SwapTurns, "{host} et {other} échangent leurs tours")
def swap_turns(act: Act, command: SwapTurns) -> None:
    turn, other = coming_turn(act, command.turn_id), coming_turn(act, command.other_id)
    for one in (turn, other):
        if one.host_id is None:
            raise RuleBroken("turn_without_host", day=date_full(one.day))
    first = act.store.get(Organisation, turn.host_id or "")
    second = act.store.get(Organisation, other.host_id or "")
    fix_turn(act, turn, second)
    fix_turn(act, other, first)
    act.tell(host=first.name, other=second.name)
    replan(act, turn.circle_id)


@handles(RemoveTurn, "Date du {day_words} retirée du tour")
def remove_turn(act: Act, command: RemoveTurn) -> None:
    turn = coming_turn(act, command.turn_id)
    if turn.meeting_id is not None:
        raise RuleBroken("turn_published", day=date_full(turn.day))
    act.store.remove(turn)
    act.tell(day_words=date_full(turn.day))
    replan(act, turn.circle_id)


@handles(RecordPastTurns, "{words} au passé du tour")
def record_past_turns(act: Act, command: RecordPastTurns) -> int:
    known = {turn.day: turn for turn in act.store.find(HostTurn, circle_id=command.circle_id)}
    for past in command.turns:
        host = act.store.get(Organisation, past.host_id)
        turn = known.get(past.day)
        if turn is None:
            turn = HostTurn(id=act.new_id(), circle_id=command.circle_id, day=past.day, host_id=host.id)
            act.store.add(turn)
        turn.host_id, turn.state, turn.why = host.id, TurnState.HELD, ""
    act.tell(words=plural(len(command.turns), "tour ajouté", "tours ajoutés"))
    replan(act, command.circle_id)
    return len(command.turns)
