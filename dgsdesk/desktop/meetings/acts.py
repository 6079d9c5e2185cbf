"""The acts of the meetings' page itself, whatever its step."""

from __future__ import annotations

from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope

PAGE_ID = "meetings"
HOST_KIT = "meetings.host_kit"
REMIND = "meetings.dossier_remind"

ACTS = (
    ActionSpec(
        "meetings.add",
        "Planifier une réunion…",
        "act.add",
        "Ctrl+N",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        everywhere=True,
    ),
    ActionSpec(
        "meetings.list",
        "Ouvrir la liste des réunions",
        "act.list_pane",
        "Ctrl+L",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        checkable=True,
    ),
    ActionSpec(
        "meetings.window",
        "Ouvrir dans une nouvelle fenêtre",
        "external-link",
        "Ctrl+Alt+F",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        "La réunion dans une fenêtre à elle : ce qui change dans l’une se voit aussitôt dans l’autre",
    ),
    ActionSpec(
        "meetings.edit",
        "Modifier la réunion…",
        "pencil",
        "Ctrl+M",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        apart=True,
    ),
    ActionSpec(
        HOST_KIT,
        "Préparer le dossier d’accueil",
        "folder-open",
        "Ctrl+Alt+H",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        "Plan à rebours, fiche de la salle, émargement, chevalets, trame du compte rendu, passage de relais",
    ),
    ActionSpec(
        "meetings.postpone",
        "Changer la date ou reporter…",
        "calendar-clock",
        "Ctrl+R",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
    ),
    ActionSpec(
        "meetings.dossier",
        "Confier la réunion en dossier…",
        "kind.usb",
        "Ctrl+E",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        "Préparer un fichier qui porte cette réunion, et elle seule, pour qui la rédige, la relit ou la lit",
        apart=True,
    ),
    ActionSpec(
        REMIND,
        "Relancer pour le dossier attendu…",
        "mail",
        "Ctrl+Alt+R",
        Menu.MEETING,
        PAGE_ID,
        Scope.PAGE,
        "Préparer un message pour qui n’a pas encore renvoyé le dossier",
    ),
    ActionSpec("meetings.cancel", "Annuler la réunion…", "calendar-x", "", Menu.MEETING, PAGE_ID, Scope.PAGE),
)
