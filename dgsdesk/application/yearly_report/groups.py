"""Many meetings told by group: by year, circle or month, where one line each would be read by nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from dgsdesk.application.chart import NOT_EXPECTED, Chart, ChartKind, ChartLine, sentence_of
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.holding import THERE
from dgsdesk.application.yearly_report.facts import Met, YearlyFacts
from dgsdesk.domain.wording import capitalised, month_year, number, plural

MOST_MEETINGS = 36
"""Meetings that are told one by one: three years of a month's rhythm."""

_YEARS = 3
"""Years from which each of them is a group."""


@dataclass(frozen=True)
class Groups:
    """The meetings of a period by group: what groups are called, and each with its meetings."""

    title: str
    meetings: tuple[tuple[str, tuple[Met, ...]], ...]


def groups_of(facts: YearlyFacts) -> Groups | None:
    """Return the groups of a period; None where its meetings are told one by one."""
    if len(facts.held) <= MOST_MEETINGS:
        return None
    if facts.period.last.year - facts.period.first.year >= _YEARS:
        return _grouped(facts, "Année", lambda meeting: str(meeting.day.year))
    if len(facts.circles) > 1:
        names = {circle.id: circle.name for circle in facts.circles}
        by_name = _grouped(facts, "Format de rencontre", lambda meeting: names[meeting.circle_id])
        return Groups(by_name.title, tuple(sorted(by_name.meetings, key=lambda one: sort_key(one[0]))))
    return _grouped(facts, "Mois", lambda meeting: capitalised(month_year(meeting.day)))


def _grouped(facts: YearlyFacts, title: str, label: Callable[[Met], str]) -> Groups:
    found: dict[str, list[Met]] = {}
    for meeting in facts.held:
        found.setdefault(label(meeting), []).append(meeting)
    return Groups(title, tuple((said, tuple(theirs)) for said, theirs in found.items()))


def meeting_group_line(facts: YearlyFacts, label: str, meetings: tuple[Met, ...]) -> ChartLine:
    """Add up who was there, what was treated, decided and promised in a group."""
    pairs = [facts.there(meeting) for meeting in meetings]
    there, expected = sum(one for one, _ in pairs), sum(every for _, every in pairs)
    treated, decided = (
        sum(counted.get(meeting.id, 0) for meeting in meetings)
        for counted in (facts.treated, facts.decisions)
    )
    acts = sum(len(facts.actions[meeting.id]) for meeting in meetings)
    counts = (len(meetings), there, expected, treated, decided, acts)
    return ChartLine(
        label=label,
        words=f"{number(there)} sur {number(expected)}",
        cells=tuple(number(count) for count in counts),
        parts=(float(there),),
        mark=float(expected),
        sources=tuple(map(facts.source, meetings)),
    )


def delay_group_line(
    facts: YearlyFacts, label: str, meetings: tuple[Met, ...], done: list[tuple[int, int, int]]
) -> ChartLine:
    """Say the median days of each step in a group, over the minutes that were dispatched (``done``)."""
    steps = [round(median(days)) for days in zip(*done, strict=True)] if done else [0, 0, 0]
    waiting = len(meetings) - len(done)
    whole = plural(round(median(map(sum, done))), "jour", "jours") if done else ""
    words = ", ".join(filter(None, (whole, f"{number(waiting)} en cours" if waiting else ""))) or NOT_EXPECTED
    cells = [str(one) if one else NOT_EXPECTED for one in steps]
    return ChartLine(
        label=label,
        words=words,
        cells=(number(len(meetings)), *cells, words),
        parts=tuple(map(float, steps)),
        sources=tuple(map(facts.source, meetings)),
    )


def attendance_shares(facts: YearlyFacts, summary: str, empty: str) -> Chart:
    """How many of the meetings where it was expected each organisation followed."""
    followed: dict[str, list[int]] = {}
    expected: dict[str, int] = {}
    for place, meeting in enumerate(facts.held):
        for org_id, presence in facts.presences[meeting.id].items():
            expected[org_id] = expected.get(org_id, 0) + 1
            counted = followed.setdefault(org_id, [])
            if presence in THERE:
                counted.append(place)
    ordered = sorted(expected, key=lambda org_id: sort_key(facts.names.get(org_id, "")))
    lines = tuple(_share_line(facts, one, followed[one], expected[one]) for one in ordered)
    return Chart(
        id="attendance",
        title="Présences",
        summary=summary,
        sentence=sentence_of(f"{summary}. Réunions suivies", [f"{one.label}, {one.words}" for one in lines]),
        kind=ChartKind.BARS,
        columns=("Collectivité", "Suivies", "Attendue à", "Part"),
        lines=lines,
        empty=empty,
        series=("Réunions suivies",),
        mark_words="Réunions où elle était attendue",
        head_sources=tuple(map(facts.source, facts.held)),
    )


def _share_line(facts: YearlyFacts, org_id: str, followed: list[int], expected: int) -> ChartLine:
    count = len(followed)
    return ChartLine(
        label=facts.names.get(org_id, "Collectivité retirée"),
        words=f"{number(count)} sur {number(expected)}",
        cells=(number(count), number(expected), f"{number(100 * count / expected)}\u00a0%"),
        parts=(float(count),),
        mark=float(expected),
        counted=tuple(followed),
    )
