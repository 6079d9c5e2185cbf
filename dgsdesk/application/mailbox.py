"""A mailbox: the name that a person reads and the address that a machine writes to."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.sentences import add_sentences

add_sentences(
    {
        "control_character": (
            "« {given} » contient un retour à la ligne ou un caractère invisible interdit à cet endroit.",
            "Retapez ce texte sur une seule ligne. Rien n’a été changé.",
        ),
        "broken_address": (
            "« {given} » n’est pas une adresse électronique.",
            "Corrigez-la dans l’annuaire, puis recommencez. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class Mailbox:
    """One mailbox; the name may be empty. Writers of messages and calendars refuse a broken address."""

    name: str
    address: str
