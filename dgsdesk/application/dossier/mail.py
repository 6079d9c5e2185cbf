"""The message that carries a dossier: what it is, what to do with it, how to be sure of its sender."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.command import Act
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.draft import MailAttachment, MailDraft
from dgsdesk.application.mailing.mailing import (
    EXAMPLE_MAILBOX,
    Recipient,
    Way,
    record_sendings,
    refuse_real_addresses,
    sender,
)
from dgsdesk.application.ports.office import OutFile
from dgsdesk.domain.dossier import Dossier, Purpose
from dgsdesk.domain.meeting import Meeting, SendingKind
from dgsdesk.domain.network import Letterhead, Network
from dgsdesk.domain.wording import NBSP, date_full

MEDIA_TYPE = "application/vnd.dgsdesk.dossier"


@dataclass(frozen=True)
class Parcel:
    """A dossier about to be sent: its record, its file, its meeting in words, the address that it goes to."""

    dossier: Dossier
    file: OutFile
    meeting: str
    address: str

    @property
    def message_name(self) -> str:
        """Return the name of the message, beside the dossier's."""
        return f"{self.file.name.rpartition('.')[0]}_courriel.eml"


def covering_message(act: Act, parcel: Parcel) -> list[OutFile]:
    """Write the message to whom a dossier is for; none without an address.

    Raises RuleBroken: "no_mailbox", "real_address_in_example".
    """
    if not parcel.address:
        return []
    refuse_real_addresses(act.store, [parcel.address])
    return [_message(act, parcel, sender(act.store), _outward(parcel), "Dossier")]


def returning_message(act: Act, parcel: Parcel) -> list[OutFile]:
    """Write the message by which a dossier goes back; the mail program knows from whom."""
    return [_message(act, parcel, None, _homeward(parcel), "Retour du dossier")] if parcel.address else []


def return_address(act: Act) -> str:
    """Return the address that a dossier goes back to: the shared mailbox of the network that it came from."""
    address = next((one.mailbox for one in act.store.find(Letterhead)), "")
    example = any(one.example for one in act.store.find(Network))
    return address or (EXAMPLE_MAILBOX if example else "")


def keep_sending(act: Act, meeting: Meeting, parcel: Parcel) -> None:
    """Keep the record that a dossier left, among the other sendings of its meeting."""
    dossier = parcel.dossier
    reader = Recipient(dossier.addressee, parcel.address, "", dossier.edition)
    record_sendings(
        act, meeting, SendingKind.DOSSIER, [reader], version=SENT_FOR[dossier.purpose], way=Way.ONE_EACH
    )


SENT_FOR = {Purpose.EDIT: "à rédiger", Purpose.OBSERVE: "pour observations", Purpose.READ: "pour lecture"}
"""What a dossier was sent for, in words."""


def _message(act: Act, parcel: Parcel, ours: Mailbox | None, text: str, what: str) -> OutFile:
    draft = MailDraft(
        id=parcel.dossier.id,
        sender=ours,
        subject=f"{what} de la {parcel.meeting}",
        text=text,
        to=(Mailbox(parcel.dossier.addressee, parcel.address),),
        attachments=(MailAttachment(parcel.file.name, parcel.file.content, MEDIA_TYPE),),
    )
    return OutFile(parcel.message_name, act.office.eml(draft))


_ASKED = {
    Purpose.EDIT: "pour que vous en rédigiez le compte rendu",
    Purpose.OBSERVE: "pour recueillir vos observations sur le projet de compte rendu",
    Purpose.READ: "pour information",
}
_BACK = (
    "Tout ce que vous écrivez s’y enregistre au fur et à mesure. Quand vous avez fini, la partie "
    f"«{NBSP}Renvoyer{NBSP}» prépare le fichier et le message de retour."
)


def _outward(parcel: Parcel) -> str:
    dossier = parcel.dossier
    parts = [
        "Bonjour,",
        f"Vous trouverez ci-joint la {parcel.meeting}, {_ASKED[dossier.purpose]}.",
        "Enregistrez la pièce jointe sur votre poste, puis ouvrez-la d’un double clic avec DGS Desk\u00a0: "
        "vous n’avez rien à régler, et vous ne voyez que cette réunion.",
        _BACK if dossier.purpose is not Purpose.READ else "",
        f"Merci de me le renvoyer d’ici le {date_full(dossier.due)}." if dossier.due else "",
        "Le dossier est protégé par une phrase secrète, que je vous donne par téléphone."
        if dossier.sealed
        else "",
        "En cas de doute, appelez-moi\u00a0: nous comparerons les six mots de ma signature, que DGS Desk "
        "affiche à l’ouverture.",
        f"Cordialement,\n{dossier.sender}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _homeward(parcel: Parcel) -> str:
    return (
        f"Bonjour,\n\nVous trouverez ci-joint, en retour, la {parcel.meeting}. Déposez la pièce jointe sur "
        "DGS Desk\u00a0: vous verrez ce qui a changé avant de le prendre.\n\n"
        f"Cordialement,\n{parcel.dossier.sender}\n"
    )
