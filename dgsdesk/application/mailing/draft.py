"""A message ready to be opened, read over and sent in the user's own mail program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dgsdesk.application.calendar.event import CalendarMethod
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.sentences import add_sentences

add_sentences(
    {
        "attachment_name": (
            "« {given} » ne peut pas être le nom d’une pièce jointe.",
            "Renommez le fichier sans barre, deux-points ni guillemets. Rien n’a été changé.",
        ),
        "media_type": (
            "Le type de la pièce jointe « {where} » n’est pas reconnu.",
            "Retirez-la ou convertissez-la en PDF. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class MailAttachment:
    """A file that goes with a message: its name, its content and its media type (« application/pdf »)."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True)
class MailInvitation:
    """A calendar file that travels as a part of the message and as an attachment."""

    content: bytes
    method: CalendarMethod = CalendarMethod.REQUEST
    name: str = "invitation.ics"


@dataclass(frozen=True, kw_only=True)
class MailDraft:
    """One message: from the shared mailbox, to some, to others in blind copy.

    Without ``sender`` the mail program that opens it puts its own.

    ``id`` makes the Message-ID: the same draft written twice is the same bytes. ``html`` may stay empty: the
    text is then given its HTML form. ``date`` carries a zone; without it the mail program dates the message.
    """

    id: str
    sender: Mailbox | None
    subject: str
    text: str
    html: str = ""
    to: tuple[Mailbox, ...] = ()
    copies: tuple[Mailbox, ...] = ()
    blind_copies: tuple[Mailbox, ...] = ()
    date: datetime | None = None
    attachments: tuple[MailAttachment, ...] = ()
    invitation: MailInvitation | None = None
