"""Every room of this floor, for those who ask for all commands or all sentences."""

from __future__ import annotations

import importlib
import pkgutil

from dgsdesk import application


def load_rooms() -> None:
    """Import every room, so that all its commands and sentences are known.

    Nothing else needs it: who holds a command has imported its module, where its handler stands too.
    """
    for room in pkgutil.iter_modules(application.__path__, f"{application.__name__}."):
        importlib.import_module(room.name)
