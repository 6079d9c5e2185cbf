"""The acts of the step « Tenir », and those of writing, which « Rédiger » shares."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.editor.specs import ACTS as WRITE_ACTS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=_PAGE, scope=Scope.PAGE)
_key = partial(ActionSpec, menu=None, page=_PAGE, scope=Scope.LIST)

HOLD_ACTS = (
    _act("hold.open", "Ouvrir la séance", "mic"),
    _act(
        "hold.next",
        "Passer au point suivant",
        "act.next_item",
        "Ctrl+Enter Ctrl+Return",
        tip="Aborder le point suivant ; après le dernier, le tour de table",
    ),
    _act("hold.back", "Revenir au point précédent", "chevron-left", "Ctrl+Shift+Enter Ctrl+Shift+Return"),
    _act("hold.pause", "Suspendre la séance", "act.pause", "Ctrl+Shift+S"),
    _act("hold.project", "Projeter", "act.project", "F11", checkable=True, part="hold"),
    _act("hold.close", "Clore la séance…", "act.close_session"),
    _act("hold.add_item", "Ajouter un point", "act.add", "Ctrl+Shift+P", scope=Scope.LIST, apart=True),
    _act("hold.add_guest", "Ajouter une personne", "user-plus", "Ins", scope=Scope.LIST),
    _act("hold.sign_in", "Imprimer la feuille d’émargement", "act.print"),
    _key("hold.present", "Noter la présence", "square-check", "P"),
    _key("hold.remote", "Noter\u00a0: à distance", "video", "D"),
    _key("hold.represented", "Noter\u00a0: représentée par…", "users", "R"),
    _key("hold.excused", "Noter\u00a0: excusée", "minus", "E"),
    _key("hold.absent", "Noter\u00a0: absente", "x", "A"),
    _key("hold.late", "Noter l’heure d’arrivée…", "clock", "T"),
    _key("hold.leaves", "Noter l’heure de départ…", "clock", "S"),
    _key("hold.lunch", "Noter le déjeuner", "utensils", "J"),
)

ACTS = (*WRITE_ACTS, *HOLD_ACTS)
