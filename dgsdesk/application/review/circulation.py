"""Drafts leave: to the host who edits in Word, then to all, the deadline in words (product § 3.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.document import DocumentKind, StatusBox
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.minutes import (
    draft_status,
    minutes_document,
    template_status,
    working_status,
)
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.invitation.invitees import Invitees, invitees
from dgsdesk.application.mailing.mailing import (
    Letter,
    Mailing,
    Recipient,
    Unreachable,
    Way,
    address_line,
    draft_files,
    record_sendings,
    sender,
)
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.minutes.text import MinutesText, as_seen_by, minutes_text
from dgsdesk.application.minutes.version import (
    circulations_of,
    make_version,
    minutes_papers,
    number_decisions,
    paper_head,
    shelf_of,
    standing_circulation,
)
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.returned.unsettled import refuse_open_conflicts
from dgsdesk.application.review.clock import Clock, Deadline, deadline_of
from dgsdesk.application.review.express_approval import carry_approvals
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, SendingKind
from dgsdesk.domain.minutes import (
    TEMPLATE,
    Circulation,
    MinutesVersion,
    Observation,
    ObservationState,
    Unplaced,
    UnplacedFate,
    VersionKind,
    version_label,
)
from dgsdesk.domain.network import Letterhead
from dgsdesk.domain.wording import NBSP, date_full

add_sentences(
    {
        "minutes_empty": (
            "Le compte rendu de cette réunion ne contient encore aucun texte.",
            "Rédigez au moins un point, puis envoyez le projet. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class LayDraft(Command[str]):
    """Write the draft as it stands for the host to edit in Word; returns its path."""

    meeting_id: str


@dataclass(frozen=True)
class PrintDraft(Command[str]):
    """Write the draft as it stands on paper (PDF); returns its path."""

    meeting_id: str


@dataclass(frozen=True)
class Circulated:
    """What a circulation made: the version, the deadline in words, the files, the addresses to copy."""

    circulation_id: str
    version: int
    last_day: date
    sentence: str
    paths: tuple[str, ...]
    addresses: str


@dataclass(frozen=True)
class CirculateDraft(Command[Circulated]):
    """Send the draft round and start the clock; a second time it supersedes the first.

    ``sent_on`` is today unless told otherwise. Raises RuleBroken: "minutes_empty", "deadline_over",
    "no_clock_to_keep", "nobody_to_write_to"; BadInput: "sent_later", "sent_before_meeting".
    """

    meeting_id: str
    sent_on: date | None = None
    way: Way = Way.ONE_EACH
    clock: Clock = Clock.RESTART


@dataclass(frozen=True)
class CirculationPreview:
    """What a circulation would do, before anything is written.

    ``running_until`` is the last day of the clock that may be kept, None when there is none.
    """

    version: int
    recipients: tuple[Recipient, ...]
    unreachable: tuple[Unreachable, ...]
    last_day: date
    approved_on: date
    sentence: str
    subject: str
    message: str
    items_without_text: tuple[str, ...]
    unplaced: int
    running_until: date | None


def draft_recipients(store: Store, meeting: Meeting) -> Invitees:
    """Return the seats of the meeting, through the town hall where a post is vacant; guests get no draft."""
    everybody = invitees(store, meeting)
    seats = tuple(one for one in everybody.recipients if one.edition is Audience.DIRECTORS)
    return Invitees(seats, everybody.unreachable)


def circulation_preview(
    view: View, meeting_id: str, sent_on: date | None = None, clock: Clock = Clock.RESTART
) -> CirculationPreview:
    """Return what ``CirculateDraft`` would do; raises the same known errors about dates."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    refuse_open_conflicts(store, meeting_id)
    sent = sent_on or view.clock.today()
    text = minutes_text(store, meeting_id)
    number = _next_number(store, meeting_id)
    running = standing_circulation(circulations_of(store, meeting_id))
    deadline = deadline_of(store, meeting, sent, view.clock.today(), clock, running, number)
    people = draft_recipients(store, meeting)
    return CirculationPreview(
        version=number,
        recipients=people.recipients,
        unreachable=people.unreachable,
        last_day=deadline.last_day,
        approved_on=deadline.approved_on,
        sentence=deadline.sentence,
        subject=_subject(text, deadline),
        message=_message(store, text, deadline, number),
        items_without_text=tuple(
            item.heading for item in text.items if not item.text and not item.decisions and not item.actions
        ),
        unplaced=len(store.find(Unplaced, meeting_id=meeting_id, fate=UnplacedFate.WAITING)),
        running_until=running.last_day if running and view.clock.today() <= running.last_day else None,
    )


