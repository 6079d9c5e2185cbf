"""What the page of subjects shows: raised themes and shared subjects with their ripeness and supporters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dgsdesk.application.agenda_pools import (
    Readings,
    carriers,
    read_pools,
    subject_entry,
    theme_entry,
    theme_ripeness,
)
from dgsdesk.application.desk import View
from dgsdesk.application.membership import communes_on, organisations_on, sort_key
from dgsdesk.application.registers import LIVE, OVER, sources_of
from dgsdesk.application.theme import Subject
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.theme import SharedSubject, Sphere, SubjectState, Support
from dgsdesk.domain.wording import date_long, day_and_month, plural

SPHERE_WORDS = {Sphere.MUNICIPAL: "Sphère municipale", Sphere.COMMUNITY: "Éclairage communautaire"}
"""What each sphere is called."""

STATE_WORDS = {
    SubjectState.WAITING: "En attente",
    SubjectState.PLANNED: "Inscrit",
    SubjectState.TREATED: "Traité",
    SubjectState.DROPPED: "Écarté",
}
"""What each state is called."""


@dataclass(frozen=True)
class OrganisationChoice:
    """An organisation of the network: who may have raised a subject, or may support it."""

    id: str
    name: str


@dataclass(frozen=True)
class Voice:
    """A commune in the supporters' grid."""

    organisation_id: str
    commune: str
    supports: bool


@dataclass(frozen=True)
class Treatment:
    """A meeting that has or had the subject on its agenda; ``WAITING`` means that it was not reached."""

    meeting_id: str
    item_id: str
    day: date
    host: str
    state: SubjectState

    @property
    def title(self) -> str:
        """When and where it met: « 10 novembre 2026, Gorges »."""
        return ", ".join(filter(None, (date_long(self.day), self.host)))

    @property
    def outcome(self) -> str:
        """What came of it, in words."""
        return _OUTCOMES[self.state]


_OUTCOMES = {
    SubjectState.PLANNED: "à l’ordre du jour",
    SubjectState.TREATED: "traité",
    SubjectState.WAITING: "non abordé, faute de temps",
}


