"""The rows of one meeting as its reader may see them, and what is left out (product § 3.7, § 3.11).

A dossier travels by mail and lies on sticks: it holds what its reader needs and nothing else. Reserved
texts, the networks' registers, e-mail addresses and telephones stay here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from dgsdesk.application.dossier.content import Rows, rows_of
from dgsdesk.application.dossier.references import pointers
from dgsdesk.application.library.files import newest_files
from dgsdesk.application.membership import director_posts
from dgsdesk.application.ports.store import Store
from dgsdesk.application.safety.kept_contents import pictures_of
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion, PreparationTask, SourceKind
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.library import DocumentUse, LibraryDocument, OwnerKind
from dgsdesk.domain.meeting import Answer, Attendance, Meeting
from dgsdesk.domain.minutes import (
    Circulation,
    MinutesEntry,
    MinutesVersion,
    Observation,
    Suggestion,
    Unplaced,
)
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Attachment,
    Letterhead,
    Network,
    Organisation,
    OrganisationKind,
    Person,
)
from dgsdesk.domain.reserved_text import readable, withheld_blocks
from dgsdesk.domain.richtext import RichText

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Reader:
    """Who a dossier is for: what they are asked, which edition they may read.

    A return goes back where all of it came from: whatever was done here goes along (``returns``).
    """

    purpose: Purpose
    edition: Audience
    returns: bool = False

    @property
    def reads_all(self) -> bool:
        """Whether nothing of the meeting is reserved from the reader."""
        return self.returns or self.edition is Audience.DIRECTORS

    @property
    def writes(self) -> bool:
        """Whether the reader takes the minutes' side: notes to prepare, remarks to settle."""
        return self.returns or self.purpose is Purpose.EDIT

    def may_read(self, audience: Audience) -> bool:
        """Tell whether the reader may see what is reserved to an audience."""
        return self.reads_all or may_read(Audience(audience), self.edition)


@dataclass(frozen=True)
class LeftOut:
    """What the reader may not see: titles of items, how many paragraphs, decisions and actions.

    ``documents`` names the files that arrived for the meeting.
    """

    items: tuple[str, ...] = ()
    paragraphs: int = 0
    decisions: int = 0
    actions: int = 0
    documents: tuple[str, ...] = ()


def meeting_rows(store: Store, meeting_id: str, reader: Reader) -> tuple[Rows, LeftOut]:
    """Return the rows of a meeting as the reader may see them, and what is left out; raises NotFound."""
    found = _Gathering(store, store.get(Meeting, meeting_id), reader)
    found.gather()
    return found.closed(), found.left_out


