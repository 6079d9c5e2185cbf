"""The register of decisions: all of them, what they ask for, what replaced them (product § 3.12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.decisions import STATE_WORDS, RegisterLine, register_document
from dgsdesk.application.documents.head import base_document, letterhead_row, place_and_date
from dgsdesk.application.membership import sort_key
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.reserved_text import mark_of
from dgsdesk.domain.wording import NBSP, date_long, date_short, join_and, plural

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


@dataclass(frozen=True)
class PrintDecisions(Command[str]):
    """Write the register as .docx, or only these decisions of it; returns its full path."""

    ids: tuple[str, ...] = ()


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
    """Every decision, the newest meeting first, by number."""

    lines: tuple[DecisionLine, ...]

    @property
    def facts(self) -> str:
        """Write « 12 décisions, dont 1 remplacée »."""
        gone = sum(line.replaced_by_id is not None for line in self.lines)
        words = plural(len(self.lines), "décision", "décisions")
        return f"{words}, dont {plural(gone, 'remplacée', 'remplacées')}" if gone else words


def decisions_page(view: View) -> DecisionsPage:
    """Return every decision; five statements whatever their number."""
    decisions = view.store.find(Decision)
    meetings = {meeting.id: meeting for meeting in view.store.find(Meeting)}
    items = {item.id: item for item in view.store.find(AgendaItem)}
    actions = _actions_by_decision(view, decisions)
    known = {decision.id: decision for decision in decisions}
    older: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        if decision.replaced_by_id:
            older[decision.replaced_by_id].append(_name(decision))
    lines = [
        _line(one, meetings[one.meeting_id], items.get(one.item_id or ""), actions[one.id], known, older)
        for one in decisions
    ]
    lines.sort(key=lambda line: (-line.meeting_day.toordinal(), not line.number, line.number))
    return DecisionsPage(tuple(lines))


def _actions_by_decision(view: View, decisions: Iterable[Decision]) -> dict[str, list[Action]]:
    """Give each decision its actions; an item's only decision has all of the item's."""
    by_item: dict[str | None, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_item[decision.item_id].append(decision)
    found: dict[str, list[Action]] = defaultdict(list)
    for action in view.store.find(Action):
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
    following = {one.id: one.replaced_by_id for one in act.store.find(Decision)}
    at: str | None = by.id
    while at is not None:
        if at == decision.id:
            raise RuleBroken("replaces_itself")
        at = following.get(at)


@handles(PrintDecisions, "Registre des décisions imprimé")
def print_decisions(act: Act, command: PrintDecisions) -> str:
    every = decisions_page(act.view).lines
    lines = [line for line in every if not command.ids or line.id in command.ids]
    rows = [row for line in lines for row in _printed(act, line)]
    document = register_document(
        letterhead_row(act), rows, len(lines), act.now, place_and_date(act, act.today)
    )
    name = f"{file_stem(act.today, 'registre-des-decisions')}.docx"
    (path,) = act.lay("Décisions", [OutFile(name, act.office.docx(document, base_document(act)))])
    return path


def _printed(act: Act, line: DecisionLine) -> Iterable[RegisterLine]:
    decision = act.store.get(Decision, line.id)
    replaced = f"\nRemplacée par {line.replaced_by}." if line.replaced_by else ""
    words = f"{mark_of(decision.audience)}{line.text}{replaced}"
    state = "remplacée" if line.replaced_by else "prise"
    origin = f"{line.origin}\n{date_long(line.meeting_day)}"
    first, *others = line.follow_up or ("",)
    yield RegisterLine(line.number or "–", words, first, state, origin)
    for other in others:
        yield RegisterLine("", "", other, "", "")
