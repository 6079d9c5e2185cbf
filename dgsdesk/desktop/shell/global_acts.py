"""The acts of the shell itself, those that are at hand on every page."""

from __future__ import annotations

from collections.abc import Sequence

from dgsdesk.desktop.shell.actions import ActionSpec, Menu
from dgsdesk.desktop.shell.page import PageEntry

GLOBAL_ACTS = (
    ActionSpec("shell.example", "Explorer un exemple", "landmark", "", Menu.FILE),
    ActionSpec("shell.own_network", "Revenir à mon réseau", "undo-2", "", Menu.FILE),
    ActionSpec(
        "shell.preview",
        "Voir l’aperçu avant impression",
        "act.print",
        "Ctrl+P",
        Menu.FILE,
        apart=True,
        also="imprimer papier pdf",
    ),
    ActionSpec(
        "shell.undo",
        "Annuler le dernier geste",
        "act.undo",
        "Ctrl+Z",
        Menu.EDIT,
        also="défaire retour arrière",
    ),
    ActionSpec("shell.redo", "Rétablir", "redo-2", "Ctrl+Y Ctrl+Shift+Z", Menu.EDIT),
    ActionSpec("shell.copy_rows", "Copier la ligne", "copy", "Ctrl+C", Menu.EDIT, apart=True),
    ActionSpec("shell.copy_table", "Copier le tableau ou la liste", "copy", "Ctrl+Alt+X", Menu.EDIT),
    ActionSpec(
        "shell.palette",
        "Rechercher ou lancer une commande",
        "act.search",
        "Ctrl+K",
        Menu.EDIT,
        listed=False,
        apart=True,
    ),
    ActionSpec(
        "shell.larger",
        "Agrandir le texte",
        "plus",
        "Ctrl++ Ctrl+=",
        Menu.VIEW,
        also="zoom loupe taille police gros caractères",
    ),
    ActionSpec(
        "shell.smaller",
        "Réduire le texte",
        "minus",
        "Ctrl+-",
        Menu.VIEW,
        also="zoom taille police petits caractères",
    ),
    ActionSpec("shell.normal_size", "Remettre le texte à 100 %", "rotate-ccw", "", Menu.VIEW),
    ActionSpec(
        "shell.fold_rail", "Replier la barre des pages", "panel-left", "Ctrl+Shift+L", Menu.VIEW, apart=True
    ),
    ActionSpec("shell.reset_view", "Remettre fenêtre, volets et colonnes", "rotate-ccw", "", Menu.VIEW),
    ActionSpec("shell.next_pane", "Passer au volet suivant", "chevron-right", "F6", Menu.VIEW, listed=False),
    ActionSpec("shell.theme_system", "Suivre le thème du système", "act.project", "", Menu.VIEW, apart=True),
    ActionSpec("shell.theme_light", "Passer au thème clair", "sun", "", Menu.VIEW),
    ActionSpec("shell.theme_dark", "Passer au thème sombre", "moon", "", Menu.VIEW, also="noir nuit"),
    ActionSpec(
        "shell.theme_high_contrast",
        "Passer au thème à fort contraste",
        "eye",
        "",
        Menu.VIEW,
        also="accessibilité",
    ),
    ActionSpec("shell.help_here", "Consulter l’aide de la page", "circle-help", "Shift+F1", Menu.HELP),
    ActionSpec(
        "shell.guide", "Ouvrir le guide", "info", "Ctrl+F1", Menu.HELP, also="aide manuel mode d’emploi"
    ),
    ActionSpec(
        "shell.shortcuts",
        "Voir les touches et les commandes",
        "info",
        "F1",
        Menu.HELP,
        also="raccourcis clavier",
    ),
    ActionSpec(
        "shell.report",
        "Envoyer un rapport",
        "act.ask",
        "",
        Menu.HELP,
        apart=True,
        also="erreur bogue panne problème assistance",
    ),
    ActionSpec("shell.about", "À propos de DGS Desk", "info", "", Menu.HELP, apart=True),
)

LAST_ACTS = (
    ActionSpec("shell.close_window", "Fermer la fenêtre", "x", "Ctrl+W", Menu.FILE, apart=True),
    ActionSpec("shell.quit", "Quitter", "x", "Ctrl+Q", Menu.FILE),
)
"""Those at the foot of their menu, below those of every page."""

# The upper row of a French keyboard gives these without Shift. The key of 6 is « - », which zooms.
_AZERTY = {1: "&", 2: "é", 3: '"', 4: "'", 5: "(", 7: "è", 8: "_", 9: "ç", 0: "à"}


def page_acts(entries: Sequence[PageEntry]) -> list[ActionSpec]:
    """Return one act per page that goes there: Ctrl+1 to Ctrl+9, Ctrl+0 (rank 10)."""
    return [
        ActionSpec(
            f"go.{entry.id}", entry.title, entry.icon, key_of_rank(entry.rank), Menu.VIEW, listed=False
        )
        for entry in entries
        if entry.rank
    ]


def key_of_rank(rank: int) -> str:
    """Return Ctrl and the digit of a rank, also where a French keyboard gives it without Shift."""
    digit = rank % 10
    keys = [f"Ctrl+{digit}"]
    if digit in _AZERTY:
        keys.append(f"Ctrl+{_AZERTY[digit]}")
    return " ".join(keys)
