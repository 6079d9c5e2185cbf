"""Every room of this floor, for those who ask for all commands or all sentences."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from dgsdesk import application


def load_rooms() -> None:
    """Import every room, so that all its commands and sentences are known.

    Nothing else needs it: who holds a command has imported its module, where its handler stands too.
    """
    for room in pkgutil.iter_modules(application.__path__, f"{application.__name__}."):
        importlib.import_module(room.name)


_RARE = (
    *("bringing_back", "deleted", "demonstration", "first_st", "generat"),
    *("history", "host_dossier", "open_import"),
)
"""How the rooms begin that are opened on few days: the start, the example, what is behind the history."""


def daily_rooms() -> Iterator[str]:
    """Name the modules of the rooms that the window's pages need, in their order."""
    for room in pkgutil.iter_modules(application.__path__, f"{application.__name__}."):
        if not room.name.removeprefix(f"{application.__name__}.").startswith(_RARE):
            yield room.name
