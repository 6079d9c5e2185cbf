"""Whom a message goes to, and the drafts that are laid for the user's own mail program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dgsdesk.application.command import Act
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.draft import MailAttachment, MailDraft, MailInvitation
from dgsdesk.application.mailing.message_as_left import MessageAsLeft
from dgsdesk.application.mailing.salutation import Reader, fields_of, fields_of_all, merged_text
from dgsdesk.application.ports.office import Office, OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.notice import PrivacyNotice
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import CalendarFile, Meeting, ReminderTopic, Sending, SendingKind
from dgsdesk.domain.network import Civility, Letterhead, Network
from dgsdesk.domain.wording import join_and

add_sentences(
    {
        "no_mailbox": (
            "Votre identité d’expéditeur n’a pas de boîte aux lettres pour les réponses.",
            "Renseignez l’adresse partagée dans « Annuaire », puis recommencez. Rien n’a été changé.",
        ),
        "real_address_in_example": (
            "Un réseau d’exemple n’écrit à aucune adresse réelle : « {address} » est refusée.",
            "Remplacez-la par une adresse qui se termine par « .invalid ». Rien n’a été changé.",
        ),
        "nobody_to_write_to": (
            "Personne n’a d’adresse électronique : aucun message ne peut être préparé.",
            "Complétez l’annuaire, puis recommencez. Rien n’a été changé.",
        ),
    }
)

SIGNATURE_RULE = "—"
"""Stands alone on the line between a message and the notice at its foot."""

EXAMPLE_MAILBOX = "dgs@exemple.invalid"
"""The sender of an example network that gave itself no mailbox."""


class Way(StrEnum):
    """How the messages leave: a draft for each, one draft with blind copies, or by the addresses copied."""

    ONE_EACH = "one_each"
    ONE_FOR_ALL = "one_for_all"
    COPIED = "copied"


WAY_WORDS = {
    Way.ONE_EACH: "un message par destinataire",
    Way.ONE_FOR_ALL: "un seul message, destinataires en copie cachée",
    Way.COPIED: "adresses copiées",
}
"""How a way is called."""


@dataclass(frozen=True)
class Recipient:
    """One mailbox that a message goes to; somebody who serves several communes stands here once.

    ``quality`` says in which capacity (« SGM de Boussay et de Gétigné »), ``edition`` what they may read,
    ``note`` why the message goes there when it is not to a person (« poste vacant »). ``town_hall``
    tells that nobody in particular opens it.
    """

    name: str
    address: str
    quality: str
    edition: Audience = Audience.DIRECTORS
    note: str = ""
    civility: Civility = Civility.UNKNOWN
    mayor: bool = False
    town_hall: bool = False

    @property
    def reader(self) -> Reader:
        """The recipient as merged fields want it."""
        return Reader(self.name, self.quality, self.edition, self.civility, self.mayor, self.town_hall)

    @property
    def mailbox(self) -> Mailbox:
        """The recipient as writers of messages want it."""
        return Mailbox(self.name, self.address)


@dataclass(frozen=True)
class Unreachable:
    """Somebody to be told otherwise, since no address is known."""

    name: str
    quality: str


@dataclass(frozen=True)
class Letter:
    """What one edition's readers get: their names, subject, text with its fields, and attached files."""

    key: str
    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    attachments: tuple[MailAttachment, ...] = ()


