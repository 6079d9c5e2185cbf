"""What holds a draft back: conflicts of what came back that nobody settled yet."""

from __future__ import annotations

from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.dossier_conflict import FieldConflict
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.minutes import ConflictChoice, MinutesConflict
from dgsdesk.domain.wording import plural

add_sentences(
    {
        "conflicts_open": (
            "Il reste {count_words} à trancher entre notre texte et un fichier revenu.",
            "Choisissez d’abord le texte à garder, à l’étape « Rédiger ». Rien n’a été changé.",
        ),
    }
)


def refuse_open_conflicts(store: Store, meeting_id: str) -> None:
    """Refuse to send round a text that one side has not agreed to; raises RuleBroken("conflicts_open").

    Refused, not warned of: colleagues would take our side of the conflict for the host's agreed words.
    """
    kinds = (MinutesConflict, FieldConflict)
    count = sum(len(store.find(kind, meeting_id=meeting_id, choice=ConflictChoice.OPEN)) for kind in kinds)
    if count:
        raise RuleBroken("conflicts_open", count=count, count_words=plural(count, "passage", "passages"))
