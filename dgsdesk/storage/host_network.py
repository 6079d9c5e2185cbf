"""The small network of a dossier: an ordinary database that holds one meeting, for whoever has no other.

It is built beside and given its name whole, so that a kill or a power cut leaves no half of it.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from dgsdesk.application.dossier.content import DossierContent, record_of
from dgsdesk.domain.dossier import DossierWay
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput
from dgsdesk.storage.bulk import write_rows
from dgsdesk.storage.failures import translated
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.opening import open_vault
from dgsdesk.storage.place import SMALL_DATABASE
from dgsdesk.storage.seals import Seals
from dgsdesk.storage.search import SearchIndex
from dgsdesk.storage.trail import Trail
from dgsdesk.whole_file import make_folder, rename_folder, sync_folders, write_whole

_NOTE = "dossier.json"
_PARTIAL = " en cours"


def found_network(folder: Path, dossier: DossierContent) -> Path | None:
    """Return the database of a dossier's family below a folder, or nothing."""
    database = folder / dossier.manifest.family_id / SMALL_DATABASE
    return database if database.exists() else None


def opened_from(database: Path) -> str:
    """Return the id of the dossier that a small network was made of; empty when that was lost."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((database.parent / _NOTE).read_text(encoding="utf-8"))["dossier"])
    return ""


def make_network(folder: Path, dossier: DossierContent) -> Path:
    """Make the small network of a dossier below a folder; return its database.

    Raises StorageUnavailable, or BadInput("dossier_value") for rows that no network may hold; then nothing
    is left behind.
    """
    manifest = dossier.manifest
    place = folder / manifest.family_id
    beside = place.with_name(f"{place.name}{_PARTIAL}")
    with translated(folder):
        shutil.rmtree(beside, ignore_errors=True)
        make_folder(folder)
        try:
            _fill(beside / SMALL_DATABASE, dossier)
            write_whole(beside / _NOTE, json.dumps({"dossier": manifest.dossier_id}).encode())
            rename_folder(beside, place)
            sync_folders([folder])
        except sqlite3.IntegrityError as error:
            raise BadInput("dossier_value", value=str(error)) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return place / SMALL_DATABASE


def _fill(database: Path, dossier: DossierContent) -> None:
    vault = open_vault(database)
    try:
        files = FolderFiles(vault.place.files)
        files.put_all([*dossier.documents.values(), dossier.state_json, *filter(None, [dossier.base_json])])
        with vault.raw() as connection:
            write_rows(connection, _pieces(dossier))
            SearchIndex.rebuild(connection)
            Trail.rebuild(connection)
            Seals.rebuild(connection)
    finally:
        vault.close()


def _pieces(dossier: DossierContent) -> Iterator[Sequence[Entity]]:
    yield from dossier.rows.values()
    yield [record_of(dossier.manifest, DossierWay.OPENED, dossier.manifest.state_sha256)]
