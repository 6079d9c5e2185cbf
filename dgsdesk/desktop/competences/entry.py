"""The page of competences: no place in the rail, reached from « Zones grises » and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import COMPETENCES
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "competences"

KINDS = frozenset({"HeldCompetence", "GreyZone", "Network"})


def _letter(name: str, text: str, icon: str, key: str) -> ActionSpec:
    return ActionSpec(f"{PAGE}.{name}", text, icon, key, None, PAGE, Scope.LIST)


ACTS = (
    ActionSpec(
        "competences.print", "Imprimer les compétences", "act.print", "", Menu.TOOLS, PAGE, Scope.PAGE
    ),
    ActionSpec(
        "competences.zones", "Revenir aux zones grises", "nav.grey_zones", "", Menu.TOOLS, PAGE, Scope.PAGE
    ),
    _letter("compulsory", "Noter « obligatoire »", "lock", "O"),
    _letter("supplementary", "Noter « supplémentaire »", "act.add", "S"),
    _letter("optional", "Noter « facultative »", "kind.epci", "F"),
    _letter("none", "Noter « non exercée »", "kind.commune", "N"),
    _letter("unknown", "Noter « à préciser »", "kind.unknown", "?"),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.competences.page import CompetencesPage

    return CompetencesPage(host)


ENTRY = PageEntry.at(COMPETENCES, _create, KINDS, actions=ACTS)
