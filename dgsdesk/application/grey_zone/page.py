"""What the page of grey zones shows: the register, and one case with its matrix and its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.desk import View
from dgsdesk.application.documents.grey_zones import STATE_WORDS
from dgsdesk.application.grey_zone.acts import items_about
from dgsdesk.application.grey_zone.matrix import Matrix, competence_labels, matrix_of
from dgsdesk.application.grey_zone.positions import PositionLine, positions_of
from dgsdesk.application.membership import sort_key
from dgsdesk.application.registers import LIVE, OVER, met_at, names_of, title_of
from dgsdesk.domain.action import Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items
from dgsdesk.domain.grey_zone import MOVERS, GreyZone, GreyZoneKind, GreyZoneState, Mover
from dgsdesk.domain.meeting import Meeting, MeetingState, took_place
from dgsdesk.domain.ripeness import is_review_due, option_lines
from dgsdesk.domain.wording import date_long, date_near

KIND_WORDS = {
    GreyZoneKind.AMBIGUOUS: "Sujet à interprétation",
    GreyZoneKind.SILENT: "Non prévu par les statuts",
}
"""What each kind of grey zone is called."""

MEETINGS_OFFERED = 100
"""A solution may be said to come from one of the latest meetings, as many as this."""

_MOVER_WORDS = {
    Mover.MEMBER: "par toute commune ou l’intercommunalité",
    Mover.NETWORK: "par le réseau, en réunion ou d’un commun accord",
    Mover.KEEPER: "par qui tient le registre",
}

_SETTLED = (GreyZoneState.SETTLED, GreyZoneState.CLOSED)


@dataclass(frozen=True)
class GreyZoneLine:
    """One line of the register: ``note`` is what matters now (its review, its meeting, who raised it)."""

    id: str
    title: str
    question: str
    kind: GreyZoneKind
    state: GreyZoneState
    note: str
    review_due: bool
    search: str


@dataclass(frozen=True)
class GreyZonesPage:
    """The register."""

    lines: tuple[GreyZoneLine, ...]
    counts: tuple[tuple[GreyZoneState, int], ...]
    due: int


@dataclass(frozen=True)
class StartingLine:
    """A case of the starting catalogue; ``present`` when the register has it."""

    number: int
    title: str
    question: str
    kind: GreyZoneKind
    present: bool


@dataclass(frozen=True)
class HistoryLine:
    """One meeting that had the case on its agenda, and what it decided."""

    meeting_id: str
    day: date
    title: str
    number: str
    outcome: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class MoveLine:
    """One change of state: its number in the journal, the new state, when, and by whom it was noted."""

    sequence: int
    state: GreyZoneState
    words: str


@dataclass(frozen=True)
class MeetingChoice:
    """A meeting in which a solution may have been adopted."""

    id: str
    title: str


@dataclass(frozen=True)
class CompetenceChoice:
    """A competence to tie a case to."""

    code: str
    label: str
    domain: str


@dataclass(frozen=True)
class GreyZoneDetail:
    """One case, whole. ``may`` holds the states that it can move to."""

    id: str
    title: str
    question: str
    kind: GreyZoneKind
    kind_words: str
    state: GreyZoneState
    competences: tuple[str, ...]
    texts: str
    facts: str
    options: tuple[str, ...]
    solution: str
    settled: str
    review_on: date | None
    review_due: bool
    raised_by_id: str | None
    matrix: Matrix
    positions: tuple[PositionLine, ...]
    history: tuple[HistoryLine, ...]
    moves: tuple[MoveLine, ...]
    meetings: tuple[MeetingChoice, ...]
    may: frozenset[GreyZoneState]


def grey_zones_page(view: View) -> GreyZonesPage:
    """Return the register: reviews that are due first, then what is open, then what is settled, by title."""
    zones = view.store.find(GreyZone)
    names = names_of(view.store)
    items = items_about(view.store, {zone.id for zone in zones})
    meetings = _meetings(view, items, zones)
    last = _last_meetings(items, meetings)
    today = view.clock.today()
    labels = competence_labels(view)
    lines = [_line(zone, names, meetings, last.get(zone.id), today, labels) for zone in zones]
    counts = Counter(zone.state for zone in zones)
    return GreyZonesPage(
        lines=tuple(sorted(lines, key=_order)),
        counts=tuple((state, counts[state]) for state in GreyZoneState),
        due=sum(line.review_due for line in lines),
    )


def _order(line: GreyZoneLine) -> tuple[bool, bool, str, str]:
    return not line.review_due, line.state in _SETTLED, sort_key(line.title), line.id


def examinations(view: View, zones: Sequence[GreyZone]) -> dict[str, list[str]]:
    """Return zone id -> the meetings that had the case on their agenda, the newest first, in words."""
    names = names_of(view.store)
    items = items_about(view.store, {zone.id for zone in zones})
    meetings = _meetings(view, items, zones)
    found: dict[str, list[tuple[date, str]]] = {}
    for zone_id, item in items:
        meeting = meetings[item.meeting_id]
        if meeting.state is not MeetingState.CANCELLED:
            words = f"{met_at(meeting, names)} ({_outcome(item, meeting)})"
            found.setdefault(zone_id, []).append((meeting.day, words))
    return {zone_id: [words for _, words in sorted(lines, reverse=True)] for zone_id, lines in found.items()}


def movers_words() -> str:
    """Say who may bring a case into which state: « soulevée, rouverte par toute commune… ; … »."""
    said = {
        mover: ", ".join(STATE_WORDS[state] for state, by in MOVERS.items() if by is mover) for mover in Mover
    }
    return " ; ".join(f"{said[mover]} {words}" for mover, words in _MOVER_WORDS.items())


def starting_lines(view: View) -> tuple[StartingLine, ...]:
    """Return the starting catalogue, with what the register has already."""
    present = {zone.title for zone in view.store.find(GreyZone)}
    return tuple(
        StartingLine(row.number, row.title, row.question, row.kind, title_of(row.title) in present)
        for row in view.reference.starting_grey_zones()
    )


def competence_choices(view: View) -> tuple[CompetenceChoice, ...]:
    """Return the competences as the EPCI's type knows them, by domain."""
    network = view.network()
    rows = view.reference.competences(network.epci_type) if network else []
    return tuple(CompetenceChoice(row.code, row.label, row.domain_label) for row in rows)


