"""The network's library (product § 3.3, § 3.4): files kept once, with title, tags, versions and a review
date, attached to whatever they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.keep import KEEP, Keep
from dgsdesk.application.library.files import newest_files, refuse_unsent, versions_of
from dgsdesk.application.registers import title_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.library import (
    DocumentUse,
    FileText,
    LibraryDocument,
    OwnerKind,
    clean_tags,
    media_type_of,
    safe_name,
    title_of_file,
)
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.theme import RaisedTheme, SharedSubject
from dgsdesk.domain.wording import plural

add_sentences(
    {
        "file_empty": (
            "Le fichier « {where} » est vide.",
            "Vérifiez qu’il est complet, puis recommencez. Rien n’a été changé.",
        ),
        "files_too_heavy": (
            "Ces fichiers pèsent ensemble plus de {limit} Mo.",
            "Ajoutez-les en plusieurs fois. Rien n’a été changé.",
        ),
        "same_version": (
            "« {where} » est déjà la dernière version de ce document, au signe près.",
            "Choisissez le fichier modifié. Rien n’a été changé.",
        ),
    }
)

OWNERS: dict[OwnerKind, type[Entity]] = {
    OwnerKind.ITEM: AgendaItem,
    OwnerKind.GREY_ZONE: GreyZone,
    OwnerKind.SUBJECT: SharedSubject,
    OwnerKind.THEME: RaisedTheme,
    OwnerKind.MEETING: Meeting,
}

_STILL_SENT = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED})
"""States of a meeting whose invitation, or its update, may still leave."""


@dataclass(frozen=True)
class NewFile:
    """A file that a person chose: its name and its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Place:
    """Where a document serves."""

    kind: OwnerKind
    id: str


@dataclass(frozen=True)
class AddDocuments(Command[tuple[str, ...]]):
    """Take files into the library, attached to ``place`` if any; returns the documents' ids, in order.

    A file that the library has already, as the newest version of a document, is that document.
    Raises BadInput("file_empty"), RuleBroken("too_heavy_to_send").
    """

    files: tuple[NewFile, ...]
    place: Place | None = None


@dataclass(frozen=True)
class AddVersion(Command[int]):
    """Give a document a new version, the former ones kept; returns its number.

    Raises BadInput("file_empty"), RuleBroken("same_version"); where it is to go with an invitation, those of
    ``library_files.refuse_unsent``.
    """

    document_id: str
    file: NewFile


@dataclass(frozen=True)
class EditDocument(Command[None]):
    """Change what is said of a document."""

    document_id: str
    title: str | Keep = KEEP
    tags: tuple[str, ...] | Keep = KEEP
    review_on: date | Keep | None = KEEP


@dataclass(frozen=True)
class AttachDocument(Command[None]):
    """Attach a document of the library to something; raises RuleBroken("too_heavy_to_send")."""

    document_id: str
    place: Place


@dataclass(frozen=True)
class DetachDocument(Command[None]):
    """Take a document off something; it stays in the library."""

    document_id: str
    place: Place


@dataclass(frozen=True)
class RemoveDocument(Command[None]):
    """Take a document out of the library, with all its versions and wherever it serves."""

    document_id: str


@handles(AddDocuments, "{what}")
def add_documents(act: Act, command: AddDocuments) -> tuple[str, ...]:
    documents = take_files(act, command.files)
    for document in documents:
        if command.place is not None:
            attach(act, document, command.place)
    one = f"Document « {shortened(documents[0].title)} » ajouté" if documents else ""
    count = len(documents)
    act.tell(what=one if count == 1 else f"{plural(count, 'document ajouté', 'documents ajoutés')}")
    return tuple(document.id for document in documents)


