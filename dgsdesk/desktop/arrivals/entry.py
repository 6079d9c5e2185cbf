"""« Arrivées » as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ARRIVALS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "arrivals"

KINDS = frozenset({"Arrival", "KnownAddress", "Meeting", "Organisation"})


def _act(
    name: str, text: str, icon: str, key: str, scope: Scope = Scope.PAGE, *, apart: bool = False
) -> ActionSpec:
    return ActionSpec(f"{PAGE}.{name}", text, icon, key, Menu.TOOLS, PAGE, scope, apart=apart)


ACTS = (
    _act("choose", "Ranger des fichiers reçus…", "act.add", "Ctrl+N"),
    _act("file", "Ranger ce qui est montré", "check", "Ctrl+Return"),
    _act("give_up", "Renoncer à ranger", "x", ""),
    _act("dossier", "Voir ce que le dossier change", "folder-open", "", apart=True),
    _act("take_dossier", "Reprendre le dossier", "check", "Ctrl+Shift+Return"),
    _act("leave_dossier", "Renoncer au dossier", "x", ""),
    _act("columns", "Accorder les colonnes de la liste", "list-ordered", ""),
    _act("again", "Reprendre l’arrivée", "rotate-ccw", "", apart=True),
    _act("assign", "Rattacher l’arrivée à une réunion…", "nav.meetings", ""),
    _act("note", "Noter la réponse du message", "check", "Ctrl+R", apart=True),
    _act("observe", "Faire du message une observation", "message-square", ""),
    _act("theme", "Noter un thème à partir du message", "nav.subjects", ""),
    _act("draft", "Reprendre le fichier à l’étape « Rédiger »", "file-text", ""),
    _act("meeting", "Ouvrir la réunion de l’arrivée", "nav.meetings", "", apart=True),
    _act("take_out", "Ouvrir le fichier d’origine", "folder-open", "Ctrl+O"),
    _act("aside", "Mettre l’arrivée de côté", "archive", "Del", Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.arrivals.page import ArrivalsPage

    return ArrivalsPage(host)


ENTRY = PageEntry.at(ARRIVALS, _create, KINDS, actions=ACTS)
