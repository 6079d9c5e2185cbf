"""Pictures inside of texts: kept once by content, named by their hash."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput

PICTURE_LIMIT = 20_000_000
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

add_sentences(
    {
        "bad_picture": (
            "Cette image ne peut pas être insérée.",
            "Choisissez une image PNG ou JPEG de moins de 20 Mo. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class KeepPicture(Command[str]):
    """Keep a picture (PNG or JPEG) for a text that will name it; return its SHA-256.

    Raises BadInput("bad_picture").
    """

    name: str
    content: bytes


@handles(KeepPicture, "Image gardée")
def keep_picture(act: Act, command: KeepPicture) -> str:
    if not command.content.startswith(_SIGNATURES) or len(command.content) > PICTURE_LIMIT:
        raise BadInput("bad_picture", where=command.name)
    return act.files.put(command.content)


def picture_content(view: View, sha256: str) -> bytes:
    """Return a picture's content; raises NotFound."""
    return view.files.get(sha256)
