"""The acts of the meetings' page itself, whatever its step."""

from __future__ import annotations

from functools import partial

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE_ID = "meetings"
_act = partial(ActionSpec, menu=Menu.MEETING, page=PAGE_ID, scope=Scope.PAGE)
HOST_KIT = "meetings.host_kit"
REMIND = "meetings.dossier_remind"

ACTS = (
    _act("meetings.add", "Planifier une réunion…", "act.add", "Ctrl+N", everywhere=True),
    _act("meetings.list", "Ouvrir la liste des réunions", "act.list_pane", "Ctrl+L", checkable=True),
    _act(
        "meetings.window",
        "Ouvrir dans une nouvelle fenêtre",
        "external-link",
        "Ctrl+Alt+F",
        tip="La réunion dans une fenêtre à elle : ce qui change dans l’une se voit aussitôt dans l’autre",
    ),
    _act("meetings.edit", "Modifier la réunion…", "pencil", "Ctrl+M", apart=True),
    _act(
        HOST_KIT,
        "Préparer le dossier d’accueil",
        "folder-open",
        "Ctrl+Alt+H",
        tip="Plan à rebours, fiche de la salle, émargement, chevalets, trame du compte "
        "rendu, passage de relais",
    ),
    _act("meetings.postpone", "Changer la date ou reporter…", "calendar-clock", "Ctrl+R"),
    _act(
        "meetings.dossier",
        "Confier la réunion en dossier…",
        "kind.usb",
        "Ctrl+E",
        tip="Préparer un fichier qui porte cette réunion, et elle seule, pour qui la rédige, "
        "la relit ou la lit",
        apart=True,
    ),
    _act(
        REMIND,
        "Relancer pour le dossier attendu…",
        "mail",
        "Ctrl+Alt+R",
        tip="Préparer un message pour qui n’a pas encore renvoyé le dossier",
    ),
    _act("meetings.cancel", "Annuler la réunion…", "calendar-x"),
)