@dataclass(frozen=True)
class SubjectLine:
    """A theme or a shared subject, whole: lists are short, so the detail comes with its line.

    ``words`` is its ripeness (« porté par 4 communes sur 16, en attente depuis 3 réunions »), ``short`` the
    same for a narrow list, ``communes`` are those that may support it, ``supporters`` the ids that do.
    """

    id: str
    shared: bool
    title: str
    question: str
    state: SubjectState
    state_words: str
    squares: int
    words: str
    short: str
    raised_by_id: str | None
    raised: str
    before: date | None
    sphere: Sphere | None
    communes: tuple[OrganisationChoice, ...]
    supporters: frozenset[str]
    treatments: tuple[Treatment, ...]
    search: str

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Every commune, with whether it supports the theme; a shared subject concerns all: none."""
        return tuple(Voice(one.id, one.name, one.id in self.supporters) for one in self.communes)


@dataclass(frozen=True)
class SubjectsPage:
    """Themes and subjects, ripest first in each state; ``raisers`` are the EPCI then the communes.

    ``next_meeting_id`` is the meeting on whose agenda a subject may be put, none when none is planned.
    """

    lines: tuple[SubjectLine, ...]
    raisers: tuple[OrganisationChoice, ...]
    next_meeting_id: str | None
    next_meeting: str
    today: date

    def of_state(self, *states: SubjectState) -> tuple[SubjectLine, ...]:
        """Return the lines in one of the states."""
        return tuple(line for line in self.lines if line.state in states)


class _Voices(NamedTuple):
    """The communes, the same for every theme, and theme id -> the ids of those that support it."""

    communes: tuple[OrganisationChoice, ...]
    given: Mapping[str, set[str]]


def subjects_page(view: View) -> SubjectsPage:
    """Return every theme and shared subject."""
    readings = read_pools(view)
    treatments = _treatments(view, readings)
    voices = _voices(view)
    lines = [_line(readings, subject, treatments, voices) for subject in readings.subjects]
    lines += [_line(readings, theme, treatments, voices) for theme in readings.themes]
    following = _next_meeting(readings)
    return SubjectsPage(
        lines=tuple(sorted(lines, key=_order)),
        raisers=raisers(view),
        next_meeting_id=following.id if following else None,
        next_meeting=day_and_month(following.day) if following else "",
        today=readings.today,
    )


def _next_meeting(readings: Readings) -> Meeting | None:
    states = (MeetingState.PLANNED, MeetingState.INVITED)
    coming = [m for m in readings.meetings.values() if m.state in states and m.day >= readings.today]
    return min(coming, key=lambda meeting: meeting.day, default=None)


def raisers(view: View) -> tuple[OrganisationChoice, ...]:
    """Return who may raise a subject: the EPCI, then the communes by name."""
    organisations = organisations_on(view.store, view.clock.today())
    return tuple(OrganisationChoice(org.id, org.name) for org in organisations)


def _order(line: SubjectLine) -> tuple[int, bool, int, str, str]:
    states = list(SubjectState)
    return states.index(line.state), line.shared, -line.squares, sort_key(line.title), line.id


def _voices(view: View) -> _Voices:
    """Read the communes, and which of them support which theme."""
    communes = communes_on(view.store, view.clock.today())
    given: dict[str, set[str]] = defaultdict(set)
    for support in view.store.find(Support):
        given[support.theme_id].add(support.organisation_id)
    return _Voices(tuple(OrganisationChoice(one.id, one.name) for one in communes), given)


def _treatments(view: View, readings: Readings) -> dict[str, list[Treatment]]:
    """Subject id -> the meetings that have it on their agenda, newest first."""
    ids = {subject.id for subject in (*readings.subjects, *readings.themes)}
    direct = view.store.find(AgendaItem, source_id=ids)
    again = view.store.find(AgendaItem, source_kind=SourceKind.CARRIED_OVER)
    sources = sources_of(view.store, [*direct, *again])
    met = view.store.find(Meeting, id={item.meeting_id for item in (*direct, *again)})
    meetings = {meeting.id: meeting for meeting in met}
    found: dict[str, list[Treatment]] = {subject_id: [] for subject_id in ids}
    items = sorted((*direct, *again), key=lambda item: meetings[item.meeting_id].day, reverse=True)
    for item in items:
        subject_id = sources[item.id][1]
        treatment = _treatment(item, meetings[item.meeting_id], readings.names)
        if subject_id in found and treatment:
            found[subject_id].append(treatment)
    return found


def _treatment(item: AgendaItem, meeting: Meeting, names: dict[str, str]) -> Treatment | None:
    if meeting.state in LIVE:
        state = SubjectState.PLANNED
    elif meeting.state in OVER:
        state = SubjectState.TREATED if item.discussed else SubjectState.WAITING
    else:
        return None
    return Treatment(meeting.id, item.id, meeting.day, names.get(meeting.host_id or "", ""), state)


def _line(
    readings: Readings,
    subject: Subject,
    treatments: dict[str, list[Treatment]],
    voices: _Voices,
) -> SubjectLine:
    shared = isinstance(subject, SharedSubject)
    entry = (
        subject_entry(readings, subject)
        if isinstance(subject, SharedSubject)
        else theme_entry(readings, subject)
    )
    state = _state(subject, treatments[subject.id])
    words = _words(readings, subject, state, treatments[subject.id], entry.words)
    return SubjectLine(
        id=subject.id,
        shared=shared,
        title=subject.title,
        question=subject.question,
        state=state,
        state_words=STATE_WORDS[state],
        squares=entry.squares,
        words=words,
        short=entry.words if state is SubjectState.WAITING else words,
        raised_by_id=subject.raised_by_id,
        raised=_raised(readings, subject),
        before=subject.before if isinstance(subject, SharedSubject) else None,
        sphere=None if isinstance(subject, SharedSubject) else subject.sphere,
        communes=() if shared else voices.communes,
        supporters=frozenset(voices.given.get(subject.id, ())),
        treatments=tuple(treatments[subject.id]),
        search=entry.search,
    )


def _state(subject: Subject, treatments: list[Treatment]) -> SubjectState:
    """Its own state, but for an agenda that was called off, or passed without treating it."""
    planned = any(treatment.state is SubjectState.PLANNED for treatment in treatments)
    if subject.state is SubjectState.PLANNED and not planned:
        return treatments[0].state if treatments else SubjectState.WAITING
    return subject.state


def _words(
    readings: Readings, subject: Subject, state: SubjectState, treatments: list[Treatment], waiting: str
) -> str:
    if state is SubjectState.PLANNED and treatments:
        return f"à l’ordre du jour du {date_long(treatments[0].day)}"
    if state is SubjectState.TREATED and treatments:
        return f"traité le {date_long(treatments[0].day)}"
    if isinstance(subject, SharedSubject):
        return f"concerne {waiting}"
    ripe = theme_ripeness(readings, subject)
    words = f"porté par {carriers(ripe)}"
    if state is SubjectState.DROPPED or not ripe.meetings:
        return words
    return f"{words}, en attente depuis {plural(ripe.meetings, 'réunion', 'réunions')}"


def _raised(readings: Readings, subject: Subject) -> str:
    who = readings.names.get(subject.raised_by_id or "", "")
    day = f"le {date_long(subject.raised_on)}" if subject.raised_on else ""
    return " ".join(filter(None, ("Noté", day, f"par {who}" if who else ""))) if who or day else ""
