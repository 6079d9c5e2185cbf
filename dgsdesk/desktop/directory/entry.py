"""« Annuaire » as rail, menus and palette know it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import DIRECTORY
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE_ID = "directory"
KINDS = frozenset(
    {
        "Organisation",
        "Person",
        "Appointment",
        "Commission",
        "CommissionMember",
        "Letterhead",
        "Network",
        "Sending",
    }
)
ACTS = (
    ActionSpec(
        "directory.import",
        "Importer une liste de personnes…",
        "upload",
        "Ctrl+I",
        Menu.FILE,
        PAGE_ID,
        Scope.PAGE,
    ),
    ActionSpec(
        "directory.mandate",
        "Changer de maires avec une liste (changement de mandat)…",
        "calendar-days",
        "",
        Menu.FILE,
        PAGE_ID,
        Scope.PAGE,
    ),
    ActionSpec(
        "directory.export_xlsx",
        "Exporter l’annuaire pour Excel (.xlsx)",
        "download",
        "Ctrl+E",
        Menu.FILE,
        PAGE_ID,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "directory.export_csv", "Exporter l’annuaire (.csv)", "download", "", Menu.FILE, PAGE_ID, Scope.PAGE
    ),
    ActionSpec(
        "directory.person_file",
        "Écrire la fiche des données de la personne (droit d’accès)",
        "kind.person",
        "",
        Menu.FILE,
        PAGE_ID,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "directory.erase",
        "Effacer les coordonnées de la personne…",
        "trash-2",
        "",
        Menu.EDIT,
        PAGE_ID,
        Scope.PAGE,
    ),
    ActionSpec(
        "directory.name",
        "Nommer quelqu’un…",
        "user-plus",
        "Ctrl+N",
        Menu.EDIT,
        PAGE_ID,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "directory.vacate", "Déclarer le poste vacant", "circle-dashed", "", Menu.EDIT, PAGE_ID, Scope.PAGE
    ),
    ActionSpec("directory.leave", "Noter le départ du réseau", "x", "", Menu.EDIT, PAGE_ID, Scope.PAGE),
    ActionSpec(
        "directory.add_commission",
        "Ajouter une commission",
        "act.add",
        "",
        Menu.EDIT,
        PAGE_ID,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "directory.remove_commission",
        "Retirer la commission",
        "trash-2",
        "",
        Menu.EDIT,
        PAGE_ID,
        Scope.PAGE,
    ),
    ActionSpec("directory.filter", "Filtrer l’annuaire", "act.filter", "Ctrl+F", None, PAGE_ID, Scope.PAGE),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.directory.page import DirectoryPage

    return DirectoryPage(host)


ENTRY = PageEntry.at(DIRECTORY, _create, KINDS, actions=ACTS)
