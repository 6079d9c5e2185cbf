"""Dispatch of approved minutes (« porter à connaissance »): to each reader the level’s edition (§ 3.10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.circulation import signed
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory import checked_email
from dgsdesk.application.dispatch_recipients import (
    LEVEL_TITLES,
    Derived,
    changed_by_hand,
    derived_recipients,
)
from dgsdesk.application.document import DocumentKind
from dgsdesk.application.documents.action_list import action_list_document
from dgsdesk.application.documents.decisions import decisions_document
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.minutes import approved_status
from dgsdesk.application.invitation_files import DRAFTS_FOLDER
from dgsdesk.application.mail_draft import MailAttachment
from dgsdesk.application.mailing import (
    Letter,
    Mailing,
    Recipient,
    Unreachable,
    Way,
    address_line,
    draft_files,
    record_sendings,
)
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes_content import text_from_content
from dgsdesk.application.minutes_text import EditionText, MinutesText, as_seen_by, minutes_text
from dgsdesk.application.minutes_version import (
    DOCX,
    Papers,
    Shelf,
    minutes_papers,
    paper_head,
    shelf_of,
    version_label,
)
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.minutes import Approval, MinutesVersion
from dgsdesk.domain.wording import NBSP, date_full, join_and, plural


@dataclass(frozen=True)
class EditionRow:
    """One edition: what it contains and what it withholds, by printed heading; who gets it."""

    title: str
    levels: tuple[Audience, ...]
    contains: tuple[str, ...]
    withholds: tuple[str, ...]
    decisions: int
    actions: int
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class LevelRow:
    """The recipients of one level."""

    level: Audience
    title: str
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class SentRow:
    """One sending as recorded: to whom, in which edition, when."""

    recipient: str
    quality: str
    address: str
    edition: Audience
    version: str
    way: str
    sent_at: datetime


@dataclass(frozen=True)
class DispatchPage:
    """What the page « Diffuser » shows and what the last check lists.

    ``approved_on`` is None before the approval: the text shown is then the one of today.
    """

    meeting_id: str
    state: MeetingState
    approved_on: date | None
    version: int
    sha256: str
    levels: tuple[LevelRow, ...]
    unreachable: tuple[Unreachable, ...]
    editions: tuple[EditionRow, ...]
    warnings: tuple[str, ...]
    sent: tuple[SentRow, ...]


@dataclass(frozen=True)
class Dispatched:
    """What a dispatch made: the files and the addresses to copy, by level."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]
    recipients: int


@dataclass(frozen=True)
class DispatchMinutes(Command[Dispatched]):
    """Dispatch the approved minutes to the derived recipients, with additions and removals by address.

    Raises RuleBroken("nobody_to_write_to"), RuleBroken("meeting_move") before the approval.
    """

    meeting_id: str
    added: tuple[Recipient, ...] = ()
    removed: tuple[str, ...] = ()
    way: Way = Way.ONE_EACH


