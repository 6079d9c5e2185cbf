"""The charts of meetings: attendance, hosting, delays; each with its table and the meetings behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from dgsdesk.application.chart import NOT_EXPECTED, Chart, ChartKind, ChartLine, Source, sentence_of
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.holding import THERE
from dgsdesk.application.rota.problem import TurnsNow, rota_communes, rota_hosts, turns_now
from dgsdesk.application.view import View
from dgsdesk.application.yearly_report.facts import Met, YearlyFacts, column_title, mean
from dgsdesk.application.yearly_report.groups import (
    Groups,
    attendance_shares,
    delay_group_line,
    groups_of,
    meeting_group_line,
)
from dgsdesk.domain.circle import Circle, HostRule
from dgsdesk.domain.meeting import Presence
from dgsdesk.domain.rota.debt import owed
from dgsdesk.domain.wording import capitalised, date_long, number, plural, weekday_and_day

PRESENCE_WORDS = {
    Presence.PRESENT: "présente",
    Presence.REMOTE: "à distance",
    Presence.REPRESENTED: "représentée",
    Presence.EXCUSED: "excusée",
    Presence.ABSENT: "absente",
    Presence.UNKNOWN: "non pointée",
}
"""How a commune was there, in the order of the legend."""

_NO_MEETING = "Aucune réunion ne s’est tenue pendant cette période."


# -- meetings ----------------------------------------------------------------------------------------------


def meetings_chart(facts: YearlyFacts) -> Chart:
    """How many communes each meeting gathered, of those expected."""
    groups = groups_of(facts)
    lines = tuple(
        [_meeting_line(facts, meeting) for meeting in facts.held]
        if groups is None
        else [meeting_group_line(facts, *one) for one in groups.meetings]
    )
    held = plural(len(facts.held), "réunion tenue", "réunions tenues")
    rest = [
        plural(count, one, several)
        for count, one, several in (
            (facts.called_off, "annulée", "annulées"),
            (facts.still_to_come, "à venir", "à venir"),
        )
        if count
    ]
    said = [f"{line.label}\u00a0: {line.words}" for line in lines]
    return Chart(
        id="meetings",
        title="Réunions",
        summary=", ".join([held, *rest]),
        sentence=sentence_of(f"{held}. Collectivités présentes ou représentées", said),
        kind=ChartKind.BARS,
        columns=(
            *(("Réunion",) if groups is None else (groups.title, "Réunions")),
            *("Présentes", "Attendues", "Points traités", "Décisions", "Actions"),
        ),
        lines=lines,
        empty=_NO_MEETING,
        series=("Présentes ou représentées",),
        mark_words="Attendues",
    )


def _meeting_line(facts: YearlyFacts, meeting: Met) -> ChartLine:
    there, expected = facts.there(meeting)
    treated, decided = (one.get(meeting.id, 0) for one in (facts.treated, facts.decisions))
    counts = (there, expected, treated, decided, len(facts.actions[meeting.id]))
    return ChartLine(
        label=facts.title(meeting),
        words=f"{there} sur {expected}",
        cells=tuple(map(str, counts)),
        parts=(float(there),),
        mark=float(expected),
        sources=(facts.source(meeting, capitalised(weekday_and_day(meeting.day))),),
    )


# -- attendance --------------------------------------------------------------------------------------------


def attendance_chart(facts: YearlyFacts) -> Chart:
    """Who was there: communes by meetings."""
    rates = [there / total for there, total in map(facts.there, facts.held) if total]
    summary = f"{number(100 * mean(rates))}\u00a0% de présence en moyenne" if rates else "Rien à compter"
    if groups_of(facts) is not None:
        return attendance_shares(facts, summary, _NO_MEETING)
    columns = [facts.presences[meeting.id] for meeting in facts.held]
    expected = {org_id for found in columns for org_id in found}
    head = tuple(column_title(meeting) for meeting in facts.held)
    ordered = sorted(expected, key=lambda org_id: sort_key(facts.names.get(org_id, "")))
    lines = tuple(_attendance_line(facts, org_id, columns) for org_id in ordered)
    return Chart(
        id="attendance",
        title="Présences",
        summary=summary,
        sentence=sentence_of(f"{summary}. Réunions suivies", [f"{one.label}, {one.words}" for one in lines]),
        kind=ChartKind.GRID,
        columns=("Collectivité", *head, "Suivies"),
        lines=lines,
        empty=_NO_MEETING,
        head=head,
        head_sources=tuple(map(facts.source, facts.held)),
    )


def _attendance_line(facts: YearlyFacts, org_id: str, columns: Sequence[Mapping[str, Presence]]) -> ChartLine:
    every = [found.get(org_id) for found in columns]
    known = [presence for presence in every if presence is not None]
    words = f"{sum(presence in THERE for presence in known)} sur {len(known)}"
    return ChartLine(
        label=facts.names.get(org_id, "Collectivité retirée"),
        words=words,
        cells=(*(PRESENCE_WORDS[one] if one else NOT_EXPECTED for one in every), words),
        presences=tuple(one or Presence.UNKNOWN for one in every),
    )


# -- hosting -----------------------------------------------------------------------------------------------


def hosting_chart(view: View, facts: YearlyFacts) -> Chart:
    """Turns held in the period against the fair share of the same meetings."""
    shares, held = _hosting(view, facts)
    lines = [
        ChartLine(
            label=facts.names[org_id],
            words=f"{len(held.get(org_id, ()))} pour {number(float(share), 2)}",
            cells=(str(len(held.get(org_id, ()))), number(float(share), 2)),
            parts=(float(len(held.get(org_id, ()))),),
            mark=float(share),
            sources=tuple(held.get(org_id, ())),
        )
        for org_id, share in shares.items()
        if org_id in facts.names
    ]
    lines.sort(key=lambda line: (-line.parts[0], sort_key(line.label)))
    hosts = sum(line.parts[0] > 0 for line in lines)
    turns = round(sum(line.parts[0] for line in lines))
    summary = f"{plural(turns, 'accueil', 'accueils')} par {plural(hosts, 'commune', 'communes')}"
    hosted = [f"{line.label}, {line.words}" for line in lines if line.parts[0]]
    return Chart(
        id="hosting",
        title="Accueils",
        summary=summary,
        sentence=sentence_of(f"{summary} sur {len(lines)}. Accueils pour une part juste de", hosted),
        kind=ChartKind.BARS,
        columns=("Commune", "Accueils", "Part juste"),
        lines=tuple(lines),
        empty="Aucune commune n’a accueilli pendant cette période, ou le format n’a pas de tour d’accueil.",
        series=("Accueils tenus",),
        mark_words="Part juste sur la période",
    )


def _hosting(view: View, facts: YearlyFacts) -> tuple[dict[str, Fraction], dict[str, list[Source]]]:
    """Return each commune's share of what was hosted in the period, and what it hosted itself."""
    shares = dict[str, Fraction]()
    held: dict[str, list[tuple[date, Source]]] = {}
    communes = rota_communes(view.store)
    by_code = {code: org_id for org_id, code in communes.codes.items()}
    for circle in facts.circles:
        if circle.host_rule is not HostRule.ROTATION:
            continue
        now = turns_now(view.store, circle.id, facts.today)
        hosted = _hosted(facts, circle, now, communes.codes)
        hosts = rota_hosts(view.store, circle, communes, now, facts.today) if hosted else ()
        for host, share in zip(hosts, owed(hosts, sorted(hosted)), strict=True):
            org_id = by_code.get(host.id, "")
            shares[org_id] = shares.get(org_id, Fraction(0)) + share
        for day, (host_id, source) in hosted.items():
            held.setdefault(host_id, []).append((day, source))
            shares.setdefault(host_id, Fraction(0))
    by_day = {org_id: [source for _, source in sorted(found, key=_day_of)] for org_id, found in held.items()}
    return {org_id: share for org_id, share in shares.items() if share or org_id in held}, by_day


