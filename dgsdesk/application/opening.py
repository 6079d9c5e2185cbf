"""Opening, with the program that the system has for it, what lies on the user's disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dgsdesk.application.ports.machine import Opener
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import NotFound, StorageUnavailable

add_sentences(
    {
        "no_program": (
            "Aucun programme de ce poste n’a pu ouvrir « {where} ».",
            "Il est dans {folder} : ouvrez-le sur un poste qui a le programme, ou demandez à qui suit "
            "ce poste de l’installer.",
        ),
        "not_there_any_more": (
            "« {where} » n’est plus à sa place : il a été déplacé, renommé ou supprimé.",
            "Il était dans {folder}. Le programme peut le préparer à nouveau.",
        ),
    }
)


def open_laid(opener: Opener, path: str, late: Callable[[StorageUnavailable], object] | None = None) -> None:
    """Open a file or a folder; touches no network, so that any thread may call.

    ``late`` is given a refusal that comes after that, in whatever thread.

    Raises NotFound("not_there_any_more"), StorageUnavailable("no_program").
    """
    if not Path(path).exists():
        raise NotFound("not_there_any_more", where=Path(path).name, folder=str(Path(path).parent))
    opener.open(path, late)