def dispatch_page(
    view: View, meeting_id: str, added: tuple[Recipient, ...] = (), removed: tuple[str, ...] = ()
) -> DispatchPage:
    """Return whom the minutes go to and what each edition contains and withholds; raises NotFound."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    approval, version = _approved(store, meeting_id)
    text = text_from_content(version.content) if version else minutes_text(store, meeting_id)
    derived = changed_by_hand(derived_recipients(store, text, view.clock.today()), added, removed)
    sendings = store.find(Sending, meeting_id=meeting_id, kind=SendingKind.DISPATCH)
    return DispatchPage(
        meeting_id=meeting_id,
        state=meeting.state,
        approved_on=approval.approved_on if approval else None,
        version=version.number if version else 0,
        sha256=version.sha256 if version else "",
        levels=_levels(derived),
        unreachable=derived.unreachable,
        editions=tuple(_edition_row(edition) for edition in editions(text, derived.recipients)),
        warnings=_warnings(text, derived),
        sent=tuple(sorted(map(_sent, sendings), key=lambda row: (row.edition, sort_key(row.quality)))),
    )


def _approved(store: Store, meeting_id: str) -> tuple[Approval | None, MinutesVersion | None]:
    standing = [one for one in store.find(Approval, meeting_id=meeting_id) if not one.revoked]
    if not standing:
        return None, None
    return standing[-1], store.get(MinutesVersion, standing[-1].version_id)


def _levels(derived: Derived) -> tuple[LevelRow, ...]:
    rows = (
        LevelRow(level, title, tuple(one for one in derived.recipients if one.edition is level))
        for level, title in LEVEL_TITLES.items()
    )
    return tuple(row for row in rows if row.recipients)


def _warnings(text: MinutesText, derived: Derived) -> tuple[str, ...]:
    """Say which addresses get less than somebody behind them might expect."""
    if all(item.audience is Audience.ALL for item in text.items):
        return ()
    return tuple(
        f"{one.address} sert à plusieurs personnes ({one.quality}){NBSP}: "
        "l’édition la moins complète y est envoyée."
        for one in derived.shared
    )


def _sent(sending: Sending) -> SentRow:
    return SentRow(
        sending.recipient,
        sending.quality,
        sending.address,
        Audience(sending.edition),
        sending.version,
        sending.way,
        sending.sent_at,
    )


# -- editions -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edition:
    """One text for one or several levels that read the same."""

    levels: tuple[Audience, ...]
    text: EditionText
    recipients: tuple[Recipient, ...]

    @property
    def complete(self) -> bool:
        """Whether it is the directors' own."""
        return Audience.DIRECTORS in self.levels

    @property
    def words(self) -> str:
        """What its files are called after."""
        return "DGS" if self.complete else " ".join(_FILE_WORDS[level] for level in self.levels)


_FILE_WORDS = {Audience.EXECUTIVES: "cadres", Audience.ELECTED: "élus", Audience.ALL: "tous"}
_READERS = {
    Audience.EXECUTIVES: "cadres concernés",
    Audience.ELECTED: "maires et élus concernés",
    Audience.ALL: "autres destinataires",
}


def editions(text: MinutesText, recipients: Iterable[Recipient]) -> tuple[Edition, ...]:
    """Return the complete edition, then one for each group of wider levels that read the same items."""
    every = tuple(recipients)
    used = {Audience.ELECTED, *(one.edition for one in every)} - {Audience.DIRECTORS}
    groups: dict[tuple[str, ...], list[Audience]] = {}
    for level in sorted(used):
        seen = as_seen_by(text, level)
        groups.setdefault(tuple(item.id for item in seen.text.items), []).append(level)
    levels = [(Audience.DIRECTORS,), *map(tuple, groups.values())]
    return tuple(
        Edition(group, as_seen_by(text, group[0]), tuple(one for one in every if one.edition in group))
        for group in levels
    )


def _edition_row(edition: Edition) -> EditionRow:
    text = edition.text.text
    return EditionRow(
        title=edition_title(edition),
        levels=edition.levels,
        contains=tuple(item.heading for item in text.items),
        withholds=tuple(item.heading for item in edition.text.withheld),
        decisions=len(text.decisions),
        actions=len(text.actions),
        recipients=edition.recipients,
    )


def edition_title(edition: Edition) -> str:
    """Write « Édition complète, directions générales »."""
    if edition.complete:
        return "Édition complète, directions générales"
    return f"Édition de diffusion, {join_and([_READERS[level] for level in edition.levels])}"


# -- the act ------------------------------------------------------------------------------------------------


