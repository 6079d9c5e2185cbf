"""The acts of the step « Diffuser », known before its pane is made."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

_PAGE = "meetings"

ACTS = (
    ActionSpec("dispatch.send", "Diffuser le compte rendu…", "act.send", "", Menu.MEETING, _PAGE, Scope.PAGE),
    ActionSpec(
        "dispatch.add",
        "Ajouter un destinataire",
        "act.add",
        "Ctrl+N",
        Menu.MEETING,
        _PAGE,
        Scope.LIST,
        apart=True,
    ),
    ActionSpec(
        "dispatch.remove", "Retirer le destinataire…", "act.refuse", "Del", Menu.MEETING, _PAGE, Scope.LIST
    ),
    ActionSpec(
        "dispatch.restore", "Rétablir le destinataire", "act.undo", "Ins", Menu.MEETING, _PAGE, Scope.LIST
    ),
    ActionSpec(
        "dispatch.extracts",
        "Préparer les extraits par commission…",
        "act.send",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        "dispatch.rectify",
        "Rectifier le compte rendu diffusé…",
        "pen-line",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
    ),
    ActionSpec(
        "dispatch.revoke",
        "Retirer l’approbation…",
        "act.undo",
        "",
        Menu.MEETING,
        _PAGE,
        Scope.PAGE,
        apart=True,
    ),
)
