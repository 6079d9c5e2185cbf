"""What colleagues send back about a draft, all at once: annotated files, messages, pasted text (§ 3.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.minutes.version import circulations_of, standing_circulation
from dgsdesk.application.returned.acts import keep_original
from dgsdesk.application.returned.file import Printed, read_returned
from dgsdesk.application.review.authors import Author, Authors, remember
from dgsdesk.application.review.express_approval import NoteApprovals, note_approvals, standing_approvals
from dgsdesk.application.review.file_remarks import file_remarks
from dgsdesk.application.review.mail_remarks import mail_remarks
from dgsdesk.application.review.observation import last_day, meeting_in_review, next_position
from dgsdesk.application.review.remark import Remark, observation_key, remark_key
from dgsdesk.application.sentences import add_sentences, sentence
from dgsdesk.application.words import shortened
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.mail_text import MailText, day_in, read_mail_text
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import Observation, ObservationWay
from dgsdesk.domain.proposal import folded
from dgsdesk.domain.wording import NBSP, date_full, plural

add_sentences(
    {
        "nothing_incoming": (
            "Il n’y a rien à ranger.",
            "Choisissez un fichier annoté, un message enregistré, ou collez le texte d’un courriel.",
        ),
        "incoming_calendar": (
            "« {where} » est une réponse d’agenda, pas une observation.",
            "Déposez-le sur « Arrivées » : la réponse y sera notée. Rien n’a été changé ici.",
        ),
        "incoming_unknown": (
            "« {where} » n’est ni un fichier Word, ni un message que DGS Desk sait lire.",
            "Demandez-le à son auteur au format .docx, ou collez le texte de son courriel.",
        ),
    }
)


UNNAMED = "Auteur"
"""How an author is called whom the source does not name: nothing to remember for another time."""


@dataclass(frozen=True)
class ReceivedFile:
    """A file that came: its name and its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Incoming:
    """What came: Word files and saved messages, and the text of one message that was pasted.

    ``told`` says for which organisation a name as written speaks; it is remembered. ``organisation_id`` is
    who sent all of it, and stands for authors that are not known. ``received_on`` is the message's own day,
    else today, unless told otherwise.
    """

    files: tuple[ReceivedFile, ...] = ()
    pasted: str = ""
    told: tuple[tuple[str, str], ...] = ()
    received_on: date | None = None
    organisation_id: str | None = None


@dataclass(frozen=True)
class ImportObservations(Command[int]):
    """Make observations of what colleagues wrote; returns how many are new. The same file twice adds nothing.

    A message that only approves is noted as an express approval. Raises RuleBroken("not_in_review"),
    BadInput for an unsound file, a day to come, or nothing at all.
    """

    meeting_id: str
    incoming: Incoming


@dataclass(frozen=True)
class IncomingRow:
    """One observation that would be noted; ``known`` when it was noted before."""

    source: str
    heading: str
    author: str
    text: str
    quote: str
    proposed: str
    removes: bool
    known: bool


@dataclass(frozen=True)
class Refused:
    """A file that cannot be read, and why, in a sentence that names it."""

    name: str
    words: str


@dataclass(frozen=True)
class IncomingPreview:
    """What importing would add, source by source.

    ``unknown`` are the names that belong to nobody of the network; ``approvals`` who approves in so many
    words; ``older`` warns of files made from an old version; ``refused`` says which files cannot be read.
    """

    rows: tuple[IncomingRow, ...]
    unknown: tuple[str, ...]
    approvals: tuple[str, ...]
    older: tuple[str, ...]
    refused: tuple[Refused, ...]

    @property
    def fresh(self) -> int:
        """How many observations are new."""
        return sum(not row.known for row in self.rows)


@dataclass(frozen=True)
class _Read:
    """What was read of everything that came."""

    remarks: tuple[Remark, ...]
    approvals: tuple[Remark, ...]
    older: tuple[str, ...]
    refused: tuple[Refused, ...]
    docx: tuple[ReceivedFile, ...]


def incoming_preview(view: View, meeting_id: str, incoming: Incoming) -> IncomingPreview:
    """Return what ``ImportObservations`` would add; a file that cannot be read is told, the others count."""
    meeting = view.store.get(Meeting, meeting_id)
    read = _read(view, meeting, incoming, strict=False)
    authors = Authors(view.store, view.clock.today(), dict(incoming.told), incoming.organisation_id)
    headings = {item.id: item.heading for item in minutes_text(view.store, meeting_id).items}
    known = _known(view, meeting_id)
    rows = []
    for remark in read.remarks:
        author = _author(authors, remark)
        rows.append(_row(remark, author, headings, _key(remark, author) in known))
    every = [*read.remarks, *read.approvals]
    unknown = dict.fromkeys(_written(one) for one in every if _author(authors, one).organisation_id is None)
    return IncomingPreview(
        rows=tuple(rows),
        unknown=tuple(unknown),
        approvals=tuple(dict.fromkeys(_author(authors, one).name for one in read.approvals)),
        older=read.older,
        refused=read.refused,
    )