@handles(AddVersion, "Version {number} de « {title} » ajoutée")
def add_version(act: Act, command: AddVersion) -> int:
    document = act.store.get(LibraryDocument, command.document_id)
    newest = versions_of(act.store, document.id)[0]
    _refuse_empty(command.file)
    sha256 = act.files.put(command.file.content)
    if sha256 == newest.sha256:
        raise RuleBroken("same_version", where=command.file.name)
    number = newest.version + 1
    version = _version(act, document, command.file, sha256, number)
    _refuse_unsent_version(act, document, version)
    act.store.add(version)
    keep_texts(act, (command.file,), (sha256,))
    act.tell(number=number, title=shortened(document.title))
    return number


@handles(EditDocument, "Document « {short} » modifié")
def edit_document(act: Act, command: EditDocument) -> None:
    document = act.store.get(LibraryDocument, command.document_id)
    if not isinstance(command.title, Keep):
        document.title = title_of(command.title)
    if not isinstance(command.tags, Keep):
        document.tags = clean_tags(command.tags)
    if not isinstance(command.review_on, Keep):
        document.review_on = command.review_on
    act.tell(short=shortened(document.title))


@handles(AttachDocument, "Document « {title} » joint à « {owner} »")
def attach_document(act: Act, command: AttachDocument) -> None:
    document = act.store.get(LibraryDocument, command.document_id)
    attach(act, document, command.place)
    owner = act.store.get(OWNERS[command.place.kind], command.place.id)
    name = f"réunion du {owner.day:%d/%m/%Y}" if isinstance(owner, Meeting) else getattr(owner, "title", "")
    act.tell(title=shortened(document.title, 45), owner=shortened(name, 45))


@handles(DetachDocument, "Document « {title} » détaché")
def detach_document(act: Act, command: DetachDocument) -> None:
    document = act.store.get(LibraryDocument, command.document_id)
    for use in _uses(act, document, command.place):
        act.store.remove(use)
    act.tell(title=shortened(document.title))


@handles(RemoveDocument, "Document « {title} » retiré de la bibliothèque")
def remove_document(act: Act, command: RemoveDocument) -> None:
    document = act.store.get(LibraryDocument, command.document_id)
    files = versions_of(act.store, document.id)
    for row in (*files, *act.store.find(DocumentUse, document_id=document.id)):
        act.store.remove(row)
    _forget_texts(act, document, {file.sha256 for file in files})
    act.store.remove(document)
    act.tell(title=shortened(document.title))


# -- what other rooms use too --------------------------------------------------------------------------------


def take_files(act: Act, files: Sequence[NewFile]) -> list[LibraryDocument]:
    """Take files into the library; one that it has already is the document that has it."""
    for file in files:
        _refuse_empty(file)
    kept = act.files.put_all(file.content for file in files)
    known = _by_content(act, kept)
    documents = []
    for file, sha256 in zip(files, kept, strict=True):
        if sha256 not in known:
            known[sha256] = _new_document(act, file, sha256)
        documents.append(known[sha256])
    keep_texts(act, files, kept)
    return list({document.id: document for document in documents}.values())


def attach(act: Act, document: LibraryDocument, place: Place) -> None:
    """Attach a document once; raises NotFound, RuleBroken("too_heavy_to_send")."""
    owner = act.store.get(OWNERS[place.kind], place.id)
    if _uses(act, document, place):
        return
    if isinstance(owner, AgendaItem):
        _refuse_unsent(act, owner, document)
    act.store.add(
        DocumentUse(id=act.new_id(), document_id=document.id, owner_kind=place.kind, owner_id=place.id)
    )


def move_uses(act: Act, kind: OwnerKind, from_ids: Sequence[str], to_id: str) -> None:
    """Attach to one thing what the others had, since they become one; nothing is attached twice."""
    had = {use.document_id for use in act.store.find(DocumentUse, owner_kind=kind, owner_id=to_id)}
    for use in act.store.find(DocumentUse, owner_kind=kind, owner_id=set(from_ids)):
        if use.document_id in had:
            act.store.remove(use)
        else:
            use.owner_id = to_id
            had.add(use.document_id)


