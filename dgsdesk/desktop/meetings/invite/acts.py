"""The acts of the step « Inviter »: what leaves, and what was answered."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=PAGE, scope=Scope.PAGE)
_key = partial(ActionSpec, menu=None, page=PAGE, scope=Scope.LIST)

ACTS = (
    _act("invite.send", "Préparer l’invitation…", "act.send", "Ctrl+Shift+E"),
    _act("invite.update", "Préparer la mise à jour…", "act.send"),
    _act("invite.copy", "Copier les adresses", "copy", "Ctrl+Shift+C", apart=True),
    _act("invite.copy_text", "Copier le message", "copy"),
    _act("invite.sheet", "Imprimer la feuille d’émargement", "act.print"),
    _act("invite.guest", "Inviter quelqu’un d’autre…", "user-plus", apart=True),
    _act("invite.switch", "Voir les réponses", "list-checks", "Alt+R"),
    _key("invite.comes", "Noter « vient »", "check", "V"),
    _key("invite.remote", "Noter « à distance »", "video", "D"),
    _key("invite.represented", "Noter qui représente l’invité…", "users", "R"),
    _key("invite.tentative", "Noter « viendra peut-être »", "circle-help", "P"),
    _key("invite.declines", "Noter « ne vient pas »", "x", "N"),
    _key("invite.unknown", "Noter « sans réponse »", "circle-dashed", "Backspace"),
    _key("invite.cycle", "Passer à la réponse suivante", "refresh-cw", "Space", listed=False),
    _key("invite.lunch", "Noter « déjeune » ou non", "utensils", "J"),
    _key("invite.remove", "Retirer l’invité", "x", "Del"),
)
