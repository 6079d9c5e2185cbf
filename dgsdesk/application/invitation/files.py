"""The files of a mailing about a meeting: papers, calendar entry and message drafts, laid in its folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from dgsdesk.application.agenda.lines import AgendaChanges
from dgsdesk.application.calendar.event import CalendarMethod
from dgsdesk.application.command import Act
from dgsdesk.application.document import Document
from dgsdesk.application.documents.agenda_document import agenda_document
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.invitation import invitation_document
from dgsdesk.application.documents.invitation_message import News, with_former
from dgsdesk.application.documents.sign_in_sheet import attendance_rows, sign_in_sheet
from dgsdesk.application.invitation.packet import EditionLetter, Packet, calendar_event, readable_changes
from dgsdesk.application.library.files import files_at, refuse_unsent
from dgsdesk.application.mailing.draft import MailAttachment, MailInvitation
from dgsdesk.application.mailing.mailing import (
    Letter,
    Mailing,
    Recipient,
    Unreachable,
    Way,
    as_it_leaves,
    draft_files,
    record_sendings,
    sender,
)
from dgsdesk.application.mailing.message_as_left import MessageAsLeft
from dgsdesk.application.meeting.paper import MeetingPaper
from dgsdesk.application.naming import file_name, meeting_folder
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.notice import PrivacyNotice, privacy_notice
from dgsdesk.application.view import View
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.meeting import CALLING_OFF, Attendance, CalendarFile, Meeting, SendingKind
from dgsdesk.domain.wording import date_full, plural

DRAFTS_FOLDER = "courriels"
"""Begins the name of the folder of message drafts within a meeting's folder."""

_DRAFTS = {
    SendingKind.INVITATION: f"{DRAFTS_FOLDER}_invitation",
    SendingKind.UPDATE: f"{DRAFTS_FOLDER}_mise-a-jour",
    SendingKind.CANCELLATION: f"{DRAFTS_FOLDER}_annulation",
    SendingKind.POSTPONEMENT: f"{DRAFTS_FOLDER}_report",
}
_INVITATION = {
    SendingKind.INVITATION: "invitation",
    SendingKind.UPDATE: "invitation mise à jour",
}
_CALENDAR_NAMES = {
    SendingKind.INVITATION: "rendez-vous",
    SendingKind.UPDATE: "rendez-vous mis à jour",
    SendingKind.CANCELLATION: "annulation",
    SendingKind.POSTPONEMENT: "report",
}


@dataclass(frozen=True)
class Laid:
    """What was laid for the user: the folder, every file's full path, who gets a message and who cannot."""

    folder: str
    files: tuple[str, ...]
    recipients: int
    unreachable: tuple[Unreachable, ...] = ()


def lay_to_print(act: Act, folder: str, name: Callable[[str], str], document: Document) -> Laid:
    """Lay a document as DOCX and PDF side by side; ``name`` gives the file's name for an extension."""
    files = [
        OutFile(name("docx"), act.office.docx(document, base_document(act))),
        OutFile(name("pdf"), act.office.pdf(document)),
    ]
    paths = act.lay(folder, files)
    return Laid(str(PurePath(paths[0]).parent), tuple(paths), 0)


@dataclass(frozen=True)
class MeetingPapers:
    """The papers of a mailing, and what is attached to each edition's message, by its key."""

    files: tuple[OutFile, ...] = ()
    attachments: dict[str, tuple[MailAttachment, ...]] = field(default_factory=dict)


def meeting_papers(act: Act, made: Packet, people: Sequence[Attendance]) -> MeetingPapers:
    """Write invitation and agenda for each edition; the first time, the sign-in sheet too."""
    files: list[OutFile] = []
    attachments = {}
    for letter in _with_papers(made):
        attached = _attached(act, made, letter)
        attachments[letter.key] = attached
        files += _edition_papers(act, made, letter, attached[0])
    if made.kind is SendingKind.INVITATION:
        sheet = sign_in_sheet(made.paper, attendance_rows(people))
        name = paper_name(made.paper, "feuille d’émargement", "docx")
        files.append(OutFile(name, act.office.docx(sheet, base_document(act))))
    return MeetingPapers(tuple(files), attachments)


def lay_mailing(
    act: Act, meeting: Meeting, made: Packet, way: Way, papers: MeetingPapers | None = None
) -> Laid:
    """Lay papers, calendar file and drafts in the meeting's folder, and record what leaves."""
    papers = papers or MeetingPapers()
    drafts = draft_files(act, _mailing(act, meeting, made, way), _letters(made, papers))
    folder = folder_of(made.paper)
    paths = act.lay(folder, [*papers.files, *_calendars(act, meeting, made, way)])
    if drafts:
        paths = paths + act.lay(f"{folder}/{drafts_folder(made)}", drafts)
    notice = notice_of(act.store, made.kind)
    for letter in made.letters:
        record_sendings(
            act,
            meeting,
            _recorded_as(made, letter),
            letter.recipients,
            version=made.paper.letter,
            way=way,
            calendar=letter.calendar,
            notice=notice,
        )
    count = plural(len(made.recipients), "destinataire", "destinataires")
    act.tell(day_words=date_full(meeting.day), count=count)
    laid_in = str(PurePath(paths[0]).parent) if paths else ""
    return Laid(laid_in, tuple(paths), len(made.recipients), made.people.unreachable)