def _next_number(store: Store, meeting_id: str) -> int:
    return 1 + max((v.number for v in store.find(MinutesVersion, meeting_id=meeting_id)), default=0)


@handles(LayDraft, "Projet de compte rendu préparé pour Word ({version_words})")
def lay_draft(act: Act, command: LayDraft) -> str:
    return _lay_draft(act, command.meeting_id, "docx")


@handles(PrintDraft, "Projet de compte rendu prêt à imprimer ({version_words})")
def print_draft(act: Act, command: PrintDraft) -> str:
    return _lay_draft(act, command.meeting_id, "pdf")


def _lay_draft(act: Act, meeting_id: str, extension: str) -> str:
    meeting = act.store.get(Meeting, meeting_id)
    if meeting.state not in (MeetingState.HELD, MeetingState.DRAFTING, MeetingState.CIRCULATED):
        raise RuleBroken("meeting_move", now=meeting.state.value, wanted=MeetingState.DRAFTING.value)
    version, text = make_version(act, meeting, VersionKind.DRAFT, again=True)
    act.tell(version_words=version_label(version.number))
    running = standing_circulation(circulations_of(act.store, meeting.id))
    head = paper_head(act, meeting, version, draft_box(act.store, version, running))
    document = minutes_document(DocumentKind.DRAFT_MINUTES, as_seen_by(text, Audience.DIRECTORS), head)
    shelf = shelf_of(act.store, meeting)
    name = shelf.name(DRAFT, extension, f"v{version.number}")
    on_paper = extension == "pdf"
    content = act.office.pdf(document) if on_paper else act.office.docx(document, base_document(act))
    return act.lay(shelf.folder, [OutFile(name, content)])[0]


DRAFT = "projet de compte rendu"
"""How the file of a draft is called."""


def draft_box(store: Store, version: MinutesVersion, running: Circulation | None) -> StatusBox:
    """Return the status box of a draft: still being written, or sent round with its deadline."""
    if version.number == TEMPLATE:
        return template_status()
    label = version_label(version.number)
    if running is None:
        return working_status(label)
    rule = running.sentence.partition(f"{NBSP}:")[0]
    return draft_status(label, running.last_day, running.approved_on, _mailbox(store), rule)


def _mailbox(store: Store) -> str:
    return sender(store).address


@handles(CirculateDraft, "Projet de compte rendu envoyé ({version_words})")
def circulate_draft(act: Act, command: CirculateDraft) -> Circulated:
    meeting = act.store.get(Meeting, command.meeting_id)
    refuse_open_conflicts(act.store, meeting.id)
    meeting.move(MeetingState.CIRCULATED)
    number_decisions(act, meeting)
    if not _has_text(minutes_text(act.store, meeting.id)):
        raise RuleBroken("minutes_empty")
    version, text = make_version(act, meeting, VersionKind.DRAFT)
    act.tell(version_words=version_label(version.number))
    sent = command.sent_on or act.today
    running = standing_circulation(circulations_of(act.store, meeting.id))
    deadline = deadline_of(act.store, meeting, sent, act.today, command.clock, running, version.number)
    circulation = _begin(act, meeting, version, sent, deadline, running)
    recipients = draft_recipients(act.store, meeting).recipients
    paths = _lay(act, meeting, version, text, circulation, deadline, recipients, command.way)
    label = version_label(version.number)
    record_sendings(act, meeting, SendingKind.DRAFT, recipients, version=label, way=command.way)
    return Circulated(
        circulation_id=circulation.id,
        version=version.number,
        last_day=deadline.last_day,
        sentence=deadline.sentence,
        paths=tuple(paths),
        addresses=address_line(recipients),
    )


