"""Dispatched minutes are corrected by a numbered rectification; both texts stay (product § 3.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.document import DocumentKind, StatusBox, Tone
from dgsdesk.application.documents.head import Source, base_document, signature
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.rectification import (
    CorrectionRow,
    RectificationRow,
    rectification_document,
)
from dgsdesk.application.invitation.files import DRAFTS_FOLDER
from dgsdesk.application.mailing.draft import MailAttachment
from dgsdesk.application.mailing.mailing import (
    Letter,
    Mailing,
    Recipient,
    Way,
    address_line,
    draft_files,
    record_sendings,
)
from dgsdesk.application.mailing.salutation import CALL
from dgsdesk.application.mailing.written_before import written_before
from dgsdesk.application.minutes.content import content_json, text_from_content
from dgsdesk.application.minutes.frozen_text import refuse_altered
from dgsdesk.application.minutes.text import MinutesText, TextItem, as_seen_by
from dgsdesk.application.minutes.version import PDF, minutes_papers, paper_head, shelf_of
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.approval import standing_approval
from dgsdesk.application.review.circulation import signed
from dgsdesk.application.review.groups import words_by_item
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.action import Decision
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, Sending, SendingKind
from dgsdesk.domain.minutes import (
    Approval,
    Correction,
    MinutesEntry,
    MinutesVersion,
    Rectification,
    VersionKind,
    content_hash,
    version_label,
)
from dgsdesk.domain.proposal import Proposal, closeness, placed, substituted, substituted_plain
from dgsdesk.domain.wording import NBSP, date_full, plural

add_sentences(
    {
        "rectified_before_dispatch": (
            "Le compte rendu n’a pas encore été diffusé : il n’y a rien à rectifier auprès de ses lecteurs.",
            "Retirez l’approbation, corrigez le texte, puis constatez-la de nouveau. Rien n’a été changé.",
        ),
        "rectified_without_reason": (
            "Un rectificatif se motive.",
            "Écrivez pourquoi : le motif figure dans le document. Rien n’a été changé.",
        ),
        "rectified_nothing": (
            "Aucun passage n’est rectifié.",
            "Indiquez au moins un passage et ce qu’il faut lire à la place. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class Rectified:
    """What a rectification made: its number, the files, the addresses to copy, how many it goes to."""

    number: int
    paths: tuple[str, ...]
    addresses: str
    recipients: int


@dataclass(frozen=True)
class RectifyMinutes(Command[Rectified]):
    """Correct dispatched minutes: a new frozen text, its own document, to everybody who had the first.

    Who may not read a corrected passage gets no word of it. Raises RuleBroken: "rectified_before_dispatch",
    "text_altered", "passage_not_found"; BadInput: "rectified_without_reason", "rectified_nothing".
    """

    meeting_id: str
    reason: str
    corrections: tuple[Correction, ...]
    way: Way = Way.ONE_EACH


@dataclass(frozen=True)
class RectificationPreview:
    """What a rectification would do: its number, each passage, and who is told of it."""

    number: int
    corrections: tuple[CorrectionRow, ...]
    recipients: tuple[Recipient, ...]


def rectifiable_items(view: View, meeting_id: str) -> tuple[tuple[str, str], ...]:
    """Return the items of the dispatched text, by id and printed heading; raises as ``RectifyMinutes``."""
    _, version = _frozen(view.store, view.store.get(Meeting, meeting_id))
    return tuple((item.id, item.heading) for item in text_from_content(version.content).items)


def rectification_preview(
    view: View, meeting_id: str, corrections: tuple[Correction, ...]
) -> RectificationPreview:
    """Return what ``RectifyMinutes`` would do; raises the same known errors about passages."""
    meeting = view.store.get(Meeting, meeting_id)
    _, version = _frozen(view.store, meeting)
    text = text_from_content(version.content)
    corrected_text(text, corrections)
    people = [
        one
        for one in former_recipients(view.store, meeting_id)
        if readable_corrections(text, corrections, one.edition)
    ]
    return RectificationPreview(_next_number(view.store, meeting_id), _rows(text, corrections), tuple(people))


def rectifications_of(store: Store, meeting_id: str) -> list[Rectification]:
    """Return the rectifications of a meeting's minutes, first one first."""
    return sorted(store.find(Rectification, meeting_id=meeting_id), key=lambda one: one.number)


def standing_version(store: Store, approval: Approval) -> MinutesVersion:
    """Return the frozen text that counts: the approved one, or the last rectified one."""
    made = rectifications_of(store, approval.meeting_id)
    return store.get(MinutesVersion, made[-1].version_id if made else approval.version_id)


def _next_number(store: Store, meeting_id: str) -> int:
    return len(rectifications_of(store, meeting_id)) + 1