def _row(remark: Remark, author: Author, headings: dict[str, str], known: bool) -> IncomingRow:
    return IncomingRow(
        remark.source,
        headings.get(remark.item_id or "", "À rattacher"),
        author.name,
        remark.text,
        remark.proposal.quote,
        remark.proposal.proposed,
        remark.proposal.removes,
        known,
    )


def _written(remark: Remark) -> str:
    """Return how a remark names its author; one that is not named is called after its source."""
    source = f"{UNNAMED} de «{NBSP}{remark.source}{NBSP}»" if remark.source else "Auteur inconnu"
    return remark.author or source


def _author(authors: Authors, remark: Remark) -> Author:
    found = authors.of(remark.author, remark.address, remark.source)
    if found.organisation_id is None and not remark.author:
        found = authors.of(_written(remark))
    return replace(found, name=found.name or _written(remark))


def _key(remark: Remark, author: Author) -> tuple[object, ...]:
    who = author.organisation_id or folded(author.name)
    return remark_key(remark.item_id, who, remark.text, remark.proposal)


def _known(view: View, meeting_id: str) -> set[tuple[object, ...]]:
    return {observation_key(one) for one in view.store.find(Observation, meeting_id=meeting_id)}


# -- reading what came --------------------------------------------------------------------------------------


def _read(view: View, meeting: Meeting, incoming: Incoming, *, strict: bool) -> _Read:
    """Read everything; ``strict`` raises at the first file that cannot be, otherwise it is told."""
    reader = _Reader(view, meeting, strict)
    unpacked = view.office.unpack([(file.name, file.content) for file in incoming.files])
    every = [part for parts in unpacked if not isinstance(parts, BadInput) for part in parts]
    view.office.read_ahead([part.content for part in every if part.kind is ArrivalKind.DOCUMENT])
    for file, parts in zip(incoming.files, unpacked, strict=True):
        reader.take(file.name, parts)
    if incoming.pasted.strip():
        reader.take_mail(read_mail_text(incoming.pasted), "")
    return _Read(
        tuple(reader.remarks),
        tuple(reader.approvals),
        tuple(reader.older),
        tuple(reader.refused),
        tuple(reader.docx),
    )


class _Reader:
    """Reads one thing after the other."""

    def __init__(self, view: View, meeting: Meeting, strict: bool) -> None:
        self._view = view
        self._meeting = meeting
        self._strict = strict
        self._printed: Printed = {}
        self.remarks: list[Remark] = []
        self.approvals: list[Remark] = []
        self.older: list[str] = []
        self.refused: list[Refused] = []
        self.docx: list[ReceivedFile] = []

    def take(self, name: str, parts: tuple[ArrivalPart, ...] | BadInput) -> None:
        """Read a Word file or a message, with the Word files that it carries."""
        try:
            if isinstance(parts, BadInput):
                raise parts
            self._take_parts(parts)
        except KnownError as known:
            error = BadInput("incoming_unknown", where=name) if known.code == "arrival_unknown" else known
            if self._strict:
                raise error from known
            self.refused.append(Refused(name, _told(name, error)))

    def _take_parts(self, parts: tuple[ArrivalPart, ...]) -> None:
        """Read what arrived, the outermost first: a message says who sends the files that it carries."""
        letters: list[MailText] = []
        documents = [part for part in parts if part.kind is ArrivalKind.DOCUMENT]
        for part in parts:
            if part.message is not None:
                letters.append(letter_of(part))
                if not documents or not _accompanies(letters[-1]):
                    self.take_mail(letters[-1], part.name)
            elif part.kind is ArrivalKind.TEXT and part.name.casefold().endswith(".docx"):
                raise BadInput("incoming_unknown", where=part.name)
            elif part.kind is ArrivalKind.TEXT and not part.path:
                self.take_mail(read_mail_text(part.text), part.name)
            elif part.kind is ArrivalKind.DOCUMENT:
                self._take_docx(part, letters[-1] if letters else None)
            elif part.kind is ArrivalKind.CALENDAR and not part.path:
                raise BadInput("incoming_calendar", where=part.name)
            elif part.problem is not None and not part.path:
                raise part.problem
            elif not part.path and part.kind is not ArrivalKind.ARCHIVE:
                raise BadInput("incoming_unknown", where=part.name)

    def take_mail(self, mail: MailText, source: str) -> None:
        """Read the words of a message."""
        if mail.approves:
            said = " ".join(mail.paragraphs)
            self.approvals.append(
                Remark(
                    None,
                    mail.sender,
                    said,
                    way=ObservationWay.EMAIL,
                    source=source or mail.subject,
                    address=mail.address,
                    sent_on=mail.sent_on,
                )
            )
            return
        text = minutes_text(self._view.store, self._meeting.id)
        if not mail.paragraphs and mail.whole:
            mail = replace(mail, paragraphs=(mail.whole,))
        self.remarks += mail_remarks(mail, text, source)

    def _take_docx(self, part: ArrivalPart, sent_by: MailText | None) -> None:
        returned = read_returned(self._view, self._meeting, part.name, part.content, self._printed)
        self.docx.append(ReceivedFile(part.name, part.content))
        if returned.older or returned.unknown:
            self.older.append(f"{part.name}{NBSP}: {returned.origin}")
        for remark in file_remarks(returned):
            sourced = replace(remark, source=part.name, sent_on=sent_by.sent_on if sent_by else None)
            if sent_by is not None and not remark.author:
                sourced = replace(sourced, author=sent_by.sender, address=sent_by.address)
            self.remarks.append(sourced)


