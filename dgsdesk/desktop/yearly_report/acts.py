"""The acts of the page « Bilan »."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "yearly_report"
PRINT, PICTURE, OPEN = f"{PAGE}.print", f"{PAGE}.picture", f"{PAGE}.open"

ACTS = (
    ActionSpec(PRINT, "Écrire le bilan annuel", "act.print", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PICTURE, "Enregistrer le graphique en image", "image", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(OPEN, "Ouvrir ce que compte ce chiffre", "external-link", "", Menu.TOOLS, PAGE, Scope.PAGE),
)
