"""The library as it is shown: every document with its uses, one of them whole, what serves one thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from dgsdesk.application.desk import View
from dgsdesk.application.library.acts import OWNERS, Place
from dgsdesk.application.library.files import files_at, newest_files, versions_of
from dgsdesk.application.membership import sort_key
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.registers import sources_of
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.library import (
    DocumentUse,
    FileKind,
    FileText,
    LibraryDocument,
    OwnerKind,
    TextState,
    file_kind,
    is_overdue,
)
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.wording import capitalised, date_long, date_short, file_size

KIND_WORDS = {
    FileKind.WORD: "Texte",
    FileKind.PDF: "PDF",
    FileKind.SHEET: "Tableau",
    FileKind.SLIDES: "Présentation",
    FileKind.TEXT: "Texte brut",
    FileKind.PICTURE: "Image",
    FileKind.PROGRAM: "Programme",
    FileKind.OTHER: "Autre fichier",
}
"""How a kind of file is called."""

OWNER_WORDS = {
    OwnerKind.ITEM: "Point",
    OwnerKind.GREY_ZONE: "Zone grise",
    OwnerKind.SUBJECT: "Sujet commun",
    OwnerKind.THEME: "Thème",
    OwnerKind.MEETING: "Réunion",
}
"""How what a document serves is called."""

_OWNER_OF_SOURCE = {
    SourceKind.GREY_ZONE: OwnerKind.GREY_ZONE,
    SourceKind.SHARED_SUBJECT: OwnerKind.SUBJECT,
    SourceKind.RAISED_THEME: OwnerKind.THEME,
}

_TEXT_WORDS = {
    TextState.READ: "cherchable mot à mot",
    TextState.CUT: "cherchable mot à mot sur ses cent premières pages environ",
    TextState.NONE: "sans texte cherchable",
    TextState.LOCKED: "protégé par un mot de passe, son texte ne peut pas être cherché",
    TextState.UNREADABLE: "son texte n’a pas pu être lu, il ne peut pas être cherché",
}


@dataclass(frozen=True)
class LibraryLine:
    """A document in the list; ``uses`` are the kinds of what it serves, ``gone`` that its file is missing."""

    id: str
    title: str
    note: str
    review: str
    kind: FileKind
    tags: tuple[str, ...]
    uses: frozenset[OwnerKind]
    overdue: bool
    gone: bool
    search: str


@dataclass(frozen=True)
class LibraryPage:
    """Every document by title, and the tags that there are."""

    lines: tuple[LibraryLine, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class VersionLine:
    """One file of a document."""

    id: str
    number: int
    name: str
    words: str


@dataclass(frozen=True)
class UseLine:
    """One thing that a document serves; ``page`` and ``subject`` open it."""

    place: Place
    words: str
    title: str
    page: str
    subject: str


@dataclass(frozen=True)
class DocumentDetail:
    """One document, whole; ``text_words`` says whether its words are found, ``warning`` what is wrong."""

    id: str
    title: str
    kind: FileKind
    facts: str
    text_words: str
    warning: str
    tags: tuple[str, ...]
    review_on: date | None
    overdue: bool
    versions: tuple[VersionLine, ...]
    uses: tuple[UseLine, ...]


@dataclass(frozen=True)
class AttachedLine:
    """A document that serves something; ``document_id`` is empty for a file that only came back there."""

    document_id: str
    file_id: str
    title: str
    note: str
    kind: FileKind


@dataclass(frozen=True)
class AttachedDocuments:
    """What serves one thing, and what of the library may be added."""

    lines: tuple[AttachedLine, ...]
    others: tuple[LibraryLine, ...]
    megabytes: str


def library_page(view: View) -> LibraryPage:
    """Return every document by title; four statements whatever their number."""
    documents = view.store.find(LibraryDocument)
    files = newest_files(view.store, {one.id for one in documents})
    uses: dict[str, set[OwnerKind]] = defaultdict(set)
    for use in _living(view, view.store.find(DocumentUse)):
        uses[use.document_id].add(use.owner_kind)
    lines = [_line(view, one, files[one.id], frozenset(uses[one.id])) for one in documents]
    tags = {tag.casefold(): tag for line in lines for tag in line.tags}
    return LibraryPage(
        tuple(sorted(lines, key=lambda line: (sort_key(line.title), line.id))),
        tuple(sorted(tags.values(), key=sort_key)),
    )


def _line(view: View, document: LibraryDocument, file: Attachment, uses: frozenset[OwnerKind]) -> LibraryLine:
    today = view.clock.today()
    kind = file_kind(file.name, file.media_type)
    kept = f"du {date_long(file.kept_on or document.added_on)}"
    note = " · ".join((f"{KIND_WORDS[kind]} {kept}", *document.tags))
    return LibraryLine(
        id=document.id,
        title=document.title,
        note=note,
        review=_review_words(document, today),
        kind=kind,
        tags=document.tags,
        uses=uses,
        overdue=is_overdue(document, today),
        gone=not view.files.has(file.sha256),
        search=sort_key(" ".join((document.title, file.name, *document.tags))),
    )


def _review_words(document: LibraryDocument, today: date) -> str:
    if document.review_on is None:
        return ""
    day = date_long(document.review_on)
    return f"à revoir depuis le {day}" if is_overdue(document, today) else f"à revoir le {day}"


def document_detail(view: View, document_id: str) -> DocumentDetail:
    """Return one document; raises NotFound."""
    document = view.store.get(LibraryDocument, document_id)
    versions = versions_of(view.store, document_id)
    newest = versions[0]
    texts = view.store.find(FileText, sha256=newest.sha256)
    kind = file_kind(newest.name, newest.media_type)
    return DocumentDetail(
        id=document.id,
        title=document.title,
        kind=kind,
        facts=_facts(document.title, newest),
        text_words=_TEXT_WORDS[texts[0].state if texts else TextState.NONE],
        warning=_warning(view, newest, kind),
        tags=document.tags,
        review_on=document.review_on,
        overdue=is_overdue(document, view.clock.today()),
        versions=tuple(VersionLine(one.id, one.version, one.name, _version_words(one)) for one in versions),
        uses=_use_lines(view, view.store.find(DocumentUse, document_id=document_id)),
    )


def _facts(title: str, file: Attachment) -> str:
    words = f"version {file.version}{_kept_words(file)} · {file_size(file.size)}"
    return capitalised(words) if file.name.rpartition(".")[0] == title else f"{file.name} · {words}"


def _version_words(file: Attachment) -> str:
    day = f"gardée le {date_long(file.kept_on)}, " if file.kept_on else ""
    return f"{day}{file_size(file.size)}"


def _kept_words(file: Attachment) -> str:
    return f" du {date_long(file.kept_on)}" if file.kept_on else ""


def _warning(view: View, file: Attachment, kind: FileKind) -> str:
    if not view.files.has(file.sha256):
        return "Ce fichier a disparu du dossier des pièces : reprenez-le dans une sauvegarde."
    if not view.files.is_whole(file.sha256, file.size):
        return "Ce fichier a été modifié hors de DGS Desk : reprenez-le dans une sauvegarde."
    if kind is FileKind.PROGRAM:
        return "Programme ou document à macros : ne l’ouvrez que si vous savez de qui il vient."
    return ""


def documents_of(view: View, place: Place) -> AttachedDocuments:
    """Return what serves one thing, by title, then what came back for it; and what else there is.

    What serves the case or subject that an item is about stands first there.
    """
    mine = files_at(view.store, place.kind, {place.id})
    lines = [
        AttachedLine(
            one.document.id,
            one.file.id,
            one.document.title,
            f"{KIND_WORDS[file_kind(one.file.name, one.file.media_type)]} · version {one.file.version}"
            f"{_kept_words(one.file)} · {file_size(one.file.size)}",
            file_kind(one.file.name, one.file.media_type),
        )
        for one in mine
    ]
    total = sum(one.file.size for one in mine)
    received = view.store.find(Attachment, owner_kind=place.kind.value, owner_id=place.id)
    lines += [_received(file) for file in received]
    taken = {one.document.id for one in mine}
    near = _documents_of_source(view, place)
    others = [line for line in library_page(view).lines if line.id not in taken]
    others.sort(key=lambda line: line.id not in near)
    return AttachedDocuments(tuple(lines), tuple(others), file_size(total) if total else "")


def _documents_of_source(view: View, place: Place) -> set[str]:
    """Return the documents of what an item is about: they are offered first for the item itself."""
    if place.kind is not OwnerKind.ITEM:
        return set()
    item = view.store.get(AgendaItem, place.id)
    kind, source_id = sources_of(view.store, [item])[item.id]
    owner = _OWNER_OF_SOURCE.get(kind)
    uses = view.store.find(DocumentUse, owner_kind=owner, owner_id=source_id) if owner else []
    return {use.document_id for use in uses}


def _received(file: Attachment) -> AttachedLine:
    note = " · ".join(filter(None, (file.title, file_size(file.size))))
    return AttachedLine("", file.id, file.name, note, file_kind(file.name, file.media_type))


# -- where a document serves ---------------------------------------------------------------------------------


def _living(view: View, uses: list[DocumentUse]) -> list[DocumentUse]:
    """Return the uses whose owner is still there, one statement a kind."""
    owners = _owners(view, uses)
    return [use for use in uses if (use.owner_kind, use.owner_id) in owners]


def _owners(view: View, uses: list[DocumentUse]) -> dict[tuple[OwnerKind, str], Any]:
    wanted: dict[OwnerKind, set[str]] = defaultdict(set)
    for use in uses:
        wanted[use.owner_kind].add(use.owner_id)
    return {
        (kind, owner.id): owner
        for kind, ids in wanted.items()
        for owner in view.store.find(OWNERS[kind], id=ids)
    }


def _use_lines(view: View, uses: list[DocumentUse]) -> tuple[UseLine, ...]:
    owners = _owners(view, uses)
    items = [one for one in owners.values() if isinstance(one, AgendaItem)]
    meetings = {one.id: one for one in view.store.find(Meeting, id={item.meeting_id for item in items})}
    lines = [_use_line(Place(kind, one), owner, meetings) for (kind, one), owner in owners.items()]
    return tuple(sorted(lines, key=lambda line: (line.words, sort_key(line.title), line.place.id)))


def _use_line(place: Place, owner: Any, meetings: dict[str, Meeting]) -> UseLine:
    words = OWNER_WORDS[place.kind]
    match place.kind:
        case OwnerKind.MEETING:
            return UseLine(place, words, meeting_title(owner.day), "meetings", owner.id)
        case OwnerKind.ITEM:
            day = meetings[owner.meeting_id].day
            return UseLine(place, f"{words} du {date_short(day)}", owner.title, "meetings", owner.meeting_id)
        case OwnerKind.GREY_ZONE:
            return UseLine(place, words, owner.title, "grey_zones", owner.id)
        case _:
            return UseLine(place, words, owner.title, "subjects", owner.id)
