"""The register of decisions: all of them, what they ask for, what replaced them (product § 3.12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import Document, file_stem
from dgsdesk.application.documents.decisions import STATE_WORDS, RegisterLine, register_document
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.membership import sort_key
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.application.search.acts import ids_found
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.reserved_text import mark_of
from dgsdesk.domain.wording import NBSP, date_long, date_short, join_and, plural

MEETINGS_AT_ONCE = 40
"""The decisions of as many meetings are read at once, and again each time that one scrolls to their end."""

add_sentences(
    {
        "replaces_itself": (
            "Une décision ne peut pas être remplacée par elle-même, ni par une décision qu’elle remplace.",
            "Choisissez une autre décision. Rien n’a été changé.",
        ),
        "replaced_by_older": (
            "Une décision est remplacée par une décision plus récente, ou de la même réunion.",
            "Choisissez une autre décision. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ReplaceDecision(Command[None]):
    """Say which decision replaced one, or that none did.

    Raises RuleBroken("replaces_itself"), RuleBroken("replaced_by_older").
    """

    decision_id: str
    by_id: str | None


class Standing(StrEnum):
    """Which decisions of the register are wanted."""

    ALL = "all"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


@dataclass(frozen=True)
class PrintDecisions(Command[str]):
    """Write the register, these decisions or those that stand so, as .docx and PDF; returns the first."""

    ids: tuple[str, ...] = ()
    standing: Standing = Standing.ALL


@dataclass(frozen=True)
class DecisionLine:
    """One decision of the register; ``follow_up`` are its actions, each in a line of words."""

    id: str
    number: str
    text: str
    meeting_id: str
    meeting_day: date
    origin: str
    follow_up: tuple[str, ...]
    replaced_by_id: str | None
    replaced_by: str
    replaced_by_text: str
    replaces: str
    search: str

    @property
    def title(self) -> str:
        """Write « 2026-11/03 – L’Agglo enlève… »; a draft's decisions have no number yet."""
        return f"{self.number or 'Sans numéro'} – {self.text}"

    @property
    def met(self) -> str:
        """Write « réunion du 13 oct. »."""
        return f"réunion du {date_short(self.meeting_day).partition(' ')[2]}"


@dataclass(frozen=True)
class DecisionsPage:
    """The decisions that were read, the newest meeting first, by number; ``total`` and ``gone`` count all.

    ``found`` are the ids that ``words`` found; ``more`` tells that there are older meetings to scroll to.
    """

    lines: tuple[DecisionLine, ...]
    total: int
    gone: int
    words: str
    found: frozenset[str]
    more: bool

    @property
    def facts(self) -> str:
        """Write « 12 décisions, dont 1 remplacée »."""
        words = plural(self.total, "décision", "décisions")
        return f"{words}, dont {plural(self.gone, 'remplacée', 'remplacées')}" if self.gone else words


def decisions_page(
    view: View,
    words: str = "",
    meetings: int = MEETINGS_AT_ONCE,
    also: Collection[str] = (),
    standing: Standing = Standing.ALL,
) -> DecisionsPage:
    """Return the decisions of the last ``meetings`` that took any, those found by words, and ``also``.

    Where only those that were replaced are wanted, the last meetings are those that took such.
    """
    store = view.store
    newer = store.count(Decision, "replaced_by_id")
    in_force = newer.pop(None, 0)
    gone = sum(newer.values())
    wanted: dict[str, object] = {"replaced_by_id": set(newer)} if standing is Standing.REPLACED else {}
    counts = store.count(Decision, "meeting_id", **wanted)
    latest = store.newest(Meeting, "day", meetings, id=set(counts))
    found = frozenset(ids_found(view, "decision", words))
    read = store.find(Decision, meeting_id={meeting.id for meeting in latest}, **wanted)
    read += store.find(Decision, id=found | set(also)) if found or also else []
    return DecisionsPage(
        tuple(_lines(view, list({one.id: one for one in read}.values()))),
        in_force + gone,
        gone,
        words,
        found,
        more=len(latest) < len(counts),
    )


def _lines(view: View, decisions: Sequence[Decision]) -> list[DecisionLine]:
    """Return decisions as lines; seven statements whatever their number."""
    store = view.store
    met = store.find(Meeting, id={decision.meeting_id for decision in decisions})
    meetings = {meeting.id: meeting for meeting in met}
    items = {item.id: item for item in store.find(AgendaItem, id={one.item_id for one in decisions} - {None})}
    actions = _actions_by_decision(view, decisions)
    newer = store.find(Decision, id={one.replaced_by_id for one in decisions} - {None})
    known = {decision.id: decision for decision in newer}
    older: dict[str, list[str]] = defaultdict(list)
    for former in store.find(Decision, replaced_by_id={one.id for one in decisions}):
        older[former.replaced_by_id or ""].append(_name(former))
    lines = [
        _line(one, meetings[one.meeting_id], items.get(one.item_id or ""), actions[one.id], known, older)
        for one in decisions
    ]
    return sorted(lines, key=lambda line: (-line.meeting_day.toordinal(), not line.number, line.number))


