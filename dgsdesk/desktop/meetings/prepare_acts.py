"""The acts of the step « Préparer »: the agenda workshop."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "meetings"

ACTS = (
    ActionSpec("prepare.invite", "Figer et inviter…", "act.send", "", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec("prepare.print", "Imprimer l’ordre du jour", "act.print", "", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec(
        "prepare.propose",
        "Proposer un ordre du jour",
        "act.propose",
        "Ctrl+Shift+P",
        Menu.MEETING,
        PAGE,
        Scope.PAGE,
        "Remplir les temps avec ce qui est le plus mûr, dans la durée prévue",
    ),
    ActionSpec(
        "prepare.add_free",
        "Ajouter un point libre",
        "act.add",
        "Ins",
        Menu.MEETING,
        PAGE,
        Scope.LIST,
        "Ajouter un point qui ne vient d’aucun registre, sous le point choisi",
    ),
    ActionSpec("prepare.add", "Ajouter à l’ordre du jour", "act.add", "", None, PAGE, Scope.LIST),
    ActionSpec(
        "prepare.leave",
        "Ne plus proposer ce point reporté",
        "archive",
        "Del",
        Menu.MEETING,
        PAGE,
        Scope.LIST,
    ),
    ActionSpec("prepare.add_part", "Ajouter un temps", "act.add", "", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec("prepare.up", "Monter le point", "arrow-up", "Alt+Up", Menu.MEETING, PAGE, Scope.LIST),
    ActionSpec(
        "prepare.down", "Descendre le point", "arrow-down", "Alt+Down", Menu.MEETING, PAGE, Scope.LIST
    ),
    ActionSpec(
        "prepare.remove",
        "Retirer le point",
        "x",
        "Del",
        Menu.MEETING,
        PAGE,
        Scope.LIST,
        "Renvoyer le point là d’où il vient",
    ),
    ActionSpec(
        "prepare.postpone",
        "Reporter le point à la réunion suivante",
        "arrow-right",
        "Ctrl+Del",
        Menu.MEETING,
        PAGE,
        Scope.LIST,
    ),
    ActionSpec(
        "prepare.competences",
        "Choisir les compétences du point…",
        "link",
        "F4",
        Menu.MEETING,
        PAGE,
        Scope.LIST,
        "Dire quelles compétences le point touche : les commissions qui les suivent en sont destinataires",
    ),
)
