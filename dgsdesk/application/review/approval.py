"""Approval of the minutes: stated, confirmed by a person, proved by a certificate (product § 3.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import Document, StatusBox, Tone
from dgsdesk.application.documents.certificate import CertificateRow, CirculationRow, certificate_document
from dgsdesk.application.documents.head import Source, base_document, signature
from dgsdesk.application.documents.minutes import PaperHead
from dgsdesk.application.documents.resolutions import ResolutionRow, resolutions_document
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.text import MinutesText
from dgsdesk.application.minutes.version import (
    Shelf,
    circulations_of,
    make_version,
    number_decisions,
    paper_head,
    shelf_of,
    standing_circulation,
)
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.application.review.express_approval import seat_rows
from dgsdesk.application.review.file_remarks import CHANGED
from dgsdesk.application.review.groups import grouped_observations
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.meeting import Meeting, MeetingState, ReminderTopic, Sending, SendingKind
from dgsdesk.domain.minutes import (
    Approval,
    ApprovalStanding,
    Circulation,
    MinutesVersion,
    Observation,
    VersionKind,
    approval_standing,
    blocks,
    version_label,
)
from dgsdesk.domain.proposal import told
from dgsdesk.domain.reconciliation import Asked
from dgsdesk.domain.wording import NBSP, date_full, plural

add_sentences(
    {
        "approval_running": (
            "Le délai d’observations court jusqu’au {last_day} inclus.",
            "L’approbation pourra être constatée à partir du {approved_on}. Rien n’a été changé.",
        ),
        "approval_blocked": (
            "{waiting} dans le délai {verb} l’approbation.",
            "Acceptez, reformulez ou refusez ce qui reste à traiter. Rien n’a été changé.",
        ),
        "approval_wants_sending": (
            "Le fond du texte a changé et vous avez choisi de faire repartir le délai : "
            "la nouvelle version n’a pas été envoyée.",
            "Envoyez-la aux membres, ou rouvrez l’observation pour garder le délai. Rien n’a été changé.",
        ),
        "not_circulated": (
            "Le projet de compte rendu n’a pas été envoyé aux membres du réseau.",
            "Envoyez-le d’abord. Rien n’a été changé.",
        ),
        "not_approved": (
            "Ce compte rendu n’est pas approuvé.",
            "Il n’y a pas d’approbation à retirer.",
        ),
        "revoked_without_reason": (
            "Le retrait d’une approbation se motive.",
            "Écrivez pourquoi : le motif est conservé. Rien n’a été changé.",
        ),
        "already_dispatched": (
            "Le compte rendu approuvé a déjà été diffusé : son approbation ne se retire plus.",
            "Une erreur se corrige par un rectificatif numéroté.",
        ),
    }
)


@dataclass(frozen=True)
class Approved:
    """What a confirmation made: the frozen version, its hash, the files."""

    version: int
    sha256: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class ConfirmApproval(Command[Approved]):
    """State that silence has approved the minutes; freezes them and lays the certificate.

    Raises RuleBroken: "not_circulated", "approval_running" before the deadline is over, "approval_blocked"
    while an observation received in time is open.
    """

    meeting_id: str


@dataclass(frozen=True)
class RevokeApproval(Command[None]):
    """Take the approval back, with its reason, before anything was dispatched; the trace stays."""

    meeting_id: str
    reason: str


@handles(ConfirmApproval, "Approbation constatée, acquise le {day_words}")
def confirm_approval(act: Act, command: ConfirmApproval) -> Approved:
    meeting = act.store.get(Meeting, command.meeting_id)
    circulation = _due_circulation(act, meeting)
    act.tell(day_words=date_full(circulation.approved_on))
    number_decisions(act, meeting)
    version, text = make_version(act, meeting, VersionKind.APPROVED)
    seats = seat_rows(act.store, meeting, circulation)
    approval = Approval(
        id=act.new_id(),
        meeting_id=meeting.id,
        version_id=version.id,
        circulation_id=circulation.id,
        approved_on=circulation.approved_on,
        confirmed_at=act.now,
        tacit=any(seat.approved_on is None for seat in seats),
    )
    act.store.add(approval)
    meeting.move(MeetingState.APPROVED)
    paths = act.lay(shelf_of(act.store, meeting).folder, _proofs(act, meeting, text, version, approval))
    return Approved(version.number, version.sha256, tuple(paths))


def _due_circulation(act: Act, meeting: Meeting) -> Circulation:
    """Return the circulation that has run its time; raises what stands in the way."""
    circulation = standing_circulation(circulations_of(act.store, meeting.id))
    if circulation is None or meeting.state is not MeetingState.CIRCULATED:
        raise RuleBroken("not_circulated")
    observations = act.store.find(Observation, meeting_id=meeting.id)
    standing = approval_standing(circulation, observations, act.today)
    if standing is ApprovalStanding.RUNNING:
        raise RuleBroken(
            "approval_running",
            last_day=date_full(circulation.last_day),
            approved_on=date_full(circulation.approved_on),
        )
    if standing is ApprovalStanding.BLOCKED:
        if not any(map(blocks, observations)):
            raise RuleBroken("approval_wants_sending")
        raise RuleBroken("approval_blocked", **_waiting(observations))
    return circulation


def _waiting(observations: Iterable[Observation]) -> dict[str, str]:
    count = sum(map(blocks, observations))
    return {
        "waiting": plural(count, "observation reçue", "observations reçues"),
        "verb": "bloque" if count < 2 else "bloquent",
    }


def _proofs(
    act: Act, meeting: Meeting, text: MinutesText, version: MinutesVersion, approval: Approval
) -> list[OutFile]:
    """Write the certificate in both formats, and the answers to those who made observations."""
    shelf = shelf_of(act.store, meeting)
    papers = proof_papers(act, meeting, text, version, approval)
    return [file for what, paper in papers for file in _both(act, shelf, paper, what)]


def proof_papers(
    source: Source, meeting: Meeting, text: MinutesText, version: MinutesVersion, approval: Approval
) -> tuple[tuple[str, Document], ...]:
    """Compose what proves an approval, by the name of its file: certificate, answers to observations."""
    head = _proof_head(source, meeting, version)
    rows = resolution_rows(source.store, text)
    row = _certificate_row(source.store, meeting, text, version, approval, rows)
    certificate = certificate_document(row, head, signature(source))
    answers = resolutions_document(rows, text.circle, text.day, head)
    return ((_CERTIFICATE, certificate), *(((_RESOLUTIONS, answers),) if rows else ()))


def _proof_head(source: Source, meeting: Meeting, version: MinutesVersion) -> PaperHead:
    """Return what stands around the proofs of an approval."""
    status = StatusBox(f"Suites données{NBSP}: version approuvée", (), Tone.SETTLED)
    return paper_head(source, meeting, version, status)


_CERTIFICATE, _RESOLUTIONS = "certificat d’approbation", "suites données aux observations"


def resolution_files(
    act: Act, shelf: Shelf, rows: tuple[ResolutionRow, ...], text: MinutesText, head: PaperHead
) -> list[OutFile]:
    """Write the table of what was done of each observation, in both formats."""
    paper = resolutions_document(rows, text.circle, text.day, head)
    return _both(act, shelf, paper, _RESOLUTIONS)


def _both(act: Act, shelf: Shelf, document: Document, what: str) -> list[OutFile]:
    return [_docx(act, shelf, document, what), OutFile(shelf.name(what, "pdf"), act.office.pdf(document))]


def _docx(act: Act, shelf: Shelf, document: Document, what: str) -> OutFile:
    return OutFile(shelf.name(what, "docx"), act.office.docx(document, base_document(act)))


def resolution_rows(store: Store, text: MinutesText) -> tuple[ResolutionRow, ...]:
    """Return what was asked as printed, by item and by place, the same once; what has no item comes last."""
    groups = grouped_observations(store, text.meeting_id, text)
    placed = [(item.number, one) for item in text.items for one in groups.get(item.id, [])]
    lost = [("", one) for one in groups.get(None, [])]
    return tuple(_resolution(one, number) for number, one in (*placed, *lost))


def _resolution(asked: Asked, number: str) -> ResolutionRow:
    lead = asked.lead
    changes = lead.proposal.changes and bool(lead.quote)
    quote, proposed = told(lead.proposal) if changes and lead.proposed else (lead.quote, lead.proposed)
    return ResolutionRow(
        number=lead.position,
        place=number,
        askers=tuple((one.author, one.received_on, one.late) for one in asked.observations),
        words="\n".join(_said(asked)),
        quote=quote,
        proposed=proposed,
        removes=lead.removes,
        state=lead.state,
        kept=lead.kept,
        reply=lead.reply,
    )


def _said(asked: Asked) -> list[str]:
    """Return what they say, each once; a change that is shown needs no words for being one."""
    shown = CHANGED if asked.lead.proposal.changes else ""
    return list(dict.fromkeys(one.text for one in asked.observations if one.text and one.text != shown))


def _certificate_row(
    store: Store,
    meeting: Meeting,
    text: MinutesText,
    version: MinutesVersion,
    approval: Approval,
    rows: tuple[ResolutionRow, ...],
) -> CertificateRow:
    return CertificateRow(
        circle=text.circle,
        day=text.day,
        circulations=_circulations(store, text.meeting_id),
        observations=rows,
        approved_on=approval.approved_on,
        confirmed_at=approval.confirmed_at,
        version=version.number,
        sha256=version.sha256,
        tacit=approval.tacit,
        seats=seat_rows(store, meeting, store.get(Circulation, approval.circulation_id)),
        reminders=tuple(sorted({one.sent_at.date() for one in _reminders(store, meeting)})),
    )


def _reminders(store: Store, meeting: Meeting) -> list[Sending]:
    return store.find(
        Sending, meeting_id=meeting.id, kind=SendingKind.REMINDER, topic=ReminderTopic.OBSERVATIONS
    )


def _circulations(store: Store, meeting_id: str) -> tuple[CirculationRow, ...]:
    versions = {version.id: version for version in store.find(MinutesVersion, meeting_id=meeting_id)}
    sendings = store.find(Sending, meeting_id=meeting_id, kind=SendingKind.DRAFT)
    return tuple(
        _circulation(circulation, versions[circulation.version_id], sendings)
        for circulation in circulations_of(store, meeting_id)
    )


def _circulation(
    circulation: Circulation, version: MinutesVersion, sendings: Iterable[Sending]
) -> CirculationRow:
    label = version_label(version.number)
    people = [sending.quality or sending.recipient for sending in sendings if sending.version == label]
    return CirculationRow(
        version.number, circulation.sentence, tuple(sorted(people, key=sort_key)), version.sha256
    )


@handles(RevokeApproval, "Approbation retirée : {reason}")
def revoke_approval(act: Act, command: RevokeApproval) -> None:
    meeting = act.store.get(Meeting, command.meeting_id)
    if meeting.state is MeetingState.DISPATCHED:
        raise RuleBroken("already_dispatched")
    standing = standing_approval(act.store, meeting.id)
    if meeting.state is not MeetingState.APPROVED or standing is None:
        raise RuleBroken("not_approved")
    if not command.reason.strip():
        raise BadInput("revoked_without_reason")
    standing.revoked = True
    standing.reason = command.reason.strip()
    meeting.move(MeetingState.CIRCULATED)


def standing_approval(store: Store, meeting_id: str) -> Approval | None:
    """Return the approval that was not taken back, if any."""
    return next((one for one in store.find(Approval, meeting_id=meeting_id) if not one.revoked), None)
