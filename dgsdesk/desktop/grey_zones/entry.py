"""The page of grey zones as the rail and the palette know it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.library.attach_acts import KINDS as DOCUMENT_KINDS
from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.places import COMPETENCES, GREY_ZONES
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "grey_zones"
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)
_key = partial(ActionSpec, menu=None, page=PAGE, scope=Scope.LIST)

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
    _act("grey_zones.add", "Ajouter une zone grise", "act.add", "Ctrl+N"),
    _act("grey_zones.catalogue", "Voir les vingt cas les plus courants", "list"),
    _act(
        "grey_zones.settle",
        "Adopter une solution…",
        "act.adopt",
        "Ctrl+Return",
        tip="Par le réseau, en réunion ou d’un commun accord",
        apart=True,
    ),
    _act("grey_zones.examine", "Noter qu’elle a été examinée", "search"),
    _act("grey_zones.ask", "Demander aux communes…", "act.send"),
    _act("grey_zones.reopen", "Rouvrir", "rotate-ccw"),
    _act("grey_zones.close", "Classer", "archive"),
    _act("grey_zones.remove", "Retirer du registre", "trash-2", "Del", scope=Scope.LIST),
    ActionSpec(
        "grey_zones.competences",
        "Voir les compétences exercées",
        "scroll-text",
        "Ctrl+Shift+W",
        Menu.TOOLS,
        tip="L’arbre des compétences, avec ce que l’intercommunalité exerce",
        apart=True,
    ),
    _act("grey_zones.print", "Imprimer le registre", "act.print"),
    _act(
        "grey_zones.merge",
        "Réunir des doublons…",
        "link",
        tip="Faire une seule zone grise de plusieurs, sans rien perdre",
    ),
    *attach_acts(PAGE),
    _key("grey_zones.commune", "Noter « commune »", "kind.commune", "C"),
    _key("grey_zones.epci", "Noter « agglo »", "kind.epci", "A"),
    _key("grey_zones.shared", "Noter « partagé »", "kind.shared", "P"),
    _key("grey_zones.unknown", "Noter « à demander »", "kind.unknown", "?"),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.grey_zones.page import GreyZonesPage

    return GreyZonesPage(host)


def _prepare(host: PageHost) -> None:
    host.actions.bind("grey_zones.competences", lambda: host.open(COMPETENCES.id))


ENTRY = PageEntry.at(GREY_ZONES, _create, KINDS, actions=ACTS, prepare=_prepare)