def written_message(
    view: View, meeting: Meeting, made: Packet, way: Way, address: str
) -> MessageAsLeft | None:
    """Write the message that goes to an address and read it back; nothing when none leaves.

    Raises the known errors of ``mailing.draft_files``.
    """
    if not made.letters:
        return None
    letter = next((one for one in made.letters if _reads(one, address)), made.letters[0])
    if way is Way.ONE_EACH:
        reader = next((one for one in letter.recipients if one.address == address), letter.recipients[0])
        letter = replace(letter, recipients=(reader,))
    alone = replace(made, letters=(letter,))
    attachments = {letter.key: _attached(view, alone, letter)} if _with_papers(alone) else {}
    letters = _letters(alone, MeetingPapers(attachments=attachments))
    return as_it_leaves(view.store, view.office, _mailing(view, meeting, alone, way), letters, address)


def _reads(letter: EditionLetter, address: str) -> bool:
    return any(one.address == address for one in letter.recipients)


def notice_of(store: Store, kind: SendingKind) -> PrivacyNotice | None:
    """Return the notice that a mailing brings to those who have not had it; what calls off brings none."""
    return None if kind in CALLING_OFF else privacy_notice(store)


def laid_names(made: Packet, way: Way) -> tuple[str, ...]:
    """Return the names of the files that will be laid, the message drafts counted in one line."""
    names: list[str] = []
    for letter in _with_papers(made):
        names += [_invitation_name(made, letter, "docx"), _invitation_name(made, letter, "pdf")]
        names += [_agenda_name(made, letter)] if _prints_agenda(made, letter) else []
    if made.kind is SendingKind.INVITATION:
        names.append(paper_name(made.paper, "feuille d’émargement", "docx"))
    names += [name for name, _, _ in _calendar_plan(made, way)]
    drafts = len(made.letters) if way is Way.ONE_FOR_ALL else len(made.recipients)
    if way is not Way.COPIED:
        names.append(f"{_DRAFTS[made.kind]} ({plural(drafts, 'brouillon', 'brouillons')})")
    return tuple(names)


def _with_papers(made: Packet) -> list[EditionLetter]:
    """Return the letters that invitation and agenda go with: not those that take somebody out."""
    return [letter for letter in made.letters if letter.calendar is not CalendarFile.REMOVED]


def _prints_agenda(made: Packet, letter: EditionLetter) -> bool:
    """Tell whether an agenda is laid beside: one that did not change lies there already."""
    if made.kind is SendingKind.INVITATION:
        return True
    return bool(made.news.agenda) and letter.calendar is not CalendarFile.NEW


def _recorded_as(made: Packet, letter: EditionLetter) -> SendingKind:
    takes_out = letter.calendar is CalendarFile.REMOVED and made.kind not in CALLING_OFF
    return SendingKind.CANCELLATION if takes_out else made.kind


def folder_of(paper: MeetingPaper) -> str:
    """Return the meeting's folder below the user's documents."""
    return meeting_folder(paper.day, paper.host_name)


def drafts_folder(made: Packet) -> str:
    """Return where the drafts of a mailing lie in the meeting's folder: apart, so that none is sent twice."""
    return f"{_DRAFTS[made.kind]}_{made.paper.created:%Y-%m-%d_%Hh%M}"


def paper_name(paper: MeetingPaper, what: str, extension: str, version: str = "") -> str:
    """Return the file name of a paper of this meeting."""
    return file_name(paper.day, paper.host_name, what, extension, version)


def _invitation_name(made: Packet, letter: EditionLetter, extension: str) -> str:
    kind = SendingKind.INVITATION if letter.calendar is CalendarFile.NEW else made.kind
    what = f"{_INVITATION[kind]} {letter.key}".strip()
    return paper_name(made.paper, what, extension)


def _agenda_name(made: Packet, letter: EditionLetter) -> str:
    what = f"ordre du jour {letter.key}".strip()
    return paper_name(made.paper, what, "docx", f"version {made.paper.letter}")


def _invitation(made: Packet, letter: EditionLetter) -> Document:
    return invitation_document(
        made.paper,
        letter.edition,
        changes=_changes(made, letter),
        changed_particulars=_changed_particulars(made.news) if _is_update(made, letter) else (),
    )


def _changed_particulars(news: News) -> tuple[str, ...]:
    return tuple(with_former(line, news) for line in news.particulars)


def _is_update(made: Packet, letter: EditionLetter) -> bool:
    return made.kind is SendingKind.UPDATE and letter.calendar is not CalendarFile.NEW


def _changes(made: Packet, letter: EditionLetter) -> AgendaChanges | None:
    return readable_changes(made.news, made.paper, letter.edition) if _is_update(made, letter) else None


