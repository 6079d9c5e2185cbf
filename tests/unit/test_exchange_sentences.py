from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dgsdesk.application.circle.deadlines import deadline
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.draft import MailAttachment, MailDraft
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.calendar import public_holidays, school_holidays
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.eml import draft_to_eml
from dgsdesk.formats.ics import inspect_ics, year_to_ics

SENT = date(2026, 11, 24)


def mail(subject: str = "a", sender: str = "a@b.fr", *attachments: MailAttachment) -> bytes:
    return draft_to_eml(
        MailDraft(id="1", sender=Mailbox("", sender), subject=subject, text="", attachments=attachments)
    )


@pytest.mark.parametrize(
    ("act", "start"),
    [
        (lambda: deadline(SENT, 0, "franc", "metropole"), "Un délai de 0 jours n’est pas possible."),
        (lambda: deadline(SENT, 8, "huit", "metropole"), "«\u00a0huit\u00a0» n’est pas une façon"),
        (lambda: deadline(SENT, 8, "franc", "lune"), "«\u00a0lune\u00a0» n’est pas une zone"),
        (lambda: public_holidays("metropole", 1700), "Les jours fériés de l’année 1700"),
        (lambda: school_holidays("D", 2026), "«\u00a0D\u00a0» n’est pas une zone de vacances"),
        (lambda: mail(subject="a\nb"), "«\u00a0a\ufffdb\u00a0» contient un retour à la ligne"),
        (lambda: mail(sender="rien"), "«\u00a0rien\u00a0» n’est pas une adresse"),
        (
            lambda: mail("a", "a@b.fr", MailAttachment("a/b", b"")),
            "«\u00a0a/b\u00a0» ne peut pas être",
        ),
        (lambda: mail("a", "a@b.fr", MailAttachment("c.pdf", b"", "pdf")), "Le type de la pièce jointe"),
        (lambda: year_to_ics([]), "Aucune réunion n’est à écrire"),
        (lambda: inspect_ics(b""), "Ce fichier n’est pas un calendrier."),
        (lambda: inspect_ics(b"\xff\xfe"), "Le texte de ce calendrier est dans un codage"),
        (lambda: inspect_ics(b"x" * 6_000_000), "Ce calendrier est trop gros"),
    ],
)
def test_every_refusal_is_told_in_french_with_a_remedy(act: Callable[[], object], start: str) -> None:
    with pytest.raises(BadInput) as error:
        act()
    told = sentence(error.value)
    assert told.what.startswith(start)
    assert told.remedy.endswith(".")
    assert "{" not in told.message
