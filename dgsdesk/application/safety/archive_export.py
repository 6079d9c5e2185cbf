"""Handing over to archives: PDF/A of all that was adopted, what went with it, and an inventory of each file.

It is written in any thread from a snapshot of the network, beside the acts that go on.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import NamedTuple

from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import letterhead_row
from dgsdesk.application.naming import meeting_title
from dgsdesk.application.pace import Pace
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Snapshot, Store
from dgsdesk.application.safety.archive_pieces import KeptContent, MeetingPieces, Piece, archived_meeting
from dgsdesk.application.safety.archive_registers import register_pieces
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.archiving import FATE_WORDS, access_of, fate_of, mandates, open_from
from dgsdesk.domain.errors import NotFound, RuleBroken, StorageUnavailable
from dgsdesk.domain.library import safe_name
from dgsdesk.domain.meeting import Meeting, took_place
from dgsdesk.domain.minutes import Approval
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import date_long, plural

INVENTORY = "bordereau.csv"
COLUMNS = (
    "Nº",
    "Chemin",
    "Intitulé",
    "Nature",
    "Format de rencontre",
    "Date de la réunion",
    "Date du document",
    "Producteur",
    "Version",
    "Empreinte SHA-256",
    "Taille (octets)",
    "Format",
    "Délai de communicabilité proposé (ans)",
    "Communicable à partir du",
    "Règle",
    "Sort final proposé",
    "Observations",
)
ATTACHED = "pieces-jointes"
_LOST = "perdue ou abîmée dans le réseau : à rechercher dans une sauvegarde"

add_sentences(
    {
        "nothing_to_archive": (
            "Aucun compte rendu n’a été adopté {words} : il n’y a rien à verser.",
            "Choisissez une autre période. Rien n’a été écrit.",
        ),
        "archive_days": (
            "La période commence après sa fin.",
            "Donnez un premier jour qui ne vient pas après le dernier. Rien n’a été écrit.",
        ),
    }
)


@dataclass(frozen=True)
class ArchiveScope:
    """What is handed over: the meetings of some days (None: without end), or one meeting."""

    starts: date | None = None
    ends: date | None = None
    meeting_id: str = ""

    def holds(self, meeting: Meeting | _Adopted) -> bool:
        """Tell whether a meeting belongs to it."""
        if self.meeting_id:
            return meeting.id == self.meeting_id
        return (self.starts or date.min) <= meeting.day <= (self.ends or date.max)

    @property
    def words(self) -> str:
        """Write « du 22 mars 2026 au 27 novembre 2026 »."""
        if self.meeting_id:
            return "pour cette réunion"
        if self.starts is None and self.ends is None:
            return "jusqu’ici"
        since = f"depuis le {date_long(self.starts)}" if self.starts else ""
        until = f"jusqu’au {date_long(self.ends)}" if self.ends else ""
        return " et ".join(filter(None, (since, until)))


@dataclass(frozen=True)
class ScopeRow:
    """A choice for the window: its words, what it takes, how many adopted minutes, its folder's name."""

    words: str
    scope: ArchiveScope
    adopted: int
    folder: str


@dataclass(frozen=True)
class ArchiveReport:
    """What was written; ``lost`` pieces stand in the inventory without a file.

    ``waiting`` counts the meetings that were held and have no adopted minutes yet.
    """

    folder: str
    meetings: int
    files: int
    size: int
    lost: int
    waiting: int
    sentence: str


def archive_scopes(view: View) -> tuple[ScopeRow, ...]:
    """Return what may be handed over: everything, mandates, years, then the newest meetings."""
    adopted = _adopted(view.store)
    today = view.clock.today()
    rows = [_row(view, _EVERYTHING, ArchiveScope(), adopted)]
    for mandate in mandates(today):
        rows.append(_row(view, mandate.words, ArchiveScope(mandate.starts, mandate.ends), adopted))
    for year in sorted({one.day.year for one in adopted}, reverse=True):
        scope = ArchiveScope(date(year, 1, 1), date(year, 12, 31))
        rows.append(_row(view, f"Année {year}", scope, adopted))
    hosts = {one.id: one.name for one in view.store.find(Organisation)}
    for meeting in adopted[: -_NEWEST - 1 : -1]:
        place = f", {hosts[meeting.host_id]}" if meeting.host_id in hosts else ""
        words = f"{meeting_title(meeting.day)}{place}"
        rows.append(ScopeRow(words, ArchiveScope(meeting_id=meeting.id), 1, archive_folder(view, words)))
    return tuple(row for row in rows if row.adopted)