def _day_of(hosted: tuple[date, Source]) -> date:
    return hosted[0]


def _hosted(
    facts: YearlyFacts, circle: Circle, now: TurnsNow, codes: dict[str, str]
) -> dict[date, tuple[str, Source]]:
    """Return who hosted on which day: the turns that the rota knows, and the meetings that were held."""
    found = {
        turn.day: (turn.host_id, Source("rota", turn.host_id, date_long(turn.day), "noté dans le tour"))
        for turn in now.past
        if facts.period.holds(turn.day) and turn.host_id in codes
    }
    for meeting in facts.held:
        if meeting.circle_id == circle.id and meeting.host_id in codes:
            found[meeting.day] = (meeting.host_id, facts.source(meeting))
    return {day: (host_id, source) for day, (host_id, source) in found.items() if host_id}


# -- delays ------------------------------------------------------------------------------------------------


class _Days(NamedTuple):
    """Days from the meeting to the circulation, to the approval, to the dispatch; what waits still."""

    writing: int
    reading: int
    leaving: int
    waiting: int

    @property
    def total(self) -> int:
        return self.writing + self.reading + self.leaving


def delays_chart(facts: YearlyFacts) -> Chart:
    """Days from the meeting to the dispatch of its minutes, step by step."""
    found = [(meeting, _days(facts, meeting)) for meeting in facts.held]
    groups = groups_of(facts)
    lines = tuple(
        [_delay_line(facts, meeting, days) for meeting, days in found]
        if groups is None
        else _delay_groups(facts, groups, {meeting.id: days for meeting, days in found})
    )
    done = [days.total for _, days in found if not days.waiting and days.total]
    waiting = sum(days.waiting > 0 for _, days in found)
    half = plural(round(median(done)), "jour", "jours") if done else ""
    typical = f"{half}, valeur médiane" if half else "Aucun compte rendu diffusé"
    summary = f"{typical}, {number(waiting)} en cours" if waiting else typical
    return Chart(
        id="delays",
        title="Délais",
        summary=summary,
        sentence=sentence_of(
            "De la réunion à la diffusion du compte rendu", [f"{one.label}, {one.words}" for one in lines]
        ),
        kind=ChartKind.BARS,
        columns=(
            *(("Réunion",) if groups is None else (groups.title, "Réunions")),
            *("Rédaction", "Relecture", "Diffusion", "En tout"),
        ),
        lines=lines,
        empty=_NO_MEETING,
        series=("Rédaction", "Relecture", "Diffusion", *(("En attente",) if groups is None else ())),
    )


