"""What the page of subjects shows: raised themes and shared subjects with their ripeness and supporters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dgsdesk.application.agenda.pools import Waits, carriers, subject_words, theme_ripeness, theme_words
from dgsdesk.application.desk import View
from dgsdesk.application.membership import current_organisations, organisations_on, sort_key
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import LIVE, OVER, Sourced, held_days, sources_of
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Organisation, OrganisationKind
from dgsdesk.domain.ripeness import ThemeRipeness, subject_squares
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, Sphere, SubjectState, Support
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


_DATED = {SubjectState.PLANNED: "à l’ordre du jour du", SubjectState.TREATED: "traité le"}

_OUTCOMES = {
    SubjectState.PLANNED: "à l’ordre du jour",
    SubjectState.TREATED: "traité",
    SubjectState.WAITING: "non abordé, faute de temps",
}


@dataclass(frozen=True)
class SubjectLine:
    """A theme or a shared subject, whole: the detail comes with its line, its words when they are read.

    ``squares`` and ``ripeness`` tell how ripe it is (nobody carries a shared subject: it concerns all);
    ``raised_by`` names the organisation; ``communes`` are those that may support it, ``supporters`` the ids
    that do.
    """

    id: str
    shared: bool
    title: str
    question: str
    state: SubjectState
    squares: int
    ripeness: ThemeRipeness
    raised_by_id: str | None
    raised_by: str
    raised_on: date | None
    before: date | None
    sphere: Sphere | None
    communes: tuple[OrganisationChoice, ...]
    supporters: frozenset[str]
    treatments: tuple[Treatment, ...]
    today: date

    @property
    def state_words(self) -> str:
        """Its state, in a word."""
        return STATE_WORDS[self.state]

    @property
    def words(self) -> str:
        """Where it stands: « porté par 4 communes sur 16, en attente depuis 3 réunions »."""
        if self.state in _DATED and self.treatments:
            return f"{_DATED[self.state]} {date_long(self.treatments[0].day)}"
        if self.shared:
            return f"concerne {self._waiting}"
        words = f"porté par {carriers(self.ripeness)}"
        if self.state is SubjectState.DROPPED or not self.ripeness.meetings:
            return words
        return f"{words}, en attente depuis {plural(self.ripeness.meetings, 'réunion', 'réunions')}"

    @property
    def short(self) -> str:
        """The same for a narrow list."""
        return self._waiting if self.state is SubjectState.WAITING else self.words

    @property
    def _waiting(self) -> str:
        ripe = self.ripeness
        if self.shared:
            return subject_words(ripe.communes, ripe.meetings, self.before, self.today)
        return theme_words(ripe)

    @property
    def raised(self) -> str:
        """Who noted it and when: « Noté le 8 décembre 2026 par Gorges »."""
        day = f"le {date_long(self.raised_on)}" if self.raised_on else ""
        who = f"par {self.raised_by}" if self.raised_by else ""
        return " ".join(("Noté", *filter(None, (day, who)))) if day or who else ""

    @property
    def search(self) -> str:
        """What a filter looks into."""
        return sort_key(f"{self.title} {self.question}")

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


class _Subject(NamedTuple):
    """What a line is made of; a theme has a sphere, a shared subject perhaps a day to be treated by."""

    id: str
    title: str
    question: str
    state: SubjectState
    raised_by_id: str | None
    raised_on: date | None
    sphere: Sphere | None
    before: date | None = None


_FIELDS = ("id", "title", "question", "state", "raised_by_id", "raised_on")


@dataclass(frozen=True)
class _Facts:
    """What is read once for all lines: theme id -> who carries it, subject id -> its treatments."""

    waits: Waits
    names: Mapping[str, str]
    communes: tuple[OrganisationChoice, ...]
    supporters: Mapping[str, set[str]]
    treatments: Mapping[str, list[Treatment]]


def subjects_page(view: View) -> SubjectsPage:
    """Return every theme and shared subject, in a fixed number of statements.

    Columns instead of entities: twenty years hold more than a thousand.
    """
    store, today = view.store, view.clock.today()
    shared = [
        _Subject._make((*one[:-1], None, one[-1]))
        for one in store.values(SharedSubject, (*_FIELDS, "before"))
    ]
    themes = [_Subject(*one) for one in store.values(RaisedTheme, (*_FIELDS, "sphere"))]
    organisations = store.find(Organisation)
    facts = _facts(view, organisations, {one.id for one in (*shared, *themes)})
    lines = [*(_shared_line(facts, one) for one in shared), *(_theme_line(facts, one) for one in themes)]
    following = _next_meeting(store, today)
    return SubjectsPage(
        lines=tuple(sorted(lines, key=_order)),
        raisers=_choices(current_organisations(organisations, today)),
        next_meeting_id=following.id if following else None,
        next_meeting=day_and_month(following.day) if following else "",
        today=today,
    )


def _next_meeting(store: Store, today: date) -> Meeting | None:
    planned = store.find(Meeting, state={MeetingState.PLANNED, MeetingState.INVITED})
    return next((meeting for meeting in planned if meeting.day >= today), None)


def raisers(view: View) -> tuple[OrganisationChoice, ...]:
    """Return who may raise a subject: the EPCI, then the communes by name."""
    return _choices(organisations_on(view.store, view.clock.today()))


def _choices(organisations: Iterable[Organisation]) -> tuple[OrganisationChoice, ...]:
    return tuple(OrganisationChoice(org.id, org.name) for org in organisations)


_RANKS = {state: rank for rank, state in enumerate(SubjectState)}


def _order(line: SubjectLine) -> tuple[int, int, bool, int, str, str]:
    """What waits by how ripe it is, what was treated with the newest first."""
    treated = line.state is SubjectState.TREATED and line.treatments
    newest = -line.treatments[0].day.toordinal() if treated else 0
    return _RANKS[line.state], newest, line.shared, -line.squares, sort_key(line.title), line.id


def _facts(view: View, organisations: Sequence[Organisation], ids: set[str]) -> _Facts:
    store, today = view.store, view.clock.today()
    here = current_organisations(organisations, today)
    communes = [one for one in here if one.kind is OrganisationKind.COMMUNE]
    supporters: dict[str, set[str]] = defaultdict(set)
    for theme_id, organisation_id in store.values(Support, ("theme_id", "organisation_id")):
        supporters[theme_id].add(organisation_id)
    voices = Counter({theme_id: len(those) for theme_id, those in supporters.items()})
    names = {one.id: one.name for one in organisations}
    return _Facts(
        waits=Waits(today=today, communes=len(communes), voices=voices, held=held_days(store)),
        names=names,
        communes=_choices(communes),
        supporters=supporters,
        treatments=_treatments(store, ids, names),
    )


class _Item(NamedTuple):
    """What a treatment is made of, of an item."""

    id: str
    meeting_id: str
    source_kind: SourceKind
    source_id: str
    discussed: bool | None


class _Met(NamedTuple):
    """What a treatment is made of, of its meeting."""

    id: str
    day: date
    host_id: str | None
    state: MeetingState


def _treatments(store: Store, ids: set[str], names: Mapping[str, str]) -> dict[str, list[Treatment]]:
    """Subject id -> the meetings that have it on their agenda, newest first."""
    direct = store.values(AgendaItem, _Item._fields, source_id=ids)
    again = store.values(AgendaItem, _Item._fields, source_kind=SourceKind.CARRIED_OVER)
    items = [_Item(*one) for one in (*direct, *again)]
    sources = sources_of(store, [Sourced(one.id, one.source_kind, one.source_id) for one in items])
    met = store.values(Meeting, _Met._fields, id={item.meeting_id for item in items})
    meetings = {one[0]: _Met(*one) for one in met}
    found: dict[str, list[Treatment]] = defaultdict(list)
    items.sort(key=lambda item: meetings[item.meeting_id].day, reverse=True)
    for item in items:
        subject_id = sources[item.id][1]
        treatment = _treatment(item, meetings[item.meeting_id], names) if subject_id in ids else None
        if treatment is not None:
            found[subject_id].append(treatment)
    return found


def _treatment(item: _Item, meeting: _Met, names: Mapping[str, str]) -> Treatment | None:
    if meeting.state in LIVE:
        state = SubjectState.PLANNED
    elif meeting.state in OVER:
        state = SubjectState.TREATED if item.discussed else SubjectState.WAITING
    else:
        return None
    return Treatment(meeting.id, item.id, meeting.day, names.get(meeting.host_id or "", ""), state)


def _theme_line(facts: _Facts, theme: _Subject) -> SubjectLine:
    ripe = theme_ripeness(facts.waits, theme.id, theme.raised_on)
    return _line(facts, theme, ripe, ripe.squares)


def _shared_line(facts: _Facts, subject: _Subject) -> SubjectLine:
    waits = facts.waits
    ripe = ThemeRipeness(0, waits.communes, waits.since(subject.raised_on))
    squares = subject_squares(subject.before, ripe.meetings, waits.today)
    return _line(facts, subject, ripe, squares)


def _line(facts: _Facts, subject: _Subject, ripe: ThemeRipeness, squares: int) -> SubjectLine:
    shared = subject.sphere is None
    treatments = tuple(facts.treatments.get(subject.id, ()))
    return SubjectLine(
        id=subject.id,
        shared=shared,
        title=subject.title,
        question=subject.question,
        state=_state(subject.state, treatments),
        squares=squares,
        ripeness=ripe,
        raised_by_id=subject.raised_by_id,
        raised_by=facts.names.get(subject.raised_by_id or "", ""),
        raised_on=subject.raised_on,
        before=subject.before,
        sphere=subject.sphere,
        communes=() if shared else facts.communes,
        supporters=frozenset(facts.supporters.get(subject.id, ())),
        treatments=treatments,
        today=facts.waits.today,
    )


def _state(own: SubjectState, treatments: Sequence[Treatment]) -> SubjectState:
    """Its own state, but for an agenda that was called off, or passed without treating it."""
    if own is SubjectState.PLANNED and all(one.state is not SubjectState.PLANNED for one in treatments):
        return treatments[0].state if treatments else SubjectState.WAITING
    return own
