"""Every room of this floor, for those who ask for all commands or all sentences."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from dgsdesk import application


@cache
def load_rooms() -> None:
    """Import every room, so that all its commands and sentences are known.

    Nothing else needs it: who holds a command has imported its module, where its handler stands too.
    """
    for module in _modules():
        importlib.import_module(module)


_RARE = ("documents.", "dossier.host", "example.", "first_start.", "history.", "safety.open_import")
"""How the modules begin that are loaded on few days, or with what needs them (papers)."""


def daily_rooms() -> Iterator[str]:
    """Name the modules of the rooms that the window's pages need, in their order."""
    for module in _modules():
        if not module.removeprefix(f"{application.__name__}.").startswith(_RARE):
            yield module


def _modules() -> Iterator[str]:
    """Name every module of this floor, room by room."""
    for module in pkgutil.walk_packages(application.__path__, f"{application.__name__}."):
        yield module.name
