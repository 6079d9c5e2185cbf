"""Where the network lies and how it is kept safe; a copy of it where the user wants one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.store import BackupFile, Drive, NetworkCopied
from dgsdesk.application.safety.kept_contents import names_of
from dgsdesk.application.safety.second_place import SecondRow, second_row
from dgsdesk.application.view import View
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import (
    NBSP,
    THIN,
    capitalised,
    date_full,
    days_away,
    file_size,
    hour,
    join_and,
    plural,
)

_NAMED = 3
"""As many pieces are named; the others are counted."""


@dataclass(frozen=True)
class SafekeepingRow:
    """The file of the network, its newest backup if any, what to say of it and of the drive."""

    place: str
    last: datetime | None
    failed: bool
    sentence: str
    drive: str
    endangered: bool
    backups: tuple[BackupRow, ...] = ()
    second: SecondRow | None = None


@dataclass(frozen=True)
class BackupRow:
    """A backup: its path, and in one line when and why it was made and how large it is."""

    file: str
    sentence: str


_WHY = {
    "ouverture": "à l’ouverture",
    "import": "avant un import",
    "restauration": "avant une restauration",
    "reprise": "avant la reprise d’un dossier",
    "reprise d’un dossier": "avant la reprise d’un dossier",
    "copie": "à votre demande",
    "version": "avant une mise à niveau",
}


def safekeeping(view: View) -> SafekeepingRow:
    """Return where the network lies and when it was last backed up."""
    last, failure = view.keeper.last(), view.keeper.failure()
    backups = tuple(BackupRow(one.file, _backup_sentence(view, one)) for one in view.keeper.backups())
    said = _sentence(last, failure, view.clock.today())
    drive = view.keeper.drive()
    place, words, danger = view.keeper.place(), drive_words(drive), bool(drive.synchronised)
    return SafekeepingRow(place, last, failure is not None, said, words, danger, backups, second_row(view))


def drive_words(drive: Drive) -> str:
    """Say whether the drive is encrypted, and whether another program may get in the way."""
    said = _ENCRYPTED[drive.encrypted]
    if not drive.synchronised:
        return said
    folder = f"«{NBSP}{drive.synchronised}{NBSP}»"
    return (
        f"Le dossier {folder} est synchronisé par un autre programme, qui peut copier le fichier au milieu "
        f"d’un enregistrement{NBSP}: gardez le réseau ailleurs sur ce poste, et ses copies seules ici. {said}"
    )


_ENCRYPTED = {
    True: "Le disque de ce poste est chiffré.",
    False: f"Le disque de ce poste n’est pas chiffré{NBSP}: qui l’emporte peut tout lire. "
    "Demandez à votre informaticien de le chiffrer.",
    None: "Ce poste ne dit pas si son disque est chiffré.",
}


def _backup_sentence(view: View, backup: BackupFile) -> str:
    when = f"{date_full(backup.at.date())} à {hour(backup.at.time())}" if backup.at else ""
    told = (when, _WHY.get(backup.why, ""), file_size(backup.size))
    return capitalised(", ".join(filter(None, told))) + _without(view, backup.absent)


def _without(view: View, absent: tuple[str, ...]) -> str:
    """Say which pieces a backup lacks; those that the network no longer names are counted alone."""
    if not absent:
        return ""
    names = sorted(set(names_of(list(absent), view.store)))
    named = f"{NBSP}: {join_and(names[:_NAMED])}{'…' if len(names) > _NAMED else ''}" if names else ""
    return f"{THIN}; {plural(len(absent), 'pièce y manque', 'pièces y manquent')}{named}"


def _sentence(last: datetime | None, failure: KnownError | None, today: date) -> str:
    if last is None:
        said = "Aucune sauvegarde n’a encore été faite."
    else:
        away = days_away(last.date(), today)
        said = f"Dernière sauvegarde{NBSP}: {date_full(last.date())} à {hour(last.time())}, {away}."
    return capitalised(f"{_warning(failure)}{said}")


def _warning(failure: KnownError | None) -> str:
    if failure is None:
        return ""
    if failure.code == "backup_unsound":
        return (
            f"La sauvegarde du jour n’a pas été faite{NBSP}: le fichier du réseau est abîmé, et elle ne "
            "pourrait pas être restaurée. Vérifiez le réseau, puis revenez à une sauvegarde d’avant. "
        )
    return f"La sauvegarde du jour n’a pas pu être faite{NBSP}: vérifiez le disque. "


def network_copy(view: View, folder: str) -> Callable[[Pace], NetworkCopied]:
    """Return what copies the network and its attachments into a folder and reads them back, in any thread.

    It raises StorageUnavailable when the folder cannot be written or the copy could not be restored, and
    RuleBroken("given_up").
    """
    return partial(view.keeper.copy_to, folder)


def absent_from(made: NetworkCopied) -> tuple[str, str]:
    """Say what a copy lacks that it speaks of, and what to do about it; nothing where it lacks nothing."""
    count = len(made.absent)
    if not count:
        return "", ""
    named = join_and(made.absent[:_NAMED]) + ("…" if count > _NAMED else ".")
    what = plural(count, "pièce y manque", "pièces y manquent")
    were = "elle était déjà absente ou abîmée" if count == 1 else "elles étaient déjà absentes ou abîmées"
    which = "l’a" if count == 1 else "les a"
    return (
        f"{capitalised(what)}, {were} sur ce poste{NBSP}: {named}",
        f"Vérifiez le réseau{NBSP}: une sauvegarde d’avant {which} peut-être.",
    )
