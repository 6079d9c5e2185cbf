"""What the machine lends to the use cases: the clock and fresh identifiers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dgsdesk.domain.errors import StorageUnavailable


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the instant, with an offset."""

    def today(self) -> date:
        """Return the day in the network's time zone."""

    def keep_to(self, time_zone: str) -> None:
        """Tell day and hour of a network's own zone from now on."""


class Ids(Protocol):
    def new(self) -> str:
        """Return a fresh UUID."""


class Opener(Protocol):
    def open(self, path: str, late: Callable[[StorageUnavailable], object] | None = None) -> None:
        """Have the system open a file with its own program; raises StorageUnavailable("no_program").

        ``late`` is given a refusal that takes its time, in some thread.
        """


class SystemClock:
    """The machine's own clock, told in one time zone: that of the network as soon as it is known."""

    def __init__(self, time_zone: str = "Europe/Paris") -> None:
        self._zone = ZoneInfo(time_zone)

    def now(self) -> datetime:
        return datetime.now(self._zone)

    def today(self) -> date:
        return self.now().date()

    def keep_to(self, time_zone: str) -> None:
        with suppress(ZoneInfoNotFoundError, ValueError, TypeError, OSError):  # a stranger's may name any
            self._zone = ZoneInfo(time_zone)


_FRACTION = 250_001
"""Microseconds."""


@dataclass
class FixedClock:
    """A clock set by hand, for ``--today``, the demonstration and the tests; each look adds one second.

    Its instants have fractions of a second, as the machine's have: what breaks on them breaks in the tests.
    """

    instant: datetime

    def now(self) -> datetime:
        self.instant += timedelta(seconds=1)
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def keep_to(self, time_zone: str) -> None:
        """Stay in the zone in which it was set."""

    def move_to(self, day: date, hour: int = 9) -> None:
        """Go forward to an hour of a day; a day that is past already changes nothing."""
        wanted = datetime(day.year, day.month, day.day, hour, 0, 0, _FRACTION, self.instant.tzinfo)
        self.instant = max(self.instant, wanted)

    @classmethod
    def on(cls, day: date, hour: int = 8, time_zone: str = "Europe/Paris") -> FixedClock:
        """Return a clock set on a day at an hour, local time."""
        zone = ZoneInfo(time_zone) if time_zone else UTC
        return cls(datetime(day.year, day.month, day.day, hour, 0, 0, _FRACTION, zone))


class RandomIds:
    """UUIDs of version 4."""

    def new(self) -> str:
        return str(uuid.uuid4())


@dataclass
class SeededIds:
    """UUIDs that derive from a seed, so that the demonstration gives the same bytes each time."""

    seed: str
    count: int = 0

    def new(self) -> str:
        self.count += 1
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"dgsdesk:{self.seed}:{self.count}"))
