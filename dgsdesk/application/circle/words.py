"""The words of circles: the choices as they are offered, and cadences as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time

from dgsdesk.application.membership import sort_key
from dgsdesk.application.ports.reference import ModelCircleRow
from dgsdesk.domain.calendar import CountingMode
from dgsdesk.domain.circle import CadenceKind, Circle, DispatchGroup, HostRule, WriterRule, is_closed
from dgsdesk.domain.rota.dates import LAST
from dgsdesk.domain.wording import (
    MONTHS,
    NBSP,
    WEEKDAYS,
    capitalised,
    cardinal,
    duration,
    hour,
    hours,
    join_and,
)

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

CADENCE_CHOICES = {
    CadenceKind.MONTHS: "Un jour du mois",
    CadenceKind.WEEKS: "Toutes les N semaines",
    CadenceKind.YEARLY: "Tant de fois par an",
    CadenceKind.NONE: "Sans rythme fixe",
}
"""The kinds of cadence, as they are chosen."""

HOST_CHOICES = {
    HostRule.ROTATION: "Les communes membres, à tour de rôle",
    HostRule.SEAT: "L’intercommunalité, à son siège",
    HostRule.FREE: "Choisi pour chaque réunion",
}
"""The rules of hosting, as they are chosen."""

WRITER_CHOICES = {
    WriterRule.HOST: "La commune hôte",
    WriterRule.SEAT: "L’intercommunalité",
    WriterRule.FREE: "Choisi pour chaque réunion",
}
"""The rules of writing, as they are chosen."""

DISPATCH_CHOICES = {
    DispatchGroup.MEMBERS: "Membres du format",
    DispatchGroup.MAYORS: "Maires de leurs communes",
    DispatchGroup.COMMISSIONS: "Élus et cadres des commissions concernées",
    DispatchGroup.EXECUTIVES: "Cadres chargés d’une action",
}
"""The groups that minutes may go to, as they are chosen."""

_ALMOST_WORDS = {6: "deux mois", 8: "mois et demi", 12: "mois"}


def cadence_sentence(circle: Circle) -> str:
    """Write « Le deuxième mardi de chaque mois, de 9 h 30 à 12 h (2 h 30), sauf en août. »."""
    return f"{', '.join(_cadence(circle))}."


def _cadence(circle: Circle) -> Iterator[str]:
    yield capitalised(_often(circle))
    yield f"{hours(circle.starts_at, end_of(circle))} ({duration(circle.minutes)})"
    if circle.lunch:
        yield "puis déjeuner"
    if circle.skipped_months and circle.cadence is not CadenceKind.NONE:
        yield _except(circle.skipped_months)


def _often(circle: Circle | ModelCircleRow) -> str:
    weekday = WEEKDAYS[circle.weekday]
    of_month = f"le {WEEK_WORDS[circle.week]} {weekday}"
    match circle.cadence:
        case CadenceKind.NONE:
            return "sans rythme fixe"
        case CadenceKind.WEEKS:
            weeks = circle.every_weeks
            return f"{'chaque semaine' if weeks == 1 else f'toutes les {weeks} semaines'}, le {weekday}"
        case CadenceKind.YEARLY:
            return f"{_times(circle)}, {of_month} du mois"
        case _:
            every = "chaque mois" if circle.every_months == 1 else f"tous les {circle.every_months}{NBSP}mois"
            of = f"de {every}" if circle.every_months == 1 else f"du mois, {every}"
            return f"{of_month} {of}"


def rhythm_words(circle: Circle | ModelCircleRow) -> str:
    """Write « le deuxième mardi de chaque mois à 9 h 30, sauf en août »."""
    words = _often(circle)
    if circle.cadence is CadenceKind.NONE:
        return words
    words = f"{words} à {hour(circle.starts_at)}"
    return f"{words}, {_except(circle.skipped_months)}" if circle.skipped_months else words


def _except(months: Iterable[int]) -> str:
    return f"sauf en {join_and([MONTHS[month - 1] for month in months])}"


def _times(circle: Circle | ModelCircleRow) -> str:
    least, most = circle.least_a_year, circle.times_a_year
    if least < most:
        return f"de {cardinal(least)} à {cardinal(most)} fois par an"
    if most in _ALMOST_WORDS:
        return f"tous les {_ALMOST_WORDS[most]}"
    return f"{cardinal(most)} fois par an"


def end_of(circle: Circle) -> time:
    """Return when a meeting of the circle ends, never past midnight."""
    whole, minutes = divmod(
        min(circle.starts_at.hour * 60 + circle.starts_at.minute + circle.minutes, 24 * 60 - 1), 60
    )
    return time(whole, minutes)


def dispatch_words(groups: Iterable[str]) -> str:
    """Return the groups of a dispatch rule as one phrase."""
    chosen = [words for group, words in DISPATCH_CHOICES.items() if group.value in set(groups)]
    return ", ".join(chosen).lower() if chosen else "personne par règle"


def in_order(circles: Iterable[Circle], today: date) -> list[Circle]:
    """Return circles as lists show them: those that still meet, by name, then the closed ones."""
    return sorted(circles, key=lambda circle: (is_closed(circle, today), sort_key(circle.name), circle.id))
