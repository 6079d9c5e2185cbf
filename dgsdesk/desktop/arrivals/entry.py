"""« Arrivées » as the rail and the palette know it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ARRIVALS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "arrivals"

KINDS = frozenset({"Arrival", "KnownAddress", "Meeting", "Organisation"})
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

ACTS = (
    _act("arrivals.choose", "Ranger des fichiers reçus…", "act.add", "Ctrl+N"),
    _act("arrivals.file", "Ranger ce qui est montré", "check", "Ctrl+Return"),
    _act("arrivals.give_up", "Renoncer à ranger", "x", ""),
    _act("arrivals.dossier", "Voir ce que le dossier change", "folder-open", "", apart=True),
    _act("arrivals.take_dossier", "Reprendre le dossier", "check", "Ctrl+Shift+Return"),
    _act("arrivals.leave_dossier", "Renoncer au dossier", "x", ""),
    _act("arrivals.columns", "Accorder les colonnes de la liste", "list-ordered", ""),
    _act("arrivals.again", "Reprendre l’arrivée", "rotate-ccw", "", apart=True),
    _act("arrivals.assign", "Rattacher l’arrivée à une réunion…", "nav.meetings", ""),
    _act("arrivals.note", "Noter la réponse du message", "check", "Ctrl+R", apart=True),
    _act("arrivals.observe", "Faire du message une observation", "message-square", ""),
    _act("arrivals.theme", "Noter un thème à partir du message", "nav.subjects", ""),
    _act("arrivals.draft", "Reprendre le fichier à l’étape « Rédiger »", "file-text", ""),
    _act("arrivals.meeting", "Ouvrir la réunion de l’arrivée", "nav.meetings", "", apart=True),
    _act("arrivals.take_out", "Ouvrir le fichier d’origine", "folder-open", "Ctrl+O"),
    _act("arrivals.aside", "Mettre l’arrivée de côté", "archive", "Del", scope=Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.arrivals.page import ArrivalsPage

    return ArrivalsPage(host)


ENTRY = PageEntry.at(ARRIVALS, _create, KINDS, actions=ACTS)