@handles(DispatchMinutes, "Compte rendu diffusé à {count_words}")
def dispatch_minutes(act: Act, command: DispatchMinutes) -> Dispatched:
    meeting = act.store.get(Meeting, command.meeting_id)
    approval, version = _approved(act.store, meeting.id)
    if approval is None or version is None:
        raise RuleBroken("meeting_move", now=meeting.state.value, wanted=MeetingState.DISPATCHED.value)
    meeting.move(MeetingState.DISPATCHED)
    text = text_from_content(version.content)
    added = tuple(_checked(act, one) for one in command.added)
    derived = changed_by_hand(derived_recipients(act.store, text, act.today), added, command.removed)
    parts = editions(text, derived.recipients)
    shelf = shelf_of(act.store, meeting)
    files: list[OutFile] = []
    letters: list[Letter] = []
    for edition in parts:
        papers = _papers(act, meeting, version, approval, edition, shelf)
        files += papers.files
        letters.append(_letter(act.store, edition, approval, papers))
    mailing = Mailing(
        command.way, f"{version.id}.diffusion", lambda what: shelf.name(f"diffusion {what}", "eml")
    )
    paths = act.lay(shelf.folder, files)
    drafts = f"{shelf.folder}/{DRAFTS_FOLDER}_diffusion_{act.now:%Y-%m-%d_%Hh%M}"
    paths += act.lay(drafts, draft_files(act, mailing, letters))
    label = version_label(version.number)
    record_sendings(act, meeting, SendingKind.DISPATCH, derived.recipients, version=label, way=command.way)
    count = len(derived.recipients)
    act.tell(count_words=plural(count, "destinataire", "destinataires"))
    return Dispatched(tuple(paths), tuple(address_line(part.recipients) for part in parts), count)


def _checked(act: Act, recipient: Recipient) -> Recipient:
    address = checked_email(act, recipient.address, "destinataire ajouté")
    if not address:
        raise BadInput("bad_email", where="destinataire ajouté", email=recipient.name)
    return Recipient(recipient.name.strip(), address, recipient.quality.strip(), recipient.edition)


@dataclass(frozen=True)
class _DispatchPapers:
    """What one edition lays, and what of it goes with the messages."""

    minutes: Papers
    decisions: OutFile
    actions: OutFile

    @property
    def files(self) -> list[OutFile]:
        return [*self.minutes.files, self.decisions, self.actions]

    @property
    def attachments(self) -> tuple[MailAttachment, ...]:
        pdf = self.minutes.attachments[-1]
        return (pdf, MailAttachment(self.decisions.name, self.decisions.content, DOCX))


def _papers(
    act: Act, meeting: Meeting, version: MinutesVersion, approval: Approval, edition: Edition, shelf: Shelf
) -> _DispatchPapers:
    audience = edition.levels[0]
    head = paper_head(act, meeting, version, approved_status(approval.approved_on, audience))
    base = base_document(act)
    words = edition.words
    what = f"compte rendu approuvé {words}"
    decisions = decisions_document(edition.text, head)
    actions = action_list_document(edition.text, head)
    return _DispatchPapers(
        minutes_papers(act, shelf, DocumentKind.APPROVED_MINUTES, edition.text, head, what),
        OutFile(shelf.name(f"relevé de décisions {words}", "docx"), act.office.docx(decisions, base)),
        OutFile(shelf.name(f"suites à donner {words}", "docx"), act.office.docx(actions, base)),
    )


def _letter(store: Store, edition: Edition, approval: Approval, papers: _DispatchPapers) -> Letter:
    day = date_full(edition.text.text.day)
    subject = f"Compte rendu approuvé de la réunion du {day}"
    return Letter(
        edition.words, edition.recipients, subject, _message(store, edition, approval), papers.attachments
    )


def _message(store: Store, edition: Edition, approval: Approval) -> str:
    """The covering message: officially brought to the reader's knowledge."""
    text = edition.text.text
    greeting = "Chères et chers collègues," if edition.complete else "Mesdames, Messieurs,"
    decisions = plural(len(text.decisions), "décision", "décisions")
    actions = plural(len(text.actions), "suite à donner", "suites à donner")
    return "\n\n".join(
        (
            greeting,
            f"Le compte rendu de la réunion du {date_full(text.day)} – {text.circle} – a été approuvé le "
            f"{date_full(approval.approved_on)}. Il est porté à votre connaissance par le présent message.",
            f"Il comporte {decisions} et {actions} ; le relevé de décisions est joint.",
            signed(store),
        )
    )
