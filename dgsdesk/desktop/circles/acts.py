"""The acts of the page of the circles, and the entities that it hears of."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "circles"
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)
ADD, ADD_MODEL, SAVE_MODEL = "circles.add", "circles.add_model", "circles.save_model"
FACTS, CLOSE, REMOVE, ROTA = "circles.facts", "circles.close", "circles.remove", "circles.rota"

KINDS = frozenset(
    {
        "Circle",
        "MembershipRule",
        "MembershipException",
        "ClosedPeriod",
        "SharedService",
        "ServiceMembership",
        "EarlierPopulation",
        "Organisation",
        "Appointment",
        "Person",
        "Network",
        "HostTurn",
        "Meeting",
    }
)

ACTS = (
    _act(ADD, "Ajouter un format de rencontre", "act.add", "Ctrl+N"),
    _act(ADD_MODEL, "Ajouter un modèle…", "list"),
    _act(SAVE_MODEL, "Enregistrer nos formats comme modèle", "download", menu=Menu.FILE),
    _act(FACTS, "Renseigner secteurs et services…", "kind.shared", apart=True),
    _act(ROTA, "Voir son tour d’accueil", "nav.rota"),
    _act(CLOSE, "Fermer ce format", "archive", apart=True),
    _act(REMOVE, "Retirer ce format", "trash-2", "Del", scope=Scope.LIST),
)