def period_row(view: View, starts: date | None, ends: date | None) -> ScopeRow:
    """Return a period of one's own as a choice; raises RuleBroken("archive_days")."""
    scope = _checked(ArchiveScope(starts, ends))
    since = f"du {starts.isoformat()} " if starts else ""
    until = (ends or view.clock.today()).isoformat()
    words = f"{since}au {until}" if starts or ends else _EVERYTHING
    return _row(view, words, scope, _adopted(view.store))


def _checked(scope: ArchiveScope) -> ArchiveScope:
    if scope.starts and scope.ends and scope.starts > scope.ends:
        raise RuleBroken("archive_days")
    return scope


_EVERYTHING = "Tout ce qui a été adopté"

_NEWEST = 40
"""As many meetings are offered one by one."""


def _row(view: View, words: str, scope: ArchiveScope, adopted: Sequence[_Adopted]) -> ScopeRow:
    first = bisect_left(adopted, scope.starts or date.min, key=_day)
    count = bisect_right(adopted, scope.ends or date.max, key=_day) - first
    return ScopeRow(words, scope, count, archive_folder(view, words))


def archive_folder(view: View, words: str) -> str:
    """Name the folder of a handing over: « 2026-11-27_Versement_Mandat-2020-2026 »."""
    return file_stem(view.clock.today(), "Versement", words)


class _Adopted(NamedTuple):
    """A meeting whose minutes are adopted, as they follow each other."""

    day: date
    starts_at: time
    id: str
    host_id: str | None


def _day(one: _Adopted) -> date:
    return one.day


def _adopted(store: Store) -> list[_Adopted]:
    """Return the meetings whose minutes are adopted, by day."""
    ids = {meeting_id for (meeting_id,) in store.values(Approval, ("meeting_id",), revoked=False)}
    return sorted(_Adopted(*one) for one in store.values(Meeting, _Adopted._fields, id=ids))


def archive_writing(view: View, scope: ArchiveScope, folder: str) -> Callable[[Pace], ArchiveReport]:
    """Return what writes a handing over into a new or empty folder, in any thread: all of it or nothing.

    Raises RuleBroken: "nothing_to_archive", "archive_days"; and it RuleBroken: "given_up", "text_altered",
    BadInput("export_folder_taken"), StorageUnavailable.
    """
    _checked(scope)
    adopted = [one for one in _adopted(view.store) if scope.holds(one)]
    if not adopted:
        raise RuleBroken("nothing_to_archive", words=scope.words)
    known, today = {one.id for one in adopted}, view.clock.today()
    waiting = sum(
        scope.holds(one) and took_place(one, today) and one.id not in known
        for one in view.store.find(Meeting)
    )
    producer = letterhead_row(view).name
    ids = tuple(one.id for one in adopted)
    writing = _Writing(view, folder, ids, producer, waiting, with_registers=not scope.meeting_id)
    return writing.write


