"""No text leaves with a dossier but what its reader may see: every field of every row bears its own mark.

The network holds, of every kind of thing, one that belongs to the meeting and one that does not, and items,
paragraphs, table cells, decisions and actions of each audience. Whatever is added to the network later is
marked too: a field that leaves without having been thought of fails here.
"""

from __future__ import annotations

import io
import re
import types
import typing
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, time
from enum import Enum
from itertools import product
from pathlib import Path
from typing import Any, cast
from uuid import NAMESPACE_OID, uuid5

import pytest

from dgsdesk.application.arrival.acts import AssignArrival, FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.library.acts import AttachDocument, Place
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, AgendaVersion, PreparationTask
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.belonging import FREE, POINTS_TO
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.library import DocumentUse, LibraryDocument, OwnerKind
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.minutes import (
    Circulation,
    MinutesEntry,
    MinutesVersion,
    Observation,
    Suggestion,
    Unplaced,
)
from dgsdesk.domain.network import (
    Appointment,
    Attachment,
    Letterhead,
    Network,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)
from dgsdesk.domain.richtext import Cell, Paragraph, RichText, Run, Table, paragraphs_of
from dgsdesk.storage.bulk import write_rows
from dgsdesk.storage.files import FolderFiles
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.vault import SqlVault
from tests.written_meeting import Written

OURS, OTHER = "ours", "other"
MARK = re.compile(rb"MARK-[A-Za-z]+-[a-z_0-9]+-[a-z0-9]+")

NEVER = {
    (Attendance, "email"),
    (Attendance, "remark"),
    (Attendance, "answer_stamp"),
    (Organisation, "email"),
    (Organisation, "phone"),
    (Person, "email"),
    (Person, "phone"),
    (AgendaItem, "source_id"),
    (Suggestion, "theme_id"),
    (Circle, "quotation"),
    (Circle, "source"),
}
"""Fields that never leave, whoever reads."""

TO_EVERY_READER = (
    *(Network, Organisation, Person, Appointment, Letterhead, Circle, Meeting, AgendaPart, Attendance),
    *(AgendaItem, MinutesEntry, Decision, Action, Suggestion, LibraryDocument, DocumentUse, Attachment),
)
TO_WHO_READS_ALL = (AgendaVersion, Circulation, MinutesVersion)
TO_WHO_WRITES = (PreparationTask,)
TO_WHO_WRITES_ALL = (Observation, Unplaced)


