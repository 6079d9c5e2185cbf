"""The acts of writing, declared once for every page that has an editor."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"


def _act(
    id: str, text: str, icon: str = "", key: str = "", tip: str = "", *, apart: bool = False
) -> ActionSpec:
    return ActionSpec(f"write.{id}", text, icon, key, Menu.EDIT, _PAGE, Scope.PAGE, tip, apart=apart)


SHAPE_ACTS = (
    _act("bold", "Mettre en gras", "bold", "Ctrl+B"),
    _act("italic", "Mettre en italique", "italic", "Ctrl+I"),
    _act("underline", "Souligner", "underline", "Ctrl+U"),
    _act("heading", "Faire un intertitre", "heading", "Ctrl+Shift+T"),
    _act("bullets", "Faire une liste à puces", "list", "Ctrl+Shift+B"),
    _act("numbers", "Faire une liste numérotée", "list-ordered", "Ctrl+Shift+N"),
)

OBJECT_ACTS = (
    _act("link", "Insérer ou modifier un lien…", "link", "Ctrl+Shift+K", apart=True),
    _act("picture", "Insérer une image…", "image", "Ctrl+Shift+G"),
    _act("table", "Insérer un tableau", "table", "Ctrl+T"),
)

TABLE_ACTS = (
    _act("row_below", "Ajouter une ligne dessous", "plus", "Alt+Shift+Down", apart=True),
    _act("row_above", "Ajouter une ligne dessus", "plus", "Alt+Shift+Up"),
    _act("column_right", "Ajouter une colonne à droite", "plus", "Alt+Shift+Right"),
    _act("column_left", "Ajouter une colonne à gauche", "plus", "Alt+Shift+Left"),
    _act("remove_row", "Supprimer la ligne", "minus", "Alt+Shift+Del"),
    _act("remove_column", "Supprimer la colonne", "minus", "Alt+Shift+Backspace"),
    _act("remove_table", "Supprimer le tableau", "trash-2"),
)

TEXT_ACTS = (
    _act(
        "describe",
        "Décrire l’image…",
        "image",
        "",
        "Dire ce que montre l’image à qui ne la voit pas",
        apart=True,
    ),
    _act("paste_plain", "Coller sans mise en forme", "clipboard-copy", "Ctrl+Shift+V"),
    _act("find", "Rechercher dans le texte", "search", "Ctrl+F", apart=True),
    _act("replace", "Remplacer dans le texte", "replace", "Ctrl+H"),
    _act("find_next", "Aller au résultat suivant", "arrow-down", "F3"),
    _act("find_previous", "Aller au résultat précédent", "arrow-up", "Shift+F3"),
    _act("next_fault", "Vérifier l’orthographe : mot suivant", "spell-check", "F7", apart=True),
)

NOTE_ACTS = (
    ActionSpec(
        "write.decision",
        "Faire une décision",
        "kind.decision",
        "Ctrl+Shift+D",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Faire du paragraphe une décision, ou l’inverse",
    ),
    ActionSpec(
        "write.action",
        "Faire une action",
        "kind.action",
        "Ctrl+Shift+A",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Faire du paragraphe une action, ou l’inverse",
    ),
    ActionSpec(
        "write.reserve",
        "Réserver ce paragraphe à…",
        "act.lock",
        "Ctrl+Shift+H",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Choisir qui peut lire ce paragraphe",
    ),
)

ACTS = (*SHAPE_ACTS, *OBJECT_ACTS, *TABLE_ACTS, *TEXT_ACTS, *NOTE_ACTS)
