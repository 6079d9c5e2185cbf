"""How the kinds of sendings are called."""

from __future__ import annotations

from dgsdesk.domain.meeting import SendingKind

SENDING_WORDS = {
    SendingKind.INVITATION: "invitation",
    SendingKind.UPDATE: "mise à jour de l’invitation",
    SendingKind.CANCELLATION: "annulation",
    SendingKind.POSTPONEMENT: "report à une date à fixer",
    SendingKind.DRAFT: "projet de compte rendu",
    SendingKind.REMINDER: "rappel",
    SendingKind.ANSWER: "réponse aux observations",
    SendingKind.DISPATCH: "compte rendu approuvé",
    SendingKind.RECTIFICATION: "rectification",
    SendingKind.CALL: "appel à thèmes",
    SendingKind.EXTRACT: "extrait du compte rendu approuvé",
    SendingKind.DOSSIER: "dossier de réunion",
}

FEMININE = frozenset(
    {
        SendingKind.INVITATION,
        SendingKind.UPDATE,
        SendingKind.CANCELLATION,
        SendingKind.ANSWER,
        SendingKind.RECTIFICATION,
    }
)
"""The kinds whose words are feminine."""