@dataclass
class _Writing:
    """One handing over; ``view`` gives snapshot, files and office, its store is not touched again."""

    view: View
    folder: str
    meeting_ids: tuple[str, ...]
    producer: str
    waiting: int
    with_registers: bool
    rows: list[list[str]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    meetings: int = 0
    size: int = 0
    lost: int = 0

    def write(self, pace: Pace) -> ArchiveReport:
        """Write everything; raises RuleBroken("given_up") where the pace is stopped."""
        self.view.office.refuse_full_folder(self.folder)  # before the network is copied for nothing
        with self.view.keeper.snapshot(pace) as snapshot:
            pace.stage("Écriture des réunions")
            count = self.view.office.lay_folder(self.folder, self._files(snapshot, pace))
        return ArchiveReport(
            self.folder, self.meetings, count, self.size, self.lost, self.waiting, self._sentence(count)
        )

    def _files(self, snapshot: Snapshot, pace: Pace) -> Iterator[OutFile]:
        every = len(self.meeting_ids)
        for done, meeting_id in enumerate(self.meeting_ids):
            found = archived_meeting(self._look(snapshot), meeting_id)
            if found is None:  # taken back before the snapshot was made
                continue
            self.meetings += 1
            folder = self._free(found.folder)
            for number, piece in enumerate(found.pieces):
                pace.step(done + number / len(found.pieces), every)
                yield from self._file(found, piece, folder)
        yield from self._registers(snapshot, pace)
        yield OutFile(INVENTORY, self.view.office.write_list([COLUMNS, *self.rows], "csv", "Bordereau"))

    def _look(self, snapshot: Snapshot) -> View:
        """Return a view of the network as it was; a new one each time, since it keeps what it reads."""
        return replace(self.view, store=snapshot.store)

    def _registers(self, snapshot: Snapshot, pace: Pace) -> Iterator[OutFile]:
        if not self.with_registers:
            return
        pace.stage("Écriture des registres")
        look = self._look(snapshot)
        meetings = look.store.find(Meeting, id=set(self.meeting_ids))
        every = len({meeting.day.year for meeting in meetings}) + 1
        for done, found in enumerate(register_pieces(look, meetings)):
            pace.step(done, every)
            for piece in found.pieces:
                yield from self._file(found, piece, found.folder)

    def _file(self, meeting: MeetingPieces, piece: Piece, folder: str) -> Iterator[OutFile]:
        content = self._content(piece)
        if content is None:
            self.lost += 1
            self.rows.append(self._row(meeting, piece, "", b""))
            return
        inner = f"{folder}/{ATTACHED}" if isinstance(piece.content, KeptContent) else folder
        path = self._free(f"{inner}/{safe_name(piece.name, 'document')}")
        self.size += len(content)
        self.rows.append(self._row(meeting, piece, path, content))
        yield OutFile(path, content)

    def _content(self, piece: Piece) -> bytes | None:
        """Return the bytes of a piece; nothing where a kept file is gone or rotten."""
        if not isinstance(piece.content, KeptContent):
            return self.view.office.pdf(piece.content)
        try:
            return self.view.files.get(piece.content.sha256)
        except (NotFound, StorageUnavailable):
            return None

    def _free(self, path: str) -> str:
        """Return a path that no other one bears, on any disk: « plan (2).pdf »."""
        folder, _, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, f"{dot}{ending}") if stem else (name, "")
        free, number = path, 1
        while free.casefold() in self.taken:
            number += 1
            free = f"{folder}/{stem} ({number}){ending}"
        self.taken.add(free.casefold())
        return free

    def _row(self, meeting: MeetingPieces, piece: Piece, path: str, content: bytes) -> list[str]:
        access = access_of(piece.nature, reserved=piece.reserved)
        opened = open_from(piece.day, access)
        return [
            str(len(self.rows) + 1),
            path,
            piece.title,
            piece.nature.value,
            meeting.circle,
            meeting.day.isoformat() if meeting.day else "",
            piece.day.isoformat(),
            self.producer,
            piece.version,
            hashlib.sha256(content).hexdigest() if path else "",
            str(len(content)) if path else "",
            format_words(piece, content),
            "" if access.years is None else str(access.years),
            opened.isoformat() if opened else "",
            access.rule,
            FATE_WORDS[fate_of(piece.nature)],
            "" if path else _LOST,
        ]

    def _sentence(self, files: int) -> str:
        said = (
            f"{plural(self.meetings, 'réunion versée', 'réunions versées')}, "
            f"{plural(files, 'fichier', 'fichiers')} dans {self.folder}"
        )
        if self.lost:
            lost = plural(self.lost, "pièce jointe perdue", "pièces jointes perdues")
            said += f"\u202f; {lost}, au bordereau sans fichier"
        if self.waiting:
            waiting = plural(self.waiting, "réunion tenue", "réunions tenues")
            verb = "n’est pas versée" if self.waiting < 2 else "ne sont pas versées"
            said += f"\u202f; {waiting} sans compte rendu adopté {verb}"
        return said


def format_words(piece: Piece, content: bytes) -> str:
    """Say what kind of file it is: « PDF/A-2a » where the file itself declares it."""
    if isinstance(piece.content, KeptContent):
        return piece.content.media_type
    return "PDF/A-2a" if b"pdfaid:part" in content else "PDF"
