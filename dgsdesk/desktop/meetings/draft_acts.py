"""The acts of the step « Rédiger », known before its pane is made."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

ACTS = (
    ActionSpec(
        "draft.alone",
        "Écrire en plein écran",
        "monitor",
        "F11",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Ne montrer que le texte, sur tout l’écran",
        checkable=True,
        part="draft",
    ),
    ActionSpec("draft.word", "Ouvrir dans Word", "act.word", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec(
        "draft.print",
        "Imprimer le projet",
        "act.print",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        "Préparer le projet en PDF et l’ouvrir, prêt à imprimer",
    ),
    ActionSpec(
        "draft.take_back",
        "Reprendre un fichier Word…",
        "upload",
        "Ctrl+Shift+R",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "draft.history", "Comparer les versions", "history", "Ctrl+Shift+Y", Menu.MEETING, _PAGE, Scope.PAGE
    ),
    ActionSpec(
        "draft.first_conflict",
        "Aller au premier passage à trancher",
        "split",
        "Ctrl+Shift+J",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "draft.confirm_all",
        "Confirmer tous les points",
        "check",
        "Ctrl+Shift+O",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
    ),
    ActionSpec("draft.keep_ours", "Garder notre texte", "check", "N", None, _PAGE, Scope.LIST),
    ActionSpec("draft.keep_theirs", "Prendre le texte du fichier", "file-down", "F", None, _PAGE, Scope.LIST),
    ActionSpec("draft.keep_both", "Garder les deux textes", "copy", "D", None, _PAGE, Scope.LIST),
    ActionSpec(
        "draft.circulate", "Faire relire…", "act.send", "", Menu.MEETING, _PAGE, Scope.PAGE, apart=True
    ),
)
