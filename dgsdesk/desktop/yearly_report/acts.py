"""The acts of the page « Bilan »."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "yearly_report"
PRINT, PICTURE, OPEN = f"{PAGE}.print", f"{PAGE}.picture", f"{PAGE}.open"
_act = partial(ActionSpec, menu=Menu.TOOLS, page=PAGE, scope=Scope.PAGE)

ACTS = (
    _act(PRINT, "Écrire le bilan annuel", "act.print"),
    _act(PICTURE, "Enregistrer le graphique en image", "image"),
    _act(OPEN, "Ouvrir ce que compte ce chiffre", "external-link"),
    _act("roadmap.show", "Ouvrir la feuille de route", "list-ordered", "Ctrl+Shift+G"),
    _act("roadmap.add", "Ajouter une commande du politique", "act.add", "Ctrl+N"),
    _act("roadmap.up", "Monter la commande", "arrow-up", "Alt+Up", apart=True),
    _act("roadmap.down", "Descendre la commande", "arrow-down", "Alt+Down"),
    _act("roadmap.start", "Marquer la commande en cours", "circle-dot-dashed", apart=True),
    _act("roadmap.done", "Marquer la commande menée à bien", "act.accept", "Ctrl+Return"),
    _act("roadmap.drop", "Abandonner la commande", "circle-slash"),
    _act("roadmap.reopen", "Remettre la commande à mener", "rotate-ccw"),
    _act("roadmap.print", "Écrire la feuille de route", "act.print", apart=True),
    _act("roadmap.remove", "Retirer la commande", "trash-2", "Del", scope=Scope.LIST),
)
