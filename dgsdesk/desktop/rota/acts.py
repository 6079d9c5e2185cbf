"""The acts of the page of the host rota, and the entities that it hears of."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "rota"

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

ACTS = (
    ActionSpec(RECOMPUTE, "Recalculer", "act.recompute", "F5", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PUBLISH, "Publier les dates…", "act.send", "Ctrl+Return", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PROPOSE, "Proposer un tour d’accueil…", "act.propose", "Ctrl+N", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PAST, "Noter le passé…", "history", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PRINT, "Imprimer le tour d’accueil", "act.print", "", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(CALENDAR, "Exporter le calendrier (.ics)", "calendar", "", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(TABLE, "Exporter le tour en tableau (.xlsx)", "table", "", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(MAP_PICTURE, "Exporter la carte (.png)", "image", "", Menu.FILE, PAGE, Scope.PAGE),
    ActionSpec(SHOW_TIMELINE, "Montrer la frise", "nav.rota", "F4", Menu.VIEW, PAGE, Scope.PAGE),
    ActionSpec(SHOW_YEAR, "Montrer l’année", "calendar-days", "F7", Menu.VIEW, PAGE, Scope.PAGE),
    ActionSpec(SHOW_MAP, "Montrer la carte", "map-pin", "F9", Menu.VIEW, PAGE, Scope.PAGE),
    ActionSpec(SHOW_FAIRNESS, "Montrer l’équité", "scale", "F12", Menu.VIEW, PAGE, Scope.PAGE),
    ActionSpec(
        BLACKOUT,
        "Signaler une indisponibilité…",
        "act.blackout",
        "",
        Menu.TOOLS,
        PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(LOCK, "Verrouiller", "act.lock", "Space", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(SWAP, "Échanger…", "act.swap", "X", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(OPEN, "Ouvrir la réunion", "nav.meetings", "Return Enter", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(MOVE_DAY, "Changer de jour…", "calendar-clock", "F2", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(WITHDRAW, "Noter un désistement…", "circle-slash", "D", Menu.TOOLS, PAGE, Scope.LIST),
    ActionSpec(SEAT, "Réunir au siège…", "kind.epci", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(EXEMPT, "Exempter la commune…", "eye-off", "", Menu.TOOLS, PAGE, Scope.PAGE, apart=True),
    ActionSpec(ROOM, "Arranger la salle de la commune…", "kind.place", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(LEAVE, "Noter le départ de la commune…", "arrow-right", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(JOIN, "Ajouter une commune membre…", "user-plus", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(MERGE, "Créer une commune nouvelle…", "kind.shared", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(STOP, "Interrompre le calcul", "circle-stop", "", Menu.TOOLS, PAGE, Scope.PAGE, apart=True),
    ActionSpec(REMOVE, "Retirer la date", "trash-2", "Del", Menu.TOOLS, PAGE, Scope.LIST),
)
