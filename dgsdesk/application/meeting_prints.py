"""Papers of a meeting printed on their own: the agenda as it stands, the sign-in sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from dgsdesk.application.circle_members import circle_members
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import AttendanceRow, Document
from dgsdesk.application.documents.agenda_document import agenda_document
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.sign_in_sheet import attendance_rows, sign_in_sheet
from dgsdesk.application.invitation_files import Laid, folder_of, paper_name
from dgsdesk.application.meeting_paper import MeetingPaper, gather_paper
from dgsdesk.application.ports.office import OutFile
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.wording import date_full


@dataclass(frozen=True)
class PrintAgenda(Command[Laid]):
    """Lay the agenda as it stands, as DOCX and PDF; nothing else changes."""

    meeting_id: str


@dataclass(frozen=True)
class PrintSignInSheet(Command[Laid]):
    """Lay the sign-in sheet with the answers known today, as DOCX and PDF; nothing else changes."""

    meeting_id: str


@handles(PrintAgenda, "Ordre du jour du {day_words} prêt à imprimer")
def print_agenda(act: Act, command: PrintAgenda) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    paper = gather_paper(act, meeting, act.now)
    version = f"version {paper.letter}" if paper.letter else "projet"
    return _lay(act, paper, "ordre du jour", version, agenda_document(paper))


@handles(PrintSignInSheet, "Feuille d’émargement du {day_words} prête à imprimer")
def print_sign_in_sheet(act: Act, command: PrintSignInSheet) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    people = act.store.find(Attendance, meeting_id=meeting.id)
    rows = attendance_rows(people) if people else _expected(act, meeting)
    paper = gather_paper(act, meeting, act.now)
    return _lay(act, paper, "feuille d’émargement", "", sign_in_sheet(paper, rows))


def _expected(act: Act, meeting: Meeting) -> list[AttendanceRow]:
    """Before the invitation the sheet lists the members of that day."""
    seats = circle_members(act.store, meeting.circle_id, meeting.day)
    return [AttendanceRow(seat.organisation, seat.name, seat.title) for seat in seats]


def _lay(act: Act, paper: MeetingPaper, what: str, version: str, document: Document) -> Laid:
    act.tell(day_words=date_full(paper.day))
    files = [
        OutFile(paper_name(paper, what, "docx", version), act.office.docx(document, base_document(act))),
        OutFile(paper_name(paper, what, "pdf", version), act.office.pdf(document)),
    ]
    paths = act.lay(folder_of(paper), files)
    return Laid(str(PurePath(paths[0]).parent), tuple(paths), 0)
