"""The acts of the step « Inviter »: what leaves, and what was answered."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "meetings"

ACTS = (
    ActionSpec(
        "invite.send", "Préparer l’invitation…", "act.send", "Ctrl+Shift+E", Menu.MEETING, PAGE, Scope.PAGE
    ),
    ActionSpec("invite.update", "Préparer la mise à jour…", "act.send", "", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec(
        "invite.copy",
        "Copier les adresses",
        "copy",
        "Ctrl+Shift+C",
        Menu.MEETING,
        PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec("invite.copy_text", "Copier le message", "copy", "", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec(
        "invite.sheet", "Imprimer la feuille d’émargement", "act.print", "", Menu.MEETING, PAGE, Scope.PAGE
    ),
    ActionSpec(
        "invite.guest",
        "Inviter quelqu’un d’autre…",
        "user-plus",
        "",
        Menu.MEETING,
        PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec("invite.switch", "Voir les réponses", "list-checks", "Alt+R", Menu.MEETING, PAGE, Scope.PAGE),
    ActionSpec("invite.comes", "Noter « vient »", "check", "V", None, PAGE, Scope.LIST),
    ActionSpec("invite.remote", "Noter « à distance »", "video", "D", None, PAGE, Scope.LIST),
    ActionSpec("invite.represented", "Noter qui représente l’invité…", "users", "R", None, PAGE, Scope.LIST),
    ActionSpec("invite.tentative", "Noter « viendra peut-être »", "circle-help", "P", None, PAGE, Scope.LIST),
    ActionSpec("invite.declines", "Noter « ne vient pas »", "x", "N", None, PAGE, Scope.LIST),
    ActionSpec(
        "invite.unknown", "Noter « sans réponse »", "circle-dashed", "Backspace", None, PAGE, Scope.LIST
    ),
    ActionSpec(
        "invite.cycle",
        "Passer à la réponse suivante",
        "refresh-cw",
        "Space",
        None,
        PAGE,
        Scope.LIST,
        listed=False,
    ),
    ActionSpec("invite.lunch", "Noter « déjeune » ou non", "utensils", "J", None, PAGE, Scope.LIST),
    ActionSpec("invite.remove", "Retirer l’invité", "x", "Del", None, PAGE, Scope.LIST),
)
