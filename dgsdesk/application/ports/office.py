"""What the use cases ask of the office: documents written and read, files laid in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dgsdesk.domain.library import TextState
from dgsdesk.domain.read_document import Changes

if TYPE_CHECKING:
    from dgsdesk.application.arrival.content import ArrivalPart, TableContent
    from dgsdesk.application.calendar.event import CalendarEvent
    from dgsdesk.application.document import Document
    from dgsdesk.application.dossier.content import DossierContent
    from dgsdesk.application.mailing.draft import MailDraft
    from dgsdesk.application.mailing.message_as_left import MessageAsLeft
    from dgsdesk.application.ports.press import PrintedPages
    from dgsdesk.domain.errors import BadInput
    from dgsdesk.domain.read_document import ReadDocument


@dataclass(frozen=True)
class OutFile:
    """A file that leaves: its name and its content."""

    name: str
    content: bytes

    @property
    def pieces(self) -> Iterable[bytes]:
        """Return the content as one piece, as an `OutStream` would give it."""
        return (self.content,)


@dataclass(frozen=True)
class OutStream:
    """A file that leaves in pieces: its name and what makes its content, read once."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True)
class BaseState:
    """A letterhead file: needed styles that it lacks, whether header or footer say ``{{pied}}``."""

    lacking: tuple[str, ...]
    has_footer_line: bool


class Office(Protocol):
    """Writes every kind of document, reads back Word's, and lays files where the user finds them."""

    def docx(self, document: Document, base: bytes | None = None) -> bytes:
        """Return the document as Word's; ``base`` is a town hall's own letterhead file."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as a tagged PDF."""

    def pages(self, pdf: bytes) -> PrintedPages:
        """Return the pages of a PDF, to be looked at; raises BadInput."""

    def ics(self, event: CalendarEvent) -> bytes:
        """Return a calendar request or cancellation."""

    def ics_year(self, events: list[CalendarEvent], name: str) -> bytes:
        """Return many meetings as one calendar file with a title; raises BadInput("no_event")."""

    def eml(self, draft: MailDraft) -> bytes:
        """Return a message that opens in the user's own mail program, ready to send."""

    def read_draft(self, content: bytes) -> MessageAsLeft:
        """Return what a mail program shows of a draft that ``eml`` wrote."""

    def read_docx(self, content: bytes, changes: Changes = Changes.ACCEPT) -> ReadDocument:
        """Return what a Word file says, its tracked changes accepted, refused or shown; raises BadInput.

        The file may come from anybody.
        """

    def read_ahead(self, contents: Sequence[bytes]) -> None:
        """Read several Word files at once, so that ``read_docx`` answers for each without waiting."""

    def read_own_docx(self, content: bytes) -> ReadDocument:
        """Return what a Word file says that this office has just written."""

    def read_list(self, content: bytes, name: str) -> TableContent:
        """Return the rows of a list or a workbook; raises BadInput, which says where it is wrong."""

    def csv_pieces(self, rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
        """Give rows of cells as a list for spreadsheets, « csv », row by row."""

    def write_list(self, rows: Sequence[Sequence[str]], extension: str, title: str) -> bytes:
        """Return rows of cells, the titles first, as a list for spreadsheets (« csv » or « xlsx »).

        Cells that a spreadsheet would take for formulas are told to be text; `read_list` and the matching of
        columns give them back as they were.
        """

    def unpack(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[ArrivalPart, ...] | BadInput]:
        """Return for each file (name, content) that came back all that it carries, the outermost first.

        A part that cannot be read keeps its bytes and says its problem; a file that cannot be is refused:
        "arrival_too_large", "archive_too_large", "arrival_too_slow", "arrival_unreadable".
        """

    def texts(self, files: Sequence[tuple[str, bytes]]) -> list[tuple[TextState, str]]:
        """Return the text of each file (name, content) for the search, and whether that is all of it.

        The files may come from anybody; none is refused, one that cannot be read says so.
        """

    def lay(self, folder: str, files: list[OutFile], new: list[str] | None = None) -> list[str]:
        """Write the files whole into a folder under the user's documents; return their full paths.

        All or none is left behind. A file that is there already is never overwritten: the new one takes
        another name, unless it is the same; ``new`` gets those that were not. Raises StorageUnavailable.
        """

    def refuse_full_folder(self, folder: str) -> None:
        """Refuse what ``lay_folder`` would: raises BadInput("export_folder_taken"), StorageUnavailable."""

    def lay_folder(self, folder: str, files: Iterator[OutFile | OutStream]) -> int:
        """Write a new folder, its files one by one as they come; return how many: all or nothing.

        Raises BadInput("export_folder_taken") where something stands there, StorageUnavailable.
        """

    def take_away(self, paths: list[str]) -> None:
        """Remove files that ``lay`` told as new, since the act failed after all."""

    def write_dossier(
        self, content: DossierContent, sign: Callable[[bytes], bytes], passphrase: str = ""
    ) -> bytes:
        """Return a dossier signed, and sealed when there is a passphrase.

        Raises BadInput: "dossier_too_heavy", "passphrase_short".
        """

    def read_dossier(
        self, content: bytes, name: str, passphrase: str = "", *, unsigned: bool = False
    ) -> DossierContent:
        """Return what a dossier says, found whole; ``unsigned`` takes one of a bad signature too.

        The file may come from anybody. Raises BadInput: "dossier_not_one", "dossier_broken",
        "dossier_altered", "dossier_forged", "dossier_newer", "dossier_sealed", "dossier_passphrase",
        "dossier_too_large", "dossier_unsafe", "dossier_value".
        """

    def check_base(self, content: bytes, name: str) -> BaseState:
        """Return what a letterhead file has and lacks; raises BadInput when it is no Word file."""