def _delay_groups(facts: YearlyFacts, groups: Groups, days: Mapping[str, _Days]) -> list[ChartLine]:
    lines: list[ChartLine] = []
    for label, meetings in groups.meetings:
        theirs = [days[meeting.id] for meeting in meetings]
        done = [(one.writing, one.reading, one.leaving) for one in theirs if not one.waiting and one.total]
        lines.append(delay_group_line(facts, label, meetings, done))
    return lines


def _days(facts: YearlyFacts, meeting: Met) -> _Days:
    sent, approved, left = (one.get(meeting.id) for one in (facts.sent, facts.approved, facts.left))
    known = meeting.day
    lengths: list[int] = []
    for stop in (sent, approved, left):
        lengths.append(max((stop - known).days, 0) if stop else 0)
        known = max(known, stop) if stop else known
    waiting = 0 if left else max((facts.today - known).days, 1)
    writing, reading, leaving = lengths
    return _Days(writing, reading, leaving, waiting)


def _delay_line(facts: YearlyFacts, meeting: Met, days: _Days) -> ChartLine:
    whole = plural(days.total + days.waiting, "jour", "jours")
    words = f"{whole}, en cours" if days.waiting else whole
    steps = [str(one) if one else NOT_EXPECTED for one in (days.writing, days.reading, days.leaving)]
    return ChartLine(
        label=facts.title(meeting),
        words=words,
        cells=(*steps, words),
        parts=tuple(map(float, (days.writing, days.reading, days.leaving, days.waiting))),
        sources=(facts.source(meeting, words),),
    )
