"""What came back, as it was read: the file and what it carried, each part with its kind and its content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dgsdesk.application.calendar.content import CalendarContent
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import KnownError

add_sentences(
    {
        "arrival_unknown": (
            "« {where} » n’est pas d’un format que DGS Desk comprend.",
            "Il est gardé tel quel : rattachez-le à une réunion, ou demandez-en un autre à l’expéditeur.",
        ),
        "arrival_empty": ("« {where} » est vide.", "Demandez à l’expéditeur de l’envoyer à nouveau."),
        "arrival_too_large": (
            "« {where} » dépasse {limit} Mo.",
            "Demandez à l’expéditeur un fichier plus léger. Rien n’a été changé.",
        ),
        "arrival_too_slow": (
            "« {where} » est trop compliqué : sa lecture a été arrêtée au bout de quelques secondes.",
            "Demandez à l’expéditeur un fichier plus simple. Rien n’a été changé.",
        ),
        "arrival_unreadable": (
            "« {where} » n’a pas pu être lu.",
            "Il est gardé tel quel : demandez à l’expéditeur de l’envoyer à nouveau, sous une autre forme.",
        ),
        "arrival_old_office": (
            "« {where} » est dans un ancien format de Word ou d’Excel.",
            "Ouvrez-le dans Word, enregistrez-le au format .docx ou .xlsx, puis déposez-le à nouveau.",
        ),
        "arrival_locked": (
            "« {where} » est protégé par un mot de passe.",
            "Retirez la protection dans le programme d’origine, puis déposez-le à nouveau.",
        ),
        "archive_broken": (
            "Le fichier « {where} » est abîmé ou coupé.",
            "Demandez à l’expéditeur de l’envoyer à nouveau. Rien n’a été changé.",
        ),
        "archive_too_large": (
            "L’archive « {where} » contient trop de choses pour être ouverte sans risque.",
            "Déposez séparément les fichiers utiles. Rien n’a été changé.",
        ),
        "archive_too_deep": (
            "« {where} » contient des fichiers emboîtés plus de {deepest} fois.",
            "Déposez séparément les fichiers utiles. Rien n’a été changé.",
        ),
        "message_broken": (
            "Le message « {where} » est abîmé.",
            "Enregistrez-le à nouveau depuis votre messagerie, puis déposez-le. Rien n’a été changé.",
        ),
        "contacts_broken": (
            "La carte de visite « {where} » est abîmée.",
            "Demandez à l’expéditeur de l’exporter à nouveau. Rien n’a été changé.",
        ),
        "table_broken": (
            "Le classeur « {where} » est abîmé.",
            "Enregistrez-le à nouveau depuis votre tableur, puis déposez-le. Rien n’a été changé.",
        ),
        "table_too_large": (
            "Le tableau « {where} » compte plus de {limit} lignes.",
            "Ne gardez que les lignes utiles. Rien n’a été changé.",
        ),
    }
)


class ArrivalKind(StrEnum):
    """What a part is, recognised by its content and never by its name."""

    CALENDAR = "calendar"
    MESSAGE = "message"
    DOCUMENT = "document"
    CONTACTS = "contacts"
    TABLE = "table"
    ARCHIVE = "archive"
    DOSSIER = "dossier"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True)
class MessageContent:
    """A message: who wrote to whom, when (as its header says), and its words without quotations removed.

    ``message_id`` and ``in_reply_to`` are bare, without angle brackets; ``text`` comes from the plain body,
    else from the HTML one with its marks taken off. ``automatic`` when its headers say that no person wrote.
    """

    sender: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    date: str
    message_id: str
    in_reply_to: str
    text: str
    automatic: bool = False


@dataclass(frozen=True)
class ContactContent:
    """A contact card: names, posts, addresses as they are written."""

    family_name: str
    given_name: str
    shown_name: str
    organisation: str = ""
    title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableContent:
    """A sheet or a list: its rows of cells as text, blank lines left out, with their numbers in the file.

    A formula is never computed: its last known value stands, or nothing. ``encoding`` and ``separator`` say
    how a list in text was read; they are empty for a workbook.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    sheet: str = ""
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class ArrivalPart:
    """One thing that arrived: the file itself, or what a message or an archive carried.

    ``path`` names what it came in, the outermost first; ``name`` is safe to show and to keep (no folder, no
    control character). ``problem`` says why a part could not be read; its bytes are kept all the same.
    """

    name: str
    kind: ArrivalKind
    content: bytes
    path: tuple[str, ...] = ()
    calendar: CalendarContent | None = None
    message: MessageContent | None = None
    contacts: tuple[ContactContent, ...] = ()
    table: TableContent | None = None
    text: str = ""
    problem: KnownError | None = None
