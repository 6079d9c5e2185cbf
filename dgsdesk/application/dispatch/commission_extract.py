"""Extracts per commission: the items tied to its competences, sent to those of its members one chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.dispatch.edition_check import refuse_leaks
from dgsdesk.application.dispatch.editions import Edition
from dgsdesk.application.dispatch.leak_check import document_texts
from dgsdesk.application.dispatch.papers import LaidPaper, Paper, attachments_of, printed
from dgsdesk.application.dispatch.recipients import EXECUTIVES, follower, touches
from dgsdesk.application.document import Document
from dgsdesk.application.documents.extract import extract_document
from dgsdesk.application.documents.head import Source
from dgsdesk.application.documents.minutes import PaperHead, approved_status
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.mailing.mailing import (
    Letter,
    Mailing,
    Recipient,
    Unreachable,
    Way,
    address_line,
    draft_files,
    merged,
    record_sendings,
)
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.frozen_text import refuse_altered
from dgsdesk.application.minutes.rectification import standing_version
from dgsdesk.application.minutes.text import EditionText, MinutesText, TextItem, as_seen_by
from dgsdesk.application.minutes.version import Shelf, images_of, paper_head, shelf_of
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.approval import standing_approval
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, Sending, SendingKind
from dgsdesk.domain.minutes import Approval, MinutesVersion, version_label
from dgsdesk.domain.network import Commission, CommissionMember, Person
from dgsdesk.domain.wording import NBSP, date_full, join_and, plural

add_sentences(
    {
        "not_approved_yet": (
            "Le compte rendu n’est pas encore approuvé : il n’y a rien à extraire.",
            "Constatez d’abord l’approbation. Rien n’a été changé.",
        ),
        "no_commission_concerned": (
            "Aucune commission ne suit les compétences de cet ordre du jour.",
            "Donnez leurs compétences aux points dans « Préparer », ou aux commissions dans l’annuaire.",
        ),
    }
)

LEVEL = Audience.ELECTED
"""A commission is made of elected members: an extract holds what they may read, whoever receives it."""


@dataclass(frozen=True)
class ExtractReader:
    """A member of a commission who has an address; ``withdrawn`` when the dispatch does not go there."""

    recipient: Recipient
    withdrawn: bool


@dataclass(frozen=True)
class ExtractRow:
    """One commission concerned: what its extract contains by printed heading, who may get it.

    The chair comes first, then the vice-chairs, then the others by name.
    """

    commission_id: str
    commission: str
    contains: tuple[str, ...]
    readers: tuple[ExtractReader, ...]
    unreachable: tuple[Unreachable, ...]


@dataclass(frozen=True)
class Extracted:
    """What was laid and recorded: the files, the addresses to copy, how many messages and extracts."""

    paths: tuple[str, ...]
    addresses: str
    recipients: int
    extracts: int


@dataclass(frozen=True)
class SendExtracts(Command[Extracted]):
    """Write an extract of the approved minutes for each commission concerned, and prepare its messages.

    ``readers`` gives the addresses that get each commission's extract, by the commission's id; the files of
    a commission without any are laid all the same. Before and after the dispatch alike. Raises
    RuleBroken("not_approved_yet"), RuleBroken("no_commission_concerned"), RuleBroken("edition_leaks").
    """

    meeting_id: str
    readers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class _Frozen:
    """The approved text, and what the extracts are cut from."""

    meeting: Meeting
    approval: Approval
    version: MinutesVersion
    text: MinutesText


@dataclass(frozen=True)
class _Concerned:
    commission: Commission
    items: tuple[TextItem, ...]
    readers: tuple[ExtractReader, ...]
    unreachable: tuple[Unreachable, ...]


def extract_rows(view: View, meeting_id: str) -> tuple[ExtractRow, ...]:
    """Return the commissions concerned, with what each would get; raises as ``SendExtracts``."""
    frozen = _frozen(view.store, meeting_id)
    return tuple(
        ExtractRow(
            one.commission.id,
            one.commission.name,
            tuple(item.heading for item in one.items),
            one.readers,
            one.unreachable,
        )
        for one in _some_concerned(view.store, frozen)
    )


def _frozen(store: Store, meeting_id: str) -> _Frozen:
    meeting = store.get(Meeting, meeting_id)
    approval = standing_approval(store, meeting_id)
    if approval is None:
        raise RuleBroken("not_approved_yet")
    version = standing_version(store, approval)
    return _Frozen(meeting, approval, version, text_from_content(version.content))


def items_for(text: MinutesText, commission: Commission) -> tuple[TextItem, ...]:
    """Return the items that a commission's members may read and that touch its competences."""
    items = as_seen_by(text, LEVEL).text.items
    return tuple(item for item in items if touches(commission.competences, item.competences))


