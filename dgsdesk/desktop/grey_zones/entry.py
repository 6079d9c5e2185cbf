"""The page of grey zones as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.library.attach_acts import KINDS as DOCUMENT_KINDS
from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.places import COMPETENCES, GREY_ZONES
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "grey_zones"

KINDS = frozenset(
    {
        *(
            "GreyZone",
            "Practice",
            "Position",
            "Organisation",
            "Meeting",
            "AgendaItem",
            "AgendaPart",
            "Decision",
        ),
        *("Network", *DOCUMENT_KINDS),
    }
)

ACTS = (
    ActionSpec("grey_zones.add", "Ajouter une zone grise", "act.add", "Ctrl+N", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(
        "grey_zones.catalogue",
        "Voir les vingt cas les plus courants",
        "list",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "grey_zones.settle",
        "Adopter une solution…",
        "act.adopt",
        "Ctrl+Return",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Par le réseau, en réunion ou d’un commun accord",
        apart=True,
    ),
    ActionSpec(
        "grey_zones.examine", "Noter qu’elle a été examinée", "search", "", Menu.TOOLS, PAGE, Scope.PAGE
    ),
    ActionSpec("grey_zones.ask", "Demander aux communes…", "act.send", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec("grey_zones.reopen", "Rouvrir", "rotate-ccw", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec("grey_zones.close", "Classer", "archive", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec("grey_zones.remove", "Retirer du registre", "trash-2", "Del", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(
        "grey_zones.competences",
        "Voir les compétences exercées",
        "scroll-text",
        "Ctrl+Shift+W",
        Menu.TOOLS,
        tip="L’arbre des compétences, avec ce que l’intercommunalité exerce",
        apart=True,
    ),
    ActionSpec("grey_zones.print", "Imprimer le registre", "act.print", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(
        "grey_zones.merge",
        "Réunir des doublons…",
        "link",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        "Faire une seule zone grise de plusieurs, sans rien perdre",
    ),
    *attach_acts(PAGE),
    ActionSpec("grey_zones.commune", "Noter « commune »", "kind.commune", "C", None, PAGE, Scope.LIST),
    ActionSpec("grey_zones.epci", "Noter « agglo »", "kind.epci", "A", None, PAGE, Scope.LIST),
    ActionSpec("grey_zones.shared", "Noter « partagé »", "kind.shared", "P", None, PAGE, Scope.LIST),
    ActionSpec("grey_zones.unknown", "Noter « à demander »", "kind.unknown", "?", None, PAGE, Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.grey_zones.page import GreyZonesPage

    return GreyZonesPage(host)


def _prepare(host: PageHost) -> None:
    host.actions.bind("grey_zones.competences", lambda: host.open(COMPETENCES.id))


ENTRY = PageEntry.at(GREY_ZONES, _create, KINDS, actions=ACTS, prepare=_prepare)
