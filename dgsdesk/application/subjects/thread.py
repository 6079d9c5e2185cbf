"""The thread of a subject: what was said of it at each meeting, decided, and still has to be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.desk import View
from dgsdesk.application.ports.store import Store
from dgsdesk.application.registers import LIVE, met_at, names_of, quoted, sources_of
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import OPEN_STATES, Action, Decision
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.richtext import ListItem, RichText, block_text
from dgsdesk.domain.wording import NBSP, date_long

_LONGEST = 600
"""Characters of what was said that are shown of one meeting."""


@dataclass(frozen=True)
class ThreadAction:
    """What is still to be done, by whom and by when."""

    text: str
    owner: str
    due: date | None
    audience: Audience

    @property
    def words(self) -> str:
        """Write « Chiffrer le sel (DST de Gorges, avant le 15 mars 2027) »."""
        when = f"avant le {date_long(self.due)}" if self.due else ""
        who = ", ".join(filter(None, (self.owner, when)))
        return f"{self.text} ({who})" if who else self.text


@dataclass(frozen=True)
class ThreadDecision:
    text: str
    audience: Audience


@dataclass(frozen=True)
class ThreadStep:
    """One meeting that had the subject: what was said (cut), decided, and what is still open."""

    item_id: str
    meeting_id: str
    day: date
    where: str
    number: str
    audience: Audience
    discussed: bool | None
    said: str
    decisions: tuple[ThreadDecision, ...]
    actions: tuple[ThreadAction, ...]


@dataclass(frozen=True)
class SubjectThread:
    """What earlier meetings made of a subject, the newest first."""

    title: str
    audience: Audience
    steps: tuple[ThreadStep, ...]

    @property
    def recall(self) -> str:
        """The reminder to print under the item: only what all its readers may read, empty when nothing."""
        lines = [words for step in self.steps[:1] for words in _recalled(step, self.audience)]
        readable = [step for step in self.steps if may_read(step.audience, self.audience)]
        open_ones = [one for step in readable for one in step.actions]
        owed = [one.words for one in open_ones if may_read(one.audience, self.audience)]
        if owed:
            lines.append(f"Encore à faire{NBSP}: {' ; '.join(owed)}.")
        return "\n".join(lines)


def _recalled(step: ThreadStep, audience: Audience) -> Iterable[str]:
    if not may_read(step.audience, audience):
        return
    decided = [one.text for one in step.decisions if may_read(one.audience, audience)]
    if decided:
        yield f"Le {date_long(step.day)}, nous avions décidé{NBSP}: {' '.join(decided)}"
    elif step.discussed is not True:
        yield f"Le {date_long(step.day)}, le point n’avait pas été abordé."


def item_thread(view: View, item_id: str) -> SubjectThread:
    """Return the thread of an agenda item; raises NotFound."""
    item = view.store.get(AgendaItem, item_id)
    before = view.store.get(Meeting, item.meeting_id).day
    roots = {item.source_id} if item.source_id else set()
    steps = thread_steps(view, [one for one in _kin(view.store, item, roots) if one.id != item.id])
    earlier = tuple(step for step in steps if step.day < before)
    return SubjectThread(item.title, item.audience, earlier)


def source_thread(view: View, kind: SourceKind, source_id: str) -> SubjectThread:
    """Return the thread of something that waits in a pool, or of a subject; raises NotFound."""
    item = view.store.get(AgendaItem, source_id) if kind is SourceKind.CARRIED_OVER else None
    steps = thread_steps(view, _kin(view.store, item, {source_id}))
    return SubjectThread(item.title if item else "", item.audience if item else Audience.ALL, steps)


def _kin(store: Store, item: AgendaItem | None, roots: set[str]) -> list[AgendaItem]:
    """Return every item about the same thing: back to its source, then all that took it up."""
    found: dict[str, AgendaItem] = {}
    if item is not None:
        found[item.id] = item
        source_id = sources_of(store, [item])[item.id][1]
        roots = roots | {item.id, *([source_id] if source_id else [])}
    known: set[str] = set()
    while fresh := roots - known:
        known |= fresh
        around = [*store.find(AgendaItem, source_id=fresh), *store.find(AgendaItem, id=fresh)]
        found |= {one.id: one for one in around}
        carried = {one.source_id for one in around if one.source_kind is SourceKind.CARRIED_OVER}
        roots = known | {one.id for one in around} | carried
    return list(found.values())


def thread_steps(view: View, items: Iterable[AgendaItem]) -> tuple[ThreadStep, ...]:
    """Read the meetings that were held, the newest first, in a fixed number of statements."""
    items = list(items)
    ids = {item.id for item in items}
    meetings = {one.id: one for one in view.store.find(Meeting, id={item.meeting_id for item in items})}
    texts = {one.item_id: _lines_said(one.text) for one in view.store.find(MinutesEntry, item_id=ids)}
    decisions: dict[str | None, list[Decision]] = defaultdict(list)
    for decision in view.store.find(Decision, item_id=ids):
        decisions[decision.item_id].append(decision)
    actions: dict[str | None, list[Action]] = defaultdict(list)
    for action in view.store.find(Action, item_id=ids, state=OPEN_STATES):
        actions[action.item_id].append(action)
    names = names_of(view.store)
    held = [item for item in items if _was_held(meetings[item.meeting_id])]
    held.sort(key=lambda item: (meetings[item.meeting_id].day, item.id), reverse=True)
    return tuple(
        ThreadStep(
            item_id=item.id,
            meeting_id=item.meeting_id,
            day=meetings[item.meeting_id].day,
            where=met_at(meetings[item.meeting_id], names),
            number=item.number,
            audience=Audience(item.audience),
            discussed=item.discussed,
            said=shortened(texts.get(item.id, ""), _LONGEST),
            decisions=tuple(ThreadDecision(d.text, Audience(d.audience)) for d in decisions[item.id]),
            actions=tuple(
                ThreadAction(a.text, a.owner, a.due, Audience(a.audience)) for a in actions[item.id]
            ),
        )
        for item in held
    )


def _was_held(meeting: Meeting) -> bool:
    over = meeting.state not in LIVE and meeting.state is not MeetingState.CANCELLED
    return over or meeting.state is MeetingState.HELD


def thread_words(step: ThreadStep) -> str:
    """Say in a line what a meeting made of it: its decision, else that it was spoken of or not reached."""
    if step.decisions:
        return f"Décidé{NBSP}: {quoted(step.decisions[0].text)}"
    return "sans décision" if step.discussed else ""


def _lines_said(text: RichText) -> str:
    """Write one line a block, the entries of lists with their bullets or numbers."""
    lines: list[str] = []
    counted: list[int] = []
    for block in text.blocks:
        words = block_text(block)
        if isinstance(block, ListItem):
            counted = (counted + [0] * (block.level + 1))[: block.level + 1]
            counted[-1] = counted[-1] + 1 if block.ordered else 0
            mark = f"{counted[-1]}." if block.ordered else "•"
            words = f"{NBSP * 4 * block.level}{mark} {words}"
        else:
            counted = []
        lines.append(words)
    return "\n".join(lines)
