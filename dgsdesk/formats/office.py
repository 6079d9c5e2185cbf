"""The office: every writer and reader behind one door, loaded when first used; files laid whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from dgsdesk.application.ports.office import BaseState, OutFile, OutStream
from dgsdesk.domain.errors import BadInput, StorageUnavailable
from dgsdesk.domain.library import TextState
from dgsdesk.domain.read_document import Changes
from dgsdesk.whole_file import (
    fill_whole,
    flushing,
    make_folder,
    os_failure_code,
    rename_folder,
    staying,
    sync_folders,
    sync_open,
    write_whole,
)

if TYPE_CHECKING:
    from dgsdesk.application.arrival.content import ArrivalPart, TableContent
    from dgsdesk.application.calendar.event import CalendarEvent
    from dgsdesk.application.document import Document
    from dgsdesk.application.dossier.content import DossierContent
    from dgsdesk.application.mailing.draft import MailDraft
    from dgsdesk.application.mailing.message_as_left import MessageAsLeft
    from dgsdesk.application.ports.press import PrintedPages
    from dgsdesk.domain.read_document import ReadDocument
    from dgsdesk.formats.arrivals import ArrivalReader
    from dgsdesk.formats.docx.kept_readings import KeptReadings


class FolderOffice:
    """Writes documents and lays them below one folder, the user's « Documents/DGS Desk »."""

    def __init__(self, root: Path, *, prints_apart: bool = False) -> None:
        """Lay below ``root``; ``prints_apart`` is for who stays: PDF then comes from a process that goes."""
        self.root = root
        self._prints_apart = prints_apart
        self._arrivals: ArrivalReader | None = None
        self._readings: KeptReadings | None = None

    def docx(self, document: Document, base: bytes | None = None) -> bytes:
        """Return the document as Word's; ``base`` is a town hall's own letterhead file."""
        from dgsdesk.application.typesetting import typeset
        from dgsdesk.formats.docx.write import write_docx

        return write_docx(typeset(document), base)

    def pdf(self, document: Document) -> bytes:
        """Return the document as a tagged PDF."""
        from dgsdesk.application.typesetting import typeset
        from dgsdesk.formats.pdf import write_pdf

        document = typeset(document)
        if not self._prints_apart:
            return write_pdf(document)
        from dgsdesk.formats.printer import PRINTER

        return write_pdf(document, PRINTER.compiled)

    def pages(self, pdf: bytes) -> PrintedPages:
        """Return the pages of a PDF, to be looked at; raises BadInput."""
        if self._prints_apart:
            from dgsdesk.formats.pages_apart import PagesApart
            from dgsdesk.formats.printer import PRINTER

            return PagesApart(pdf, PRINTER)
        from dgsdesk.formats.pdf_pages import PdfPages

        return PdfPages(pdf)

    def ics(self, event: CalendarEvent) -> bytes:
        """Return a calendar request or cancellation."""
        from dgsdesk.formats.ics import event_to_ics

        return event_to_ics(event)

    def ics_year(self, events: list[CalendarEvent], name: str) -> bytes:
        """Return many meetings as one calendar file with a title."""
        from dgsdesk.formats.ics import year_to_ics

        return year_to_ics(events, name)

    def eml(self, draft: MailDraft) -> bytes:
        """Return a message that opens in the user's own mail program, ready to send."""
        from dgsdesk.formats.eml import draft_to_eml

        return draft_to_eml(draft)

    def read_draft(self, content: bytes) -> MessageAsLeft:
        """Return what a mail program shows of a draft that ``eml`` wrote."""
        from dgsdesk.formats.eml_read import read_draft

        return read_draft(content)

    def read_docx(self, content: bytes, changes: Changes = Changes.ACCEPT) -> ReadDocument:
        """Return what a stranger's Word file says, read in a process of its own; raises BadInput."""
        from dgsdesk.formats.docx.apart import read_apart

        kept = self._kept_readings()
        read = kept.get(content, changes)
        if read is None:
            read = read_apart(content, changes)
            kept.put(content, changes, read)
        return read

    def read_ahead(self, contents: Sequence[bytes]) -> None:
        """Read several strangers’ Word files at once, for ``read_docx`` to find; refusals wait for it."""
        from dgsdesk.formats.docx.apart import read_many_apart

        kept = self._kept_readings()
        fresh = [one for one in dict.fromkeys(contents) if kept.get(one, Changes.ACCEPT) is None]
        if len(fresh) > 1:
            for content, read in zip(fresh, read_many_apart(fresh), strict=True):
                if read is not None:
                    kept.put(content, Changes.ACCEPT, read)

    def _kept_readings(self) -> KeptReadings:
        from dgsdesk.formats.docx.kept_readings import KeptReadings

        self._readings = self._readings or KeptReadings()
        return self._readings

    def read_own_docx(self, content: bytes) -> ReadDocument:
        """Return what a Word file says that this office has just written."""
        from dgsdesk.formats.docx.read import read_docx

        return read_docx(content)

    def read_list(self, content: bytes, name: str) -> TableContent:
        """Return the rows of a list or a workbook; raises BadInput, which says where it is wrong."""
        from dgsdesk.formats.arrivals.tables import read_list

        return read_list(content, name)

    def csv_pieces(self, rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
        """Give rows of cells as a list for spreadsheets, « csv », row by row."""
        from dgsdesk.formats.lists import csv_pieces

        return csv_pieces(rows)

    def write_list(self, rows: Sequence[Sequence[str]], extension: str, title: str) -> bytes:
        """Return rows of cells as a list for spreadsheets: « xlsx », else « csv »."""
        from dgsdesk.formats.lists import list_to_csv, list_to_xlsx

        return list_to_xlsx(rows, title) if extension == "xlsx" else list_to_csv(rows)

    def unpack(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[ArrivalPart, ...] | BadInput]:
        """Return what each file that came back carries, read in one process apart, or its refusal."""
        from dgsdesk.formats.arrivals import ArrivalReader

        self._arrivals = self._arrivals or ArrivalReader()
        return self._arrivals.read(files)

    def texts(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[TextState, str]]:
        """Return the text of each file for the search, read in one process apart."""
        from dgsdesk.formats.file_text.apart import texts_apart

        return texts_apart(files)

    def write_dossier(
        self, content: DossierContent, sign: Callable[[bytes], bytes], passphrase: str = ""
    ) -> bytes:
        """Return a dossier signed, and sealed when there is a passphrase; raises BadInput."""
        from dgsdesk.formats.dossier.write import write_dossier

        return write_dossier(content, sign, passphrase)

    def read_dossier(
        self, content: bytes, name: str, passphrase: str = "", *, unsigned: bool = False
    ) -> DossierContent:
        """Return what a dossier says, read in a process of its own; raises BadInput."""
        from dgsdesk.formats.dossier.apart import read_apart

        return read_apart(content, name, passphrase, unsigned=unsigned)

    def check_base(self, content: bytes, name: str) -> BaseState:
        """Return what a letterhead file has and lacks, read apart; raises BadInput."""
        from dgsdesk.formats.docx.apart import check_base_apart

        try:
            return check_base_apart(content)
        except BadInput as error:
            raise BadInput("bad_letterhead_file", where=name) from error

    def lay(self, folder: str, files: list[OutFile], new: list[str] | None = None) -> list[str]:
        """Write the files whole into a folder below the root; return their full paths; all or none."""
        place = self.root / folder
        paths: list[str] = []
        fresh: list[str] = []
        try:
            make_folder(place)
            for file in files:
                path = _free_name(place / file.name, file.content)
                is_new = not path.exists()  # the same content may stand there since another act, whose it is
                write_whole(path, file.content, synced=False)
                paths.append(str(path))
                fresh += paths[-1:] if is_new else []
            sync_folders([place])
        except OSError as error:
            self.take_away(fresh)
            raise StorageUnavailable(os_failure_code(error), where=str(error.filename or place)) from error
        if new is not None:
            new += fresh
        return paths

    def refuse_full_folder(self, folder: str) -> None:
        """Refuse a folder that holds something, or is none: BadInput("export_folder_taken")."""
        place = Path(folder).absolute()
        try:
            if place.exists() and (not place.is_dir() or any(place.iterdir())):
                raise BadInput("export_folder_taken", where=folder)
        except OSError as error:
            raise StorageUnavailable(os_failure_code(error), where=str(place)) from error

    def lay_folder(self, folder: str, files: Iterator[OutFile | OutStream]) -> int:
        """Write a new folder beside its place, then give it its name; return how many files it holds."""
        place, count = Path(folder).absolute(), 0
        self.refuse_full_folder(folder)
        try:
            make_folder(place.parent)
            with TemporaryDirectory(dir=place.parent, prefix=".export-") as near:
                whole = Path(near) / "tout"
                with staying(Path(near), place):
                    for count, file in enumerate(files, 1):  # noqa: B007
                        path = whole / file.name
                        make_folder(path.parent)
                        fill_whole(path, partial(_fill, file.pieces), synced=False)
                    sync_folders(path for path in (whole, *whole.rglob("*")) if path.is_dir())
                if place.exists():
                    place.rmdir()
                rename_folder(whole, place)
                sync_folders([place.parent])
        except OSError as error:
            raise StorageUnavailable(os_failure_code(error), where=str(error.filename or place)) from error
        return count

    def take_away(self, paths: list[str]) -> None:
        """Remove files that ``lay`` has just written, since the act failed after all."""
        for path in paths:
            Path(path).unlink(missing_ok=True)


def _fill(pieces: Iterable[bytes], file: BinaryIO) -> None:
    flush = flushing(partial(sync_open, file))
    for piece in pieces:
        flush(file.write(piece))


def _free_name(path: Path, content: bytes) -> Path:
    """Return the path itself, or « name (2) » when another content stands there already."""
    candidate, count = path, 1
    while candidate.exists() and candidate.read_bytes() != content:
        count += 1
        candidate = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return candidate
