"""The page of actions as the rail and the palette know it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ACTIONS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "actions"

KINDS = frozenset({"Action", "Decision", "Meeting", "AgendaItem", "Organisation", "Person", "Appointment"})
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

ACTS = (
    _act("actions.add", "Ajouter une action", "act.add", "Ctrl+N"),
    _act("actions.start", "Marquer l’action en cours", "circle-dot-dashed", "", apart=True),
    _act("actions.done", "Marquer l’action faite", "act.accept", "Ctrl+Return"),
    _act("actions.drop", "Abandonner l’action", "circle-slash", ""),
    _act("actions.reopen", "Reprendre l’action", "rotate-ccw", ""),
    _act("actions.meeting", "Ouvrir la réunion d’origine", "nav.meetings", "", apart=True),
    _act("actions.print", "Imprimer la liste des actions", "act.print", ""),
    _act("actions.remind", "Préparer un rappel", "act.ask", "Ctrl+Shift+M"),
    _act(
        "actions.decisions", "Ouvrir le registre des décisions", "kind.decision", "Ctrl+Shift+G", apart=True
    ),
    _act("actions.print_decisions", "Exporter le registre des décisions", "act.print", ""),
    _act("actions.remove", "Retirer l’action", "trash-2", "Del", scope=Scope.LIST, apart=True),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.actions.page import ActionsPage

    return ActionsPage(host)


ENTRY = PageEntry.at(ACTIONS, _create, KINDS, actions=ACTS)
