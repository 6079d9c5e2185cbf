"""« Bilan »: what the page shows, and the yearly report for elected members as documents (product § 3.15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.chart import Chart
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.yearly_report import (
    NamedThing,
    NamedThings,
    ReportChart,
    yearly_report_document,
)
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.yearly_report.facts import (
    EVERY_CIRCLE,
    Period,
    YearlyFacts,
    meeting_days,
    periods,
    yearly_facts,
)
from dgsdesk.application.yearly_report.registers import settled_zones, yearly_charts
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.wording import date_long

add_sentences(
    {
        "period_backwards": (
            "La période du bilan finit avant de commencer.",
            "Choisissez une autre période. Rien n’a été changé.",
        ),
    }
)

FOLDER = "Bilans"
"""The folder of reports, and of charts as pictures."""

_NAMED = frozenset({SourceKind.SHARED_SUBJECT, SourceKind.RAISED_THEME})


@dataclass(frozen=True)
class ReportPage:
    """The charts of a period, and what else may be chosen: periods, circles (id, name)."""

    period: Period
    circle_id: str
    facts: str
    charts: tuple[Chart, ...]
    periods: tuple[Period, ...]
    circles: tuple[tuple[str, str], ...]


def report_page(view: View, period: str = "", circle_id: str = EVERY_CIRCLE) -> ReportPage:
    """Return the page of a period by its key (empty: the newest year with a meeting) and a circle."""
    circles = view.store.find(Circle)
    if circle_id not in {circle.id for circle in circles}:
        circle_id = EVERY_CIRCLE
    days = meeting_days(view.store)
    offered = periods(days, view.clock.today())
    chosen = next((one for one in offered if one.key == period), _usual(view, offered))
    facts = yearly_facts(view, chosen, days, circle_id)
    return ReportPage(
        period=chosen,
        circle_id=circle_id,
        facts=_facts_words(facts),
        charts=yearly_charts(view, facts),
        periods=offered,
        circles=tuple((circle.id, circle.name) for circle in circles),
    )


def _usual(view: View, offered: Sequence[Period]) -> Period:
    """In January the year that has just ended says more than the one that begins."""
    today = view.clock.today()
    return offered[1] if today.month == 1 and len(offered) > 1 and offered[1].key.isdigit() else offered[0]


def _facts_words(facts: YearlyFacts) -> str:
    last = min(facts.period.last, facts.today)
    return f"Du {date_long(facts.period.first)} au {date_long(last)}"


@dataclass(frozen=True)
class ChartPicture:
    """A chart, or a part of one, as the window painted it for paper: PNG bytes."""

    chart_id: str
    content: bytes


@dataclass(frozen=True)
class PrintYearlyReport(Command[str]):
    """Write the report for Word and as PDF, with the pictures of its charts; returns the first's path.

    Raises BadInput("period_backwards").
    """

    first: date
    last: date
    circle_id: str = EVERY_CIRCLE
    pictures: tuple[ChartPicture, ...] = ()


@handles(PrintYearlyReport, "Bilan {words} écrit")
def print_yearly_report(act: Act, command: PrintYearlyReport) -> str:
    if command.last < command.first:
        raise BadInput("period_backwards")
    period = _period(command.first, command.last)
    act.tell(words=period.words)
    view = act.view
    facts = yearly_facts(view, period, meeting_days(act.store), command.circle_id)
    pictures: dict[str, list[bytes]] = {}
    for one in command.pictures:
        pictures.setdefault(one.chart_id, []).append(one.content)
    head = stationery(act)
    document = yearly_report_document(
        head,
        title=f"Bilan {period.words}",
        circle=" – ".join([head.letterhead.name, *_circle_name(act.store, command.circle_id)]),
        period=_facts_words(facts),
        charts=[
            ReportChart(chart, tuple(pictures.get(chart.id, ()))) for chart in yearly_charts(view, facts)
        ],
        settled=_settled(view, facts),
        treated=_treated(facts),
    )
    stem = file_stem(act.today, "bilan", period.key)
    return lay_word_and_pdf(act, FOLDER, stem, document)[0]


def _period(first: date, last: date) -> Period:
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    if whole_year:
        return Period(str(first.year), str(first.year), first, last)
    words = f"du {date_long(first)} au {date_long(last)}"
    return Period(f"{first.isoformat()}-{last.isoformat()}", words, first, last)


def _circle_name(store: Store, circle_id: str) -> list[str]:
    return [] if circle_id == EVERY_CIRCLE else [store.get(Circle, circle_id).name]


def _settled(view: View, facts: YearlyFacts) -> NamedThings:
    """Return the zones settled in the period; one reserved to directors is only counted."""
    reserved = _reserved(facts, {SourceKind.GREY_ZONE})
    every = settled_zones(view, facts)
    named = [
        NamedThing(zone.title, date_long(zone.settled_on) if zone.settled_on else "")
        for zone in every
        if zone.id not in reserved
    ]
    return NamedThings(tuple(named), len(every) - len(named))


def _treated(facts: YearlyFacts) -> NamedThings:
    """Return the subjects and themes treated in the period; what is reserved is only counted."""
    reserved = _reserved(facts, _NAMED)
    found: dict[str, NamedThing] = {}
    for meeting in facts.held:
        for item in facts.items[meeting.id]:
            if item.source_kind in _NAMED and item.discussed is not False:
                found[item.source_id or item.id] = NamedThing(item.title, facts.title(meeting))
    named = tuple(thing for source, thing in found.items() if source not in reserved)
    return NamedThings(named, len(found) - len(named))


def _reserved(facts: YearlyFacts, kinds: set[SourceKind] | frozenset[SourceKind]) -> set[str]:
    """Return what stood on an agenda as an item that elected members may not read."""
    every = [item for items in facts.items.values() for item in items]
    return {
        item.source_id
        for item in every
        if item.source_kind in kinds and not may_read(item.audience, Audience.ELECTED)
    }


@dataclass(frozen=True)
class KeepChartPicture(Command[str]):
    """Lay the picture of a chart that the window painted (PNG); returns its full path."""

    title: str
    picture: bytes


@handles(KeepChartPicture, "Graphique « {title} » enregistré")
def keep_chart_picture(act: Act, command: KeepChartPicture) -> str:
    act.tell(title=command.title)
    name = f"{file_stem(act.today, 'graphique', command.title)}.png"
    return act.lay(FOLDER, [OutFile(name, command.picture)])[0]
