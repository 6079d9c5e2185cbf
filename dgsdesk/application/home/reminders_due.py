"""The reminders that are to be proposed today; « Accueil » shows each with its button.

It imports little: « Accueil » is the first page. What composes a reminder is loaded when one is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import OPEN_STATES, Action, is_overdue, is_pressing
from dgsdesk.domain.meeting import (
    Meeting,
    MeetingState,
    ReminderTopic,
    Sending,
    SendingKind,
)
from dgsdesk.domain.minutes import Circulation
from dgsdesk.domain.wording import day_and_month, join_and, plural, weekday_and_day

AGAIN_AFTER = {ReminderTopic.ANSWER: 3, ReminderTopic.OBSERVATIONS: 3, ReminderTopic.ACTIONS: 7}
"""Days after a reminder within which the same one is not proposed again."""

ANSWER_BEFORE = 2
"""Days before the reply-by date from which those who have not answered are reminded."""

ANSWER_WITHOUT_DATE = 7
"""The same before the meeting itself, when no reply-by date was given."""


@dataclass(frozen=True)
class DueReminder:
    """A reminder to propose: of what, about which meeting or action, why, by when."""

    topic: ReminderTopic
    subject_id: str
    title: str
    why: str
    due: date
    late: bool = False


@dataclass(frozen=True)
class DueReminders:
    """What to propose; ``actions`` are those that a reminder speaks for, proposed or just laid."""

    proposed: tuple[DueReminder, ...]
    actions: frozenset[str]


def due_reminders(store: Store, meetings: Iterable[Meeting], today: date) -> DueReminders:
    """Return the reminders that are due, without those that were laid a few days ago."""
    laid = store.find(Sending, kind=SendingKind.REMINDER)
    recent = {
        (one.topic, one.meeting_id or one.address.casefold())
        for one in laid
        if today < one.sent_at.date() + timedelta(days=AGAIN_AFTER.get(one.topic, 0))
    }
    meetings = [one for one in meetings if (ReminderTopic.ANSWER, one.id) not in recent]
    proposed = [*_answers(store, meetings, today), *_observations(store, recent, today)]
    actions, spoken_for = _actions(store, recent, today)
    return DueReminders((*proposed, *actions), spoken_for)


def _answers(store: Store, meetings: Iterable[Meeting], today: date) -> Iterator[DueReminder]:
    for meeting in meetings:
        if not _waits_for_answers(meeting, today):
            continue
        from dgsdesk.application.invitation.reminder import unanswered

        count = len(unanswered(store, meeting))
        by = meeting.reply_by or meeting.day
        if count:
            yield DueReminder(
                ReminderTopic.ANSWER,
                meeting.id,
                f"Relancer {plural(count, 'invité sans réponse', 'invités sans réponse')}",
                f"Réunion du {day_and_month(meeting.day)}, réponse demandée le {weekday_and_day(by)}",
                min(max(by, today), meeting.day),
            )


def _waits_for_answers(meeting: Meeting, today: date) -> bool:
    if meeting.state is not MeetingState.INVITED or meeting.day <= today or meeting.changed_since_invitation:
        return False
    if meeting.reply_by is None:
        return today >= meeting.day - timedelta(days=ANSWER_WITHOUT_DATE)
    return today >= meeting.reply_by - timedelta(days=ANSWER_BEFORE)


def _observations(store: Store, recent: set[tuple[ReminderTopic, str]], today: date) -> Iterator[DueReminder]:
    """The evening before the observations end, and the last day."""
    closing = store.find(Circulation, superseded=False, last_day={today, today + timedelta(days=1)})
    for circulation in closing:
        if (ReminderTopic.OBSERVATIONS, circulation.meeting_id) in recent:
            continue
        from dgsdesk.application.review.reminder import silent_recipients

        meeting = store.get(Meeting, circulation.meeting_id)
        if meeting.state is not MeetingState.CIRCULATED:
            continue
        count = len(silent_recipients(store, meeting, circulation))
        when = "ce soir" if circulation.last_day == today else "demain"
        if count:
            yield DueReminder(
                ReminderTopic.OBSERVATIONS,
                meeting.id,
                f"Relancer {plural(count, 'membre qui n’a', 'membres qui n’ont')} rien dit",
                f"Compte rendu du {day_and_month(meeting.day)}, observations closes {when} à minuit",
                circulation.last_day,
            )


def _actions(
    store: Store, recent: set[tuple[ReminderTopic, str]], today: date
) -> tuple[list[DueReminder], frozenset[str]]:
    """Group what is late or due soon by its owner; what nobody can be written to about stays out."""
    due = [one for one in store.find(Action, state=OPEN_STATES) if is_pressing(one, today)]
    if not due:
        return [], frozenset()
    from dgsdesk.application.action.owners import owners

    known = owners(store, due, today)
    by_owner: dict[str, list[Action]] = {}
    names: dict[str, dict[str, None]] = {}
    for action in sorted(due, key=lambda one: (one.due or date.max, one.id)):
        owner = known.of(action)
        if owner is not None:
            by_owner.setdefault(owner.address.casefold(), []).append(action)
            names.setdefault(owner.address.casefold(), {})[action.owner or owner.name] = None
    proposed = [
        _of_owner(join_and([*names[address]]), theirs, today)
        for address, theirs in by_owner.items()
        if (ReminderTopic.ACTIONS, address) not in recent
    ]
    return proposed, frozenset(one.id for theirs in by_owner.values() for one in theirs)


def _of_owner(owner: str, actions: list[Action], today: date) -> DueReminder:
    """Return the one reminder of a mailbox; several names where one person holds several posts."""
    first = actions[0]
    late = sum(is_overdue(one, today) for one in actions)
    words = [plural(late, "action en retard", "actions en retard")] if late else []
    if soon := len(actions) - late:
        words.append(plural(soon, "action bientôt due", "actions bientôt dues"))
    assert first.due is not None
    joint = ", dont " if len(actions) > 1 else "\u00a0: "
    return DueReminder(
        ReminderTopic.ACTIONS,
        first.id,
        f"Relancer\u00a0: {owner}",
        f"{' et '.join(words)}{joint}«\u00a0{first.text}\u00a0»",
        first.due,
        late=bool(late),
    )
