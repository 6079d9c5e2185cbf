"""The rows of one meeting as the merge of dossiers takes them, and what is remembered between two of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dgsdesk.application.command import Act
from dgsdesk.application.dossier.content import Rows
from dgsdesk.application.dossier.json_rows import canonical, rows_from_json, rows_json
from dgsdesk.application.ports.store import Files, Store
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, PreparationTask
from dgsdesk.domain.dossier import Dossier, DossierWay
from dgsdesk.domain.dossier_conflict import DossierMemory
from dgsdesk.domain.dossier_memory import Memory, Version
from dgsdesk.domain.dossier_rows import Content, Row, content_of
from dgsdesk.domain.dossier_rules import SAID
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.library import DocumentUse, LibraryDocument
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.minutes import MinutesEntry, Suggestion, Unplaced
from dgsdesk.domain.network import Attachment
from dgsdesk.domain.richtext import RichText

_OF_THE_MEETING: tuple[type[Entity], ...] = (
    *(AgendaPart, AgendaItem, Attendance, MinutesEntry, Decision, Action, Suggestion, Unplaced),
)


def rows_here(store: Store, meeting_id: str) -> Rows:
    """Return the rows of a meeting that a dossier may bring home changed; raises NotFound."""
    rows: dict[type[Entity], tuple[Entity, ...]] = {Meeting: (store.get(Meeting, meeting_id),)}
    for kind in _OF_THE_MEETING:
        rows[kind] = tuple(store.find(kind, meeting_id=meeting_id))
    items = {row.id for row in rows[AgendaItem]}
    rows[PreparationTask] = tuple(store.find(PreparationTask, item_id=items))
    uses = store.find(DocumentUse, owner_id={meeting_id, *items})
    documents = {use.document_id for use in uses}
    rows[DocumentUse] = tuple(uses)
    rows[LibraryDocument] = tuple(store.find(LibraryDocument, id=documents))
    rows[Attachment] = tuple(store.find(Attachment, owner_id=documents))
    return rows


def content_here(store: Store, meeting_id: str) -> Content:
    """Return the values of a meeting as it stands."""
    return content_of(rows_here(store, meeting_id))


def entity_of(kind: type[Entity], row_id: str, row: Row) -> Entity:
    """Return a row as an entity of its own."""
    values: dict[str, Any] = {name: value for name, value in row.items() if name != SAID}
    return kind(id=row_id, **values)


def rows_of_content(content: Content) -> Rows:
    """Return the values as entities; what was said under an item is an entry of the item’s own id."""
    rows: dict[type[Entity], tuple[Entity, ...]] = {
        kind: tuple(entity_of(kind, row_id, row) for row_id, row in sorted(found.items()))
        for kind, found in content.items()
    }
    rows[MinutesEntry] = tuple(
        MinutesEntry(id=row_id, meeting_id=str(row["meeting_id"]), item_id=row_id, text=text)
        for row_id, row in sorted(content.get(AgendaItem, {}).items())
        if isinstance(text := row.get(SAID), RichText) and text.blocks
    )
    return {kind: found for kind, found in rows.items() if found}


def content_json(content: Content) -> dict[str, Any]:
    """Return the values as JSON, in the form of dossiers."""
    return rows_json(rows_of_content(content))


def content_from_json(value: object) -> Content:
    """Return the values that were kept as JSON."""
    return content_of(rows_from_json(value)[0])


def kept_memory(store: Store, files: Files, meeting_id: str) -> tuple[DossierMemory, Memory] | None:
    """Return what is remembered of a meeting’s dossiers, nothing at first; raises StorageUnavailable."""
    for kept in store.find(DossierMemory, meeting_id=meeting_id):
        return kept, _memory(json.loads(files.get(kept.sha256)))
    return None


def keep_memory(act: Act, meeting_id: str, memory: Memory) -> None:
    """Remember for the next dossier."""
    sha256 = act.files.put(canonical(_memory_json(memory)))
    counter = last_sent(act.store, meeting_id)
    for kept in act.store.find(DossierMemory, meeting_id=meeting_id):
        kept.sha256, kept.counter = sha256, counter
        return
    act.store.add(DossierMemory(id=act.new_id(), meeting_id=meeting_id, sha256=sha256, counter=counter))


def last_sent(store: Store, meeting_id: str) -> int:
    """Return the number of the last dossier of a meeting that left from here."""
    sent = store.find(Dossier, meeting_id=meeting_id, way=DossierWay.SENT)
    return max((one.counter for one in sent), default=0)


def _memory_json(memory: Memory) -> dict[str, Any]:
    return {
        "own": content_json(memory.own),
        "merged": content_json(memory.merged),
        "versions": [
            {
                "laptop": one.laptop,
                "counter": one.counter,
                "dossier": one.dossier_id,
                "base_id": one.base_id,
                "base": content_json(one.base),
                "content": content_json(one.content),
            }
            for one in memory.versions
        ],
    }


def _memory(value: Mapping[str, Any]) -> Memory:
    return Memory(
        content_from_json(value["own"]),
        content_from_json(value["merged"]),
        tuple(
            Version(
                one["laptop"],
                one["counter"],
                one["dossier"],
                one["base_id"],
                content_from_json(one["base"]),
                content_from_json(one["content"]),
            )
            for one in value["versions"]
        ),
    )
