"""Reminding whoever has a dossier that was to be back (product § 3.11)."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.dossier.awaited import AwaitedDossier, awaited_dossiers
from dgsdesk.application.dossier.mail import SENT_FOR
from dgsdesk.application.invitation.invitees import invitees
from dgsdesk.application.mailing.mailing import Letter, Recipient
from dgsdesk.application.mailing.reminder_letter import ReminderLetter
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.dossier import Dossier, Purpose
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.wording import NBSP, date_full

add_sentences(
    {
        "dossier_not_awaited": (
            "Le dossier confié à {to} n’est plus attendu : il est revenu, ou la réunion a avancé.",
            "Il n’y a personne à relancer. Rien n’a été changé.",
        ),
        "dossier_reader_unreachable": (
            "Aucune adresse n’est connue pour {to} : le dossier est parti sans message.",
            "Appelez cette personne, ou confiez-lui de nouveau la réunion avec son adresse. "
            "Rien n’a été changé.",
        ),
    }
)


def dossier_reminder(store: Store, dossier_id: str, today: date) -> ReminderLetter:
    """Compose the reminder of one dossier.

    Raises NotFound; RuleBroken: "dossier_not_awaited", "dossier_reader_unreachable".
    """
    dossier = store.get(Dossier, dossier_id)
    every = awaited_dossiers(store, today, dossier.meeting_id)
    awaited = next((one for one in every if one.id == dossier_id), None)
    if awaited is None:
        raise RuleBroken("dossier_not_awaited", to=dossier.addressee)
    if not awaited.address:
        raise RuleBroken("dossier_reader_unreachable", to=dossier.addressee)
    meeting = awaited.meeting
    subject = f"Rappel{NBSP}: votre retour sur la réunion du {date_full(meeting.day)}"
    text = "\n\n".join((CALL, *_message(awaited, dossier, today), signed(store)))
    letter = Letter("", (_reader(store, awaited, dossier),), subject, text)
    return ReminderLetter(letter, dossier.id, meeting, f"dossier {SENT_FOR[dossier.purpose]}")


def _reader(store: Store, awaited: AwaitedDossier, dossier: Dossier) -> Recipient:
    """Return who reads it as the invitations know them, else by the name that the dossier bears."""
    wanted = awaited.address.casefold()
    known = (one for one in invitees(store, awaited.meeting).recipients if one.address.casefold() == wanted)
    return next(known, Recipient(dossier.addressee, awaited.address, "", dossier.edition))


_ASKED = {
    Purpose.EDIT: "pour que vous en rédigiez le compte rendu",
    Purpose.OBSERVE: "pour recueillir vos observations",
    Purpose.READ: "pour information",
}


def _message(awaited: AwaitedDossier, dossier: Dossier, today: date) -> tuple[str, ...]:
    meeting = date_full(awaited.meeting.day)
    was = "était attendu" if awaited.due < today else "est attendu"
    return (
        f"Le {date_full(awaited.sent_on)}, je vous ai confié le dossier de la réunion du {meeting}, "
        f"{_ASKED[dossier.purpose]}. Sauf erreur de ma part, je ne l’ai pas encore reçu en retour{NBSP}: "
        f"il {was} d’ici le {date_full(awaited.due)}.",
        "Pour me le renvoyer, ouvrez le dossier dans DGS Desk d’un double clic\u202f; la partie "
        f"«{NBSP}Renvoyer{NBSP}» prépare le fichier et son message. Tout ce que vous avez déjà écrit y est.",
        "S’il vous manque du temps, ou si le fichier s’est égaré, dites-le-moi d’un mot\u202f; "
        "je vous le confie de nouveau.",
    )
