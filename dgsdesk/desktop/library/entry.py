"""The page of documents as the rail and the palette know it."""

from __future__ import annotations

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


def _act(name: str, text: str, icon: str, key: str, scope: Scope = Scope.PAGE, tip: str = "") -> ActionSpec:
    return ActionSpec(f"{PAGE}.{name}", text, icon, key, Menu.TOOLS, PAGE, scope, tip)


ACTS = (
    _act("add", "Ajouter des documents…", "act.add", "Ctrl+N"),
    _act("open", "Ouvrir le document", "external-link", "Ctrl+Return", tip="Avec le programme de ce poste"),
    _act("version", "Ajouter une version…", "file-pen", "Ctrl+Shift+N", tip="Les autres restent gardées"),
    _act("remove", "Retirer de la bibliothèque", "trash-2", "Del", Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.library.page import LibraryPage

    return LibraryPage(host)


ENTRY = PageEntry.at(LIBRARY, _create, KINDS, actions=ACTS)
