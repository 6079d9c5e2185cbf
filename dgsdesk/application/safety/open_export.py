"""Everything in open formats, so that nobody is held captive: JSON, tables, Word files, calendars, documents.

``donnees`` holds every row and is what is read again; ``tableaux`` the same for a spreadsheet; the others are
what people read: ``comptes-rendus``, ``calendriers``, ``pieces`` under their own names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

from dgsdesk import __version__
from dgsdesk.application.calendar.export import calendar_events
from dgsdesk.application.document import DocumentKind
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.minutes import approved_status, minutes_document
from dgsdesk.application.mailing.mailing import sender
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.text import MinutesText, as_seen_by, minutes_text
from dgsdesk.application.minutes.version import paper_head
from dgsdesk.application.naming import file_name
from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.office import OutFile, OutStream
from dgsdesk.application.ports.open_format import DATA, FORMAT, FORMAT_VERSION, MANIFEST, OpenTable
from dgsdesk.application.ports.store import Snapshot, Store
from dgsdesk.application.review.circulation import draft_box
from dgsdesk.application.safety.kept_contents import kept_contents, pictures_of
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import KnownError, RuleBroken
from dgsdesk.domain.library import safe_name
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting
from dgsdesk.domain.minutes import (
    Approval,
    MinutesEntry,
    MinutesVersion,
    VersionKind,
    content_hash,
)
from dgsdesk.domain.network import Attachment, Network, Organisation
from dgsdesk.domain.wording import plural

add_sentences(
    {
        "export_folder_taken": (
            "Le dossier « {where} » n’est pas vide.",
            "Choisissez ou créez un dossier vide. Rien n’a été écrit.",
        ),
        "nothing_to_export": (
            "Il n’y a pas encore de réseau à exporter.",
            "Terminez d’abord le premier démarrage. Rien n’a été écrit.",
        ),
    }
)


_Out: TypeAlias = OutFile | OutStream

_AT_ONCE = 50
"""Meetings whose texts are read together."""

_TABLES = 150
"""About how many files the rows make."""


@dataclass(frozen=True)
class ExportReport:
    """What was written: the folder, how many files, rows, texts of minutes, attachments; a sentence."""

    folder: str
    files: int
    rows: int
    minutes: int
    attachments: int
    sentence: str


@dataclass
class _Written:
    """What was given away so far, for the manifest."""

    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    minutes: int = 0
    lost: int = 0


def network_export(view: View, folder: str) -> Callable[[Pace], ExportReport]:
    """Return what writes the whole network in open formats into a new or empty folder, in any thread.

    It reads the network as it is when it begins, beside the acts that go on; the folder holds all of it or
    nothing. Raises RuleBroken("nothing_to_export"), and it BadInput("export_folder_taken"),
    StorageUnavailable, RuleBroken("given_up").
    """
    if view.network() is None:
        raise RuleBroken("nothing_to_export")
    return partial(_export, view, folder)


def _export(view: View, folder: str, pace: Pace) -> ExportReport:
    view.office.refuse_full_folder(folder)  # before the network is copied for nothing
    with view.keeper.snapshot(pace) as snapshot:
        return _export_snapshot(replace(view, store=snapshot.store), snapshot, folder, pace)


def _export_snapshot(view: View, snapshot: Snapshot, folder: str, pace: Pace) -> ExportReport:
    written = _Written()
    pace.stage("Écriture des fichiers")
    count = view.office.lay_folder(folder, _paced(_everything(view, snapshot, written), _files(view), pace))
    rows, pieces = sum(written.rows.values()), len(written.files)
    said = (
        f"{plural(rows, 'ligne', 'lignes')}, {plural(written.minutes, 'compte rendu', 'comptes rendus')} "
        f"et {plural(pieces, 'pièce jointe', 'pièces jointes')} exportés dans {folder}"
    )
    if written.lost:
        one, many = (
            "pièce jointe perdue ou abîmée n’a pas pu l’être",
            "pièces jointes perdues ou abîmées n’ont pas pu l’être",
        )
        said += f"\u202f; {plural(written.lost, one, many)}"
    return ExportReport(folder, count, rows, written.minutes, pieces, said)


def _files(view: View) -> int:
    """Return about how many files there will be: most are texts, which take most of the time."""
    kinds: tuple[type[Entity], ...] = (Meeting, Attachment, Arrival)
    return _TABLES + sum(sum(view.store.count(kind, "id").values()) for kind in kinds)


def _paced(files: Iterator[_Out], expected: int, pace: Pace) -> Iterator[_Out]:
    for number, file in enumerate(files, 1):
        pace.step(min(number, expected), expected)
        yield file


def _everything(view: View, snapshot: Snapshot, written: _Written) -> Iterator[_Out]:
    """Give every file in pieces, so that nothing large is ever held or worked on at once."""
    for table in snapshot.tables():
        yield OutStream(f"{DATA}/{table.name}.json", _json_pieces(table, written))
        yield OutStream(f"tableaux/{table.name}.csv", view.office.csv_pieces(_cells(table)))
    yield from _attachments(view, written)
    yield from _minutes(view, snapshot, written)
    yield from _calendars(view)
    yield OutFile("LISEZ-MOI.txt", _README.encode())
    yield OutFile(MANIFEST, _json(_manifest(view, written)))  # last: a folder without it is not whole


_README = "\n".join(
    (
        "Export de DGS Desk, lisible sans DGS Desk.",
        "",
        "donnees\u00a0: chaque ligne, en JSON (UTF-8)\u202f; «\u00a0dgsdesk import\u00a0» les relit.",
        "tableaux\u00a0: les mêmes lignes en CSV (UTF-8, points-virgules), pour un tableur.",
        "comptes-rendus\u00a0: le texte complet de chaque compte rendu, en Word.",
        "calendriers\u00a0: les réunions de chaque format de rencontre, en .ics.",
        "pieces\u00a0: les documents et les images, sous leur nom.",
        "",
    )
)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _json_pieces(table: OpenTable, written: _Written) -> Iterator[bytes]:
    """Give the rows as `_json` would write their list, and count them."""
    count = 0
    for count, row in enumerate(table.rows(), 1):
        said = json.dumps(row, ensure_ascii=False, indent=1, allow_nan=False).replace("\n", "\n ")
        yield f"{',' if count > 1 else '['}\n {said}".encode()
    written.rows[table.name] = count
    yield b"\n]\n" if count else b"[]\n"


def _manifest(view: View, written: _Written) -> dict[str, Any]:
    network = view.store.find(Network)[0]
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "schema": view.keeper.schema(),
        "program": __version__,
        "network": network.name,
        "siren": network.siren,
        "made_at": view.clock.now().isoformat(timespec="seconds"),
        "rows": written.rows,
        "files": written.files,
    }


def _cells(table: OpenTable) -> Iterator[list[str]]:
    yield [*table.fields]
    for row in table.rows():
        yield [_cell(row[name]) for name in table.fields]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _attachments(view: View, written: _Written) -> Iterator[OutFile]:
    """Give the documents, and what minutes and dossiers keep beside; each content once."""
    taken: set[str] = set()
    done: set[str] = set()
    for sha256, called in _contents(view.store):
        if sha256 in done:
            continue
        done.add(sha256)
        try:
            content = view.files.get(sha256)
        except KnownError:  # gone or rotten: that must hold nobody captive
            written.lost += 1
            continue
        name = f"pieces/{_free(safe_name(called, 'document'), taken)}"
        written.files[name] = sha256
        yield OutFile(name, content)


def _contents(store: Store) -> Iterator[tuple[str, str]]:
    """Give the hash and the name of each content, those that have a name of their own first."""
    yield from ((one.sha256, one.name) for one in store.find(Attachment))
    yield from ((one.sha256, one.name) for one in store.find(Arrival))
    yield from ((one.sha256, one.name) for one in kept_contents(store))


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other file bears, on any disk: « plan (2).pdf »."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f"{dot}{ending}") if stem else (name, "")
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){ending}"
    taken.add(free.casefold())
    return free


def _minutes(view: View, snapshot: Snapshot, written: _Written) -> Iterator[OutFile]:
    base = base_document(view)
    hosts = {one.id: one for one in view.store.find(Organisation)}
    begun = {*view.store.count(MinutesEntry, "meeting_id"), *_frozen_meetings(view)}
    meetings = view.store.find(Meeting, id=begun)
    taken: set[str] = set()
    for some in (meetings[at : at + _AT_ONCE] for at in range(0, len(meetings), _AT_ONCE)):
        look = replace(view, store=snapshot.store)  # what it keeps of this lot goes with it
        frozen, approvals = _frozen(look, some)
        for meeting in some:
            final, approval = frozen.get(meeting.id), approvals.get(meeting.id)
            what = "compte rendu" if final else "projet de compte rendu"
            content = _one_minutes(look, meeting, final, approval, base)
            name = file_name(meeting.day, hosts.get(meeting.host_id or ""), what, "docx")
            written.minutes += 1
            yield OutFile(f"comptes-rendus/{_free(name, taken)}", content)


def _frozen_meetings(view: View) -> set[str]:
    """Return the meetings that have a text which is no draft."""
    return set(view.store.count(MinutesVersion, "meeting_id", kind=set(VersionKind) - {VersionKind.DRAFT}))


def _frozen(view: View, meetings: Sequence[Meeting]) -> tuple[dict[str, MinutesVersion], dict[str, Approval]]:
    """Return the newest frozen text and the approval of each meeting that has one."""
    ids = {one.id for one in meetings}
    versions = sorted(view.store.find(MinutesVersion, meeting_id=ids), key=lambda one: one.number)
    frozen = {one.meeting_id: one for one in versions if one.kind is not VersionKind.DRAFT}
    return frozen, {one.meeting_id: one for one in view.store.find(Approval, meeting_id=ids)}


def _one_minutes(
    view: View, meeting: Meeting, final: MinutesVersion | None, approval: Approval | None, base: bytes | None
) -> bytes:
    version = final or _as_it_stands(view, meeting)
    approved = final is not None and approval is not None
    status = (
        approved_status(approval.approved_on, Audience.DIRECTORS)
        if approved and approval is not None
        else draft_box(view.store, version, None)
    )
    text = as_seen_by(text_from_content(version.content), Audience.DIRECTORS)
    head = paper_head(view, meeting, version, status, _pictures(view, text.text))
    kind = DocumentKind.APPROVED_MINUTES if final else DocumentKind.DRAFT_MINUTES
    return view.office.docx(minutes_document(kind, text, head), base)


def _pictures(view: View, text: MinutesText) -> dict[str, bytes]:
    """Return the pictures of a text that can be had; the name of another stands in its place."""
    found: dict[str, bytes] = {}
    for name in {picture.sha256 for item in text.items for picture in pictures_of(item.text)}:
        with suppress(KnownError):
            found[name] = view.files.get(name)
    return found


def _as_it_stands(view: View, meeting: Meeting) -> MinutesVersion:
    """Return the text that is still being written as a version that nobody keeps."""
    content = content_json(minutes_text(view.store, meeting.id))
    return MinutesVersion(
        id=meeting.id,
        meeting_id=meeting.id,
        number=1,
        kind=VersionKind.DRAFT,
        made_at=view.clock.now(),
        content=content,
        sha256=content_hash(content),
    )


def _calendars(view: View) -> Iterator[OutFile]:
    try:
        sender(view.store)
    except KnownError:
        return  # a calendar names who invites: there is no shared mailbox yet
    taken: set[str] = set()
    for circle in view.store.find(Circle):
        meetings = [
            one for one in view.store.find(Meeting, circle_id=circle.id) if one.state not in WITHOUT_DAY
        ]
        if meetings:
            events = calendar_events(view.store, view.clock.now(), circle, meetings)
            name = _free(safe_name(f"{circle.name}.ics", "calendrier.ics"), taken)
            yield OutFile(f"calendriers/{name}", view.office.ics_year(events, circle.name))
