"""The page of the history: no place in the rail, reached by a key from each thing and from the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.history.address import DELETED
from dgsdesk.desktop.places import HISTORY
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry, Spot

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "history"

ACTS = (
    ActionSpec("history.here", "Voir l’historique de l’élément choisi", "history", "Ctrl+Alt+J", Menu.EDIT),
    ActionSpec("history.all", "Ouvrir l’historique du réseau", "history", "", Menu.TOOLS, also="journal"),
    ActionSpec(
        "history.deleted",
        "Ouvrir les éléments supprimés",
        "trash-2",
        "",
        Menu.TOOLS,
        also="corbeille poubelle récupérer rétablir",
    ),
    ActionSpec(
        "history.back",
        "Revenir à l’élément",
        "chevron-left",
        "Alt+Left",
        Menu.EDIT,
        PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "history.bring_back",
        "Rétablir l’élément supprimé",
        "rotate-ccw",
        "Ctrl+Return",
        Menu.EDIT,
        PAGE,
        Scope.PAGE,
    ),
)


def _prepare(host: PageHost) -> None:
    host.actions.bind("history.here", lambda: host.history_wanted.emit(PAGE))
    host.actions.bind("history.all", lambda: host.open(PAGE, Spot("")))
    host.actions.bind("history.deleted", lambda: host.open(PAGE, DELETED))


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.history.page import HistoryPage

    return HistoryPage(host)


ENTRY = PageEntry.at(HISTORY, _create, actions=ACTS, prepare=_prepare)
