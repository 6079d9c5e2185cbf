"""Dispatch of approved minutes (« porter à connaissance »): to each reader the level’s edition (§ 3.10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.dispatch.edition_check import refuse_leaks
from dgsdesk.application.dispatch.editions import Edition, Withheld, editions
from dgsdesk.application.dispatch.leak_check import document_texts, former_readers, notes_of, warnings_of
from dgsdesk.application.dispatch.papers import (
    LaidPaper,
    attachments_of,
    edition_head,
    edition_papers,
    printed,
)
from dgsdesk.application.dispatch.recipients import (
    LEVEL_TITLES,
    Derived,
    changed_by_hand,
    derived_recipients,
)
from dgsdesk.application.documents.head import Source
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.mailing.mailing import (
    Letter,
    Mailing,
    Recipient,
    Unreachable,
    Way,
    address_line,
    draft_files,
    record_sendings,
)
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.frozen_text import refuse_altered
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.minutes.version import shelf_of
from dgsdesk.application.paper import PrintedPaper, rehearsing
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.circulation import signed
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.dispatch import DispatchChange
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.minutes import Approval, MinutesVersion, version_label
from dgsdesk.domain.wording import NBSP, date_full, plural


@dataclass(frozen=True)
class EditionRow:
    """One edition: what it contains and withholds, who gets it, what its readers might guess.

    ``contains`` is by printed heading, ``warnings`` is for a person to judge, ``notes`` only informs.
    """

    title: str
    levels: tuple[Audience, ...]
    contains: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    decisions: int
    actions: int
    recipients: tuple[Recipient, ...]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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

    ``approved_on`` is None before the approval: the text shown is then the one of today. ``warnings`` are
    those about mailboxes; each edition has its own. ``sent`` are the sendings of the
    minutes, ``extracts`` those of extracts to members of commissions.
    """

    meeting_id: str
    state: MeetingState
    approved_on: date | None
    version: int
    sha256: str
    levels: tuple[LevelRow, ...]
    unreachable: tuple[Unreachable, ...]
    vacant: tuple[str, ...]
    withdrawn: tuple[Recipient, ...]
    editions: tuple[EditionRow, ...]
    warnings: tuple[str, ...]
    sent: tuple[SentRow, ...]
    extracts: tuple[SentRow, ...] = ()


@dataclass(frozen=True)
class LastLook:
    """The last check before a dispatch: the page, and what was verified in the files themselves."""

    page: DispatchPage
    verified: tuple[str, ...]


