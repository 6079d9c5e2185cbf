"""The acts of the page of the host rota, and the entities that it hears of."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "rota"
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

KINDS = frozenset(
    {
        "HostTurn",
        "HostBlackout",
        "HostExemption",
        "HostRoom",
        "HostLegacy",
        "Circle",
        "MembershipRule",
        "MembershipException",
        "Organisation",
        "Network",
        "Meeting",
    }
)

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
WITHDRAW = "rota.withdraw"
SEAT = "rota.seat"
EXEMPT = "rota.exempt"
ROOM = "rota.room"
LEAVE = "rota.leave"
JOIN = "rota.join"
MERGE = "rota.merge"
STOP = "rota.stop"
TABLE = "rota.table"
MAP_PICTURE = "rota.map_picture"
SHOW_TIMELINE = "rota.show_timeline"
SHOW_YEAR = "rota.show_year"
SHOW_MAP = "rota.show_map"
SHOW_FAIRNESS = "rota.show_fairness"
SIGHTS = (SHOW_TIMELINE, SHOW_YEAR, SHOW_MAP, SHOW_FAIRNESS)
"""The views of the page, in the order of their tabs."""

ACTS = (
    _act(RECOMPUTE, "Recalculer", "act.recompute", "F5"),
    _act(PUBLISH, "Publier les dates…", "act.send", "Ctrl+Return"),
    _act(PROPOSE, "Proposer un tour d’accueil…", "act.propose", "Ctrl+N"),
    _act(PAST, "Noter le passé…", "history"),
    _act(PRINT, "Imprimer le tour d’accueil", "act.print", menu=Menu.FILE),
    _act(CALENDAR, "Exporter le calendrier (.ics)", "calendar", menu=Menu.FILE),
    _act(TABLE, "Exporter le tour en tableau (.xlsx)", "table", menu=Menu.FILE),
    _act(MAP_PICTURE, "Exporter la carte (.png)", "image", menu=Menu.FILE),
    _act(SHOW_TIMELINE, "Montrer la frise", "nav.rota", "F4", menu=Menu.VIEW),
    _act(SHOW_YEAR, "Montrer l’année", "calendar-days", "F7", menu=Menu.VIEW),
    _act(SHOW_MAP, "Montrer la carte", "map-pin", "F9", menu=Menu.VIEW),
    _act(SHOW_FAIRNESS, "Montrer l’équité", "scale", "F12", menu=Menu.VIEW),
    _act(BLACKOUT, "Signaler une indisponibilité…", "act.blackout", apart=True),
    _act(LOCK, "Verrouiller", "act.lock", "Space", scope=Scope.LIST),
    _act(SWAP, "Échanger…", "act.swap", "X", scope=Scope.LIST),
    _act(OPEN, "Ouvrir la réunion", "nav.meetings", "Return Enter", scope=Scope.LIST),
    _act(MOVE_DAY, "Changer de jour…", "calendar-clock", "F2", scope=Scope.LIST),
    _act(WITHDRAW, "Noter un désistement…", "circle-slash", "D", scope=Scope.LIST),
    _act(SEAT, "Réunir au siège…", "kind.epci"),
    _act(EXEMPT, "Exempter la commune…", "eye-off", apart=True),
    _act(ROOM, "Arranger la salle de la commune…", "kind.place"),
    _act(LEAVE, "Noter le départ de la commune…", "arrow-right"),
    _act(JOIN, "Ajouter une commune membre…", "user-plus"),
    _act(MERGE, "Créer une commune nouvelle…", "kind.shared"),
    _act(STOP, "Interrompre le calcul", "circle-stop", apart=True),
    _act(REMOVE, "Retirer la date", "trash-2", "Del", scope=Scope.LIST),
)
