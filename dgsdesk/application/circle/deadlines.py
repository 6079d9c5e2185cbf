"""Deadlines as the command line and the pages ask for them, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.calendar import counting_mode, deadline_sentence, observation_period

add_sentences(
    {
        "counting_mode": (
            "« {given} » n’est pas une façon de compter les jours.",
            "Choisissez calendaire, calendaire_reporte, franc, ouvrable ou ouvre. Rien n’a été changé.",
        ),
        "observation_days": (
            "Un délai de {given} jours n’est pas possible.",
            "Donnez un nombre de jours entre 1 et {longest}. Rien n’a été changé.",
        ),
        "holiday_zone": (
            "« {given} » n’est pas une zone de jours fériés.",
            "Choisissez metropole, alsace-moselle ou un code d’outre-mer comme 974. Rien n’a été changé.",
        ),
        "holiday_year": (
            "Les jours fériés de l’année {given} ne sont pas connus.",
            "Choisissez une date entre {first} et {last}. Rien n’a été changé.",
        ),
        "school_zone": (
            "« {given} » n’est pas une zone de vacances scolaires.",
            "Choisissez A, B ou C. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class DeadlineRow:
    """The last day for observations, the day on which silence has approved, and both said in French."""

    last_day: date
    approved_on: date
    sentence: str


def deadline(sent: date, days: int, mode: str, zone: str) -> DeadlineRow:
    """Compute the deadline of a draft sent on a day; ``mode`` and ``zone`` are codes.

    Raises BadInput: "counting_mode", "observation_days", "holiday_zone", "holiday_year".
    """
    period = observation_period(sent, days, counting_mode(mode), zone)
    return DeadlineRow(period.last_day, period.approved_on, deadline_sentence(period))
