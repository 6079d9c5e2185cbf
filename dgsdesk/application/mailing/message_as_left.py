"""A draft as it was read back from its own bytes: what is previewed is what leaves."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.mailbox import Mailbox
from dgsdesk.domain.wording import NBSP, file_size, plural


@dataclass(frozen=True)
class AttachedFile:
    """A file of a message: its name, its length in bytes, its media type."""

    name: str
    size: int
    media_type: str

    @property
    def words(self) -> str:
        """« invitation.pdf (48 Ko) »."""
        return f"{self.name} ({file_size(self.size)})"


@dataclass(frozen=True)
class MessageAsLeft:
    """What a mail program will show of a draft; ``calendar_method`` is empty without a calendar part."""

    sender: Mailbox
    to: tuple[Mailbox, ...]
    copies: tuple[Mailbox, ...]
    blind_copies: tuple[Mailbox, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[AttachedFile, ...]
    calendar_method: str = ""
    size: int = 0


def people_words(left: MessageAsLeft) -> str:
    """« De : réseau… · À : Claire MARTIN <…> », blind copies counted."""
    told = [f"De{NBSP}: {_shown(left.sender)}", f"À{NBSP}: {', '.join(map(_shown, left.to))}"]
    if left.copies:
        told.append(f"Copie{NBSP}: {', '.join(map(_shown, left.copies))}")
    if left.blind_copies:
        told.append(f"Copie cachée{NBSP}: {plural(len(left.blind_copies), 'adresse', 'adresses')}")
    return " · ".join(told)


def attached_words(left: MessageAsLeft) -> str:
    """« Joints : invitation.pdf (48 Ko), invitation.ics (3 Ko). Message complet : 71 Ko. »."""
    whole = f"Message complet{NBSP}: {file_size(left.size)}."
    files = ", ".join(file.words for file in left.attachments)
    return f"Joints{NBSP}: {files}. {whole}" if files else f"Sans pièce jointe. {whole}"


def _shown(mailbox: Mailbox) -> str:
    return f"{mailbox.name} <{mailbox.address}>" if mailbox.name else mailbox.address
