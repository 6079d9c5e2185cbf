"""The page of actions as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ACTIONS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "actions"

KINDS = frozenset({"Action", "Decision", "Meeting", "AgendaItem", "Organisation", "Person", "Appointment"})


def _act(
    name: str, text: str, icon: str, key: str, scope: Scope = Scope.PAGE, *, apart: bool = False
) -> ActionSpec:
    return ActionSpec(f"{PAGE}.{name}", text, icon, key, Menu.TOOLS, PAGE, scope, apart=apart)


ACTS = (
    _act("add", "Ajouter une action", "act.add", "Ctrl+N"),
    _act("start", "Marquer l’action en cours", "circle-dot-dashed", "", apart=True),
    _act("done", "Marquer l’action faite", "act.accept", "Ctrl+Return"),
    _act("drop", "Abandonner l’action", "circle-slash", ""),
    _act("reopen", "Reprendre l’action", "rotate-ccw", ""),
    _act("meeting", "Ouvrir la réunion d’origine", "nav.meetings", "", apart=True),
    _act("print", "Imprimer la liste des actions", "act.print", ""),
    _act("remind", "Préparer un rappel", "act.ask", "Ctrl+Shift+M"),
    _act("decisions", "Ouvrir le registre des décisions", "kind.decision", "Ctrl+Shift+G", apart=True),
    _act("print_decisions", "Exporter le registre des décisions", "act.print", ""),
    _act("remove", "Retirer l’action", "trash-2", "Del", Scope.LIST, apart=True),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.actions.page import ActionsPage

    return ActionsPage(host)


ENTRY = PageEntry.at(ACTIONS, _create, KINDS, actions=ACTS)
