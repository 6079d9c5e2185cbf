"""Own words beside a calendar reply, told from what programs write."""

from __future__ import annotations

import pytest

from dgsdesk.domain.reply_words import LONGEST_REMARK, remark_beside_reply


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Bonjour,\n\nJ’arriverai vers 10 h.\n\nCordialement,\nRenée Léger", "J’arriverai vers 10 h."),
        ("Oui, mais je repars à 11 h 30.\n-- \nRenée", "Oui, mais je repars à 11 h 30."),
        ("Je prendrai le repas végétarien\n", "Je prendrai le repas végétarien"),
        ("", ""),
        ("Renée Léger a accepté l’événement.", ""),
        ("Renée Léger has accepted your invitation", ""),
        ("Renée Léger has tentatively accepted this event", ""),
        ("Renée a provisoirement accepté votre invitation", ""),
        ("Invitation de Google Agenda : https://calendar.google.invalid/", ""),
        ("Pour information.\n\nDe : Renée Léger\nEnvoyé : lundi\n\nJe viens.", ""),
        ("mot " * LONGEST_REMARK, ""),
    ],
)
def test_only_what_the_person_wrote(text: str, remark: str) -> None:
    assert remark_beside_reply(text) == remark
