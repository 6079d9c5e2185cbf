"""A network that cannot be written where it lies, copied to where it can; the original stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dgsdesk.domain.errors import NotFound, StorageUnavailable
from dgsdesk.letterbox import Letterbox
from dgsdesk.storage.backup import copy_files
from dgsdesk.storage.exchange import BESIDE
from dgsdesk.storage.failures import translated
from dgsdesk.storage.opening import open_vault
from dgsdesk.storage.place import Place
from dgsdesk.whole_file import make_folder, sync_file, sync_folders


def copy_network(database: Path, target: Path) -> None:
    """Copy a closed network, what a kill left in its log and its attachments; nothing bears its name before.

    It is opened once, beside, so that it is proven and of today's schema. Raises NotFound("no_database"),
    StorageUnavailable as `open_vault` does.
    """
    if not database.is_file():
        raise NotFound("no_database", where=str(database))
    if Letterbox(database).is_held():
        raise StorageUnavailable("storage_in_use", where=str(database), **Place(database).held_by())
    place = Place(target)
    with translated(target):
        make_folder(target.parent)
        with place.scratch() as folder:
            copy = folder / target.name
            for suffix in ("", *BESIDE):
                beside = Path(f"{database}{suffix}")
                if beside.is_file():
                    shutil.copyfile(beside, f"{copy}{suffix}")
            open_vault(copy, create=False).close()
            make_folder(place.files)
            copy_files(Place(database).files, place.files)
            sync_file(copy)
            os.replace(copy, target)
        sync_folders([target.parent])
