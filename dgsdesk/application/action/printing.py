"""Printing the actions that are still open."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.action.acts import STATE_WORDS, ActionRow, actions_list
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import stationery
from dgsdesk.application.documents.open_action_list import ActionLine, open_actions_document
from dgsdesk.application.paper_files import lay_word_and_pdf
from dgsdesk.domain.action import OPEN_STATES


@dataclass(frozen=True)
class PrintActions(Command[str]):
    """Write the list of open actions, late ones first, as .docx and PDF; returns the first's path."""


@handles(PrintActions, "Liste des actions ouvertes imprimée")
def print_actions(act: Act, command: PrintActions) -> str:
    del command
    rows = [row for row in actions_list(act.view) if row.state in OPEN_STATES]
    document = open_actions_document(stationery(act), [_line(row) for row in rows])
    return lay_word_and_pdf(act, "Actions", file_stem(act.today, "actions-ouvertes"), document)[0]


def _line(row: ActionRow) -> ActionLine:
    state = "en retard" if row.overdue else STATE_WORDS[row.state]
    return ActionLine(row.text, row.owner, row.due, state, row.overdue, row.meeting_day)
