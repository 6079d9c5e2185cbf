"""The page of settings as the rail and the palette know it, and what it restores at the start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.places import SETTINGS
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.preferences import SINGLE_LETTERS

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "settings"
_act = partial(ActionSpec, menu=Menu.FILE, page=PAGE, scope=Scope.PAGE)

ACTS = (
    ActionSpec("settings.open", "Ouvrir les réglages", "nav.settings", "Ctrl+,", Menu.TOOLS, listed=False),
    ActionSpec(
        "settings.save",
        "Sauvegarder sur une clé…",
        "kind.backup",
        "Ctrl+S",
        Menu.FILE,
        also="copie usb sauvegarde",
    ),
    ActionSpec(
        "settings.restore",
        "Revenir à une sauvegarde…",
        "history",
        "",
        Menu.FILE,
        also="restaurer restauration récupérer",
    ),
    _act("settings.check", "Vérifier le réseau", "list-checks", apart=True),
    _act("settings.words_agree", "Confirmer que les mots concordent", "phone", menu=Menu.TOOLS, apart=True),
    _act("settings.forget_sender", "Oublier cet expéditeur", "trash-2", menu=Menu.TOOLS),
    _act(
        "settings.second_copy",
        "Copier ailleurs maintenant",
        "kind.backup",
        apart=True,
        also="sauvegarde clé usb",
    ),
    _act("settings.second_place", "Choisir l’endroit des copies…", "folder-open"),
    _act("settings.export", "Exporter tout en formats ouverts…", "folder-open", apart=True),
    _act("settings.register", "Préparer la fiche du registre RGPD", "file-text", apart=True),
    _act("settings.retention", "Effacer ce qui a passé sa durée…", "trash-2"),
    _act("settings.archive", "Verser aux archives…", "archive"),
    _act("settings.backup", "Sauvegarder maintenant…", "kind.backup"),
)


def _prepare(host: PageHost) -> None:
    host.actions.bind("settings.open", lambda: host.open(PAGE))
    host.actions.bind("settings.save", lambda: _save(host))
    host.actions.bind("settings.restore", lambda: host.open(PAGE, "restore"))
    host.offer_way_out("rows_altered", "Vérifier le réseau", lambda: _check(host))
    host.actions.use_single_letters(host.preferences.flag(SINGLE_LETTERS, True))


def _save(host: PageHost) -> None:
    """Lead to the section that says what a backup is, and ask at once where this one goes."""
    host.open(PAGE, "safekeeping")
    host.actions.trigger("settings.backup")


def _check(host: PageHost) -> None:
    host.open(PAGE, "safekeeping")
    host.actions.trigger("settings.check")


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.settings.page import SettingsPage

    return SettingsPage(host)


ENTRY = PageEntry.at(SETTINGS, _create, actions=ACTS, prepare=_prepare)