class _Gathering:
    """The rows found so far; copies, so that nothing of the network is changed."""

    def __init__(self, store: Store, meeting: Meeting, reader: Reader) -> None:
        self.store = store
        self.meeting = meeting
        self.reader = reader
        self.left_out = LeftOut()
        self.rows: dict[type[Entity], list[Entity]] = {}

    def gather(self) -> None:
        """Find everything, the meeting first, then what it speaks of."""
        self._agenda()
        self._minutes()
        self._people()
        self._frozen()
        self._documents()
        self._surroundings()

    def closed(self) -> Rows:
        """Return the rows by id; what points to a row that stays here points to nothing."""
        ids = {kind: {row.id for row in rows} for kind, rows in self.rows.items()}
        for kind, rows in self.rows.items():
            for name, target in pointers(kind).items():
                for row in rows:
                    if getattr(row, name) not in ids.get(target, set()):
                        setattr(row, name, None)
        ordered = {kind: tuple(sorted(rows, key=lambda row: row.id)) for kind, rows in self.rows.items()}
        return {kind: rows for kind, rows in ordered.items() if rows}

    def _put(self, rows: Iterable[Entity], **blank: object) -> None:
        for row in rows:
            self.rows.setdefault(type(row), []).append(_copy(row, **blank))

    def _of(self, kind: type[E]) -> list[E]:
        return [row for row in self.rows.get(kind, ()) if isinstance(row, kind)]

    def _ids(self, kind: type[Entity]) -> set[str]:
        return {row.id for row in self.rows.get(kind, ())}

    def _here(self, kind: type[E]) -> list[E]:
        """Return the rows of the meeting in the network."""
        return self.store.find(kind, meeting_id=self.meeting.id)

    def _agenda(self) -> None:
        every = self._here(AgendaItem)
        kept = [item for item in every if self.reader.may_read(item.audience)]
        shown = {item.id for item in kept}
        self.left_out = LeftOut(items=tuple(item.title for item in every if item.id not in shown))
        self._put(self._here(AgendaPart))
        self._put(kept, **({} if self.reader.returns else _NO_SOURCE))
        current = self.meeting.current_item_id
        self._put([self.meeting], current_item_id=current if current in shown else None)
        if not self.reader.writes:
            (meeting,) = self._of(Meeting)
            meeting.video_link = ""
        else:
            self._put(self.store.find(PreparationTask, item_id=shown))

    def _minutes(self) -> None:
        shown = self._ids(AgendaItem)
        for entry in self._here(MinutesEntry):
            if entry.item_id in shown:
                self._put([entry], text=self._readable(entry.text))
        decisions, actions = self._here(Decision), self._here(Action)
        of_decisions = [row for row in decisions if self._shows(row, shown)]
        of_actions = [row for row in actions if self._shows(row, shown)]
        self.left_out = replace(
            self.left_out,
            decisions=len(decisions) - len(of_decisions),
            actions=len(actions) - len(of_actions),
        )
        self._put(of_decisions)
        self._put(of_actions)
        self._put(self._here(Suggestion), **({} if self.reader.returns else {"theme_id": ""}))
        if self.reader.reads_all and self.reader.writes:
            self._put(self._here(Observation))
            self._put(self._here(Unplaced))

    def _readable(self, text: RichText) -> RichText:
        if self.reader.reads_all:
            return text
        gone = len(withheld_blocks(text, self.reader.edition))
        self.left_out = replace(self.left_out, paragraphs=self.left_out.paragraphs + gone)
        return readable(text, self.reader.edition)

    def _shows(self, row: Decision | Action, shown: set[str]) -> bool:
        return self.reader.may_read(row.audience) and (row.item_id is None or row.item_id in shown)

    def _people(self) -> None:
        blank: dict[str, object] = {"email": "", "remark": "", "answer_stamp": ""}
        if not self.reader.writes:
            blank |= {"answer": Answer.UNKNOWN, "lunch": None}
        self._put(self._here(Attendance), **blank)
        mentioned = _mentioned(self.rows, Organisation) | {self.meeting.host_id or ""}
        every = self.store.find(Organisation)
        seats = [org for org in every if org.id in mentioned or org.kind is OrganisationKind.EPCI]
        self._put(seats, email="", phone="", latitude=None, longitude=None)
        posts = self.store.find(Appointment, role=DIRECTOR_ROLES, organisation_id={org.id for org in seats})
        self._put(director_posts(posts, self.meeting.day).values())
        people = self.store.find(Person, id=_mentioned(self.rows, Person))
        self._put(people, email="", phone="")

    def _frozen(self) -> None:
        """Put what was frozen, whole as it is; a reader of less than all sees none of it."""
        if not self.reader.reads_all:
            return
        self._put(self._here(AgendaVersion))
        rounds = self.store.find(Circulation, meeting_id=self.meeting.id, superseded=False)
        self._put(rounds)
        self._put(self.store.find(MinutesVersion, id={one.version_id for one in rounds}))

    def _documents(self) -> None:
        uses = self.store.find(DocumentUse, owner_kind=OwnerKind.ITEM, owner_id=self._ids(AgendaItem))
        uses += self._of_the_meeting({use.document_id for use in uses})
        files = newest_files(self.store, {use.document_id for use in uses})
        self._put(use for use in uses if use.document_id in files)
        documents = self.store.find(LibraryDocument, id=set(files))
        self._put(documents, **({} if self.reader.returns else {"tags": (), "review_on": None}))
        self._put(files.values())

    def _of_the_meeting(self, shown: set[str]) -> list[DocumentUse]:
        """Return the documents of the whole meeting.

        What arrived for it may be a draft that somebody annotated, reserved passages and all: who does not
        read everything gets it only where a person put it under an item that they may read.
        """
        uses = self.store.find(DocumentUse, owner_kind=OwnerKind.MEETING, owner_id=self.meeting.id)
        if self.reader.reads_all:
            return uses
        files = newest_files(self.store, {use.document_id for use in uses} - shown)
        came = {one.sha256 for one in self.store.find(Arrival, sha256={one.sha256 for one in files.values()})}
        kept = {document for document, file in files.items() if file.sha256 not in came} | shown
        names = sorted(file.name for document, file in files.items() if document not in kept)
        self.left_out = replace(self.left_out, documents=tuple(names))
        return [use for use in uses if use.document_id in kept]

    def _surroundings(self) -> None:
        self._put(self.store.find(Network))
        self._put(self.store.find(Circle, id=self.meeting.circle_id), quotation="", source="")
        for letterhead in self.store.find(Letterhead):
            self._put([letterhead])
            ids = {letterhead.logo_id, letterhead.base_document_id} - {None}
            self._put(self.store.find(Attachment, id=ids))


_NO_SOURCE = {"source_kind": SourceKind.FREE, "source_id": ""}
"""Registers stay here: an item says nothing of the one that it came from."""


def _copy(row: E, **blank: Any) -> E:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return type(row)(**(values | blank))


def _mentioned(rows: dict[type[Entity], list[Entity]], target: type[Entity]) -> set[str]:
    """Return the ids of a kind that the rows point to."""
    found: set[str] = set()
    for kind, every in rows.items():
        names = [name for name, one in pointers(kind).items() if one is target]
        found.update(getattr(row, name) for row in every for name in names)
    return {one for one in found if one}


def contents_needed(rows: Rows) -> set[str]:
    """Return the hashes of the files and pictures that the rows speak of."""
    files = {file.sha256 for file in rows_of(rows, Attachment).values()}
    texts = [entry.text for entry in rows_of(rows, MinutesEntry).values()]
    texts += [one.text for one in rows_of(rows, Unplaced).values()]
    return files.union(picture.sha256 for text in texts for picture in pictures_of(text))
