"""Where things lie: the program, the user’s data, papers and settings; and which clock runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dgsdesk.application.ports.machine import Clock


NETWORK = "reseau.dgsdb"
"""How the file of a network of one's own is called."""


PORTABLE = "donnees"
"""The folder that, beside the program, makes it portable: all that it keeps then lies in there."""


def program_folder() -> Path:
    """Return the folder of the program: that of the built executable, or of the sources."""
    import sys

    is_built = getattr(sys, "frozen", False)
    return Path(sys.executable).parent if is_built else Path(__file__).resolve().parents[2]


def portable_folder() -> Path | None:
    """Return the folder that takes all data of a portable program, None for an installed one."""
    folder = program_folder() / PORTABLE
    return folder if folder.is_dir() else None


def data_folder() -> Path:
    """Return where the program keeps what is its own: the portable folder or the user's local data."""
    return portable_folder() or installed_data_folder()


def installed_data_folder() -> Path:
    """Return the user's local data folder, which a program that is not portable uses."""
    from platformdirs import user_data_path

    return user_data_path("DGS Desk", appauthor=False)


def default_database() -> Path:
    """Return where the network lies unless told otherwise."""
    return data_folder() / NETWORK


def default_documents() -> Path:
    """Return the folder in which documents are laid for the user."""
    from platformdirs import user_documents_path

    portable = portable_folder()
    return portable / "Documents" if portable else user_documents_path() / "DGS Desk"


def default_settings() -> Path | None:
    """Return the file of the window's memory when the program is portable; else the system has a place."""
    portable = portable_folder()
    return portable / "fenetre.ini" if portable else None


def clock_on(day: date | None) -> Clock:
    """Return the machine's clock, or one that stands on a day."""
    from dgsdesk.application.ports.machine import FixedClock, SystemClock

    return SystemClock() if day is None else FixedClock.on(day)
