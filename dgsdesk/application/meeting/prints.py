"""Papers of a meeting printed on their own: the agenda as it stands, the sign-in sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dgsdesk.application.agenda.lines import changes_since, holds_still
from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import AttendanceRow, Document
from dgsdesk.application.documents.agenda_document import agenda_document
from dgsdesk.application.documents.sign_in_sheet import attendance_rows, sign_in_sheet
from dgsdesk.application.invitation.files import Laid, folder_of, lay_to_print, paper_name
from dgsdesk.application.invitation.packet import next_letter
from dgsdesk.application.meeting.paper import MeetingPaper, gather_paper, versions_of
from dgsdesk.domain.meeting import Attendance, Meeting
from dgsdesk.domain.wording import date_full


@dataclass(frozen=True)
class PrintAgenda(Command[Laid]):
    """Lay the agenda as it stands, as DOCX and PDF; nothing else changes.

    From the second version on, what it changes comes first. A version that has not been sent says so.
    """

    meeting_id: str


@dataclass(frozen=True)
class PrintSignInSheet(Command[Laid]):
    """Lay the sign-in sheet with the answers known today, as DOCX and PDF; nothing else changes."""

    meeting_id: str


@handles(PrintAgenda, "Ordre du jour du {day_words} prêt à imprimer")
def print_agenda(act: Act, command: PrintAgenda) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    paper = gather_paper(act, meeting, act.now)
    frozen = versions_of(act, meeting.id)
    if not frozen:
        return _lay(act, paper, "ordre du jour", "projet", agenda_document(paper))
    sent = holds_still(frozen[-1], paper.items)
    former = frozen[:-1] if sent else frozen
    paper = replace(paper, letter=next_letter(frozen[-1], paper))
    changes = changes_since(act.store, former[-1], paper.items) if former else None
    document = agenda_document(paper, changes=changes, sent=sent)
    return _lay(act, paper, "ordre du jour", f"version {paper.letter}", document)


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
    return lay_to_print(act, folder_of(paper), lambda kind: paper_name(paper, what, kind, version), document)