def _frozen(store: Store, meeting: Meeting) -> tuple[Approval, MinutesVersion]:
    approval = standing_approval(store, meeting.id)
    if meeting.state is not MeetingState.DISPATCHED or approval is None:
        raise RuleBroken("rectified_before_dispatch")
    refuse_altered(store, meeting)
    return approval, standing_version(store, approval)


def former_recipients(store: Store, meeting_id: str) -> tuple[Recipient, ...]:
    """Return everybody who was sent the approved minutes, once each, with the edition that they had."""
    sendings = store.find(Sending, meeting_id=meeting_id, kind=SendingKind.DISPATCH)
    return written_before(store, sendings)


# -- the text -----------------------------------------------------------------------------------------------


def corrected_text(text: MinutesText, corrections: Iterable[Correction]) -> MinutesText:
    """Return the text with its passages put right; raises RuleBroken("passage_not_found")."""
    items = {item.id: item for item in text.items}
    for one in corrections:
        if one.item_id not in items:
            raise RuleBroken("passage_not_found", quote=shortened(one.quote, 40))
        items[one.item_id] = _corrected(items[one.item_id], one)
    return replace(text, items=tuple(items[item.id] for item in text.items))


def _corrected(item: TextItem, one: Correction) -> TextItem:
    """Change the line that holds the very words: in the discussion, else in a decision."""
    wanted = Proposal(one.quote.strip(), one.wording.strip(), removes=not one.wording.strip())
    if any(closeness(block, wanted) is not None for block in item.text.blocks):
        return replace(item, text=substituted(item.text, wanted) or item.text)
    for rank, decision in enumerate(item.decisions):
        changed = substituted_plain(decision.text, wanted)
        if changed is not None:
            fresh = replace(decision, text=changed)
            return replace(item, decisions=(*item.decisions[:rank], fresh, *item.decisions[rank + 1 :]))
    raise RuleBroken("passage_not_found", quote=shortened(one.quote, 40))


def readable_corrections(
    text: MinutesText, corrections: Iterable[Correction], edition: Audience
) -> tuple[Correction, ...]:
    """Return the corrections of passages that the readers of an edition have before them."""
    words = words_by_item(as_seen_by(text, edition).text)
    return tuple(
        one
        for one in corrections
        if placed(words.get(one.item_id, ""), Proposal(one.quote.strip(), "")) is not None
    )


def _rows(text: MinutesText, corrections: Iterable[Correction]) -> tuple[CorrectionRow, ...]:
    headings = {item.id: item.heading for item in text.items}
    places = list(headings)
    return tuple(
        CorrectionRow(headings[one.item_id], one.quote, one.wording)
        for one in sorted(corrections, key=lambda one: places.index(one.item_id))
    )


# -- the act ------------------------------------------------------------------------------------------------


@handles(RectifyMinutes, "Rectificatif nº {number} établi, {count_words}")
def rectify_minutes(act: Act, command: RectifyMinutes) -> Rectified:
    meeting = act.store.get(Meeting, command.meeting_id)
    approval, former = _frozen(act.store, meeting)
    if not command.reason.strip():
        raise BadInput("rectified_without_reason")
    if not command.corrections:
        raise BadInput("rectified_nothing")
    before = text_from_content(former.content)
    after = corrected_text(before, command.corrections)
    version = _keep(act, meeting, after)
    made = Rectification(
        id=act.new_id(),
        meeting_id=meeting.id,
        number=_next_number(act.store, meeting.id),
        version_id=version.id,
        former_version_id=former.id,
        reason=command.reason.strip(),
        made_on=act.today,
        corrections=command.corrections,
    )
    act.store.add(made)
    _carry_over(act, before, after)
    paths, people = _Sending(act, meeting, approval, former, version, made).lay(before, after, command.way)
    act.tell(number=made.number, count_words=plural(len(people), "destinataire", "destinataires"))
    return Rectified(made.number, tuple(paths), address_line(people), len(people))


def _keep(act: Act, meeting: Meeting, text: MinutesText) -> MinutesVersion:
    content = content_json(text)
    newest = max(one.number for one in act.store.find(MinutesVersion, meeting_id=meeting.id))
    version = MinutesVersion(
        id=act.new_id(),
        meeting_id=meeting.id,
        number=newest + 1,
        kind=VersionKind.RECTIFICATION,
        made_at=act.now,
        content=content,
        sha256=content_hash(content),
    )
    act.store.add(version)
    return version


def _carry_over(act: Act, before: MinutesText, after: MinutesText) -> None:
    """Let the rest of the program read the corrected words: the entries and the register of decisions."""
    for old, new in zip(before.items, after.items, strict=True):
        if old.text != new.text:
            for entry in act.store.find(MinutesEntry, item_id=new.id):
                entry.text = new.text
        fresh = {one.id: one.text for one in new.decisions}
        if old.decisions != new.decisions:
            for decision in act.store.find(Decision, item_id=new.id):
                decision.text = fresh.get(decision.id, decision.text)


