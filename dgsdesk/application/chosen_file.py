"""Why a file that somebody chose cannot be read, in the same words whoever chose it."""

from __future__ import annotations

import errno

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.wording import number
from dgsdesk.whole_file import FILE_LIMIT

add_sentences(
    {
        "file_unreadable": (
            "« {file} » ne peut pas être lu.",
            "Vérifiez qu’il existe encore, que vous avez le droit de le lire et qu’il n’est pas ouvert "
            "ailleurs. Rien n’a été changé.",
        ),
        "file_is_folder": (
            "« {where} » est un dossier.",
            "Choisissez les fichiers qu’il contient. Rien n’a été changé.",
        ),
        "file_too_large": (
            f"« {{file}} » dépasse {number(FILE_LIMIT // 1_000_000)} Mo.",
            "Choisissez un autre fichier. Rien n’a été changé.",
        ),
    }
)


def refused_file(error: OSError, name: str, code: str = "file_unreadable") -> BadInput:
    """Return what is told of an error of `read_whole`: a folder, far too large, else ``code``."""
    where = name.replace("\0", "")
    if isinstance(error, IsADirectoryError):
        return BadInput("file_is_folder", where=where)
    if error.errno == errno.EFBIG:
        return BadInput("file_too_large", where=where)
    return BadInput(code, where=where)
