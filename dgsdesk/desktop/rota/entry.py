"""The page of the host rota as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ROTA
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "rota"

KINDS = frozenset({"HostTurn", "HostBlackout", "Circle", "Organisation", "Network", "Meeting"})

RECOMPUTE = "rota.recompute"
PUBLISH = "rota.publish"
PROPOSE = "rota.propose"
PAST = "rota.past"
PRINT = "rota.print"
CALENDAR = "rota.calendar"
LOCK = "rota.lock"
SWAP = "rota.swap"
OPEN = "rota.open"
BLACKOUT = "rota.blackout"
MOVE_DAY = "rota.move_day"
REMOVE = "rota.remove"

ACTS = (
    ActionSpec(RECOMPUTE, "Recalculer", "act.recompute", "F5", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PUBLISH, "Publier les dates…", "act.send", "Ctrl+Return", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PROPOSE, "Proposer un tour d’accueil…", "act.propose", "Ctrl+N", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PAST, "Noter le passé…", "history", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PRINT, "Imprimer le tour d’accueil", "act.print", "Ctrl+P", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(CALENDAR, "Exporter le calendrier (.ics)", "calendar", "", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(BLACKOUT, "Signaler une indisponibilité", "act.blackout", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(LOCK, "Verrouiller", "act.lock", "Space", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(SWAP, "Échanger…", "act.swap", "X", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(OPEN, "Ouvrir la réunion", "nav.meetings", "Return Enter", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(MOVE_DAY, "Changer de jour…", "calendar-clock", "F2", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(REMOVE, "Retirer la date", "trash-2", "Del", Menu.TOOLS, PAGE, Scope.LIST),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.rota.page import RotaScreen

    return RotaScreen(host)


ENTRY = PageEntry.at(ROTA, _create, KINDS, actions=ACTS)