@dataclass(frozen=True)
class Dispatched:
    """What a dispatch made: the files and the addresses to copy, by level."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]
    recipients: int


@dataclass(frozen=True)
class DispatchMinutes(Command[Dispatched]):
    """Dispatch the approved minutes to the recipients derived and changed by hand.

    Raises RuleBroken("nobody_to_write_to"), RuleBroken("meeting_move") before the approval,
    RuleBroken("edition_leaks") when a file would hold what its edition withholds.
    """

    meeting_id: str
    way: Way = Way.ONE_EACH


def dispatch_page(view: View, meeting_id: str) -> DispatchPage:
    """Return whom the minutes go to and what each edition contains and withholds; raises NotFound."""
    store = view.store
    meeting = store.get(Meeting, meeting_id)
    approval, version = approved_version(store, meeting_id)
    text = text_from_content(version.content) if version else minutes_text(store, meeting_id)
    changes = store.find(DispatchChange, meeting_id=meeting_id)
    derived = changed_by_hand(derived_recipients(store, text, view.clock.today()), changes)
    sendings = store.find(Sending, meeting_id=meeting_id)
    parts = editions(text, derived.recipients)
    return DispatchPage(
        meeting_id=meeting_id,
        state=meeting.state,
        approved_on=approval.approved_on if approval else None,
        version=version.number if version else 0,
        sha256=version.sha256 if version else "",
        levels=_levels(derived),
        unreachable=derived.unreachable,
        vacant=derived.vacant,
        withdrawn=derived.withdrawn,
        editions=tuple(_edition_row(edition, sendings) for edition in parts),
        warnings=_warnings(parts, derived),
        sent=_sent_rows(sendings, SendingKind.DISPATCH),
        extracts=_sent_rows(sendings, SendingKind.EXTRACT),
    )


def approved_version(store: Store, meeting_id: str) -> tuple[Approval | None, MinutesVersion | None]:
    """Return the approval that stands and the version that it froze, if any."""
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


def _warnings(parts: Sequence[Edition], derived: Derived) -> tuple[str, ...]:
    """Say which addresses get less than somebody behind them might expect."""
    if not any(edition.withheld for edition in parts):
        return ()
    return tuple(
        f"{one.address} sert à plusieurs personnes ({one.quality}){NBSP}: "
        "l’édition la moins complète y est envoyée."
        for one in derived.shared
    )


def _edition_row(edition: Edition, sendings: Iterable[Sending]) -> EditionRow:
    text = edition.text.text
    return EditionRow(
        title=edition.title,
        levels=edition.levels,
        contains=tuple(item.heading for item in text.items),
        withheld=edition.withheld,
        decisions=len(text.decisions),
        actions=len(text.actions),
        recipients=edition.recipients,
        warnings=(*warnings_of(edition), *_read_before(edition, sendings)),
        notes=notes_of(edition),
    )


def _read_before(edition: Edition, sendings: Iterable[Sending]) -> tuple[str, ...]:
    """Say which readers of an edition had a more complete draft earlier."""
    if not edition.withheld:
        return ()
    drafts = [one for one in sendings if one.kind in (SendingKind.DRAFT, SendingKind.REMINDER)]
    had = {one.address.casefold() for one in drafts if one.edition < edition.levels[0]}
    names = [one.quality or one.name for one in edition.recipients if one.address.casefold() in had]
    return (former_readers(names),) if names else ()


def _sent_rows(sendings: Iterable[Sending], kind: SendingKind) -> tuple[SentRow, ...]:
    rows = (_sent(one) for one in sendings if one.kind is kind)
    return tuple(sorted(rows, key=lambda row: (row.edition, sort_key(row.quality), row.sent_at)))


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


# -- the files, verified ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Package:
    """What leaves for one edition: its papers in both formats and its message."""

    edition: Edition
    laid: tuple[LaidPaper, ...]
    letter: Letter


def _packages(
    source: View | Act, meeting: Meeting, approval: Approval, version: MinutesVersion
) -> list[_Package]:
    """Write and verify the files of every edition; raises RuleBroken as `DispatchMinutes` says."""
    text = text_from_content(version.content)
    changes = source.store.find(DispatchChange, meeting_id=meeting.id)
    derived = changed_by_hand(derived_recipients(source.store, text, source.clock.today()), changes)
    shelf = shelf_of(source.store, meeting)
    made = []
    for edition in editions(text, derived.recipients):
        head = edition_head(source, meeting, version, approval, edition)
        papers = edition_papers(source, edition, head, version.number)
        laid = tuple(printed(source, shelf, papers))
        letter = _letter(source.store, edition, approval, list(laid))
        frame = _frame(source, meeting, version, approval, edition)
        refuse_leaks(source.office, edition, laid, letter, frame)
        made.append(_Package(edition, laid, letter))
    return made


def _frame(
    source: Source, meeting: Meeting, version: MinutesVersion, approval: Approval, edition: Edition
) -> list[str]:
    """Return what the papers say whatever the items: labels, head, facts."""
    bare = replace(edition.text, text=replace(edition.text.text, items=(), suggestions=()))
    head = edition_head(source, meeting, version, approval, edition)
    papers = edition_papers(source, replace(edition, text=bare), head, version.number)
    return [text for paper in papers for text in document_texts(paper.document)]


def last_look(view: View, meeting_id: str) -> LastLook:
    """Write every file without laying it, verify each, and say what was verified.

    Raises the same known errors as `DispatchMinutes`.
    """
    meeting = view.store.get(Meeting, meeting_id)
    approval, version = approved_version(view.store, meeting_id)
    if approval is None or version is None:
        raise RuleBroken("meeting_move", now=meeting.state.value, wanted=MeetingState.DISPATCHED.value)
    packages = _packages(view, meeting, approval, version)
    files = sum(len(one.files) for package in packages for one in package.laid)
    attached = sorted({file.name for package in packages for file in package.letter.attachments})
    return LastLook(
        dispatch_page(view, meeting_id),
        (
            f"{plural(files, 'fichier écrit et relu', 'fichiers écrits et relus')}{NBSP}: aucun passage "
            "réservé dans les textes, les propriétés, les noms de fichiers et les messages.",
            "Ni commentaire, ni modification suivie, ni version antérieure dans les fichiers.",
            f"Joints aux messages{NBSP}: {', '.join(attached)}. Les documents des points n’y sont pas.",
        ),
    )


def approved_papers(view: View, meeting_id: str) -> tuple[PrintedPaper, ...]:
    """Return the papers of each edition of the approved minutes; none before the approval."""
    meeting = view.store.get(Meeting, meeting_id)
    approval, version = approved_version(view.store, meeting_id)
    if approval is None or version is None:
        return ()
    promised, _ = rehearsing(view)
    packages = _packages(promised, meeting, approval, version)
    return tuple(
        PrintedPaper(one.pdf.name.removesuffix(".pdf"), one.paper.document.title, one.paper.document)
        for package in packages
        for one in package.laid
    )


# -- the act ------------------------------------------------------------------------------------------------


@handles(DispatchMinutes, "Compte rendu diffusé à {count_words}")
def dispatch_minutes(act: Act, command: DispatchMinutes) -> Dispatched:
    meeting = act.store.get(Meeting, command.meeting_id)
    approval, version = approved_version(act.store, meeting.id)
    if approval is None or version is None:
        raise RuleBroken("meeting_move", now=meeting.state.value, wanted=MeetingState.DISPATCHED.value)
    refuse_altered(act.store, meeting)
    meeting.move(MeetingState.DISPATCHED)
    packages = _packages(act, meeting, approval, version)
    shelf = shelf_of(act.store, meeting)
    files: list[OutFile] = [file for package in packages for one in package.laid for file in one.files]
    mailing = Mailing(
        command.way, f"{version.id}.diffusion", lambda what: shelf.name(f"diffusion {what}", "eml")
    )
    paths = act.lay(shelf.folder, files)
    drafts = f"{shelf.folder}/{DRAFTS_FOLDER}_diffusion_{act.now:%Y-%m-%d_%Hh%M}"
    paths += act.lay(drafts, draft_files(act, mailing, [package.letter for package in packages]))
    recipients = [one for package in packages for one in package.edition.recipients]
    label = version_label(version.number)
    record_sendings(act, meeting, SendingKind.DISPATCH, recipients, version=label, way=command.way)
    act.tell(count_words=plural(len(recipients), "destinataire", "destinataires"))
    addresses = tuple(address_line(package.edition.recipients) for package in packages)
    return Dispatched(tuple(paths), addresses, len(recipients))


def _letter(store: Store, edition: Edition, approval: Approval, laid: list[LaidPaper]) -> Letter:
    day = date_full(edition.text.text.day)
    subject = f"Compte rendu approuvé de la réunion du {day}"
    message = _message(store, edition, approval)
    return Letter(edition.words, edition.recipients, subject, message, attachments_of(laid))


def _message(store: Store, edition: Edition, approval: Approval) -> str:
    """The covering message: officially brought to the reader's knowledge."""
    text = edition.text.text
    decisions = plural(len(text.decisions), "décision", "décisions")
    actions = plural(len(text.actions), "suite à donner", "suites à donner")
    return "\n\n".join(
        (
            CALL,
            f"Le compte rendu de la réunion du {date_full(text.day)} – {text.circle} – a été approuvé le "
            f"{date_full(approval.approved_on)}. Il est porté à votre connaissance par le présent message.",
            f"Il comporte {decisions} et {actions}\u202f; le relevé de décisions est joint.",
            signed(store),
        )
    )
