"""Deadlines as the command line and the pages ask for them, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.domain.calendar import counting_mode, deadline_sentence, observation_period


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
