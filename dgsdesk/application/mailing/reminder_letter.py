"""What a reminder says and to whom, before anything is written; each topic composes its own."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.mailing.mailing import Letter
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.meeting import Meeting

add_sentences(
    {
        "nobody_silent": (
            "Chacun a déjà répondu : il n’y a personne à relancer.",
            "Rien n’a été changé.",
        ),
        "reminder_too_late": (
            "Le délai d’observations a pris fin le {day} : un rappel n’aurait plus d’effet.",
            "Constatez l’approbation, ou envoyez une nouvelle version. Rien n’a été changé.",
        ),
        "meeting_reminder_too_late": (
            "La réunion du {day} n’attend plus de réponses.",
            "Rien n’a été changé.",
        ),
        "owner_unreachable": (
            "Aucune adresse n’est connue pour « {owner} ».",
            "Choisissez quelqu’un de l’annuaire, ou complétez son courriel. Rien n’a été changé.",
        ),
        "action_settled": (
            "Cette action est faite ou abandonnée : il n’y a rien à rappeler.",
            "Reprenez-la d’abord si elle reste à faire. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class ReminderLetter:
    """A reminder: its letter, the meeting that it is about if any, and what names its drafts.

    ``version`` is that of the minutes, or says which dossier is awaited, empty elsewhere; ``key`` begins the
    Message-ID. ``about`` is the grey zone of a question, empty for reminders.
    """

    letter: Letter
    key: str
    meeting: Meeting | None = None
    version: str = ""
    about: str = ""
