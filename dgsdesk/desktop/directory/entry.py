"""« Annuaire » as rail, menus and palette know it, before it is loaded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.places import DIRECTORY
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE_ID = "directory"
_act = partial(ActionSpec, menu=Menu.EDIT, page=PAGE_ID, scope=Scope.PAGE)
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
    _act("directory.import", "Importer une liste de personnes…", "upload", "Ctrl+I", menu=Menu.FILE),
    _act(
        "directory.mandate",
        "Changer de maires avec une liste (changement de mandat)…",
        "calendar-days",
        menu=Menu.FILE,
        tip="Demande la liste des nouveaux maires, une ligne par commune : commune, prénom, nom. "
        "Un aperçu vient avant tout changement.",
    ),
    _act(
        "directory.export_xlsx",
        "Exporter l’annuaire pour Excel (.xlsx)",
        "download",
        "Ctrl+E",
        menu=Menu.FILE,
        apart=True,
    ),
    _act("directory.export_csv", "Exporter l’annuaire (.csv)", "download", menu=Menu.FILE),
    _act(
        "directory.person_file",
        "Écrire la fiche des données de la personne (droit d’accès)",
        "kind.person",
        menu=Menu.FILE,
        apart=True,
    ),
    _act("directory.erase", "Effacer les coordonnées de la personne…", "trash-2"),
    _act("directory.name", "Nommer quelqu’un…", "user-plus", "Ctrl+N", apart=True),
    _act("directory.vacate", "Déclarer le poste vacant", "circle-dashed"),
    _act("directory.leave", "Noter le départ du réseau", "x"),
    _act("directory.add_commission", "Ajouter une commission", "act.add", apart=True),
    _act("directory.remove_commission", "Retirer la commission", "trash-2"),
    _act("directory.filter", "Filtrer l’annuaire", "act.filter", "Ctrl+F", menu=None),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.directory.page import DirectoryPage

    return DirectoryPage(host)


ENTRY = PageEntry.at(DIRECTORY, _create, KINDS, actions=ACTS)
