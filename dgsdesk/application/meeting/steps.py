"""The six steps of a meeting's life (product § 3): which one acts, and what each says in one short line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from dgsdesk.domain.agenda import AgendaItem, AgendaVersion, total_minutes
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import (
    WITHOUT_DAY,
    Answer,
    Attendance,
    Meeting,
    MeetingState,
    Presence,
    Sending,
    SendingKind,
)
from dgsdesk.domain.minutes import (
    Approval,
    ApprovalStanding,
    Circulation,
    MinutesVersion,
    Observation,
    approval_standing,
)
from dgsdesk.domain.wording import date_short, day_and_month, duration, hour, plural

ANSWER_DAYS = 6
"""Days left to answer an invitation: in any six days in a row, at least four are worked."""


class Step(StrEnum):
    """The steps from left to right; the value stands in addresses of pages."""

    PREPARE = "prepare"
    INVITE = "invite"
    HOLD = "hold"
    DRAFT = "draft"
    REVIEW = "review"
    DISPATCH = "dispatch"

    @property
    def french(self) -> str:
        """The step's French name."""
        return _TITLES[self]


_TITLES = {
    Step.PREPARE: "Préparer",
    Step.INVITE: "Inviter",
    Step.HOLD: "Tenir",
    Step.DRAFT: "Rédiger",
    Step.REVIEW: "Faire relire",
    Step.DISPATCH: "Diffuser",
}


class StepStatus(StrEnum):
    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"


@dataclass(frozen=True)
class StepRow:
    """One cell of the stepper."""

    step: Step
    name: str
    status: StepStatus
    line: str


@dataclass(frozen=True)
class MeetingFacts:
    """What the steps speak of, read beforehand."""

    meeting: Meeting
    circle: Circle
    today: date
    pen: str
    items: Sequence[AgendaItem] = ()
    versions: Sequence[AgendaVersion] = ()
    people: Sequence[Attendance] = ()
    sendings: Sequence[Sending] = ()
    drafts: Sequence[MinutesVersion] = ()
    circulation: Circulation | None = None
    observations: Sequence[Observation] = ()
    approval: Approval | None = None
    changed: bool = field(default=False)


def current_step(meeting: Meeting, today: date) -> Step | None:
    """Return the step that acts now; none once the minutes are dispatched or the meeting is cancelled."""
    if meeting.state is MeetingState.INVITED:
        return Step.INVITE if today < meeting.day else Step.HOLD
    return {
        MeetingState.PLANNED: Step.PREPARE,
        MeetingState.POSTPONED: Step.PREPARE,
        MeetingState.HELD: Step.HOLD,
        MeetingState.DRAFTING: Step.DRAFT,
        MeetingState.CIRCULATED: Step.REVIEW,
        MeetingState.APPROVED: Step.DISPATCH,
    }.get(meeting.state)


def invite_by(meeting: Meeting) -> date:
    """Return the last good day to send the invitation: it leaves people some days to answer."""
    return (meeting.reply_by or meeting.day) - timedelta(days=ANSWER_DAYS)


def step_rows(facts: MeetingFacts) -> tuple[StepRow, ...]:
    """Return the six cells in order."""
    current = current_step(facts.meeting, facts.today)
    order = list(Step)
    reached = len(order) if facts.meeting.state is MeetingState.DISPATCHED else 0
    if current is not None:
        reached = order.index(current)
    return tuple(
        StepRow(step, step.french, _status(rank, reached, current), _LINES[step](facts))
        for rank, step in enumerate(order)
    )


def _status(rank: int, reached: int, current: Step | None) -> StepStatus:
    if rank < reached:
        return StepStatus.DONE
    return StepStatus.CURRENT if current is not None and rank == reached else StepStatus.WAITING


def is_frozen(meeting: Meeting) -> bool:
    """Tell whether the agenda left with an invitation that still holds."""
    return meeting.state not in (MeetingState.PLANNED, MeetingState.POSTPONED, MeetingState.CANCELLED)


def is_open_for_answers(state: MeetingState) -> bool:
    """Tell whether answers may still be noted and guests added."""
    return state in (
        MeetingState.PLANNED,
        MeetingState.INVITED,
        MeetingState.HELD,
        MeetingState.DRAFTING,
        MeetingState.CIRCULATED,
    )