def _some_concerned(store: Store, frozen: _Frozen) -> list[_Concerned]:
    """Return the commissions concerned; raises RuleBroken("no_commission_concerned")."""
    found = _concerned(store, frozen)
    if not found:
        raise RuleBroken("no_commission_concerned")
    return found


def _concerned(store: Store, frozen: _Frozen) -> list[_Concerned]:
    every = sorted(store.find(Commission), key=lambda one: sort_key(one.name))
    found = [(one, items) for one in every if (items := items_for(frozen.text, one))]
    members = store.find(CommissionMember, commission_id={one.id for one, _ in found})
    people = {person.id: person for person in store.find(Person, id={one.person_id for one in members})}
    changes = store.find(DispatchChange, meeting_id=frozen.meeting.id, withdrawn=True)
    gone = {one.address.casefold() for one in changes}
    made = []
    for commission, items in found:
        own = [one for one in members if one.commission_id == commission.id]
        own.sort(key=lambda one: _rank(one, people[one.person_id]))
        everybody = [replace(follower(one, commission, people), edition=LEVEL) for one in own]
        readers = merged(one for one in everybody if one.address)
        made.append(
            _Concerned(
                commission,
                items,
                tuple(ExtractReader(one, one.address.casefold() in gone) for one in readers),
                tuple(Unreachable(one.name, one.quality) for one in everybody if not one.address),
            )
        )
    return made


def _rank(member: CommissionMember, person: Person) -> tuple[bool, bool, bool, str, str]:
    """Whoever chairs comes first, then their deputies, then elected members, then executives; by name."""
    title = sort_key(member.title)
    chairs, may_chair = title.startswith("president"), "president" in title
    name = sort_key(f"{person.family_name} {person.given_name}")
    return not chairs, not may_chair, member.role in EXECUTIVES, name, member.id


# -- the act ------------------------------------------------------------------------------------------------


@handles(SendExtracts, "{count_words} par commission{sent_words}")
def send_extracts(act: Act, command: SendExtracts) -> Extracted:
    frozen = _frozen(act.store, command.meeting_id)
    refuse_altered(act.store, frozen.meeting)
    shelf = shelf_of(act.store, frozen.meeting)
    head = paper_head(
        act, frozen.meeting, frozen.version, approved_status(frozen.approval.approved_on, LEVEL)
    )
    wanted = {key: {one.casefold() for one in addresses} for key, addresses in command.readers}
    letters, files = [], []
    concerned = _some_concerned(act.store, frozen)
    for one in concerned:
        laid, letter = _extract(act, shelf, head, frozen, one, _chosen(one, wanted))
        files += laid.files
        letters.append(letter)
    paths = act.lay(f"{shelf.folder}/Extraits", files)
    people = [one for letter in letters for one in letter.recipients]
    if people:
        paths += _drafts(act, shelf, frozen, letters, command.way)
    label = version_label(frozen.version.number)
    record_sendings(act, frozen.meeting, SendingKind.EXTRACT, people, version=label, way=command.way)
    act.tell(
        count_words=plural(len(concerned), "extrait préparé", "extraits préparés"),
        sent_words=f" pour {plural(len(people), 'destinataire', 'destinataires')}" if people else "",
    )
    return Extracted(tuple(paths), address_line(merged(people)), len(people), len(concerned))


def _chosen(one: _Concerned, wanted: Mapping[str, set[str]]) -> tuple[Recipient, ...]:
    addresses = wanted.get(one.commission.id, set())
    return tuple(
        reader.recipient for reader in one.readers if reader.recipient.address.casefold() in addresses
    )


