"""The rules of a circle (product § 3.1): when it meets and where, for how long, and how its minutes live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from dgsdesk.application.circle.deadlines import deadline
from dgsdesk.application.circle.words import WEEK_WORDS, cadence_sentence, end_of, in_order
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.rota.problem import turns_now
from dgsdesk.application.rota.replan import replan
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.words import required
from dgsdesk.domain.calendar import METROPOLE, SCHOOL_ZONES, CountingMode, counting_mode
from dgsdesk.domain.circle import (
    CadenceKind,
    Circle,
    HostRule,
    PartTemplate,
    WriterRule,
)
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Network, Organisation, OrganisationKind
from dgsdesk.domain.wording import (
    NBSP,
    WEEKDAYS,
    capitalised,
)

NUMBERS = {
    "expected": ("le nombre de participants attendus", 2, 500),
    "every_months": ("le nombre de mois entre deux réunions", 1, 12),
    "every_weeks": ("le nombre de semaines entre deux réunions", 1, 52),
    "least_a_year": ("le plus petit nombre de réunions par an", 1, 12),
    "times_a_year": ("le plus grand nombre de réunions par an", 1, 12),
    "reply_days_before": ("le délai de réponse en jours", 0, 60),
    "observation_days": ("le délai d’observations en jours", 1, 90),
}
"""Whole numbers of a circle: how each is called, the least and the most that it may be."""

_SHORTEST = 30
_MONTHS = frozenset(range(1, 13))
_RULES = (
    "name",
    "cadence",
    "week",
    "weekday",
    "every_months",
    "every_weeks",
    "least_a_year",
    "times_a_year",
    "starts_at",
    "skipped_months",
    "school_zone",
    "expected",
    "lunch",
    "host_rule",
    "place",
    "writer_rule",
    "observation_days",
    "counting_mode",
    "reply_days_before",
    "dispatch_to",
)

_MOST_PARTS = 12

add_sentences(
    {
        "circle_number": (
            "{what} ne peut pas être {given}.",
            "Donnez un nombre entier entre {least} et {most}. Rien n’a été changé.",
        ),
        "circle_day": (
            "Ce jour de réunion n’existe pas.",
            "Choisissez du premier au quatrième, ou le dernier, et un jour de la semaine. "
            "Rien n’a été changé.",
        ),
        "circle_hours": (
            "La réunion finirait à {ends}, pour un début à {starts}.",
            "Choisissez une fin le même jour, au moins {shortest} minutes après le début. "
            "Rien n’a été changé.",
        ),
        "circle_month": (
            "Ce mois n’existe pas.",
            "Choisissez des mois de janvier (1) à décembre (12). Rien n’a été changé.",
        ),
        "circle_times": (
            "Le format se réunirait au moins {least} fois et au plus {most} fois par an.",
            "Mettez le plus petit nombre d’abord. Rien n’a été changé.",
        ),
        "circle_parts": (
            "L’ordre du jour type ne peut pas compter {given} temps.",
            "Gardez de 1 à {most} temps, chacun avec un titre et au moins une minute. Rien n’a été changé.",
        ),
        "circle_no_month": (
            "Il ne resterait aucun mois pour se réunir.",
            "Laissez au moins un mois avec réunion. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class EditCircle(Command[None]):
    """Change the rules of a circle; meetings that are planned already stay as they are.

    ``week`` is 1 to 4 or ``LAST``, ``weekday`` 0 for Monday, ``skipped_months`` 1 for January,
    ``counting_mode`` a code of ``CountingMode``. Raises BadInput.
    """

    circle_id: str
    name: str | Keep = KEEP
    cadence: CadenceKind | Keep = KEEP
    week: int | Keep = KEEP
    weekday: int | Keep = KEEP
    every_months: int | Keep = KEEP
    every_weeks: int | Keep = KEEP
    least_a_year: int | Keep = KEEP
    times_a_year: int | Keep = KEEP
    starts_at: time | Keep = KEEP
    ends_at: time | Keep = KEEP
    skipped_months: tuple[int, ...] | Keep = KEEP
    school_zone: str | Keep = KEEP
    expected: int | Keep = KEEP
    lunch: bool | Keep = KEEP
    host_rule: HostRule | Keep = KEEP
    place: str | Keep = KEEP
    writer_rule: WriterRule | Keep = KEEP
    dispatch_to: tuple[str, ...] | Keep = KEEP
    observation_days: int | Keep = KEEP
    counting_mode: str | Keep = KEEP
    reply_days_before: int | Keep = KEEP


@dataclass(frozen=True)
class CircleRules:
    """The rules of a circle as they are shown; ``cadence`` and ``example`` say them in a sentence."""

    id: str
    name: str
    cadence_kind: CadenceKind
    week: int
    weekday: int
    every_months: int
    every_weeks: int
    least_a_year: int
    times_a_year: int
    starts_at: time
    ends_at: time
    skipped_months: tuple[int, ...]
    school_zone: str
    expected: int
    lunch: bool
    host_rule: HostRule
    place: str
    parts: tuple[PartTemplate, ...]
    writer_rule: WriterRule
    dispatch_to: tuple[str, ...]
    observation_days: int
    counting_mode: CountingMode
    reply_days_before: int
    quotation: str
    source: str
    closed_on: date | None
    cadence: str
    example: str


@handles(EditCircle, "Règles de « {name} » modifiées")
def edit_circle(act: Act, command: EditCircle) -> None:
    circle = act.store.get(Circle, command.circle_id)
    hosts = circle.host_rule, circle.expected
    for rule in _RULES:
        setattr(circle, rule, chosen(getattr(command, rule), getattr(circle, rule)))
    circle.name = required(circle.name, "nom du format de rencontre")
    circle.place = circle.place.strip()
    circle.skipped_months = tuple(sorted(set(circle.skipped_months)))
    if not isinstance(command.ends_at, Keep):
        circle.minutes = _minutes(command.ends_at) - _minutes(circle.starts_at)
    check_circle(circle)
    if hosts != (circle.host_rule, circle.expected):
        _find_hosts(act, circle, was_at_seat=hosts[0] is HostRule.SEAT)
    act.tell(name=circle.name)


def _find_hosts(act: Act, circle: Circle, *, was_at_seat: bool) -> None:
    """Give the turns to come the hosts of another rule; those that the EPCI had by rule are free again."""
    seats = {seat.id for seat in act.store.find(Organisation, kind=OrganisationKind.EPCI)}
    for turn in turns_now(act.store, circle.id, act.today).coming:
        if was_at_seat and circle.host_rule is not HostRule.SEAT and turn.host_id in seats:
            turn.locked = False
    replan(act, circle.id)


def check_circle(circle: Circle) -> None:
    """Refuse a circle that could not meet; raises BadInput."""
    for rule, (what, least, most) in NUMBERS.items():
        given = getattr(circle, rule)
        if not least <= given <= most:
            raise BadInput("circle_number", what=capitalised(what), given=given, least=least, most=most)
    if circle.week not in WEEK_WORDS or circle.weekday not in range(len(WEEKDAYS)):
        raise BadInput("circle_day")
    if circle.minutes < _SHORTEST or _minutes(circle.starts_at) + circle.minutes >= 24 * 60:
        raise BadInput(
            "circle_hours",
            starts=_clock(_minutes(circle.starts_at)),
            ends=_clock(_minutes(circle.starts_at) + circle.minutes),
            shortest=_SHORTEST,
        )
    if not set(circle.skipped_months) <= _MONTHS:
        raise BadInput("circle_month")
    if set(circle.skipped_months) == _MONTHS:
        raise BadInput("circle_no_month")
    if circle.least_a_year > circle.times_a_year:
        raise BadInput("circle_times", least=circle.least_a_year, most=circle.times_a_year)
    titled = all(part.title.strip() and part.minutes >= 1 for part in circle.parts)
    if not titled or not 1 <= len(circle.parts) <= _MOST_PARTS:
        raise BadInput("circle_parts", given=len(circle.parts), most=_MOST_PARTS)
    if circle.school_zone and circle.school_zone not in SCHOOL_ZONES:
        raise BadInput("school_zone", given=circle.school_zone, known=list(SCHOOL_ZONES))
    counting_mode(circle.counting_mode)


def circle_rules(view: View) -> tuple[CircleRules, ...]:
    """Return the rules of every circle: those that still meet, by name, then the closed ones."""
    networks = view.store.find(Network)
    zone = networks[0].zone if networks else METROPOLE
    circles = in_order(view.store.find(Circle), view.clock.today())
    return tuple(_rules(view, circle, zone) for circle in circles)


def _rules(view: View, circle: Circle, zone: str) -> CircleRules:
    shown = deadline(view.clock.today(), circle.observation_days, circle.counting_mode, zone)
    return CircleRules(
        id=circle.id,
        name=circle.name,
        cadence_kind=circle.cadence,
        every_weeks=circle.every_weeks,
        least_a_year=circle.least_a_year,
        times_a_year=circle.times_a_year,
        school_zone=circle.school_zone,
        lunch=circle.lunch,
        host_rule=circle.host_rule,
        place=circle.place,
        parts=circle.parts,
        writer_rule=circle.writer_rule,
        dispatch_to=circle.dispatch_to,
        quotation=circle.quotation,
        source=circle.source,
        closed_on=circle.closed_on,
        week=circle.week,
        weekday=circle.weekday,
        every_months=circle.every_months,
        starts_at=circle.starts_at,
        ends_at=end_of(circle),
        skipped_months=circle.skipped_months,
        expected=circle.expected,
        observation_days=circle.observation_days,
        counting_mode=CountingMode(circle.counting_mode),
        reply_days_before=circle.reply_days_before,
        cadence=cadence_sentence(circle),
        example=f"{capitalised(shown.sentence)}.",
    )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _clock(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")
