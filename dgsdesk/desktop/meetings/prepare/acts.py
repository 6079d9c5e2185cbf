"""The acts of the step « Préparer »: the agenda workshop."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.library.attach_acts import attach_acts
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=PAGE, scope=Scope.PAGE)

ACTS = (
    _act("prepare.invite", "Figer et inviter…", "act.send"),
    _act("prepare.print", "Imprimer l’ordre du jour", "act.print", apart=True),
    _act("prepare.print_tasks", "Imprimer ce qui est à préparer", "act.print"),
    _act(
        "prepare.templates",
        "Choisir une trame…",
        "kind.document",
        tip="Appliquer une trame, ou garder cet ordre du jour comme trame",
        apart=True,
    ),
    _act(
        "prepare.sheet",
        "Ouvrir la fiche du point…",
        "pen-line",
        "Ctrl+D",
        scope=Scope.LIST,
        tip="Qui prépare le point, quoi et pour quand ; qui le règle ; ce qui est rappelé dessous",
    ),
    _act(
        "prepare.thread",
        "Voir ce que nous avions dit…",
        "undo-2",
        "Ctrl+J",
        scope=Scope.LIST,
        tip="Ce que les réunions précédentes ont dit et décidé du sujet, et ce qui reste à faire",
    ),
    _act(
        "prepare.propose",
        "Proposer un ordre du jour",
        "act.propose",
        "Ctrl+Shift+P",
        tip="Remplir les temps avec ce qui est le plus mûr, dans la durée prévue",
        apart=True,
    ),
    _act(
        "prepare.add_free",
        "Ajouter un point libre",
        "act.add",
        "Ins",
        scope=Scope.LIST,
        tip="Ajouter un point qui ne vient d’aucun registre, sous le point choisi",
    ),
    _act("prepare.add", "Ajouter à l’ordre du jour", "act.add", menu=None, scope=Scope.LIST),
    _act("prepare.leave", "Ne plus proposer ce point reporté", "archive", "Del", scope=Scope.LIST),
    _act("prepare.add_part", "Ajouter un temps", "act.add"),
    _act("prepare.up", "Monter le point", "arrow-up", "Alt+Up", scope=Scope.LIST, apart=True),
    _act("prepare.down", "Descendre le point", "arrow-down", "Alt+Down", scope=Scope.LIST),
    _act(
        "prepare.remove",
        "Retirer le point",
        "x",
        "Del",
        scope=Scope.LIST,
        tip="Renvoyer le point là d’où il vient",
    ),
    _act(
        "prepare.postpone",
        "Reporter le point à la réunion suivante",
        "arrow-right",
        "Ctrl+Del",
        scope=Scope.LIST,
    ),
    _act(
        "prepare.documents",
        "Voir les documents du point",
        "kind.document",
        "Shift+F4",
        tip="Ils partent avec l’invitation ; sans point choisi, ceux de la réunion",
        apart=True,
    ),
    *attach_acts(PAGE, "prepare", Menu.MEETING),
    _act(
        "prepare.competences",
        "Choisir les compétences du point…",
        "link",
        "F4",
        scope=Scope.LIST,
        tip="Dire quelles compétences le point touche : les commissions qui les suivent en "
        "sont destinataires",
    ),
)
