"""The small network that a dossier becomes on the laptop of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.desks import left_from
from dgsdesk.bootstrap.places import NETWORK, clock_on

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class HostPlace:
    """The small network made of a dossier; ``is_update`` when work stood there and the file brings news."""

    database: Path
    is_update: bool


def small_network(folder: Path, family_id: str) -> Path:
    """Return where the small network of a dossier's family lies below the user's data folder."""
    from dgsdesk.storage.place import DOSSIERS, SMALL_DATABASE

    return folder / DOSSIERS / family_id / SMALL_DATABASE


def open_dossier(
    file: Path, folder: Path | None = None, passphrase: str = "", today: date | None = None
) -> HostPlace:
    """Return the small network of a dossier's family, made of it when there is none yet.

    It lies in a folder of its own below ``folder`` (the user's data folder), where the keys are too. What
    stands is never written over: the same dossier reopens it, another of its family waits to be merged.
    Raises BadInput as ``Office.read_dossier`` does, BadInput("file_unreadable"), StorageUnavailable, and
    RuleBroken("dossier_comes_home") for what answers a dossier of the network that stands there.
    """
    from dgsdesk.application.chosen_file import refused_file
    from dgsdesk.domain.errors import RuleBroken
    from dgsdesk.formats.dossier.apart import read_apart
    from dgsdesk.outside.keyring import FolderKeyring
    from dgsdesk.storage.host_network import found_network, make_network, opened_from
    from dgsdesk.storage.place import DOSSIERS
    from dgsdesk.whole_file import read_whole

    try:
        content = read_whole(file)
    except OSError as error:
        raise refused_file(error, file.name) from error
    root = folder or places.default_database().parent
    dossier = read_apart(content, file.name, passphrase)
    if left_from(root / NETWORK, dossier.manifest.base_sha256):
        raise RuleBroken("dossier_comes_home", where=file.name)
    place = found_network(root / DOSSIERS, dossier)
    if place is not None:
        return HostPlace(place, opened_from(place) != dossier.manifest.dossier_id)
    place = make_network(root / DOSSIERS, dossier)
    FolderKeyring(root).meet(dossier.manifest.sender, clock_on(today).today())
    return HostPlace(place, is_update=False)