def keep_texts(act: Act, files: Sequence[NewFile], kept: Sequence[str]) -> None:
    """Keep the text of files for the search, once by content."""
    known = {one.sha256 for one in act.store.find(FileText, sha256=set(kept))}
    fresh = {sha: file for file, sha in zip(files, kept, strict=True) if sha not in known}
    taken = act.office.texts([(file.name, file.content) for file in fresh.values()])
    for sha256, (state, text) in zip(fresh, taken, strict=True):
        act.store.add(FileText(id=act.new_id(), sha256=sha256, state=state, text=text))


def _refuse_empty(file: NewFile) -> None:
    if not file.content:
        raise BadInput("file_empty", where=safe_name(file.name, "fichier"))


def _refuse_unsent(act: Act, item: AgendaItem, document: LibraryDocument) -> None:
    """Refuse a document that could not leave with the invitation to an item's meeting."""
    sent = _sent_with(act, item.meeting_id)
    refuse_unsent((sent | newest_files(act.store, {document.id})).values())


def _refuse_unsent_version(act: Act, document: LibraryDocument, version: Attachment) -> None:
    """Refuse a version that could not leave with an invitation that the document is still to go with."""
    uses = act.store.find(DocumentUse, owner_kind=OwnerKind.ITEM, document_id=document.id)
    items = act.store.find(AgendaItem, id={use.owner_id for use in uses})
    for meeting in act.store.find(Meeting, id={item.meeting_id for item in items}, state=_STILL_SENT):
        refuse_unsent((_sent_with(act, meeting.id) | {document.id: version}).values())


def _sent_with(act: Act, meeting_id: str) -> dict[str, Attachment]:
    """Return the newest files that go with the invitation to a meeting, by document."""
    items = {one.id for one in act.store.find(AgendaItem, meeting_id=meeting_id)}
    uses = act.store.find(DocumentUse, owner_kind=OwnerKind.ITEM, owner_id=items)
    return newest_files(act.store, {use.document_id for use in uses})


def _by_content(act: Act, kept: Sequence[str]) -> dict[str, LibraryDocument]:
    """Return the documents whose newest version is one of these contents, by content."""
    files = act.store.find(Attachment, owner_kind="LibraryDocument", sha256=set(kept))
    newest = newest_files(act.store, {one.owner_id for one in files})
    current = {owner: one.sha256 for owner, one in newest.items() if one.sha256 in kept}
    return {current[one.id]: one for one in act.store.find(LibraryDocument, id=set(current))}


def _new_document(act: Act, file: NewFile, sha256: str) -> LibraryDocument:
    name = safe_name(file.name, "fichier")
    document = LibraryDocument(id=act.new_id(), title=title_of(title_of_file(name)), added_on=act.today)
    act.store.add(document)
    act.store.add(_version(act, document, file, sha256, 1))
    return document


def _version(act: Act, document: LibraryDocument, file: NewFile, sha256: str, number: int) -> Attachment:
    name = safe_name(file.name, "fichier")
    return Attachment(
        id=act.new_id(),
        sha256=sha256,
        name=name,
        media_type=media_type_of(name, file.content[:16]),
        size=len(file.content),
        owner_kind="LibraryDocument",
        owner_id=document.id,
        version=number,
        kept_on=act.today,
    )


def _uses(act: Act, document: LibraryDocument, place: Place) -> list[DocumentUse]:
    return act.store.find(DocumentUse, document_id=document.id, owner_kind=place.kind, owner_id=place.id)


def _forget_texts(act: Act, document: LibraryDocument, contents: set[str]) -> None:
    """Forget the text of contents that no other document has."""
    others = act.store.find(Attachment, owner_kind="LibraryDocument", sha256=contents)
    wanted = {file.sha256 for file in others if file.owner_id != document.id}
    for text in act.store.find(FileText, sha256=contents - wanted):
        act.store.remove(text)
