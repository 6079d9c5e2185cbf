"""Our own identity (product § 3.13): what every document carries at its head and foot."""

from __future__ import annotations

from dataclasses import dataclass, fields

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory.acts import checked_email
from dgsdesk.application.directory.base_check import BaseCheck, base_check
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Attachment, Civility, Letterhead

PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""The beginnings of the two kinds of pictures that a logo may be."""

LOGO_LIMIT = 5_000_000

add_sentences(
    {
        "bad_logo": (
            "« {where} » n’est pas une image utilisable comme logo.",
            "Choisissez un fichier PNG ou JPEG de moins de 5 Mo. Rien n’a été changé.",
        ),
        "bad_letterhead_file": (
            "« {where} » ne peut pas servir de papier à en-tête.",
            "Enregistrez-le au format .docx, puis recommencez. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class LetterheadFields:
    """Who we are: the sender on every document. All may be empty except the name."""

    name: str
    service: str = ""
    address: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    mailbox: str = ""
    website: str = ""
    signatory_civility: Civility = Civility.UNKNOWN
    signatory_name: str = ""
    signatory_title: str = ""
    handled_by: str = ""
    handled_by_phone: str = ""
    handled_by_email: str = ""


@dataclass(frozen=True)
class SetLetterhead(Command[None]):
    """Say who we are."""

    fields: LetterheadFields


@dataclass(frozen=True)
class SetLogo(Command[None]):
    """Take a picture as the logo of our documents; empty content takes it away."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SetLetterheadFile(Command[None]):
    """Take a Word file as the base of our documents (papier à en-tête); empty content takes it away."""

    name: str
    content: bytes


@dataclass(frozen=True)
class LetterheadView:
    """Our identity as it is shown, with the logo and the name of the letterhead file.

    ``logo`` is a PNG or JPEG, empty for none; ``base`` says what the file lacks.
    """

    fields: LetterheadFields
    logo_name: str
    base_name: str
    logo: bytes = b""
    base: BaseCheck | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What a document would miss, in words."""
        wanted = {
            "l’adresse": self.fields.address,
            "la boîte aux lettres partagée": self.fields.mailbox,
            "le nom du signataire": self.fields.signatory_name,
            "la qualité du signataire": self.fields.signatory_title,
        }
        return tuple(words for words, value in wanted.items() if not value)


@handles(SetLetterhead, "Identité de l’expéditeur modifiée")
def set_letterhead(act: Act, command: SetLetterhead) -> None:
    if not command.fields.name.strip():
        raise BadInput("empty_name", where="identité de l’expéditeur")
    letterhead = act.store.find(Letterhead)[0]
    for field in fields(command.fields):
        value = getattr(command.fields, field.name)
        setattr(letterhead, field.name, value if isinstance(value, Civility) else value.strip())
    letterhead.mailbox = checked_email(act, letterhead.mailbox, "boîte aux lettres partagée")
    letterhead.handled_by_email = checked_email(act, letterhead.handled_by_email, "affaire suivie par")


@handles(SetLogo, "Logo choisi")
def set_logo(act: Act, command: SetLogo) -> None:
    media_type = next((kind for mark, kind in PICTURES.items() if command.content.startswith(mark)), None)
    if command.content and (media_type is None or len(command.content) > LOGO_LIMIT):
        raise BadInput("bad_logo", where=command.name)
    letterhead = act.store.find(Letterhead)[0]
    letterhead.logo_id = _kept(act, command.name, command.content, media_type or "")


@handles(SetLetterheadFile, "Papier à en-tête choisi")
def set_letterhead_file(act: Act, command: SetLetterheadFile) -> None:
    if command.content:
        act.office.check_base(command.content, command.name)
    letterhead = act.store.find(Letterhead)[0]
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    letterhead.base_document_id = _kept(act, command.name, command.content, word)


def _kept(act: Act, name: str, content: bytes, media_type: str) -> str | None:
    if not content:
        return None
    attachment = Attachment(
        id=act.new_id(),
        sha256=act.files.put(content),
        name=name,
        media_type=media_type,
        size=len(content),
        owner_kind="Letterhead",
    )
    act.store.add(attachment)
    return attachment.id


def letterhead_view(view: View) -> LetterheadView:
    """Return our identity; raises IndexError before the first start is done."""
    letterhead = view.store.find(Letterhead)[0]
    values = {field.name: getattr(letterhead, field.name) for field in fields(LetterheadFields)}
    files = view.store.find(Attachment, id=[letterhead.logo_id, letterhead.base_document_id])
    kept = {file.id: file for file in files}
    logo, base = kept.get(letterhead.logo_id or ""), kept.get(letterhead.base_document_id or "")
    return LetterheadView(
        LetterheadFields(**values),
        logo.name if logo else "",
        base.name if base else "",
        view.files.get(logo.sha256) if logo else b"",
        base_check(view, base.name, view.files.get(base.sha256)) if base else None,
    )