def id_of(kind: type[Entity], name: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{kind.__name__} {name}"))


def mark(kind: type[Entity], field: str, name: str) -> str:
    return f"MARK-{kind.__name__}-{field}-{name}"


def made(entity: type[Entity], name: str, side: str, **given: Any) -> Any:
    """Return a row of a kind whose every text says where it stands; it points to the rows of its side."""
    hints = typing.get_type_hints(entity)
    values: dict[str, Any] = {"id": id_of(entity, name)}
    for field in fields(entity):
        if field.name == "id":
            continue
        target = None if (entity, field.name) in FREE else POINTS_TO.get(field.name)
        values[field.name] = (
            id_of(target, side) if target else _value(hints[field.name], entity, field.name, name)
        )
    return entity(**(values | given))


def _value(hint: Any, kind: type[Entity], field: str, name: str) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    if hint is RichText:
        return paragraphs_of(mark(kind, field, name))
    if typing.get_origin(hint) is tuple:
        return (mark(kind, field, name),) if typing.get_args(hint)[0] is str else ()
    if issubclass(hint, Enum):
        return next(iter(cast("type[Enum]", hint)))
    simple: dict[type, Any] = {
        str: mark(kind, field, name),
        bool: False,
        int: 1,
        float: 1.0,
        date: date(2026, 12, 8),
        time: time(9, 30),
        datetime: datetime(2026, 11, 27, 9, tzinfo=UTC),
    }
    return simple[hint]


ALONE = (Network, Letterhead)
"""Of these a network has one."""


def side_of(side: str, put: Callable[[bytes], str]) -> Iterator[Entity]:
    """Give one row of every kind, all of one side."""
    content = put(mark(Attachment, "content", side).encode())
    of_document = {"owner_kind": "LibraryDocument", "owner_id": id_of(LibraryDocument, side)}
    given: dict[type[Entity], dict[str, Any]] = {
        Attachment: {"sha256": content, **of_document},
        DocumentUse: {"owner_kind": OwnerKind.MEETING, "owner_id": id_of(Meeting, side)},
        Appointment: {"role": Role.DGS},
        AgendaItem: {"audience": Audience.ALL},
        Decision: {"audience": Audience.ALL},
        Action: {"audience": Audience.ALL},
        Meeting: {"current_item_id": id_of(AgendaItem, side)},
        Organisation: {"kind": OrganisationKind.COMMUNE},
    }
    for kind in ENTITIES:
        if side == OURS or kind not in ALONE:
            yield made(kind, side, side, **given.get(kind, {}))


def reserved(put: Callable[[bytes], str]) -> Iterator[Entity]:
    """Give items, their documents, paragraphs, cells, decisions and actions of each audience."""
    for level in Audience:
        name = f"level{int(level)}"
        item_id = id_of(AgendaItem, name)
        yield made(AgendaItem, name, OURS, audience=level)
        yield made(PreparationTask, name, OURS, item_id=item_id)
        for inner in Audience:
            both = f"{name}in{int(inner)}"
            yield made(Decision, both, OURS, audience=inner, item_id=item_id, replaced_by_id=None)
            yield made(Action, both, OURS, audience=inner, item_id=item_id, decision_id=None)
        yield made(MinutesEntry, name, OURS, item_id=item_id, text=_levels(name))
        document_id, content = id_of(LibraryDocument, name), put(mark(Attachment, "content", name).encode())
        of_document = {"owner_kind": "LibraryDocument", "owner_id": document_id}
        yield made(LibraryDocument, name, OURS)
        yield made(Attachment, name, OURS, sha256=content, **of_document)
        at_item = {"owner_kind": OwnerKind.ITEM, "owner_id": item_id}
        yield made(DocumentUse, name, OURS, document_id=document_id, **at_item)


def _levels(name: str) -> RichText:
    """Return a text with a paragraph and a table cell of each level."""

    def said(place: str, level: Audience) -> Paragraph:
        told = mark(MinutesEntry, place, f"{name}in{int(level)}")
        return Paragraph((Run(told),), audience=level)

    cells = tuple(Cell((said("cell", level),)) for level in Audience)
    return RichText((*(said("text", level) for level in Audience), Table((cells,))))


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """A desk whose every text is marked."""
    vault = cast("SqlVault", desk.vault)
    files = FolderFiles(vault.place.files)
    with vault.raw() as connection:
        rows = [*side_of(OURS, files.put), *side_of(OTHER, files.put), *reserved(files.put)]
        write_rows(connection, [rows])
    return desk


def marks_of(desk: Desk, purpose: Purpose, edition: Audience, folder: Path) -> set[str]:
    """Return the marks that stand anywhere in the bytes of a dossier, once unpacked."""
    command = ExportDossier(
        id_of(Meeting, OURS),
        "Quelqu’un",
        purpose,
        edition,
        folder=str(folder),
        name="a.dgsdesk",
    )
    file = Path(desk.run(command).value.file)
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        found = b"\n".join(archive.read(name) for name in archive.namelist())
    assert not re.search(MARK, file.read_bytes()) or b"MARK" in found
    return {one.decode() for one in MARK.findall(found)}


@pytest.mark.parametrize(("edition", "goes"), [(Audience.DIRECTORS, True), (Audience.ALL, False)])
def test_what_arrived_for_the_meeting_stays_with_those_who_read_all(
    written_desk: Desk, written_meeting: Written, tmp_path: Path, edition: Audience, goes: bool
) -> None:
    """A draft that a colleague annotated quotes what is reserved; under an item it was put by a person."""
    desk, secret, plan = written_desk, b"%PDF-1.4\x00\xff annot\xc3\xa9", b"%PDF-1.4\x00\xff plan"
    names = ("projet annoté.pdf", "plan.pdf")
    files = tuple(map(DroppedFile, names, (secret, plan)))
    desk.run(FileArrivals(files))
    for arrival in desk.ask(lambda view: view.store.find(Arrival)):
        desk.run(AssignArrival(arrival.id, written_meeting.id))
    document = desk.ask(lambda view: view.store.find(LibraryDocument, title="plan")[0].id)
    desk.run(AttachDocument(document, Place(OwnerKind.ITEM, written_meeting.waste)))
    command = ExportDossier(written_meeting.id, "Élue", Purpose.READ, edition, "", str(tmp_path), "a.dgsdesk")
    made = desk.run(command).value
    with zipfile.ZipFile(made.file) as archive:
        found = {archive.read(name) for name in archive.namelist()}
    assert plan in found
    assert (secret in found) is goes
    assert made.left_out.documents == (() if goes else (names[0],))


def texts_of(kind: type[Entity]) -> set[str]:
    """Return the fields of a kind that hold a mark."""
    row = made(kind, OURS, OURS)
    return {field.name for field in fields(kind) if "MARK" in str(getattr(row, field.name))}


@pytest.mark.parametrize(("purpose", "edition"), [*product(Purpose, Audience)])
def test_all_that_the_reader_may_see_leaves_and_no_more(
    marked: Desk, tmp_path: Path, purpose: Purpose, edition: Audience
) -> None:
    found = marks_of(marked, purpose, edition, tmp_path)
    _hold_to_the_purpose(found, purpose, edition)
    _hold_to_the_edition(found, edition)


def _hold_to_the_purpose(found: set[str], purpose: Purpose, edition: Audience) -> None:
    assert not {one for one in found if one.endswith(OTHER)}
    kinds = {*TO_EVERY_READER}
    if edition is Audience.DIRECTORS:
        kinds |= {*TO_WHO_READS_ALL}
    if purpose is Purpose.EDIT:
        kinds |= {*TO_WHO_WRITES}
        if edition is Audience.DIRECTORS:
            kinds |= {*TO_WHO_WRITES_ALL}
    hidden = {mark(kind, field, OURS) for kind, field in NEVER}
    if purpose is not Purpose.EDIT:
        hidden.add(mark(Meeting, "video_link", OURS))
    hidden.add(mark(LibraryDocument, "tags", OURS))
    expected = {mark(kind, field, OURS) for kind in kinds for field in texts_of(kind)} - hidden
    expected -= {mark(Attachment, field, OURS) for field in ("sha256", "owner_kind", "owner_id")}
    expected -= {mark(DocumentUse, "owner_id", OURS), mark(Meeting, "current_item_id", OURS)}
    expected |= {mark(Attachment, "content", OURS)}
    assert {one for one in found if one.endswith(OURS)} == expected


def _hold_to_the_edition(found: set[str], edition: Audience) -> None:
    levels = {one for one in found if "-level" in one}
    assert all(min(map(int, re.findall(r"\d", one.rpartition("-")[2]))) >= edition for one in levels)
    for level, inner in product(Audience, Audience):
        shown = level >= edition and inner >= edition
        name = f"level{int(level)}in{int(inner)}"
        for kind, field in ((MinutesEntry, "text"), (MinutesEntry, "cell"), (Decision, "text")):
            assert (mark(kind, field, name) in found) is shown
        assert (mark(Action, "text", name) in found) is shown
    for level in Audience:
        name = f"level{int(level)}"
        for kind, field in ((AgendaItem, "title"), (LibraryDocument, "title"), (Attachment, "content")):
            assert (mark(kind, field, name) in found) is (level >= edition)
