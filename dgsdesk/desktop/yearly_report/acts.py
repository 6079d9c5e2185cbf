"""The acts of the page « Bilan »."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "yearly_report"
PRINT, PICTURE, OPEN = f"{PAGE}.print", f"{PAGE}.picture", f"{PAGE}.open"


def _act(
    name: str, text: str, icon: str, key: str = "", scope: Scope = Scope.PAGE, *, apart: bool = False
) -> ActionSpec:
    return ActionSpec(f"roadmap.{name}", text, icon, key, Menu.TOOLS, PAGE, scope, apart=apart)


ACTS = (
    ActionSpec(PRINT, "Écrire le bilan annuel", "act.print", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PICTURE, "Enregistrer le graphique en image", "image", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(OPEN, "Ouvrir ce que compte ce chiffre", "external-link", "", Menu.TOOLS, PAGE, Scope.PAGE),
    _act("show", "Ouvrir la feuille de route", "list-ordered", "Ctrl+Shift+G"),
    _act("add", "Ajouter une commande du politique", "act.add", "Ctrl+N"),
    _act("up", "Monter la commande", "arrow-up", "Alt+Up", apart=True),
    _act("down", "Descendre la commande", "arrow-down", "Alt+Down"),
    _act("start", "Marquer la commande en cours", "circle-dot-dashed", apart=True),
    _act("done", "Marquer la commande menée à bien", "act.accept", "Ctrl+Return"),
    _act("drop", "Abandonner la commande", "circle-slash"),
    _act("reopen", "Remettre la commande à mener", "rotate-ccw"),
    _act("print", "Écrire la feuille de route", "act.print", apart=True),
    _act("remove", "Retirer la commande", "trash-2", "Del", Scope.LIST),
)