def _actions_by_decision(view: View, decisions: Sequence[Decision]) -> dict[str, list[Action]]:
    """Give each decision its actions; an item's only decision has all of the item's."""
    items = {decision.item_id for decision in decisions} - {None}
    by_item: dict[str | None, list[Decision]] = defaultdict(list)
    for decision in view.store.find(Decision, item_id=items):
        by_item[decision.item_id].append(decision)
    of_items = view.store.find(Action, item_id=items)
    of_decisions = view.store.find(Action, decision_id={decision.id for decision in decisions})
    found: dict[str, list[Action]] = defaultdict(list)
    for action in {action.id: action for action in (*of_items, *of_decisions)}.values():
        alone = by_item.get(action.item_id, []) if action.item_id else []
        owner = action.decision_id or (alone[0].id if len(alone) == 1 else "")
        found[owner].append(action)
    return found


def _line(
    decision: Decision,
    meeting: Meeting,
    item: AgendaItem | None,
    actions: Iterable[Action],
    known: dict[str, Decision],
    older: dict[str, list[str]],
) -> DecisionLine:
    origin = f"{item.number} {item.title}".strip() if item else ""
    by = known.get(decision.replaced_by_id or "")
    return DecisionLine(
        id=decision.id,
        number=decision.number,
        text=decision.text,
        meeting_id=decision.meeting_id,
        meeting_day=meeting.day,
        origin=origin,
        follow_up=tuple(map(_follow_up, actions)),
        replaced_by_id=by.id if by else None,
        replaced_by=_name(by) if by else "",
        replaced_by_text=by.text if by else "",
        replaces=join_and(sorted(older[decision.id])),
        search=sort_key(f"{decision.number} {decision.text} {origin} {date_long(meeting.day)}"),
    )


def _name(decision: Decision) -> str:
    return decision.number or f"«{NBSP}{shortened(decision.text, 40)}{NBSP}»"


def _follow_up(action: Action) -> str:
    due = date_long(action.due) if action.due else "sans date"
    return f"{action.text} – {action.owner or 'à désigner'}, {due}, {STATE_WORDS[action.state]}"


@handles(ReplaceDecision, "{what}")
def replace_decision(act: Act, command: ReplaceDecision) -> None:
    decision = act.store.get(Decision, command.decision_id)
    if command.by_id is None:
        decision.replaced_by_id = None
        act.tell(what=f"Décision {_name(decision)} de nouveau en vigueur")
        return
    by = act.store.get(Decision, command.by_id)
    _refuse_circle(act, decision, by)
    days = {one.id: one.day for one in act.store.find(Meeting, id={decision.meeting_id, by.meeting_id})}
    if days[by.meeting_id] < days[decision.meeting_id]:
        raise RuleBroken("replaced_by_older")
    decision.replaced_by_id = by.id
    act.tell(what=f"Décision {_name(decision)} remplacée par {_name(by)}")


def _refuse_circle(act: Act, decision: Decision, by: Decision) -> None:
    following, seen = by, set[str]()
    while following.id not in seen:  # decisions that were merged from several laptops may go round
        if following.id == decision.id:
            raise RuleBroken("replaces_itself")
        if following.replaced_by_id is None:
            return
        seen.add(following.id)
        following = act.store.get(Decision, following.replaced_by_id)


@handles(PrintDecisions, "Registre des décisions imprimé")
def print_decisions(act: Act, command: PrintDecisions) -> str:
    asked = act.store.find(Decision, id=command.ids) if command.ids else act.store.find(Decision)
    every = _lines(act.view, asked)
    lines = [line for line in every if stands_so(line, command.standing)]
    document = _paper(act.view, asked, lines)
    return lay_word_and_pdf(act, "Décisions", file_stem(act.today, "registre-des-decisions"), document)[0]


def stands_so(line: DecisionLine, standing: Standing) -> bool:
    """Say whether a decision is among those wanted."""
    return standing is Standing.ALL or (standing is Standing.REPLACED) == (line.replaced_by_id is not None)


def decisions_paper(view: View, meetings: Collection[str], of: str) -> tuple[Document, bool] | None:
    """Return the register of the decisions of some meetings, and whether some are not for everybody.

    ``of`` says in its title whose it is: « Année 2026 ». None where no decision was taken.
    """
    decisions = view.store.find(Decision, meeting_id=set(meetings))
    if not decisions:
        return None
    reserved = any(one.audience is not Audience.ALL for one in decisions)
    return _paper(view, decisions, _lines(view, decisions), of), reserved


def _paper(
    view: View, decisions: Iterable[Decision], lines: Sequence[DecisionLine], of: str = ""
) -> Document:
    known = {one.id: one for one in decisions}
    rows = [row for line in lines for row in _printed(known[line.id], line)]
    return register_document(stationery(view), rows, len(lines), of)


def _printed(decision: Decision, line: DecisionLine) -> Iterable[RegisterLine]:
    replaced = f"\nRemplacée par {line.replaced_by}." if line.replaced_by else ""
    words = f"{mark_of(decision.audience)}{line.text}{replaced}"
    state = "remplacée" if line.replaced_by else "prise"
    origin = f"{line.origin}\n{date_long(line.meeting_day)}"
    first, *others = line.follow_up or ("",)
    yield RegisterLine(line.number or "–", words, first, state, origin)
    for other in others:
        yield RegisterLine("", "", other, "", "")