def grey_zone_detail(view: View, grey_zone_id: str) -> GreyZoneDetail:
    """Return one case; raises NotFound."""
    zone = view.store.get(GreyZone, grey_zone_id)
    names = names_of(view.store)
    items = items_about(view.store, {zone.id})
    meetings = _meetings(view, items, [zone])
    settled_in = meetings.get(zone.settled_meeting_id or "")
    return GreyZoneDetail(
        id=zone.id,
        title=zone.title,
        question=zone.question,
        kind=zone.kind,
        kind_words=KIND_WORDS[zone.kind],
        state=zone.state,
        competences=zone.competences,
        texts=zone.texts,
        facts=_facts(zone, view.clock.today()),
        options=tuple(option_lines(zone)),
        solution=zone.solution,
        settled=_settled_words(zone, settled_in, names, view.clock.today()),
        review_on=zone.review_on,
        review_due=is_review_due(zone, view.clock.today()),
        raised_by_id=zone.raised_by_id,
        matrix=matrix_of(view, zone),
        positions=positions_of(view.store, {zone.id}).get(zone.id, ()),
        history=_history(view, [item for _, item in items], meetings, names),
        moves=_moves(view, zone),
        meetings=_choices(view, settled_in, names),
        may=frozenset(
            state
            for state in GreyZoneState
            if zone.may_move(state)
            and (state is not GreyZoneState.EXAMINED or _was_met(meetings.values(), view.clock.today()))
        ),
    )


def _was_met(meetings: Iterable[Meeting], today: date) -> bool:
    return any(took_place(meeting, today) for meeting in meetings)


def _meetings(
    view: View, items: list[tuple[str, AgendaItem]], zones: Iterable[GreyZone]
) -> dict[str, Meeting]:
    """Return the meetings that had the cases on their agendas or settled them, by id."""
    wanted = {item.meeting_id for _, item in items} | {zone.settled_meeting_id for zone in zones} - {None}
    return {meeting.id: meeting for meeting in view.store.find(Meeting, id=wanted)}


def _last_meetings(
    items: list[tuple[str, AgendaItem]], meetings: dict[str, Meeting]
) -> dict[str, tuple[Meeting, bool]]:
    """Grey zone id -> the newest meeting that has it on its agenda, and whether it is still to come."""
    last: dict[str, tuple[Meeting, bool]] = {}
    for zone_id, item in items:
        meeting = meetings[item.meeting_id]
        coming = meeting.state in LIVE
        counts = coming or (meeting.state in OVER and item.discussed is True)
        if counts and (zone_id not in last or meeting.day > last[zone_id][0].day):
            last[zone_id] = (meeting, coming)
    return last


def _line(
    zone: GreyZone,
    names: dict[str, str],
    meetings: dict[str, Meeting],
    last: tuple[Meeting, bool] | None,
    today: date,
    labels: dict[str, str],
) -> GreyZoneLine:
    competences = " ".join(labels.get(code, code) for code in zone.competences)
    return GreyZoneLine(
        id=zone.id,
        title=zone.title,
        question=zone.question,
        kind=zone.kind,
        state=zone.state,
        note=_note(zone, names, meetings, last, today),
        review_due=is_review_due(zone, today),
        search=sort_key(" ".join((zone.title, zone.question, zone.texts, zone.solution, competences))),
    )


