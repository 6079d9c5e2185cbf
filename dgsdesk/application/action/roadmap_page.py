"""The roadmap (feuille de route): the ranked requests, and what the meetings did about each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.action.roadmap import STATE_WORDS, WORKS, ranked
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.roadmap import RoadmapEntry, roadmap_document
from dgsdesk.application.membership import sort_key
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.subjects.thread import ThreadStep, thread_steps
from dgsdesk.application.view import View
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.roadmap import OWED, PoliticalRequest, RequestState, RequestWork
from dgsdesk.domain.wording import capitalised, date_long, days_away, plural

KIND_WORDS = {
    SourceKind.GREY_ZONE: "Zone grise",
    SourceKind.SHARED_SUBJECT: "Sujet commun",
    SourceKind.RAISED_THEME: "Thème",
}
"""What each kind of work is called."""

_READER = Audience.ELECTED

add_sentences(
    {
        "roadmap_empty": (
            "La feuille de route est vide.",
            "Notez d’abord une commande du politique. Rien n’a été écrit.",
        ),
    }
)


@dataclass(frozen=True)
class WorkRow:
    """Something that answers a request: its link, what it is, its title."""

    id: str
    kind: SourceKind
    source_id: str
    title: str

    @property
    def words(self) -> str:
        """Write « Zone grise : Curage des fossés »."""
        return f"{KIND_WORDS[self.kind]} : {self.title}"


@dataclass(frozen=True)
class RequestRow:
    """A request with its rank (0 when it is settled) and the meetings that saw it, the newest first."""

    id: str
    rank: int
    title: str
    asked_by: str
    asked_on: date | None
    expected: str
    lead: str
    due: date | None
    late: bool
    state: RequestState
    works: tuple[WorkRow, ...]
    steps: tuple[ThreadStep, ...]
    search: str

    @property
    def state_words(self) -> str:
        """Write « En cours »."""
        return STATE_WORDS[self.state]

    @property
    def origin(self) -> str:
        """Write « Bureau communautaire, 12 novembre 2026 »."""
        return ", ".join(filter(None, (self.asked_by, date_long(self.asked_on) if self.asked_on else "")))

    @property
    def progress(self) -> str:
        """Write « vue à 2 réunions, 1 décision, 1 action ouverte »; empty before the first meeting."""
        return progress_of(self.steps)


@dataclass(frozen=True)
class WorkChoice:
    """Something that may be linked to a request."""

    kind: SourceKind
    source_id: str
    words: str


@dataclass(frozen=True)
class RoadmapPage:
    """Every request in its order, and what may be linked to one."""

    rows: tuple[RequestRow, ...]
    choices: tuple[WorkChoice, ...]

    @property
    def facts(self) -> str:
        """Write « 3 à mener, dont 1 en retard »."""
        owed = [row for row in self.rows if row.state in OWED]
        words = f"{len(owed)} à mener"
        late = sum(row.late for row in owed)
        return f"{words}, dont {late} en retard" if late else words


def progress_of(steps: Iterable[ThreadStep]) -> str:
    """Count the meetings, decisions and open actions of some steps."""
    steps = tuple(steps)
    if not steps:
        return ""
    meetings = len({step.meeting_id for step in steps})
    decisions = sum(len(step.decisions) for step in steps)
    actions = sum(len(step.actions) for step in steps)
    parts = [f"vue à {plural(meetings, 'réunion', 'réunions')}"]
    if decisions:
        parts.append(plural(decisions, "décision", "décisions"))
    if actions:
        parts.append(plural(actions, "action ouverte", "actions ouvertes"))
    return ", ".join(parts)


def roadmap_page(view: View) -> RoadmapPage:
    """Return the roadmap as of today, in a few statements, one more for each carry-over."""
    store, today = view.store, view.clock.today()
    titles = {kind: {one.id: one.title for one in store.find(made)} for kind, made in WORKS.items()}
    works: dict[str, list[WorkRow]] = defaultdict(list)
    for link in store.find(RequestWork):
        kind = SourceKind(link.kind)
        if title := titles[kind].get(link.source_id, ""):
            works[link.request_id].append(WorkRow(link.id, kind, link.source_id, title))
    treated = _treated(view, {one.source_id for found in works.values() for one in found})
    rows, rank = [], 0
    for request in ranked(store):
        owed = request.state in OWED
        rank += owed
        mine = sorted(works[request.id], key=lambda one: sort_key(one.words))
        rows.append(_row(request, rank if owed else 0, mine, treated, today))
    return RoadmapPage(tuple(rows), _choices(titles))


def _row(
    request: PoliticalRequest,
    rank: int,
    works: list[WorkRow],
    treated: dict[str, list[ThreadStep]],
    today: date,
) -> RequestRow:
    steps = {step.item_id: step for work in works for step in treated.get(work.source_id, [])}
    newest = sorted(steps.values(), key=lambda step: (step.day, step.item_id), reverse=True)
    said = " ".join((request.title, request.asked_by, request.lead, *(work.title for work in works)))
    return RequestRow(
        id=request.id,
        rank=rank,
        title=request.title,
        asked_by=request.asked_by,
        asked_on=request.asked_on,
        expected=request.expected,
        lead=request.lead,
        due=request.due,
        late=rank > 0 and request.due is not None and request.due < today,
        state=request.state,
        works=tuple(works),
        steps=tuple(newest),
        search=sort_key(said),
    )


def _choices(titles: dict[SourceKind, dict[str, str]]) -> tuple[WorkChoice, ...]:
    found = [
        WorkChoice(kind, source_id, f"{KIND_WORDS[kind]} : {title}")
        for kind, by_id in titles.items()
        for source_id, title in by_id.items()
    ]
    return tuple(sorted(found, key=lambda one: sort_key(one.words)))


def _treated(view: View, sources: set[str]) -> dict[str, list[ThreadStep]]:
    """Return source id -> the meetings that had it, through all carry-overs."""
    roots = _items_of(view.store, sources)
    found: dict[str, list[ThreadStep]] = defaultdict(list)
    items = {item.id: item for item, _ in roots.values()}
    for step in thread_steps(view, items.values()) if items else ():
        found[roots[step.item_id][1]].append(step)
    return found


def _items_of(store: Store, sources: set[str]) -> dict[str, tuple[AgendaItem, str]]:
    """Return item id -> the item and its source, through all carry-overs."""
    found: dict[str, tuple[AgendaItem, str]] = {}
    root_of = {source: source for source in sources}
    wanted = set(sources)
    while wanted:
        items = [item for item in store.find(AgendaItem, source_id=wanted) if item.id not in found]
        for item in items:
            root_of[item.id] = root_of[item.source_id]
            found[item.id] = (item, root_of[item.id])
        wanted = {item.id for item in items}
    return found


@dataclass(frozen=True)
class PrintRoadmap(Command[str]):
    """Write the roadmap for elected members, as .docx and PDF; returns the first's path.

    What was reserved to directors is not in it. Raises RuleBroken("roadmap_empty").
    """


@handles(PrintRoadmap, "Feuille de route écrite")
def print_roadmap(act: Act, command: PrintRoadmap) -> str:
    del command
    page = roadmap_page(act.view)
    if not page.rows:
        raise RuleBroken("roadmap_empty")
    entries = [_entry(row, act.today) for row in page.rows]
    document = roadmap_document(stationery(act), entries, page.facts)
    stem = file_stem(act.today, "feuille-de-route")
    return lay_word_and_pdf(act, "Bilans", stem, document)[0]


def _entry(row: RequestRow, today: date) -> RoadmapEntry:
    steps = [_readable(step) for step in row.steps if may_read(step.audience, _READER)]
    return RoadmapEntry(
        rank=row.rank,
        title=row.title,
        origin=row.origin,
        expected=row.expected,
        lead=row.lead,
        due=_due(row, today),
        state=f"{row.state_words}, en retard" if row.late else row.state_words,
        progress=capitalised(progress_of(steps) or _among_directors(row.steps)),
        steps=tuple((step.where, _done(step)) for step in steps),
    )


def _due(row: RequestRow, today: date) -> str:
    """Say the day, and how far it is as long as something is to be done."""
    if row.due is None:
        return ""
    return f"{date_long(row.due)} ({days_away(row.due, today)})" if row.rank else date_long(row.due)


def _among_directors(steps: tuple[ThreadStep, ...]) -> str:
    """Say that meetings saw it where nothing of them may be read: it is counted, never named."""
    seen = len({step.meeting_id for step in steps})
    return f"vue à {plural(seen, 'réunion', 'réunions')}, entre DGS" if seen else ""


def _readable(step: ThreadStep) -> ThreadStep:
    return replace(
        step,
        decisions=tuple(one for one in step.decisions if may_read(one.audience, _READER)),
        actions=tuple(one for one in step.actions if may_read(one.audience, _READER)),
    )


def _done(step: ThreadStep) -> str:
    """Say what a meeting made of it: its decisions and what is still to be done."""
    decided = " ".join(one.text for one in step.decisions)
    owed = " ; ".join(one.words for one in step.actions)
    told = filter(None, (decided, f"Encore à faire : {owed}." if owed else ""))
    return " ".join(told) or ("Échangé, sans décision." if step.discussed else "À l’ordre du jour.")
