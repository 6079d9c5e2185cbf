"""The files of the library's documents: which there are, and opening one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dgsdesk.application.command import Act
from dgsdesk.application.paper import PrintedPaper
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.errors import NotFound, RuleBroken, StorageUnavailable
from dgsdesk.domain.library import SENT_LIMIT, DocumentUse, FileKind, LibraryDocument, OwnerKind, file_kind
from dgsdesk.domain.network import Attachment

add_sentences(
    {
        "program_not_opened": (
            "« {where} » est un programme ou contient des macros : l’ouvrir peut abîmer ce poste.",
            "Ne l’ouvrez que si vous savez de qui il vient. Rien n’a été ouvert.",
        ),
        "program_not_sent": (
            "« {where} » est un programme ou contient des macros : les messageries le refuseraient.",
            "Attachez-le à la réunion, ou joignez-en une version en PDF. Rien n’a été changé.",
        ),
        "too_heavy_to_send": (
            "Les pièces jointes de cette réunion pèseraient {size} Mo : beaucoup de messageries les "
            "refuseraient.",
            "Joignez au plus {limit} Mo en tout ; un document lourd peut être attaché à la réunion : il ne "
            "part alors pas avec l’invitation. Rien n’a été changé.",
        ),
    }
)

FOLDER = "Documents"
"""Where copies of documents are laid to be opened, below the user's « Documents/DGS Desk »."""


@dataclass(frozen=True)
class UsedFile:
    """The newest file of a document, for one thing that it serves."""

    document: LibraryDocument
    file: Attachment
    owner_id: str


def versions_of(store: Store, document_id: str) -> list[Attachment]:
    """Return the files of a document, the newest first."""
    files = store.find(Attachment, owner_kind="LibraryDocument", owner_id=document_id)
    return sorted(files, key=lambda file: -file.version)


def newest_files(store: Store, document_ids: set[str]) -> dict[str, Attachment]:
    """Return the newest file of each document."""
    found: dict[str, Attachment] = {}
    for file in store.find(Attachment, owner_kind="LibraryDocument", owner_id=document_ids):
        if file.owner_id not in found or file.version > found[file.owner_id].version:
            found[file.owner_id] = file
    return found


def files_at(store: Store, kind: OwnerKind, owner_ids: set[str]) -> list[UsedFile]:
    """Return the newest files of the documents that serve some things, by title."""
    uses = store.find(DocumentUse, owner_kind=kind, owner_id=owner_ids)
    ids = {use.document_id for use in uses}
    documents = {one.id: one for one in store.find(LibraryDocument, id=ids)}
    files = newest_files(store, ids)
    found = [UsedFile(documents[use.document_id], files[use.document_id], use.owner_id) for use in uses]
    return sorted(found, key=lambda one: (one.document.title.casefold(), one.document.id))


def copy_to_open(view: View, attachment_id: str, *, despite_warning: bool = False) -> str:
    """Lay a copy of a kept file for the system's program to open; return its path.

    Raises RuleBroken("program_not_opened") unless ``despite_warning``, and what `lay_copy` raises.
    """
    file = view.store.get(Attachment, attachment_id)
    if file_kind(file.name, file.media_type) is FileKind.PROGRAM and not despite_warning:
        raise RuleBroken("program_not_opened", where=file.name)
    return lay_copy(view, attachment_id)


def lay_copy(view: View, attachment_id: str) -> str:
    """Lay a copy of a kept file in the user's documents; return its path.

    Raises NotFound("file_gone"), StorageUnavailable("file_damaged").
    """
    file = view.store.get(Attachment, attachment_id)
    (path,) = view.office.lay(FOLDER, [OutFile(file.name, content_of(view, file))])
    return path


def lay_newest_copy(view: View, document_id: str) -> str:
    """Lay a copy of the newest file of a document, as `lay_copy` does."""
    return lay_copy(view, newest_files(view.store, {document_id})[document_id].id)


def paper_of_document(view: View, document_id: str) -> tuple[PrintedPaper, ...]:
    """Return the newest file of a document where it can be printed from here: a PDF, else nothing."""
    file = newest_files(view.store, {document_id}).get(document_id)
    if file is None or file_kind(file.name, file.media_type) is not FileKind.PDF:
        return ()
    return (PrintedPaper(file.name.rpartition(".")[0] or file.name, file.name, pdf=content_of(view, file)),)


def refuse_unsent(files: Iterable[Attachment]) -> None:
    """Refuse what the mailboxes of town halls would: programs, and more than they take at once.

    Raises RuleBroken("program_not_sent"), RuleBroken("too_heavy_to_send").
    """
    every = {file.id: file for file in files}
    for file in every.values():
        if file_kind(file.name, file.media_type) is FileKind.PROGRAM:
            raise RuleBroken("program_not_sent", where=file.name)
    total = sum(file.size for file in every.values())
    if total > SENT_LIMIT:
        raise RuleBroken("too_heavy_to_send", size=total // 1_000_000, limit=SENT_LIMIT // 1_000_000)


def content_of(source: View | Act, file: Attachment) -> bytes:
    """Return what a file holds; errors name it as people do: NotFound, StorageUnavailable."""
    try:
        return source.files.get(file.sha256)
    except (NotFound, StorageUnavailable) as error:
        error.where = file.name
        raise