def _prepare_line(facts: MeetingFacts) -> str:
    if is_frozen(facts.meeting) and facts.versions:
        first = min(facts.versions, key=lambda version: version.letter)
        return f"figé le {day_and_month(first.frozen_at.date())}"
    if facts.meeting.state is MeetingState.POSTPONED:
        return "date à fixer"
    if not facts.items:
        return "aucun point inscrit"
    unready = sum(not item.presenter for item in facts.items)
    if unready:
        return f"{plural(unready, 'point', 'points')} à revoir"
    return _time_line(facts)


def _time_line(facts: MeetingFacts) -> str:
    circle = facts.circle
    total = total_minutes(facts.items, circle.opening_minutes, circle.closing_minutes)
    over = total - facts.meeting.minutes
    return f"{duration(over)} de trop" if over > 0 else "prêt à figer"


def _invite_line(facts: MeetingFacts) -> str:
    meeting = facts.meeting
    if meeting.state is MeetingState.CANCELLED:
        return ""
    if not is_frozen(meeting):
        return _deadline_line(invite_by(meeting), facts.today)
    if facts.changed:
        return "mise à jour à envoyer"
    answers = sum(person.answer is not Answer.UNKNOWN for person in facts.people)
    if meeting.state is MeetingState.INVITED:
        return f"{plural(answers, 'réponse', 'réponses')} sur {len(facts.people)}"
    return f"fait le {day_and_month(meeting.invited_on)}" if meeting.invited_on else "fait"


def _deadline_line(day: date, today: date) -> str:
    if day == today:
        return "à faire aujourd’hui"
    late = (today - day).days
    return f"en retard de {plural(late, 'jour', 'jours')}" if late > 0 else f"d’ici le {day_and_month(day)}"


def _hold_line(facts: MeetingFacts) -> str:
    meeting = facts.meeting
    if meeting.state is MeetingState.HELD and meeting.started_at is not None:
        return f"en cours depuis {hour(meeting.started_at.time())}"
    if is_frozen(meeting) and meeting.state is not MeetingState.INVITED:
        there = (Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED)
        present = sum(person.presence in there for person in facts.people)
        return f"{plural(present, 'présent', 'présents')} sur {len(facts.people)}"
    if meeting.state in WITHOUT_DAY:
        return "reportée" if meeting.state is MeetingState.POSTPONED else "annulée"
    return f"{date_short(meeting.day)}, {hour(meeting.starts_at)}"


def _draft_line(facts: MeetingFacts) -> str:
    if facts.meeting.state in _AFTER_DRAFT and facts.drafts:
        newest = max(facts.drafts, key=lambda draft: draft.number)
        return f"version {newest.number}, {day_and_month(newest.made_at.date())}"
    return facts.pen or "qui rédige est à désigner"


_AFTER_DRAFT = frozenset({MeetingState.CIRCULATED, MeetingState.APPROVED, MeetingState.DISPATCHED})

COUNTING_WORDS = {
    "calendaire": "calendaires",
    "calendaire_reporte": "calendaires, reportés",
    "franc": "francs",
    "ouvrable": "ouvrables",
    "ouvre": "ouvrés",
}
"""How the days of a way of counting are called, in the plural."""


def _review_line(facts: MeetingFacts) -> str:
    if facts.approval is not None:
        return f"approuvé le {day_and_month(facts.approval.approved_on)}"
    if facts.circulation is None or facts.meeting.state is not MeetingState.CIRCULATED:
        days = facts.circle.observation_days
        return f"{plural(days, 'jour', 'jours')} {COUNTING_WORDS.get(facts.circle.counting_mode, '')}".strip()
    standing = approval_standing(facts.circulation, facts.observations, facts.today)
    if standing is ApprovalStanding.BLOCKED:
        return "observations à traiter"
    if standing is ApprovalStanding.DUE:
        return "approbation à constater"
    left = (facts.circulation.last_day - facts.today).days
    return f"encore {plural(left, 'jour', 'jours')}" if left > 0 else "jusqu’à ce soir"


def _dispatch_line(facts: MeetingFacts) -> str:
    sent = [sending.sent_at.date() for sending in facts.sendings if sending.kind is SendingKind.DISPATCH]
    if sent:
        return f"fait le {day_and_month(max(sent))}"
    if facts.meeting.state is MeetingState.APPROVED:
        return "à faire"
    if facts.meeting.state is MeetingState.CIRCULATED and facts.circulation is not None:
        return f"dès le {day_and_month(facts.circulation.approved_on)}"
    return "après approbation"


_LINES = {
    Step.PREPARE: _prepare_line,
    Step.INVITE: _invite_line,
    Step.HOLD: _hold_line,
    Step.DRAFT: _draft_line,
    Step.REVIEW: _review_line,
    Step.DISPATCH: _dispatch_line,
}
