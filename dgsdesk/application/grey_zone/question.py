"""Asking the communes that have not said who acts and who pays in a grey zone (product § 3.4)."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.grey_zone.matrix import competence_labels, matrix_of
from dgsdesk.application.invitation.invitees import organisation_mailboxes
from dgsdesk.application.mailing.mailing import Letter
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.wording import NBSP, THIN
from dgsdesk.domain.zone_answer import ACTS, COMMUNE, ENDS, PAYS, POSITION, zone_code

add_sentences(
    {
        "zone_all_told": (
            "Toutes les communes ont dit qui agit et qui paie pour « {title} ».",
            "Il n’y a personne à interroger. Rien n’a été changé.",
        ),
        "zone_unreachable": (
            "Aucune des communes à interroger n’a d’adresse connue.",
            "Complétez leurs courriels dans l’annuaire, ou notez leurs réponses dans la matrice.",
        ),
    }
)


def zone_question(view: View, grey_zone_id: str, today: date) -> ReminderLetter:
    """Compose the question to the communes whose cells are unknown.

    Raises RuleBroken: "zone_all_told", "zone_unreachable".
    """
    zone = view.store.get(GreyZone, grey_zone_id)
    asked = {row.organisation_id for row in matrix_of(view, zone).rows_to_ask}
    if not asked:
        raise RuleBroken("zone_all_told", title=zone.title)
    people = organisation_mailboxes(view.store, asked, today).recipients
    if not people:
        raise RuleBroken("zone_unreachable")
    code = zone_code(zone.id)
    subject = f"{zone.title}{NBSP}: qui agit, qui paie chez vous{THIN}? ({code})"
    letter = Letter("", people, subject, _text(view, zone))
    return ReminderLetter(letter, code, about=zone.title)


def _text(view: View, zone: GreyZone) -> str:
    labels = competence_labels(view)
    lines = [f"{COMMUNE}{NBSP}: ", ""]
    for number, competence in enumerate(zone.competences, start=1):
        lines += [
            f"{number}. {labels.get(competence, competence)}",
            f"{ACTS}{NBSP}: ",
            f"{PAYS}{NBSP}: ",
            "",
        ]
    lines += [f"{POSITION}{NBSP}: ", "", ENDS]
    question = f"{zone.question}\n\n" if zone.question else ""
    opening = (
        f"Notre réseau cherche une règle commune pour «{NBSP}{zone.title}{NBSP}».\n\n{question}"
        f"Comment cela se passe-t-il chez vous aujourd’hui{THIN}? Répondez à ce message en complétant les "
        "lignes ci-dessous, même en partie."
    )
    return "\n\n".join((CALL, opening, "\n".join(lines), signed(view.store)))
