"""The planning problem of a circle as it stands: who may host, who hosted, what is to come, what is fixed.

Hosts are named by their INSEE code, so that ties are settled by something that everybody can look up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dgsdesk.application.circle.members import member_days, periods_without
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import (
    HostBlackout,
    HostExemption,
    HostLegacy,
    HostRoom,
    HostTurn,
    TurnState,
    seats,
)
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting, MeetingState
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.rota.debt import TURN
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn

SEAT = "siège"
"""Who hosted when it was no commune: the EPCI at its own seat."""

_OPEN = frozenset({MeetingState.PLANNED, MeetingState.INVITED})


@dataclass(frozen=True)
class TurnsNow:
    """The turns of a circle: those whose host may still change, and those that count as held.

    ``shown`` has both and the days that had no host; a turn whose meeting waits for a new date is nowhere.
    """

    coming: tuple[HostTurn, ...]
    past: tuple[HostTurn, ...]
    shown: tuple[HostTurn, ...]


def is_coming(turn: HostTurn, today: date) -> bool:
    """Tell whether a turn lies ahead."""
    return turn.state is not TurnState.HELD and turn.day >= today


def turns_on(store: Store, days: Collection[date]) -> list[HostTurn]:
    """Return the turns of every circle on some days; one whose meeting waits for a new date is nowhere."""
    turns = store.find(HostTurn, day=set(days))
    return _placed(turns, _states(store, turns))


def _states(store: Store, turns: Iterable[HostTurn]) -> dict[str, MeetingState]:
    """Return the states of the meetings that turns have."""
    meetings = store.find(Meeting, id={turn.meeting_id for turn in turns if turn.meeting_id})
    return {meeting.id: meeting.state for meeting in meetings}


def _placed(turns: Iterable[HostTurn], state: Mapping[str, MeetingState]) -> list[HostTurn]:
    return [turn for turn in turns if state.get(turn.meeting_id or "") not in WITHOUT_DAY]


def turns_now(store: Store, circle_id: str, today: date) -> TurnsNow:
    """Return the turns of a circle as they stand today."""
    turns = store.find(HostTurn, circle_id=circle_id)
    state = _states(store, turns)
    placed = _placed(turns, state)
    ahead = {
        turn.id
        for turn in placed
        if is_coming(turn, today) and state.get(turn.meeting_id or "", MeetingState.PLANNED) in _OPEN
    }
    return TurnsNow(
        coming=tuple(turn for turn in placed if turn.id in ahead),
        past=tuple(turn for turn in placed if turn.id not in ahead and turn.host_id),
        shown=tuple(placed),
    )


@dataclass(frozen=True)
class Communes:
    """What the rotas of all circles have in common: organisations, rooms lent, exemptions, codes."""

    every: Mapping[str, Organisation]
    codes: dict[str, str]
    rooms: Mapping[str, Organisation]
    exempt: Mapping[str, tuple[Period, ...]]


def rota_communes(store: Store) -> Communes:
    """Read what the rotas of all circles have in common, in three statements."""
    organisations = store.find(Organisation)
    every = {org.id: org for org in organisations}
    exempt: dict[str, tuple[Period, ...]] = {}
    for one in store.find(HostExemption):
        period = Period(one.starts, one.ends or date.max)
        exempt[one.organisation_id] = (*exempt.get(one.organisation_id, ()), period)
    return Communes(
        every=every,
        codes=_codes(org for org in organisations if org.kind is OrganisationKind.COMMUNE),
        rooms={room.organisation_id: every[room.lender_id] for room in store.find(HostRoom)},
        exempt=exempt,
    )


def rota_problem(store: Store, circle: Circle, today: date) -> Problem:
    """Return the planning problem of a circle.

    A turn to come that was given to no commune (the EPCI's seat) counts for nobody, as a past one does.
    """
    communes = rota_communes(store)
    codes = communes.codes
    now = turns_now(store, circle.id, today)
    elsewhere = [turn for turn in now.coming if turn.locked and turn.host_id and turn.host_id not in codes]
    slots = [turn for turn in now.coming if turn not in elsewhere]
    fixed = [turn for turn in slots if turn.host_id in codes]
    hosts = rota_hosts(store, circle, communes, now, today)
    known = {host.id for host in hosts}
    return Problem(
        hosts=hosts,
        slots=tuple(turn.day for turn in slots),
        past=tuple(Turn(turn.day, codes.get(turn.host_id or "", SEAT)) for turn in (*now.past, *elsewhere)),
        expected=circle.expected,
        blackouts=tuple(one for one in _blackouts(store, codes, slots) if one.host in known),
        locked=_turns((turn for turn in fixed if turn.locked), codes),
        published=_turns((turn for turn in fixed if turn.state is TurnState.PUBLISHED), codes),
    )


def host_codes(store: Store) -> dict[str, str]:
    """Return organisation id -> the code that names a commune in the problem.

    A commune nouvelle often keeps the code of one of its parts, which then has to be told from it.
    """
    return _codes(store.find(Organisation, kind=OrganisationKind.COMMUNE))


def _codes(found: Iterable[Organisation]) -> dict[str, str]:
    communes = list(found)
    staying = {org.code for org in communes if org.code and org.member_to is None}
    return {
        org.id: f"{org.code}~{org.id}" if org.member_to and org.code in staying else org.code or org.id
        for org in communes
    }


def _turns(turns: Iterable[HostTurn], codes: dict[str, str]) -> tuple[Turn, ...]:
    return tuple(Turn(turn.day, codes[turn.host_id or ""]) for turn in turns)


@dataclass(frozen=True)
class _MemberCode:
    """The code of a commune that the circle's rota is about, and the days on which it is no member."""

    code: str
    away: tuple[Period, ...] = ()


def _members(
    store: Store, circle: Circle, codes: dict[str, str], turns: Iterable[HostTurn], today: date
) -> dict[str, _MemberCode]:
    """Return the communes that belong to the circle today or on a turn's day, and whoever hosted.

    On a day on which a commune is no member of the circle it neither owes nor hosts.
    """
    turns = tuple(turns)
    days = sorted({turn.day for turn in turns})
    belongs = member_days(store, circle.id, [*days, today])
    if belongs is None:
        return {organisation: _MemberCode(code) for organisation, code in codes.items()}
    asked = belongs.keys() | {turn.host_id for turn in turns}
    return {
        organisation: _MemberCode(code, periods_without(days, belongs.get(organisation, frozenset())))
        for organisation, code in codes.items()
        if organisation in asked
    }


def rota_hosts(
    store: Store, circle: Circle, communes: Communes, now: TurnsNow, today: date
) -> tuple[HostSpec, ...]:
    """Return the communes that a circle's rota is about."""
    members = _members(store, circle, communes.codes, (*now.past, *now.coming), today)
    legacies = {legacy.organisation_id: legacy for legacy in store.find(HostLegacy, circle_id=circle.id)}
    return tuple(_hosts(communes, members, legacies))


def _hosts(
    communes: Communes, members: Mapping[str, _MemberCode], legacies: Mapping[str, HostLegacy]
) -> Iterator[HostSpec]:
    for organisation_id, member in members.items():
        org, lender = communes.every[organisation_id], communes.rooms.get(organisation_id)
        legacy = legacies.get(organisation_id)
        yield HostSpec(
            id=member.code,
            name=org.name,
            capacity=org.capacity if lender is None else seats(org.capacity, lender.capacity),
            lat=org.latitude,
            lon=org.longitude,
            member_from=org.member_from,
            member_to=org.member_to,
            exempt=(*communes.exempt.get(organisation_id, ()), *member.away),
            debt=Fraction(legacy.debt, TURN) if legacy else Fraction(0),
            last_turn=legacy.last_turn if legacy else None,
        )


def _blackouts(store: Store, codes: dict[str, str], slots: list[HostTurn]) -> Iterator[Blackout]:
    if not slots:
        return
    first, last = slots[0].day, slots[-1].day
    for blackout in store.find(HostBlackout):
        if blackout.organisation_id in codes:
            for starts, ends in blackout.periods(first, last):
                yield Blackout(codes[blackout.organisation_id], Period(starts, ends), blackout.reason)