def merged(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Return one recipient per address, in order, with all their capacities; the narrowest edition wins.

    Addresses are compared without case.
    """
    by_address: dict[str, list[Recipient]] = {}
    for recipient in recipients:
        by_address.setdefault(recipient.address.casefold(), []).append(recipient)
    return tuple(_as_one(same) for same in by_address.values())


def _as_one(same: Sequence[Recipient]) -> Recipient:
    first = same[0]
    if len({one.name for one in same}) > 1:
        first = replace(first, town_hall=True)  # several people read it
    qualities = list(dict.fromkeys(one.quality for one in same if one.quality))
    title = qualities[0].partition(" ")[0] if qualities else ""
    if len(qualities) > 1 and all(quality.startswith(f"{title} d") for quality in qualities):
        places = [quality.removeprefix(f"{title} ") for quality in qualities]
        quality = f"{title} {join_and(places)}"
    else:
        quality = join_and(qualities)
    return replace(first, quality=quality, edition=min(one.edition for one in same))


def sender(store: Store) -> Mailbox:
    """Return our own mailbox; raises RuleBroken("no_mailbox")."""
    ours = store.find(Letterhead)
    network = store.find(Network)[0]
    name = ours[0].name if ours else network.name
    address = ours[0].mailbox if ours else ""
    if not address and not network.example:
        raise RuleBroken("no_mailbox")
    return Mailbox(name, address or EXAMPLE_MAILBOX)


def refuse_real_addresses(store: Store, addresses: Iterable[str]) -> None:
    """Keep an example network from writing to anybody; raises RuleBroken("real_address_in_example")."""
    if not store.find(Network)[0].example:
        return
    for address in addresses:
        if not address.rpartition("@")[2].casefold().endswith(".invalid"):
            raise RuleBroken("real_address_in_example", address=address)


@dataclass(frozen=True)
class Mailing:
    """One mailing: how it leaves, what makes its message ids, and how a draft's file is named.

    ``invitations`` gives the calendar part of a recipient by address, or of a letter for all by its key.
    """

    way: Way
    id: str
    file_name: Callable[[str], str]
    invitations: Mapping[str, MailInvitation] = field(default_factory=dict)
    notice: PrivacyNotice | None = None


@dataclass(frozen=True)
class MadeDraft:
    """One draft before it is written: the name of its file, whom it goes to, and what it says."""

    name: str
    recipients: tuple[Recipient, ...]
    draft: MailDraft

    def goes_to(self, address: str) -> bool:
        """Tell whether an address is among its recipients."""
        return any(one.address.casefold() == address.casefold() for one in self.recipients)


def draft_files(act: Act, mailing: Mailing, letters: Sequence[Letter]) -> list[OutFile]:
    """Write the drafts of a mailing; none when the addresses are copied.

    Raises RuleBroken("nobody_to_write_to"), RuleBroken("no_mailbox"), RuleBroken("real_address_in_example").
    """
    made = made_drafts(act.store, mailing, letters)
    if mailing.way is Way.COPIED:
        return []
    return [OutFile(one.name, act.office.eml(one.draft)) for one in made]


def made_drafts(store: Store, mailing: Mailing, letters: Sequence[Letter]) -> list[MadeDraft]:
    """Compose the drafts of a mailing; addresses that are copied share the messages of one for all.

    Raises the same known errors as ``draft_files``.
    """
    every = [(letter, recipient) for letter in letters for recipient in letter.recipients]
    if not every:
        raise RuleBroken("nobody_to_write_to")
    ours = sender(store)
    refuse_real_addresses(store, [ours.address, *(recipient.address for _, recipient in every)])
    if mailing.way is Way.ONE_EACH:
        return [
            _for_one(ours, mailing, letter, recipient, rank)
            for rank, (letter, recipient) in enumerate(every, start=1)
        ]
    read = [letter for letter in letters if letter.recipients]
    return [_for_all(ours, mailing, letter, rank) for rank, letter in enumerate(read, start=1)]


def as_it_leaves(
    store: Store, office: Office, mailing: Mailing, letters: Sequence[Letter], address: str
) -> MessageAsLeft:
    """Write the draft that goes to an address and read it back; the first one when it goes to none.

    Raises the same known errors as ``draft_files``.
    """
    made = made_drafts(store, mailing, letters)
    wanted = next((one for one in made if one.goes_to(address)), made[0])
    return office.read_draft(office.eml(wanted.draft))


def _for_all(ours: Mailbox, mailing: Mailing, letter: Letter, rank: int) -> MadeDraft:
    draft = MailDraft(
        id=f"{mailing.id}.all{rank}",
        sender=ours,
        subject=letter.subject,
        text=_text(
            mailing, letter, letter.recipients, fields_of_all(one.edition for one in letter.recipients)
        ),
        to=(ours,),
        blind_copies=tuple(recipient.mailbox for recipient in letter.recipients),
        attachments=letter.attachments,
        invitation=mailing.invitations.get(letter.key),
    )
    return MadeDraft(mailing.file_name(f"courriel pour tous {letter.key}".strip()), letter.recipients, draft)


def _for_one(ours: Mailbox, mailing: Mailing, letter: Letter, recipient: Recipient, rank: int) -> MadeDraft:
    draft = MailDraft(
        id=f"{mailing.id}.{rank:02}",
        sender=ours,
        subject=letter.subject,
        text=_text(mailing, letter, (recipient,), fields_of(recipient.reader)),
        to=(recipient.mailbox,),
        attachments=letter.attachments,
        invitation=mailing.invitations.get(recipient.address),
    )
    name = mailing.file_name(f"courriel {rank:02} {recipient.quality or recipient.name}")
    return MadeDraft(name, (recipient,), draft)


def _text(mailing: Mailing, letter: Letter, readers: Sequence[Recipient], fields: Mapping[str, str]) -> str:
    """Fill the fields in, and put the notice at the foot when one of the readers has not had it yet."""
    text = merged_text(letter.text, fields)
    if mailing.notice is None or not any(mailing.notice.is_news_to(one.address) for one in readers):
        return text
    return f"{text.rstrip()}\n\n{SIGNATURE_RULE}\n{mailing.notice.text}\n"


def record_sendings(
    act: Act,
    meeting: Meeting | None,
    kind: SendingKind,
    recipients: Iterable[Recipient],
    *,
    version: str,
    way: Way,
    calendar: CalendarFile = CalendarFile.NONE,
    topic: ReminderTopic = ReminderTopic.NONE,
    notice: PrivacyNotice | None = None,
) -> None:
    """Keep the record that something left: for whom, in which edition and version, when, how, with what."""
    at = act.now
    for recipient in recipients:
        act.store.add(
            Sending(
                id=act.new_id(),
                meeting_id=meeting.id if meeting else None,
                kind=kind,
                recipient=recipient.name,
                address=recipient.address,
                quality=recipient.quality,
                edition=int(recipient.edition),
                version=version,
                way=way.value,
                sent_at=at,
                calendar=calendar,
                topic=topic,
                informed=_carries(notice, way, recipient),
            )
        )


def _carries(notice: PrivacyNotice | None, way: Way, recipient: Recipient) -> bool:
    """Tell whether the notice reaches somebody; what a person writes to copied addresses is not known."""
    return notice is not None and way is not Way.COPIED and notice.is_news_to(recipient.address)


def address_line(recipients: Iterable[Recipient]) -> str:
    """Write the addresses as a mail program takes them: « Prénom NOM <adresse>; … »."""
    return "; ".join(f"{_plain(one.name)} <{one.address}>".strip() for one in recipients)


def _plain(name: str) -> str:
    """A name without what mail programs read as punctuation."""
    return "".join(sign for sign in name if sign not in '"<>;,')
