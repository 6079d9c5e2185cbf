"""The rules of a circle (product § 3.1): when it meets, for how long, and how its minutes are looked over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.deadlines import deadline
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.words import required
from dgsdesk.domain.calendar import METROPOLE, CountingMode, counting_mode
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Network
from dgsdesk.domain.rota.dates import LAST
from dgsdesk.domain.wording import MONTHS, NBSP, WEEKDAYS, capitalised, duration, hours, join_and

NUMBERS = {
    "expected": ("le nombre de participants attendus", 2, 500),
    "every_months": ("le nombre de mois entre deux réunions", 1, 12),
    "reply_days_before": ("le délai de réponse en jours", 0, 60),
    "observation_days": ("le délai d’observations en jours", 1, 90),
}
"""Whole numbers of a circle: how each is called, the least and the most that it may be."""

WEEK_WORDS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", LAST: "dernier"}
"""Which such weekday of the month, in words."""

COUNTING_CHOICES = {
    CountingMode.CALENDAR: "Jours calendaires (tous les jours comptent)",
    CountingMode.CALENDAR_MOVED: "Jours calendaires, échéance reportée au premier jour ouvré",
    CountingMode.CLEAR: "Jours francs (ni l’envoi ni l’échéance ne comptent)",
    CountingMode.BUSINESS: "Jours ouvrables (du lundi au samedi, hors jours fériés)",
    CountingMode.WORKED: "Jours ouvrés (du lundi au vendredi, hors jours fériés)",
}
"""The five ways of counting days, as they are chosen."""

_SHORTEST = 30
_MONTHS = frozenset(range(1, 13))
_RULES = (
    "name",
    "week",
    "weekday",
    "every_months",
    "starts_at",
    "skipped_months",
    "expected",
    "observation_days",
    "counting_mode",
    "reply_days_before",
)

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
    week: int | Keep = KEEP
    weekday: int | Keep = KEEP
    every_months: int | Keep = KEEP
    starts_at: time | Keep = KEEP
    ends_at: time | Keep = KEEP
    skipped_months: tuple[int, ...] | Keep = KEEP
    expected: int | Keep = KEEP
    observation_days: int | Keep = KEEP
    counting_mode: str | Keep = KEEP
    reply_days_before: int | Keep = KEEP


@dataclass(frozen=True)
class CircleRules:
    """The rules of a circle as they are shown; ``cadence`` and ``example`` say them in a sentence."""

    id: str
    name: str
    week: int
    weekday: int
    every_months: int
    starts_at: time
    ends_at: time
    skipped_months: tuple[int, ...]
    expected: int
    observation_days: int
    counting_mode: CountingMode
    reply_days_before: int
    cadence: str
    example: str


@handles(EditCircle, "Règles de « {name} » modifiées")
def edit_circle(act: Act, command: EditCircle) -> None:
    circle = act.store.get(Circle, command.circle_id)
    for rule in _RULES:
        setattr(circle, rule, chosen(getattr(command, rule), getattr(circle, rule)))
    circle.name = required(circle.name, "nom du format de rencontre")
    circle.skipped_months = tuple(sorted(set(circle.skipped_months)))
    if not isinstance(command.ends_at, Keep):
        circle.minutes = _minutes(command.ends_at) - _minutes(circle.starts_at)
    _check(circle)
    act.tell(name=circle.name)


def _check(circle: Circle) -> None:
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
    counting_mode(circle.counting_mode)


def circle_rules(view: View) -> tuple[CircleRules, ...]:
    """Return the rules of every circle, by name."""
    networks = view.store.find(Network)
    zone = networks[0].zone if networks else METROPOLE
    circles = sorted(view.store.find(Circle), key=lambda circle: (circle.name, circle.id))
    return tuple(_rules(view, circle, zone) for circle in circles)


def _rules(view: View, circle: Circle, zone: str) -> CircleRules:
    shown = deadline(view.clock.today(), circle.observation_days, circle.counting_mode, zone)
    return CircleRules(
        id=circle.id,
        name=circle.name,
        week=circle.week,
        weekday=circle.weekday,
        every_months=circle.every_months,
        starts_at=circle.starts_at,
        ends_at=_end(circle),
        skipped_months=circle.skipped_months,
        expected=circle.expected,
        observation_days=circle.observation_days,
        counting_mode=CountingMode(circle.counting_mode),
        reply_days_before=circle.reply_days_before,
        cadence=cadence_sentence(circle),
        example=f"{capitalised(shown.sentence)}.",
    )


def cadence_sentence(circle: Circle) -> str:
    """Write « Le deuxième mardi de chaque mois, de 9 h 30 à 12 h (2 h 30), sauf en août. »."""
    return f"{', '.join(_cadence(circle))}."


def _cadence(circle: Circle) -> Iterator[str]:
    every = "chaque mois" if circle.every_months == 1 else f"tous les {circle.every_months}{NBSP}mois"
    of = f"de {every}" if circle.every_months == 1 else f"du mois, {every}"
    yield f"Le {WEEK_WORDS[circle.week]} {WEEKDAYS[circle.weekday]} {of}"
    yield f"{hours(circle.starts_at, _end(circle))} ({duration(circle.minutes)})"
    if circle.skipped_months:
        yield f"sauf en {join_and([MONTHS[month - 1] for month in circle.skipped_months])}"


def _end(circle: Circle) -> time:
    whole, minutes = divmod(min(_minutes(circle.starts_at) + circle.minutes, 24 * 60 - 1), 60)
    return time(whole, minutes)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _clock(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")
