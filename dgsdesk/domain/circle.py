"""Circles (formats de rencontre): who meets, how often, with which agenda and which rule for the minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.entity import Entity


class PartKind(StrEnum):
    """What a part of the agenda draws from."""

    GREY_ZONES = "grey_zones"
    SHARED_SUBJECT = "shared_subject"
    NETWORK_THEME = "network_theme"
    FREE = "free"


class CadenceKind(StrEnum):
    """How often: a weekday of the month every so many months, every so many weeks, so many times a year."""

    MONTHS = "months"
    WEEKS = "weeks"
    YEARLY = "yearly"
    NONE = "none"


class HostRule(StrEnum):
    """Who receives: the members in turn, always the EPCI, or whoever is chosen for each meeting."""

    ROTATION = "rotation"
    SEAT = "seat"
    FREE = "free"


class WriterRule(StrEnum):
    """Who writes the minutes: the host's director, the EPCI, or whoever is chosen for each meeting."""

    HOST = "host"
    SEAT = "seat"
    FREE = "free"


class DispatchGroup(StrEnum):
    """A group of people whom approved minutes go to by rule."""

    MEMBERS = "members"
    MAYORS = "mayors"
    COMMISSIONS = "commissions"
    EXECUTIVES = "executives"


@dataclass(frozen=True)
class PartTemplate:
    """One part of a circle's agenda: its French title, what it draws from, its minutes."""

    title: str
    kind: PartKind
    minutes: int


@dataclass(frozen=True)
class ItemTemplate:
    """One item that a template puts on each agenda, in the part at ``part`` (0 is the first)."""

    title: str
    part: int
    question: str = ""
    presenter: str = ""
    minutes: int = 20
    audience: Audience = Audience.ALL
    recurring: bool = False


@dataclass(eq=False, kw_only=True)
class AgendaTemplate(Entity):
    """A way to lay out an agenda that a circle keeps beside its usual one (``Circle.parts``)."""

    circle_id: str
    name: str
    parts: tuple[PartTemplate, ...] = ()
    items: tuple[ItemTemplate, ...] = ()


@dataclass(eq=False, kw_only=True)
class Circle(Entity):
    """A kind of meeting with its rules; who belongs to it stands in its `MembershipRule` rows.

    ``week`` and ``weekday`` say the preferred day of the month (2nd Tuesday: 2 and 1, Monday being 0);
    ``every_months``, ``every_weeks`` or ``least_a_year`` to ``times_a_year`` count as ``cadence`` says;
    ``skipped_months`` are months without a meeting, ``school_zone`` the school holidays to warn of (A, B, C;
    empty: none); ``counting_mode`` and ``observation_days`` are the rule for observations on the minutes.
    ``place`` is where a circle always meets; empty: where its host receives. From ``closed_on`` it
    meets no more. ``quotation`` and ``source`` tell where its model comes from.
    """

    name: str
    model_id: str = ""
    week: int = 2
    weekday: int = 1
    every_months: int = 1
    starts_at: time = time(9, 30)
    minutes: int = 150
    skipped_months: tuple[int, ...] = (8,)
    expected: int = 20
    lunch: bool = False
    parts: tuple[PartTemplate, ...] = ()
    observation_days: int = 8
    counting_mode: str = "calendaire"
    reply_days_before: int = 5
    opening_minutes: int = 10
    closing_minutes: int = 15
    cadence: CadenceKind = CadenceKind.MONTHS
    every_weeks: int = 6
    least_a_year: int = 4
    times_a_year: int = 6
    host_rule: HostRule = HostRule.ROTATION
    place: str = ""
    writer_rule: WriterRule = WriterRule.HOST
    dispatch_to: tuple[str, ...] = tuple(group.value for group in DispatchGroup)
    school_zone: str = ""
    quotation: str = ""
    source: str = ""
    closed_on: date | None = None


@dataclass(eq=False, kw_only=True)
class MembershipRule(Entity):
    """Who belongs to a circle from a day on (règle de composition), until a later rule takes over.

    ``text`` is read by ``parse_rule``; ``with_seat`` adds the EPCI's own posts. A circle without any rule is
    of all.
    """

    circle_id: str
    text: str = "all"
    with_seat: bool = True
    starts: date | None = None


@dataclass(eq=False, kw_only=True)
class MembershipException(Entity):
    """A post added to a circle or excused from it by hand, from a day to a day, both included.

    No ``role`` means the directors' post.
    """

    circle_id: str
    organisation_id: str
    excused: bool = False
    role: str = ""
    starts: date | None = None
    ends: date | None = None
    reason: str = ""


@dataclass(eq=False, kw_only=True)
class ClosedPeriod(Entity):
    """Days on which a circle does not meet (période exclue), both included; no circle: none meets."""

    circle_id: str | None = None
    starts: date
    ends: date
    reason: str = ""


def is_closed(circle: Circle, day: date) -> bool:
    """Tell whether a circle meets no more on a day."""
    return circle.closed_on is not None and circle.closed_on <= day


def meetings_a_year(circle: Circle) -> float:
    """Return how often a circle meets in a year by its cadence, none without one."""
    open_months = 12 - len(circle.skipped_months)
    match circle.cadence:
        case CadenceKind.MONTHS:
            return open_months / circle.every_months
        case CadenceKind.WEEKS:
            return 52 / circle.every_weeks * open_months / 12
        case CadenceKind.YEARLY:
            return circle.times_a_year
        case _:
            return 0
