"""The acts of the step « Tenir », and those of writing, which « Rédiger » shares."""

from __future__ import annotations

from dgsdesk.desktop.editor.specs import ACTS as WRITE_ACTS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

HOLD_ACTS = (
    ActionSpec("hold.open", "Ouvrir la séance", "mic", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec(
        "hold.next",
        "Passer au point suivant",
        "act.next_item",
        "Ctrl+Enter Ctrl+Return",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Aborder le point suivant ; après le dernier, le tour de table",
    ),
    ActionSpec(
        "hold.back",
        "Revenir au point précédent",
        "chevron-left",
        "Ctrl+Shift+Enter Ctrl+Shift+Return",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "hold.pause", "Suspendre la séance", "act.pause", "Ctrl+Shift+S", Menu.MEETING, _PAGE, Scope.PAGE
    ),
    ActionSpec(
        "hold.project",
        "Projeter",
        "act.project",
        "F11",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        checkable=True,
        part="hold",
    ),
    ActionSpec("hold.close", "Clore la séance…", "act.close_session", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec(
        "hold.add_item",
        "Ajouter un point",
        "act.add",
        "Ctrl+Shift+P",
        Menu.MEETING,
        _PAGE,
        Scope.LIST,
        apart=True,
    ),
    ActionSpec("hold.add_guest", "Ajouter une personne", "user-plus", "Ins", Menu.MEETING, _PAGE, Scope.LIST),
    ActionSpec(
        "hold.sign_in", "Imprimer la feuille d’émargement", "act.print", "", Menu.MEETING, _PAGE, Scope.PAGE
    ),
    ActionSpec("hold.present", "Noter la présence", "square-check", "P", None, _PAGE, Scope.LIST),
    ActionSpec("hold.remote", "Noter\u00a0: à distance", "video", "D", None, _PAGE, Scope.LIST),
    ActionSpec("hold.represented", "Noter\u00a0: représentée par…", "users", "R", None, _PAGE, Scope.LIST),
    ActionSpec("hold.excused", "Noter\u00a0: excusée", "minus", "E", None, _PAGE, Scope.LIST),
    ActionSpec("hold.absent", "Noter\u00a0: absente", "x", "A", None, _PAGE, Scope.LIST),
    ActionSpec("hold.late", "Noter l’heure d’arrivée…", "clock", "T", None, _PAGE, Scope.LIST),
    ActionSpec("hold.leaves", "Noter l’heure de départ…", "clock", "S", None, _PAGE, Scope.LIST),
    ActionSpec("hold.lunch", "Noter le déjeuner", "utensils", "J", None, _PAGE, Scope.LIST),
)

ACTS = (*WRITE_ACTS, *HOLD_ACTS)