def rectified_head(
    source: Source, meeting: Meeting, approval: Approval, version: MinutesVersion, made: Rectification
) -> PaperHead:
    """Return what stands around the papers of a rectification: approved, then put right on a day."""
    line = f"Rectificatif nº{NBSP}{made.number} du {date_full(made.made_on)}."
    status = StatusBox(f"APPROUVÉ le {date_full(approval.approved_on)}", (line,), Tone.SETTLED)
    return paper_head(source, meeting, version, status)


def rectification_row(
    before: MinutesText,
    seen: tuple[Correction, ...],
    approval: Approval,
    versions: tuple[MinutesVersion, MinutesVersion],
    made: Rectification,
) -> RectificationRow:
    """Return what the paper of a rectification states; ``versions`` are the text before it and after."""
    former, version = versions
    return RectificationRow(
        number=made.number,
        circle=before.circle,
        day=before.day,
        reason=made.reason,
        made_on=made.made_on,
        approved_on=approval.approved_on,
        former_version=former.number,
        former_sha256=former.sha256,
        version=version.number,
        sha256=version.sha256,
        corrections=_rows(before, seen),
    )


@dataclass(frozen=True)
class _Sending:
    """What leaves with a rectification."""

    act: Act
    meeting: Meeting
    approval: Approval
    former: MinutesVersion
    version: MinutesVersion
    made: Rectification

    def lay(self, before: MinutesText, after: MinutesText, way: Way) -> tuple[list[str], list[Recipient]]:
        """Lay the papers of each edition and the drafts; record who is told."""
        shelf = shelf_of(self.act.store, self.meeting)
        files: list[OutFile] = []
        letters: list[Letter] = []
        everybody = former_recipients(self.act.store, self.meeting.id)
        for edition in dict.fromkeys(one.edition for one in everybody):
            seen = readable_corrections(before, self.made.corrections, edition)
            if not seen:
                continue
            papers, attachments = self._papers(before, after, seen, edition)
            files += papers
            people = tuple(one for one in everybody if one.edition is edition)
            subject, message = self._subject(after), self._message(after)
            letters.append(Letter(_WORDS[edition], people, subject, message, attachments))
        told = [one for letter in letters for one in letter.recipients]
        paths = self.act.lay(shelf.folder, files)
        drafts = (
            f"{shelf.folder}/{DRAFTS_FOLDER}_rectificatif_{self.made.number}_{self.act.now:%Y-%m-%d_%Hh%M}"
        )
        mailing = Mailing(
            way,
            f"{self.version.id}.rectificatif",
            lambda what: shelf.name(f"rectificatif {self.made.number} {what}", "eml"),
        )
        paths += self.act.lay(drafts, draft_files(self.act, mailing, letters))
        label = f"rectificatif {self.made.number}, {version_label(self.version.number)}"
        record_sendings(self.act, self.meeting, SendingKind.RECTIFICATION, told, version=label, way=way)
        return paths, told

    def _papers(
        self, before: MinutesText, after: MinutesText, seen: tuple[Correction, ...], edition: Audience
    ) -> tuple[list[OutFile], tuple[MailAttachment, ...]]:
        act, shelf = self.act, shelf_of(self.act.store, self.meeting)
        head = rectified_head(act, self.meeting, self.approval, self.version, self.made)
        row = rectification_row(before, seen, self.approval, (self.former, self.version), self.made)
        paper = rectification_document(row, head, signature(act))
        what = f"rectificatif {self.made.number} {_WORDS[edition]}"
        docx = OutFile(shelf.name(what, "docx"), act.office.docx(paper, base_document(act)))
        pdf = OutFile(shelf.name(what, "pdf"), act.office.pdf(paper))
        minutes = minutes_papers(
            act,
            shelf,
            DocumentKind.APPROVED_MINUTES,
            as_seen_by(after, edition),
            head,
            f"compte rendu rectifié {_WORDS[edition]}",
        )
        attachments = (MailAttachment(pdf.name, pdf.content, PDF), minutes.attachments[-1])
        return [docx, pdf, *minutes.files], attachments

    def _subject(self, text: MinutesText) -> str:
        return (
            f"Rectificatif nº{NBSP}{self.made.number} au compte rendu de la réunion du {date_full(text.day)}"
        )

    def _message(self, text: MinutesText) -> str:
        return "\n\n".join(
            (
                CALL,
                f"Le compte rendu de la réunion du {date_full(text.day)}, qui vous a été diffusé, appelle "
                f"une rectification. Motif{NBSP}: {self.made.reason.rstrip('.')}.",
                "Vous trouverez ci-joint le rectificatif et le compte rendu rectifié, qui remplace celui que "
                "vous avez reçu.",
                signed(self.act.store),
            )
        )


_WORDS = {
    Audience.DIRECTORS: "DGS",
    Audience.EXECUTIVES: "cadres",
    Audience.ELECTED: "élus",
    Audience.ALL: "tous",
}
"""What the papers of an edition are called after."""