def _extract(
    act: Act,
    shelf: Shelf,
    head: PaperHead,
    frozen: _Frozen,
    one: _Concerned,
    readers: tuple[Recipient, ...],
) -> tuple[LaidPaper, Letter]:
    """Write one commission's extract and its message; raises RuleBroken("edition_leaks")."""
    name = one.commission.name
    text, own, document = _paper(act, head, frozen, one)
    paper = Paper(f"extrait commission {name}", document, f"v{frozen.version.number}", attached=True)
    (laid,) = printed(act, shelf, (paper,))
    letter = Letter(name, readers, _subject(frozen), _message(act.store, frozen, one), attachments_of([laid]))
    edition = Edition((LEVEL,), frozen.text, text, readers)
    bare = extract_document(replace(text, text=replace(text.text, items=())), (), name, own)
    refuse_leaks(act.office, edition, [laid], letter, document_texts(bare))
    return laid, letter


def _paper(
    source: Source, head: PaperHead, frozen: _Frozen, one: _Concerned
) -> tuple[EditionText, PaperHead, Document]:
    """Compose one commission's extract; return its text and what stands around it as well."""
    text = as_seen_by(replace(frozen.text, items=one.items), LEVEL)
    own = replace(head, images=images_of(source, text.text))
    return text, own, extract_document(text, text.text.items, one.commission.name, own)


@dataclass(frozen=True)
class SentExtract:
    """An extract that left for a commission; ``reserved`` tells that a part of it was not for everybody."""

    commission: str
    document: Document
    reserved: bool


def sent_extracts(view: View, meeting_id: str) -> Iterator[SentExtract]:
    """Give the extract of each commission to whose members some left, as it stands now."""
    sent = view.store.find(Sending, meeting_id=meeting_id, kind=SendingKind.EXTRACT)
    reached = {one.address.casefold() for one in sent}
    if not reached or standing_approval(view.store, meeting_id) is None:
        return
    frozen = _frozen(view.store, meeting_id)
    status = approved_status(frozen.approval.approved_on, LEVEL)
    head = paper_head(view, frozen.meeting, frozen.version, status)
    for one in _concerned(view.store, frozen):
        if reached & {reader.recipient.address.casefold() for reader in one.readers}:
            text, _, document = _paper(view, head, frozen, one)
            reserved = text.text.items != as_seen_by(text.text, Audience.ALL).text.items
            yield SentExtract(one.commission.name, document, reserved)


def _drafts(act: Act, shelf: Shelf, frozen: _Frozen, letters: Iterable[Letter], way: Way) -> list[str]:
    folder = f"{shelf.folder}/{DRAFTS_FOLDER}_extraits_{act.now:%Y-%m-%d_%Hh%M}"
    mailing = Mailing(
        way,
        f"{frozen.version.id}.extraits.{act.now:%Y%m%d%H%M%S}",
        lambda what: shelf.name(f"extrait {what}", "eml"),
    )
    return act.lay(folder, draft_files(act, mailing, [one for one in letters if one.recipients]))


def _subject(frozen: _Frozen) -> str:
    return f"Extrait du compte rendu de la réunion du {date_full(frozen.text.day)}"


def _message(store: Store, frozen: _Frozen, one: _Concerned) -> str:
    """The covering message: which items, of which meeting, for which commission."""
    return "\n\n".join(_paragraphs(store, frozen, one))


def _paragraphs(store: Store, frozen: _Frozen, one: _Concerned) -> Iterator[str]:
    text, items = frozen.text, one.items
    headings = join_and([f"«{NBSP}{item.heading}{NBSP}»" for item in items])
    what = "le point suivant relève" if len(items) == 1 else "les points suivants relèvent"
    yield CALL
    yield (
        f"Le compte rendu de la réunion du {date_full(text.day)} – {text.circle} – a été approuvé le "
        f"{date_full(frozen.approval.approved_on)}. Parmi les sujets traités, {what} des compétences "
        f"suivies par la commission {one.commission.name}{NBSP}: {headings}."
    )
    yield "L’extrait correspondant est joint. Les numéros sont ceux du compte rendu."
    yield signed(store)
