"""The acts of the step « Rédiger », known before its pane is made."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=_PAGE, scope=Scope.PAGE)

ACTS = (
    _act(
        "draft.alone",
        "Écrire en plein écran",
        "monitor",
        "F11",
        tip="Ne montrer que le texte, sur tout l’écran",
        checkable=True,
        part="draft",
    ),
    _act("draft.word", "Ouvrir dans Word", "act.word"),
    _act(
        "draft.print",
        "Imprimer le projet",
        "act.print",
        tip="Préparer le projet en PDF et l’ouvrir, prêt à imprimer",
    ),
    _act("draft.take_back", "Reprendre un fichier Word…", "upload", "Ctrl+Shift+R", apart=True),
    _act("draft.history", "Comparer les versions", "history", "Ctrl+Shift+Y"),
    _act("draft.first_conflict", "Aller au premier passage à trancher", "split", "Ctrl+Shift+J"),
    _act("draft.confirm_all", "Confirmer tous les points", "check", "Ctrl+Shift+O"),
    _act("draft.keep_ours", "Garder notre texte", "check", "N", menu=None, scope=Scope.LIST),
    _act("draft.keep_theirs", "Prendre le texte du fichier", "file-down", "F", menu=None, scope=Scope.LIST),
    _act("draft.keep_both", "Garder les deux textes", "copy", "D", menu=None, scope=Scope.LIST),
    _act("draft.circulate", "Faire relire…", "act.send", apart=True),
)
