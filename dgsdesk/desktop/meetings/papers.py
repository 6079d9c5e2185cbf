"""The papers of each step of a meeting, for the preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.application.agenda.preparation import PrintPreparation
from dgsdesk.application.dispatch.acts import approved_papers
from dgsdesk.application.dispatch.commission_extract import SendExtracts
from dgsdesk.application.invitation.acts import SendInvitation, SendUpdate
from dgsdesk.application.meeting.host_kit import PrepareHostKit
from dgsdesk.application.meeting.prints import PrintAgenda, PrintSignInSheet
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.review.answers import LayAnswers
from dgsdesk.application.review.circulation import PrintDraft

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource


def papers_of_step(step: Step, meeting_id: str) -> tuple[PaperSource, ...]:
    """Return the acts whose papers belong to a step; those that are not possible give none."""
    if step is Step.PREPARE:
        return PrintAgenda(meeting_id), PrintPreparation(meeting_id)
    if step is Step.INVITE:
        sending = (SendInvitation(meeting_id), SendUpdate(meeting_id))
        return *sending, PrintAgenda(meeting_id), PrintSignInSheet(meeting_id), PrepareHostKit(meeting_id)
    if step is Step.HOLD:
        return PrintSignInSheet(meeting_id), PrintAgenda(meeting_id)
    if step is Step.DRAFT:
        return PrintDraft(meeting_id), partial(approved_papers, meeting_id=meeting_id)
    if step is Step.REVIEW:
        return PrintDraft(meeting_id), partial(approved_papers, meeting_id=meeting_id), LayAnswers(meeting_id)
    return partial(approved_papers, meeting_id=meeting_id), SendExtracts(meeting_id), PrintDraft(meeting_id)