def _has_text(text: MinutesText) -> bool:
    return any(item.text or item.decisions or item.actions for item in text.items)


def _begin(
    act: Act,
    meeting: Meeting,
    version: MinutesVersion,
    sent: date,
    deadline: Deadline,
    running: Circulation | None,
) -> Circulation:
    if running is not None:
        running.superseded = True
    circulation = Circulation(
        id=act.new_id(),
        meeting_id=meeting.id,
        version_id=version.id,
        sent_on=sent,
        days=deadline.days,
        counting_mode=deadline.mode,
        zone=deadline.zone,
        last_day=deadline.last_day,
        approved_on=deadline.approved_on,
        sentence=deadline.sentence,
    )
    act.store.add(circulation)
    if running is not None and deadline.kept:
        carry_approvals(act, running, circulation)
    _forgive(act, meeting, deadline.last_day)
    return circulation


def _forgive(act: Act, meeting: Meeting, last_day: date) -> None:
    """An open observation that came too late for the clock before is in time for one that begins anew.

    What was settled is now sent round: no change of substance waits for it any more.
    """
    for observation in act.store.find(Observation, meeting_id=meeting.id):
        if observation.state is ObservationState.OPEN:
            observation.late = observation.received_on > last_day
        observation.restarts = False


def _lay(
    act: Act,
    meeting: Meeting,
    version: MinutesVersion,
    text: MinutesText,
    circulation: Circulation,
    deadline: Deadline,
    recipients: tuple[Recipient, ...],
    way: Way,
) -> list[str]:
    shelf = shelf_of(act.store, meeting)
    head = paper_head(act, meeting, version, draft_box(act.store, version, circulation))
    edition = as_seen_by(text, Audience.DIRECTORS)
    papers = minutes_papers(act, shelf, DocumentKind.DRAFT_MINUTES, edition, head, DRAFT)
    message = _message(act.store, text, deadline, version.number)
    letter = Letter("", recipients, _subject(text, deadline), message, papers.attachments)
    mailing = Mailing(
        way, f"{version.id}.projet", lambda what: shelf.name(f"projet v{version.number} {what}", "eml")
    )
    paths = act.lay(shelf.folder, papers.files)
    drafts = f"{shelf.folder}/{DRAFTS_FOLDER}_projet_{version.made_at:%Y-%m-%d_%Hh%M}"
    return paths + act.lay(drafts, draft_files(act, mailing, [letter]))


def _subject(text: MinutesText, deadline: Deadline) -> str:
    return (
        f"Projet de compte rendu de la réunion du {date_full(text.day)}{NBSP}: "
        f"observations jusqu’au {date_full(deadline.last_day)} inclus"
    )


def _message(store: Store, text: MinutesText, deadline: Deadline, number: int) -> str:
    """The covering message: the deadline in words, with its reason, and how to answer."""
    mailbox = _mailbox(store)
    writer = f" (rédaction{NBSP}: {text.writer})" if text.writer else ""
    return "\n\n".join(
        (
            CALL,
            f"Vous trouverez ci-joint le projet de compte rendu (version {number}) de la réunion du "
            f"{date_full(text.day)} – {text.circle}{writer}.",
            f"Vos observations sont attendues jusqu’au {date_full(deadline.last_day)} inclus. À défaut "
            f"d’observation, le compte rendu est réputé approuvé le {date_full(deadline.approved_on)} à "
            f"0{NBSP}h ({deadline.rule}).",
            "Pour les transmettre, répondez simplement à ce message, ou annotez le fichier Word joint "
            f"(commentaires ou suivi des modifications) et renvoyez-le à {mailbox}. Le fichier PDF sert à "
            "la lecture.",
            signed(store),
        )
    )


def signed(store: Store) -> str:
    """Return the closing of our messages, with who signs."""
    found = store.find(Letterhead)
    ours = (found[0].signatory_name, found[0].signatory_title, found[0].name) if found else ()
    return "\n".join(("Bien cordialement,", *filter(None, ours)))
