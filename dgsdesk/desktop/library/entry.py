"""The page of documents as the rail and the palette know it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.places import LIBRARY
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "library"

KINDS = frozenset(
    {
        "LibraryDocument",
        "DocumentUse",
        "Attachment",
        "AgendaItem",
        "GreyZone",
        "SharedSubject",
        "RaisedTheme",
        "Meeting",
    }
)
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

ACTS = (
    _act("library.add", "Ajouter des documents…", "act.add", "Ctrl+N"),
    _act(
        "library.open",
        "Ouvrir le document",
        "external-link",
        "Ctrl+Return",
        tip="Avec le programme de ce poste",
    ),
    _act(
        "library.version",
        "Ajouter une version…",
        "file-pen",
        "Ctrl+Shift+N",
        tip="Les autres restent gardées",
    ),
    _act("library.remove", "Retirer de la bibliothèque", "trash-2", "Del", scope=Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.library.page import LibraryPage

    return LibraryPage(host)


ENTRY = PageEntry.at(LIBRARY, _create, KINDS, actions=ACTS)
