"""The one place that knows everybody: it builds the desk from the parts of every floor."""

from __future__ import annotations

import getpass
import importlib
import pkgutil
from datetime import date
from pathlib import Path

from dgsdesk import application
from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.machine import Clock, FixedClock, Ids, RandomIds, SystemClock


def load_rooms() -> None:
    """Import every room of the application, so that its commands and sentences are known."""
    for room in pkgutil.iter_modules(application.__path__, f"{application.__name__}."):
        importlib.import_module(room.name)


def default_database() -> Path:
    """Return where the network lies unless told otherwise: the user's local application data."""
    from platformdirs import user_data_path

    return user_data_path("DGS Desk", appauthor=False) / "reseau.dgsdb"


def default_documents() -> Path:
    """Return the folder in which documents are laid for the user."""
    from platformdirs import user_documents_path

    return user_documents_path() / "DGS Desk"


def clock_on(day: date | None) -> Clock:
    """Return the machine's clock, or one that stands on a day."""
    return SystemClock() if day is None else FixedClock.on(day)


def open_desk(
    database: Path,
    *,
    documents: Path | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    create: bool = True,
    actor: str | None = None,
) -> Desk:
    """Open a network's database and return its desk; raises the storage's known errors."""
    from dgsdesk.formats.office import FolderOffice
    from dgsdesk.outside.solver import solve_assignment
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.opening import open_vault
    from dgsdesk.storage.reference import ShippedReference

    load_rooms()
    vault = open_vault(database, create=create)
    return Desk(
        vault=vault,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        reference=ShippedReference(),
        files=FolderFiles(vault.place.files),
        office=FolderOffice(documents or default_documents()),
        solve=solve_assignment,
        actor=getpass.getuser() if actor is None else actor,
    )
