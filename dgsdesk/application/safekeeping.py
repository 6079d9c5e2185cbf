"""Where the network lies and how it is kept safe; a copy of it where the user wants one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.ports.store import BackupFile
from dgsdesk.application.view import View
from dgsdesk.domain.wording import NBSP, capitalised, date_full, days_away, file_size, hour


@dataclass(frozen=True)
class SafekeepingRow:
    """The file of the network, the newest backup if any, and what to say of it."""

    place: str
    last: datetime | None
    failed: bool
    sentence: str
    backups: tuple[BackupRow, ...] = ()


@dataclass(frozen=True)
class BackupRow:
    """A backup: its path, and in one line when and why it was made and how large it is."""

    file: str
    sentence: str


_WHY = {
    "ouverture": "à l’ouverture",
    "import": "avant un import",
    "restauration": "avant une restauration",
    "copie": "à votre demande",
    "version": "avant une mise à niveau",
}


def safekeeping(view: View) -> SafekeepingRow:
    """Return where the network lies and when it was last backed up."""
    last, failed = view.keeper.last(), view.keeper.failed()
    backups = tuple(BackupRow(one.file, _backup_sentence(one)) for one in view.keeper.backups())
    said = _sentence(last, failed, view.clock.today())
    return SafekeepingRow(view.keeper.place(), last, failed, said, backups)


def _backup_sentence(backup: BackupFile) -> str:
    when = f"{date_full(backup.at.date())} à {hour(backup.at.time())}" if backup.at else ""
    told = (when, _WHY.get(backup.why, ""), file_size(backup.size))
    return capitalised(", ".join(filter(None, told)))


def _sentence(last: datetime | None, failed: bool, today: date) -> str:
    if last is None:
        said = "Aucune sauvegarde n’a encore été faite."
    else:
        away = days_away(last.date(), today)
        said = f"Dernière sauvegarde{NBSP}: {date_full(last.date())} à {hour(last.time())}, {away}."
    warning = f"La sauvegarde du jour n’a pas pu être faite{NBSP}: vérifiez le disque. " if failed else ""
    return capitalised(f"{warning}{said}")


def copy_network(view: View, folder: str) -> str:
    """Copy the network and its attachments into a folder, read the copy back, and return its file.

    Raises StorageUnavailable when the folder cannot be written or the copy cannot be read.
    """
    return view.keeper.copy_to(folder)