def _told(name: str, error: KnownError) -> str:
    """Say what is wrong with a file; its name once."""
    words = sentence(error).message
    return words if name in words else f"{name}{NBSP}: {words}"


def letter_of(part: ArrivalPart) -> MailText:
    """Read the words of a message; its own headers count, not those that it quotes."""
    message = part.message
    assert message is not None
    text = read_mail_text(message.text, message.subject)
    return replace(
        text,
        sender=message.sender.name or message.sender.address,
        address=message.sender.address,
        sent_on=_day(message.date) or text.sent_on,
        subject=message.subject,
    )


def _day(moment: str) -> date | None:
    try:
        return datetime.fromisoformat(moment).astimezone().date()
    except (ValueError, OverflowError, OSError):  # a day beyond the zone's own, before 1970 on Windows
        return day_in(moment)


def _accompanies(mail: MailText) -> bool:
    """Tell whether a message says no more than that a file is attached."""
    said = " ".join(mail.paragraphs).casefold()
    return len(said) < 200 and ("joint" in said or "ci-inclus" in said or "annoté" in said or not said)


# -- noting -------------------------------------------------------------------------------------------------


@handles(ImportObservations, "{what}")
def import_observations(act: Act, command: ImportObservations) -> int:
    meeting = meeting_in_review(act, command.meeting_id)
    incoming = command.incoming
    if not incoming.files and not incoming.pasted.strip():
        raise BadInput("nothing_incoming")
    if incoming.received_on is not None and incoming.received_on > act.today:
        raise BadInput("received_later", day=date_full(incoming.received_on))
    read = _read(act.view, meeting, incoming, strict=True)
    told = {name: organisation for name, organisation in incoming.told if organisation}
    remember(act, {name: org for name, org in told.items() if not name.startswith(UNNAMED)})
    for file in read.docx:
        keep_original(act, meeting, file.name, file.content)
    authors = Authors(act.store, act.today, told, incoming.organisation_id)
    count = _note(act, meeting, read.remarks, authors, incoming.received_on)
    approved = _approve(act, meeting, read.approvals, authors)
    act.tell(what=_what(count, approved, incoming))
    return count


def _note(
    act: Act, meeting: Meeting, remarks: Iterable[Remark], authors: Authors, received_on: date | None
) -> int:
    known = _known(act.view, meeting.id)
    position = next_position(act, meeting.id)
    deadline = last_day(act, meeting.id)
    count = 0
    for remark in remarks:
        author = _author(authors, remark)
        key = _key(remark, author)
        if key in known:
            continue
        known.add(key)
        received = min(received_on or remark.sent_on or act.today, act.today)
        noted = _observation(act, meeting, remark, author, received, position + count)
        noted.late = received > deadline
        act.store.add(noted)
        count += 1
    return count


def _observation(
    act: Act, meeting: Meeting, remark: Remark, author: Author, received: date, position: int
) -> Observation:
    asked = remark.proposal
    return Observation(
        id=act.new_id(),
        meeting_id=meeting.id,
        position=position,
        author=author.name,
        received_on=received,
        text=remark.text,
        item_id=remark.item_id,
        organisation_id=author.organisation_id,
        quote=asked.quote,
        proposed=asked.proposed,
        before=asked.before,
        after=asked.after,
        removes=asked.removes,
        way=remark.way,
        source=remark.source,
    )


def _approve(act: Act, meeting: Meeting, approvals: Iterable[Remark], authors: Authors) -> int:
    """Note who approves; a yes from nobody of the network, or from before the sending, stays a remark."""
    count = 0
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    for one in approvals:
        author = _author(authors, one)
        day = min(one.sent_on or act.today, act.today)
        if author.organisation_id is None or circulation is None or day < circulation.sent_on:
            _note(act, meeting, [one], authors, None)
            continue
        noted = {given.organisation_id for given in standing_approvals(act.store, circulation)}
        if author.organisation_id not in noted:
            note_approvals(
                act, NoteApprovals(meeting.id, (author.organisation_id,), day, ObservationWay.EMAIL)
            )
            count += 1
    return count


def _what(count: int, approved: int, incoming: Incoming) -> str:
    """Say what was noted, and from where."""
    said = list(_counts(count, approved)) or ["Aucune observation nouvelle"]
    if len(incoming.files) == 1 and not incoming.pasted.strip():
        return f"{', '.join(said)} depuis « {shortened(incoming.files[0].name, 40)} »"
    if incoming.files:
        return f"{', '.join(said)} depuis {plural(len(incoming.files), 'fichier', 'fichiers')}"
    return f"{', '.join(said)} depuis un courriel"


def _counts(count: int, approved: int) -> Iterator[str]:
    if count:
        yield plural(count, "observation reprise", "observations reprises")
    if approved:
        yield plural(approved, "approbation expresse", "approbations expresses")
