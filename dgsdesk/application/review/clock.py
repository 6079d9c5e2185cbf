"""The deadline of a draft: computed by the circle's rule, or kept from the version before (product § 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.calendar import counting_mode, counting_rule, deadline_sentence, observation_period
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Circulation
from dgsdesk.domain.network import Network
from dgsdesk.domain.wording import NBSP, date_full

add_sentences(
    {
        "sent_later": (
            "Le projet ne peut pas avoir été envoyé le {day}, qui est à venir.",
            "Indiquez la date réelle de l’envoi. Rien n’a été changé.",
        ),
        "sent_before_meeting": (
            "Le projet ne peut pas avoir été envoyé le {day}, avant la réunion.",
            "Il part une fois la réunion tenue ; si une date d’envoi est demandée, indiquez la "
            "vraie. Rien n’a été changé.",
        ),
        "deadline_over": (
            "Le délai en cours a pris fin le {day} : il ne peut plus être gardé.",
            "Choisissez de faire repartir le délai. Rien n’a été changé.",
        ),
        "no_clock_to_keep": (
            "Aucun délai ne court : il n’y en a pas à garder.",
            "Envoyez le projet avec un nouveau délai. Rien n’a été changé.",
        ),
    }
)


class Clock(StrEnum):
    """What a new version does to the deadline: « repartir » or « garder le délai »."""

    RESTART = "restart"
    KEEP = "keep"


@dataclass(frozen=True)
class Deadline:
    """The deadline that a circulation says: its rule, its two days, the whole sentence; kept or new."""

    days: int
    mode: str
    zone: str
    last_day: date
    approved_on: date
    rule: str
    sentence: str
    kept: bool = False


def deadline_of(
    store: Store,
    meeting: Meeting,
    sent: date,
    today: date,
    clock: Clock,
    running: Circulation | None,
    number: int,
) -> Deadline:
    """Return the deadline of a draft sent on a day; raises what forbids the day or the clock."""
    if sent > today:
        raise BadInput("sent_later", day=date_full(sent))
    if sent < meeting.held_on:
        raise BadInput("sent_before_meeting", day=date_full(sent))
    if clock is Clock.KEEP:
        return _kept(running, sent, today, number)
    circle = store.get(Circle, meeting.circle_id)
    zone = store.find(Network)[0].zone
    period = observation_period(sent, circle.observation_days, counting_mode(circle.counting_mode), zone)
    rule = f"envoyé le {date_full(sent)}, {counting_rule(period)}"
    sentence = deadline_sentence(period)
    return Deadline(period.days, period.mode.value, zone, period.last_day, period.approved_on, rule, sentence)


def _kept(running: Circulation | None, sent: date, today: date, number: int) -> Deadline:
    """The deadline of the version before, said again for this one."""
    if running is None:
        raise RuleBroken("no_clock_to_keep")
    if today > running.last_day:
        raise RuleBroken("deadline_over", day=date_full(running.last_day))
    rule = f"version {number} envoyée le {date_full(sent)}, délai inchangé"
    sentence = (
        f"{rule}{NBSP}: observations jusqu’au {date_full(running.last_day)} inclus, "
        f"réputé approuvé le {date_full(running.approved_on)} à{NBSP}0{NBSP}h"
    )
    return Deadline(
        running.days,
        running.counting_mode,
        running.zone,
        running.last_day,
        running.approved_on,
        rule,
        sentence,
        kept=True,
    )
