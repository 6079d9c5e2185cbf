"""The clock of a meeting under way: time spent on an item, the end to be expected, lateness in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from dgsdesk.domain.wording import duration


def elapsed_seconds(since: datetime | None, paused_at: datetime | None, now: datetime) -> int:
    """Return the seconds since the item was taken up; the clock stands still while paused."""
    if since is None:
        return 0
    return max(0, int(((paused_at or now) - since).total_seconds()))


def expected_end(now: datetime, minutes: int, spent_seconds: int, coming: Iterable[int]) -> datetime:
    """Return when the meeting ends if what is left takes the time planned.

    ``minutes`` and ``spent_seconds`` are those of the item under way, ``coming`` the minutes of what follows.
    An item that is over its time is taken to end now.
    """
    left = max(0, minutes * 60 - spent_seconds)
    return now + timedelta(seconds=left, minutes=sum(coming))


def late_minutes(expected: datetime, planned: datetime) -> int:
    """Return the whole minutes that the end is late, negative when it is early."""
    return round((expected - planned).total_seconds() / 60)


def lateness_words(late: int) -> str:
    """Write « 3 min de retard », « à l’heure », « 5 min d’avance »."""
    if late > 0:
        return f"{duration(late)} de retard"
    return f"{duration(-late)} d’avance" if late < 0 else "à l’heure"


_HOUR = re.compile(r"(\d{1,2})\s*(?:h|:|$)\s*(\d{1,2})?(?:\s*min)?", re.IGNORECASE)


def hour_in(text: str) -> time | None:
    """Read « 10 h 05 », « 10h5 », « 10:05 » or « 10 »; nothing for what is no hour."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def spent_words(spent_seconds: int, minutes: int) -> tuple[str, str]:
    """Write the time of an item in two parts: « 8 min » and « sur 25, reste 17 min » (« 3 min de trop »)."""
    spent = spent_seconds // 60
    over = spent_seconds - minutes * 60
    rest = f"{duration(-(-over // 60))} de trop" if over > 0 else f"reste {duration(minutes - spent)}"
    return duration(spent), f"sur {minutes}, {rest}"
