"""The acts of the step « Diffuser », known before its pane is made."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=_PAGE, scope=Scope.PAGE)

ACTS = (
    _act("dispatch.send", "Diffuser le compte rendu…", "act.send"),
    _act("dispatch.add", "Ajouter un destinataire", "act.add", "Ctrl+N", scope=Scope.LIST, apart=True),
    _act("dispatch.remove", "Retirer le destinataire…", "act.refuse", "Del", scope=Scope.LIST),
    _act("dispatch.restore", "Rétablir le destinataire", "act.undo", "Ins", scope=Scope.LIST),
    _act("dispatch.extracts", "Préparer les extraits par commission…", "act.send", apart=True),
    _act("dispatch.rectify", "Rectifier le compte rendu diffusé…", "pen-line"),
    _act("dispatch.revoke", "Retirer l’approbation…", "act.undo", apart=True),
)
