"""The acts of writing, declared once for every page that has an editor."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

ACTS = (
    ActionSpec("write.bold", "Mettre en gras", "bold", "Ctrl+B", Menu.EDIT, _PAGE, Scope.PAGE),
    ActionSpec("write.italic", "Mettre en italique", "italic", "Ctrl+I", Menu.EDIT, _PAGE, Scope.PAGE),
    ActionSpec("write.underline", "Souligner", "underline", "Ctrl+U", Menu.EDIT, _PAGE, Scope.PAGE),
    ActionSpec(
        "write.heading", "Faire un intertitre", "heading", "Ctrl+Shift+T", Menu.EDIT, _PAGE, Scope.PAGE
    ),
    ActionSpec(
        "write.bullets", "Faire une liste à puces", "list", "Ctrl+Shift+B", Menu.EDIT, _PAGE, Scope.PAGE
    ),
    ActionSpec(
        "write.numbers",
        "Faire une liste numérotée",
        "list-ordered",
        "Ctrl+Shift+N",
        Menu.EDIT,
        _PAGE,
        Scope.PAGE,
    ),
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
