"""Ripeness: how much a subject asks for its turn, from one to four squares (product § 3.5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState

MOST = 4
"""The squares of what is ripest."""

_SOON = timedelta(days=31)
_NEAR = timedelta(days=62)
_LONG_WAIT = 3


@dataclass(frozen=True)
class ThemeRipeness:
    """A raised theme: ``supporters`` of ``communes`` carry it, ``meetings`` went by since it was raised."""

    supporters: int
    communes: int
    meetings: int

    @property
    def squares(self) -> int:
        """Half the communes weigh as much as three meetings of waiting."""
        return max(1, min(MOST, int(self.weight)))

    @property
    def weight(self) -> float:
        """Return the figure that ranks themes."""
        share = self.supporters / self.communes if self.communes else 0.0
        return 6 * share + self.meetings


def meetings_since(raised_on: date | None, held: Sequence[date], today: date) -> int:
    """Count the meetings held after the day something was raised, today's included; ``held`` is in order."""
    if raised_on is None:
        return 0
    return max(0, bisect_right(held, today) - bisect_right(held, raised_on))


def subject_squares(before: date | None, meetings: int, today: date) -> int:
    """Return the squares of a shared subject: its date decides, else its waiting."""
    if before is not None and before <= today + _SOON:
        return MOST
    near = 3 if before is not None and before <= today + _NEAR else 2
    return min(MOST, max(near if before is not None else 1, meetings))


def is_review_due(zone: GreyZone, today: date) -> bool:
    """Tell whether a grey zone comes back by itself: its review date has come and it is not closed."""
    return zone.review_on is not None and zone.review_on <= today and zone.state is not GreyZoneState.CLOSED


def grey_zone_squares(zone: GreyZone, examined: int, meetings: int, today: date) -> int:
    """Return the squares of a grey zone.

    Four when its review is due; three when the options are known or it was reopened; two once it was examined
    or has waited three meetings; else one.
    """
    if is_review_due(zone, today):
        return MOST
    if zone.state is GreyZoneState.REOPENED or (examined and zone.options.strip()):
        return 3
    return 2 if examined or meetings >= _LONG_WAIT else 1


def waits_for_a_meeting(zone: GreyZone, today: date) -> bool:
    """Tell whether a grey zone belongs in the pool: not settled, or to be looked at again."""
    return zone.state not in (GreyZoneState.SETTLED, GreyZoneState.CLOSED) or is_review_due(zone, today)


def option_lines(zone: GreyZone) -> list[str]:
    """Return the options, one per line of the text."""
    return [line.strip(" •-–\t") for line in zone.options.splitlines() if line.strip(" •-–\t")]