def _attached(source: Act | View, made: Packet, letter: EditionLetter) -> tuple[MailAttachment, ...]:
    """Write what goes with a message: the invitation to print, then what is to be read."""
    pdf = source.office.pdf(_invitation(made, letter))
    paper = MailAttachment(_invitation_name(made, letter, "pdf"), pdf, "application/pdf")
    return (paper, *_reading(source, made, letter))


def _edition_papers(act: Act, made: Packet, letter: EditionLetter, printed: MailAttachment) -> list[OutFile]:
    base = base_document(act)
    files = [
        OutFile(_invitation_name(made, letter, "docx"), act.office.docx(_invitation(made, letter), base)),
        OutFile(printed.name, printed.content),
    ]
    if _prints_agenda(made, letter):
        agenda = agenda_document(made.paper, letter.edition, _changes(made, letter))
        files.append(OutFile(_agenda_name(made, letter), act.office.docx(agenda, base)))
    return files


def _reading(source: Act | View, made: Packet, letter: EditionLetter) -> tuple[MailAttachment, ...]:
    """The documents to read that this edition may contain; raises those of ``refuse_unsent``."""
    shown = {item.id for part in made.paper.for_edition(letter.edition) for item in part.items}
    used = files_at(source.store, OwnerKind.ITEM, shown)
    files = {one.file.id: one.file for one in used}.values()  # once, whichever items it serves
    refuse_unsent(files)
    return tuple(MailAttachment(one.name, source.files.get(one.sha256), one.media_type) for one in files)


def _letters(made: Packet, papers: MeetingPapers) -> list[Letter]:
    return [
        Letter(one.key, one.recipients, one.subject, one.text, papers.attachments.get(one.key, ()))
        for one in made.letters
    ]


def _mailing(source: Act | View, meeting: Meeting, made: Packet, way: Way) -> Mailing:
    at = made.paper.created
    return Mailing(
        way,
        notice=notice_of(source.store, made.kind),
        id=f"{meeting.uid.partition('@')[0]}.{at:%Y%m%d%H%M%S}.{made.new_letter}.{made.kind.value}",
        file_name=lambda what: paper_name(made.paper, what, "eml"),
        invitations=_invitations(source, meeting, made, way),
    )


def _invitations(source: Act | View, meeting: Meeting, made: Packet, way: Way) -> dict[str, MailInvitation]:
    """Write the calendar part of each draft, which names its own reader alone: blind copies stay blind."""
    ours = sender(source.store)
    found = {}
    for letter in made.letters:
        if letter.calendar is CalendarFile.NONE:
            continue
        method = _method(letter)
        alone = way is Way.ONE_EACH or _takes_out_one(made, letter)
        for key, readers in _named(letter, way, alone=alone).items():
            event = calendar_event(made, meeting, ours, readers, method)
            found[key] = MailInvitation(source.office.ics(event), method)
    return found


def _named(letter: EditionLetter, way: Way, *, alone: bool) -> dict[str, tuple[Recipient, ...]]:
    """Return whom the calendar parts of a letter name, by what ``Mailing.invitations`` finds them with."""
    if way is Way.ONE_EACH:
        return {one.address: (one,) for one in letter.recipients}
    return {letter.key: letter.recipients if alone else ()}


def _takes_out_one(made: Packet, letter: EditionLetter) -> bool:
    return letter.calendar is CalendarFile.REMOVED and made.kind not in CALLING_OFF


def _method(letter: EditionLetter) -> CalendarMethod:
    gone = letter.calendar is CalendarFile.REMOVED
    return CalendarMethod.CANCEL if gone else CalendarMethod.REQUEST


def _calendars(act: Act, meeting: Meeting, made: Packet, way: Way) -> list[OutFile]:
    ours = sender(act.store)
    return [
        OutFile(name, act.office.ics(calendar_event(made, meeting, ours, people, method)))
        for name, people, method in _calendar_plan(made, way)
    ]


def _calendar_plan(made: Packet, way: Way) -> list[tuple[str, tuple[Recipient, ...], CalendarMethod]]:
    """Return the calendar files of the folder: names, attendees, methods.

    They name people only when each of them has a message of their own. When addresses are copied no draft
    carries the end of somebody's entry: it lies here, one file a person.
    """
    plan: list[tuple[str, tuple[Recipient, ...], CalendarMethod]] = []
    one_each = way is Way.ONE_EACH
    if made.kind in CALLING_OFF:
        name = paper_name(made.paper, _CALENDAR_NAMES[made.kind], "ics")
        return [(name, made.recipients if one_each else (), CalendarMethod.CANCEL)]
    if any(letter.calendar in (CalendarFile.NEW, CalendarFile.CHANGED) for letter in made.letters):
        name = paper_name(made.paper, _CALENDAR_NAMES[made.kind], "ics")
        plan.append((name, made.people.recipients if one_each else (), CalendarMethod.REQUEST))
    if way is Way.COPIED:
        for letter in made.letters:
            if _takes_out_one(made, letter):
                name = paper_name(made.paper, f"annulation {letter.key}", "ics")
                plan.append((name, letter.recipients, CalendarMethod.CANCEL))
    return plan
