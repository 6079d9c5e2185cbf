"""The acts of writing, declared once for every page that has an editor."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.EDIT, page=_PAGE, scope=Scope.PAGE)

SHAPE_ACTS = (
    _act("write.bold", "Mettre en gras", "bold", "Ctrl+B"),
    _act("write.italic", "Mettre en italique", "italic", "Ctrl+I"),
    _act("write.underline", "Souligner", "underline", "Ctrl+U"),
    _act("write.heading", "Faire un intertitre", "heading", "Ctrl+Shift+T"),
    _act("write.bullets", "Faire une liste à puces", "list", "Ctrl+Shift+B"),
    _act("write.numbers", "Faire une liste numérotée", "list-ordered", "Ctrl+Shift+N"),
)

OBJECT_ACTS = (
    _act("write.link", "Insérer ou modifier un lien…", "link", "Ctrl+Shift+K", apart=True),
    _act("write.picture", "Insérer une image…", "image", "Ctrl+Shift+G"),
    _act("write.table", "Insérer un tableau", "table", "Ctrl+T"),
)

TABLE_ACTS = (
    _act("write.row_below", "Ajouter une ligne dessous", "plus", "Alt+Shift+Down", apart=True),
    _act("write.row_above", "Ajouter une ligne dessus", "plus", "Alt+Shift+Up"),
    _act("write.column_right", "Ajouter une colonne à droite", "plus", "Alt+Shift+Right"),
    _act("write.column_left", "Ajouter une colonne à gauche", "plus", "Alt+Shift+Left"),
    _act("write.remove_row", "Supprimer la ligne", "minus", "Alt+Shift+Del"),
    _act("write.remove_column", "Supprimer la colonne", "minus", "Alt+Shift+Backspace"),
    _act("write.remove_table", "Supprimer le tableau", "trash-2"),
)

TEXT_ACTS = (
    _act(
        "write.describe",
        "Décrire l’image…",
        "image",
        tip="Dire ce que montre l’image à qui ne la voit pas",
        apart=True,
    ),
    _act("write.paste_plain", "Coller sans mise en forme", "clipboard-copy", "Ctrl+Shift+V"),
    _act("write.find", "Rechercher dans le texte", "search", "Ctrl+F", apart=True),
    _act("write.replace", "Remplacer dans le texte", "replace", "Ctrl+H"),
    _act("write.find_next", "Aller au résultat suivant", "arrow-down", "F3"),
    _act("write.find_previous", "Aller au résultat précédent", "arrow-up", "Shift+F3"),
    _act("write.next_fault", "Vérifier l’orthographe : mot suivant", "spell-check", "F7", apart=True),
)

NOTE_ACTS = (
    _act(
        "write.decision",
        "Faire une décision",
        "kind.decision",
        "Ctrl+Shift+D",
        menu=Menu.MEETING,
        tip="Faire du paragraphe une décision, ou l’inverse",
    ),
    _act(
        "write.action",
        "Faire une action",
        "kind.action",
        "Ctrl+Shift+A",
        menu=Menu.MEETING,
        tip="Faire du paragraphe une action, ou l’inverse",
    ),
    _act(
        "write.reserve",
        "Réserver ce paragraphe à…",
        "act.lock",
        "Ctrl+Shift+H",
        menu=Menu.MEETING,
        tip="Choisir qui peut lire ce paragraphe",
    ),
)

ACTS = (*SHAPE_ACTS, *OBJECT_ACTS, *TABLE_ACTS, *TEXT_ACTS, *NOTE_ACTS)
