"""The acts of the page of the circles, and the entities that it hears of."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "circles"
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
    ActionSpec(ADD, "Ajouter un format de rencontre", "act.add", "Ctrl+N", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(ADD_MODEL, "Ajouter un modèle…", "list", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(
        SAVE_MODEL, "Enregistrer nos formats comme modèle", "download", "", Menu.FILE, PAGE, Scope.PAGE
    ),
    ActionSpec(
        FACTS, "Renseigner secteurs et services…", "kind.shared", "", Menu.TOOLS, PAGE, Scope.PAGE, apart=True
    ),
    ActionSpec(ROTA, "Voir son tour d’accueil", "nav.rota", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(CLOSE, "Fermer ce format", "archive", "", Menu.TOOLS, PAGE, Scope.PAGE, apart=True),
    ActionSpec(REMOVE, "Retirer ce format", "trash-2", "Del", Menu.TOOLS, PAGE, Scope.LIST),
)
