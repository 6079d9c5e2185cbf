"""The extract of decisions (relevé de décisions) of one meeting, and the register of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgsdesk.application.document import (
    Column,
    Document,
    DocumentKind,
    GridTable,
    Title,
)
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.stationery import Stationery, headed_document
from dgsdesk.application.minutes.text import EditionText, TextAction, TextDecision, TextItem
from dgsdesk.domain.action import ActionState
from dgsdesk.domain.reserved_text import mark_of
from dgsdesk.domain.richtext import paragraph
from dgsdesk.domain.wording import date_full, date_long, plural

COLUMNS = (
    Column("Nº", 1.2),
    Column("Décision", 4.1),
    Column("Responsable", 1.8),
    Column("Échéance", 1.95),
    Column("État", 1.2),
    Column("Origine", 2.2),
)
REGISTER_COLUMNS = (
    Column("Nº", 1.2),
    Column("Décision", 4),
    Column("Suites à donner", 3.6),
    Column("État", 1.2),
    Column("Origine", 2.2),
)
STATE_WORDS = {
    ActionState.TODO: "à faire",
    ActionState.DOING: "en cours",
    ActionState.DONE: "fait",
    ActionState.DROPPED: "abandonné",
}
"""How the state of what a decision asks for is written beside it."""


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register: a decision with its first action, or one more action of it."""

    number: str
    text: str
    follow_up: str
    state: str
    origin: str


def decisions_document(edition: EditionText, head: PaperHead) -> Document:
    """Compose the table of decisions: number, words, who answers for it by when, state, origin."""
    text = edition.text
    rows = tuple(row for item, decision in text.decisions for row in _rows(item, decision))
    body = (
        GridTable(COLUMNS, rows, "Décisions") if rows else paragraph("La réunion n’a pris aucune décision.")
    )
    subtitle = f"{text.circle} – {date_full(text.day)}"
    return headed_document(
        head,
        DocumentKind.DECISIONS,
        Title("Relevé de décisions", subtitle),
        (head.status, body),
        name=f"Relevé de décisions de la réunion du {date_long(text.day)}",
        footer=f"Relevé de décisions – réunion du {date_long(text.day)}",
        identifier=head.identifier,
        identity=head.identity,
        landscape=True,
    )


def _rows(item: TextItem, decision: TextDecision) -> Iterator[tuple[str, ...]]:
    """Give a row for the decision with its first action, then one for each other action."""
    words = mark_of(decision.audience) + decision.text
    first, *others = [_follow_up(action) for action in actions_of(item, decision)] or [("", "", "prise")]
    yield decision.number, words, *first, item.heading
    for other in others:
        yield "", "", *other, ""


def _follow_up(action: TextAction) -> tuple[str, str, str]:
    due = date_long(action.due) if action.due else "sans date"
    return action.owner or "à désigner", due, STATE_WORDS[action.state]


def actions_of(item: TextItem, decision: TextDecision) -> tuple[TextAction, ...]:
    """Return the actions that come from a decision; an item's only decision has all of its actions."""
    if len(item.decisions) == 1:
        return item.actions
    return tuple(action for action in item.actions if action.decision_id == decision.id)


def register_document(head: Stationery, lines: Sequence[RegisterLine], count: int, of: str = "") -> Document:
    """Compose the register of decisions; ``count`` of them stand in these lines, those ``of`` a time."""
    subtitle = ", ".join(filter(None, (of, plural(count, "décision", "décisions"))))
    rows = tuple((one.number, one.text, one.follow_up, one.state, one.origin) for one in lines)
    body = (
        GridTable(REGISTER_COLUMNS, rows, "Décisions")
        if rows
        else paragraph("Aucune décision n’est enregistrée.")
    )
    return headed_document(
        head,
        DocumentKind.DECISIONS,
        Title("Registre des décisions", subtitle),
        (body,),
        footer=f"Registre des décisions – {head.day}",
        identifier=head.of_the_day("decisions"),
        landscape=True,
    )
