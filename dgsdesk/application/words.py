"""What people type: words that must be there, and words cut short for a label."""

from __future__ import annotations

from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput

add_sentences(
    {
        "empty_text": ("Il manque un texte.", "Écrivez-le, puis recommencez. Rien n’a été changé."),
    }
)


def required(text: str, where: str) -> str:
    """Return the text without blanks around it; raises BadInput when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise BadInput("empty_text", where=where)
    return stripped


def shortened(text: str, length: int = 60) -> str:
    """Return the text, cut with « … » where it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