def _note(
    zone: GreyZone,
    names: dict[str, str],
    meetings: dict[str, Meeting],
    last: tuple[Meeting, bool] | None,
    today: date,
) -> str:
    """What matters most now, in a few words."""
    if last and last[1]:
        return f"au {date_long(last[0].day)}"
    if is_review_due(zone, today):
        return "révision passée" if zone.review_on != today else "révision aujourd’hui"
    if zone.state in _SETTLED and zone.settled_on:
        meeting = meetings.get(zone.settled_meeting_id or "")
        return met_at(meeting, names) if meeting else date_long(zone.settled_on)
    if zone.review_on:
        return f"révision {date_near(zone.review_on, today)}"
    if last:
        return met_at(last[0], names)
    if zone.raised_by_id:
        return f"par {names.get(zone.raised_by_id, '')}"
    return f"le {date_near(zone.raised_on, today)}" if zone.raised_on else ""


def _facts(zone: GreyZone, today: date) -> str:
    """The review date, then the texts: where there is no room for all, their end is what goes."""
    return " · ".join(filter(None, (_review_words(zone, today), zone.texts)))


def _review_words(zone: GreyZone, today: date) -> str:
    if zone.review_on is None:
        return ""
    if is_review_due(zone, today):
        return f"à réviser depuis le {date_near(zone.review_on, today)}"
    return f"à réviser le {date_long(zone.review_on)}"


def _settled_words(zone: GreyZone, meeting: Meeting | None, names: dict[str, str], today: date) -> str:
    """When and how the solution was adopted, and until when it stands."""
    said = _adopted_words(zone, meeting, names)
    return ", ".join(filter(None, (said, _review_words(zone, today)))) if said else ""


def _adopted_words(zone: GreyZone, meeting: Meeting | None, names: dict[str, str]) -> str:
    if zone.settled_on is None:
        return ""
    if meeting is None:
        between = f", entre deux réunions ({zone.agreed})" if zone.agreed else ""
        return f"Solution adoptée le {date_long(zone.settled_on)}{between}"
    return f"Solution adoptée à la réunion du {met_at(meeting, names)}"


def _history(
    view: View, items: list[AgendaItem], meetings: dict[str, Meeting], names: dict[str, str]
) -> tuple[HistoryLine, ...]:
    """Every meeting that had the case on its agenda, newest first."""
    kept = [item for item in items if meetings[item.meeting_id].state is not MeetingState.CANCELLED]
    of_meetings = {item.meeting_id for item in kept}
    parts = view.store.find(AgendaPart, meeting_id=of_meetings)
    numbers = _numbers(parts, view.store.find(AgendaItem, meeting_id=of_meetings))
    decisions = view.store.find(Decision, item_id={item.id for item in kept})
    kept.sort(key=lambda item: (meetings[item.meeting_id].day, item.id), reverse=True)
    return tuple(
        HistoryLine(
            meeting_id=item.meeting_id,
            day=meetings[item.meeting_id].day,
            title=met_at(meetings[item.meeting_id], names),
            number=numbers[item.id],
            outcome=_outcome(item, meetings[item.meeting_id]),
            decisions=tuple(d.text for d in decisions if d.item_id == item.id),
        )
        for item in kept
    )


def _moves(view: View, zone: GreyZone) -> tuple[MoveLine, ...]:
    """Every change of state that stands, the newest first, as the journal has it."""
    changes = view.ledger.changes_of(GreyZone, "state", [zone.id])
    return tuple(
        MoveLine(
            one.sequence,
            GreyZoneState(str(one.after)),
            f"le {date_long(one.at.date())}{f', par {one.actor}' if one.actor else ''}",
        )
        for one in changes
        if one.after is not None and one.before is not None
    )


def _numbers(parts: list[AgendaPart], items: list[AgendaItem]) -> dict[str, str]:
    numbers: dict[str, str] = {}
    for meeting_id in {part.meeting_id for part in parts}:
        numbers |= number_items(
            [part for part in parts if part.meeting_id == meeting_id],
            [item for item in items if item.meeting_id == meeting_id],
        )
    return numbers


def _outcome(item: AgendaItem, meeting: Meeting) -> str:
    if meeting.state in LIVE and not item.discussed:
        return "à l’ordre du jour"
    return "examinée" if item.discussed else "non abordée, faute de temps"


def _choices(view: View, settled_in: Meeting | None, names: dict[str, str]) -> tuple[MeetingChoice, ...]:
    """The latest meetings that took place or take place today, newest first, and the one that is chosen."""
    over = view.store.newest(Meeting, "day", MEETINGS_OFFERED, state=OVER | {MeetingState.HELD})
    over += view.store.find(Meeting, day=view.clock.today(), state=MeetingState.INVITED)
    over += [settled_in] if settled_in else []
    known = {meeting.id: meeting for meeting in over}.values()
    return tuple(
        MeetingChoice(meeting.id, met_at(meeting, names))
        for meeting in sorted(known, key=lambda meeting: meeting.day, reverse=True)
    )
