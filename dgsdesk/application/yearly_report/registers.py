"""The charts of registers: grey zones, subjects and themes, decisions and actions; all charts in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from dgsdesk.application.chart import Chart, ChartKind, ChartLine, Source, sentence_of
from dgsdesk.application.view import View
from dgsdesk.application.yearly_report.charts import (
    attendance_chart,
    delays_chart,
    hosting_chart,
    meetings_chart,
)
from dgsdesk.application.yearly_report.facts import Met, Promised, YearlyFacts
from dgsdesk.domain.action import OPEN_STATES, ActionState, is_overdue
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, SubjectState
from dgsdesk.domain.wording import join_and, number, plural

_ZONE_WORDS = {
    GreyZoneState.RAISED: "Soulevées",
    GreyZoneState.EXAMINED: "Examinées",
    GreyZoneState.SETTLED: "Réglées",
    GreyZoneState.CLOSED: "Closes",
    GreyZoneState.REOPENED: "Rouvertes",
}


def zones_chart(view: View, facts: YearlyFacts) -> Chart:
    """The register by state today, and how many of each were on an agenda in the period."""
    zones = _zones(view)
    seen = _examined(facts, {SourceKind.GREY_ZONE})
    lines = []
    for state, word in _ZONE_WORDS.items():
        here = [zone for zone in zones if zone.state is state]
        lately = sum(zone.id in seen for zone in here)
        sources = [_traced("grey_zones", zone, facts, seen) for zone in here]
        count = plural(len(here), "zone", "zones")
        cells = (str(len(here)), str(lately))
        lines.append(ChartLine(word, count, cells, (float(len(here)),), sources=tuple(sources)))
    settled = _settled(zones, facts)
    summary = f"{plural(len(settled), 'réglée', 'réglées')} sur la période, {len(zones)} au registre"
    said = [f"{line.label.lower()}, {line.words}" for line in lines]
    return Chart(
        id="grey_zones",
        title="Zones grises",
        summary=summary,
        sentence=sentence_of("État du registre aujourd’hui", said),
        kind=ChartKind.BARS,
        columns=("État", "Zones", "À un ordre du jour sur la période"),
        lines=tuple(lines) if zones else (),
        empty="Le registre des zones grises est vide.",
        series=("Zones grises",),
    )


class Zone(NamedTuple):
    """What the report reads of a grey zone."""

    id: str
    title: str
    state: GreyZoneState
    settled_on: date | None


class Subject(NamedTuple):
    """What the report reads of a shared subject or a raised theme."""

    id: str
    title: str
    state: SubjectState


def settled_zones(view: View, facts: YearlyFacts) -> list[Zone]:
    """Return the zones settled in the period, by date."""
    return _settled(_zones(view), facts)


def _zones(view: View) -> list[Zone]:
    return [Zone(*one) for one in view.store.values(GreyZone, Zone._fields)]


def _settled(zones: Sequence[Zone], facts: YearlyFacts) -> list[Zone]:
    found = [zone for zone in zones if zone.settled_on and facts.period.holds(zone.settled_on)]
    return sorted(found, key=lambda zone: (zone.settled_on or facts.today, zone.title, zone.id))


def themes_chart(view: View, facts: YearlyFacts) -> Chart:
    """Shared subjects and raised themes: treated in the period, on an agenda, waiting."""
    kinds = {SourceKind.SHARED_SUBJECT, SourceKind.RAISED_THEME}
    seen = _examined(facts, kinds)
    every = [
        Subject(*one)
        for kind in (SharedSubject, RaisedTheme)
        for one in view.store.values(kind, Subject._fields)
    ]
    left = [one for one in every if one.id not in seen]
    groups = (
        ("Traités sur la période", [one for one in every if one.id in seen]),
        ("À un prochain ordre du jour", [one for one in left if one.state is SubjectState.PLANNED]),
        ("En attente", [one for one in left if one.state is SubjectState.WAITING]),
    )
    lines = tuple(_themes_line(label, found, facts, seen) for label, found in groups)
    said = [f"{one.label.lower()}, {one.words}" for one in lines]
    summary = f"{plural(len(groups[0][1]), 'traité', 'traités')}, {len(groups[2][1])} en attente"
    return Chart(
        id="themes",
        title="Sujets et thèmes",
        summary=summary,
        sentence=sentence_of("Sujets communs et thèmes remontés", said),
        kind=ChartKind.BARS,
        columns=("Où ils en sont", "Nombre"),
        lines=lines if every else (),
        empty="Personne n’a encore proposé de sujet.",
        series=("Sujets et thèmes",),
    )


def actions_chart(facts: YearlyFacts) -> Chart:
    """Decisions taken in the meetings of the period, and what became of the actions."""
    actions = [(meeting, action) for meeting in facts.held for action in facts.actions[meeting.id]]
    groups: tuple[tuple[str, Callable[[Promised], bool]], ...] = (
        ("Actions faites", lambda one: one.state is ActionState.DONE),
        ("Actions ouvertes", lambda one: one.state in OPEN_STATES and not is_overdue(one, facts.today)),
        ("Actions en retard", lambda one: is_overdue(one, facts.today)),
        ("Actions abandonnées", lambda one: one.state is ActionState.DROPPED),
    )
    lines = [_counted(facts, "Décisions", Counter(facts.decisions), "décision", "décisions")]
    for label, belongs in groups:
        counts = Counter(meeting.id for meeting, action in actions if belongs(action))
        lines.append(_counted(facts, label, counts, "action", "actions"))
    total = sum(facts.decisions.values())
    said = [f"{one.label.lower()}, {one.words}" for one in lines]
    summary = f"{plural(total, 'décision', 'décisions')}, {plural(len(actions), 'action', 'actions')}"
    return Chart(
        id="actions",
        title="Décisions et actions",
        summary=summary,
        sentence=sentence_of("Décisions et actions des réunions", said),
        kind=ChartKind.BARS,
        columns=("Nature", "Nombre"),
        lines=tuple(lines) if total or actions else (),
        empty="Ni décision ni action n’a été notée pendant cette période.",
        series=("Nombre",),
    )


def _counted(facts: YearlyFacts, label: str, counts: Counter[str], one: str, several: str) -> ChartLine:
    """Return a line that adds up what each meeting brought."""
    total = counts.total()
    sources = [
        facts.source(meeting, plural(counts[meeting.id], one, several))
        for meeting in facts.held
        if counts[meeting.id]
    ]
    words = number(total)
    return ChartLine(label, words, (words,), (float(total),), sources=tuple(sources))


def _themes_line(
    label: str,
    found: Sequence[Subject],
    facts: YearlyFacts,
    seen: dict[str, list[Met]],
) -> ChartLine:
    sources = tuple(_traced("subjects", one, facts, seen) for one in found)
    words, count = plural(len(found), "sujet", "sujets"), len(found)
    return ChartLine(label, words, (str(count),), (float(count),), sources=sources)


def _traced(
    page: str,
    thing: Zone | Subject,
    facts: YearlyFacts,
    seen: dict[str, list[Met]],
) -> Source:
    """Return a thing of a register as what a figure comes from, with the last meetings that treated it."""
    words = join_and([facts.title(one) for one in seen.get(thing.id, [])[-2:]])
    return Source(page, thing.id, thing.title, words)


def _examined(facts: YearlyFacts, kinds: set[SourceKind]) -> dict[str, list[Met]]:
    """Return what meetings treated: the id of a thing of these kinds -> the meetings, oldest first."""
    found: dict[str, list[Met]] = {}
    for meeting in facts.held:
        for item in facts.items[meeting.id]:
            if item.source_kind in kinds and item.source_id and item.discussed is not False:
                found.setdefault(item.source_id, []).append(meeting)
    return found


# -- together ---------------------------------------------------------------------------------------------


def yearly_charts(view: View, facts: YearlyFacts) -> tuple[Chart, ...]:
    """Return every chart of the report, in its order."""
    return (
        meetings_chart(facts),
        attendance_chart(facts),
        hosting_chart(view, facts),
        delays_chart(facts),
        zones_chart(view, facts),
        themes_chart(view, facts),
        actions_chart(facts),
    )
