"""When a dossier is expected back: the day that its sender chose, else the usual one of its purpose."""

from __future__ import annotations

from datetime import date, timedelta

from dgsdesk.application.home.todos import DRAFT_WITHIN
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import NOT_CALLED, Meeting
from dgsdesk.domain.minutes import Circulation

LEAST_TIME = 7
"""Days that are proposed to a reader when the usual day has passed."""

add_sentences(
    {
        "return_day_past": (
            "Le retour du dossier est demandé pour un jour déjà passé.",
            "Choisissez aujourd’hui ou un jour à venir. Rien n’a été changé.",
        ),
    }
)


def usual_return(store: Store, purpose: Purpose, meeting: Meeting) -> date | None:
    """Return the day on which a dossier usually comes back, None when there is none to keep.

    Observations end with their clock; a draft is expected some days after a meeting that was called.
    """
    if purpose is Purpose.EDIT:
        return None if meeting.state in NOT_CALLED else meeting.day + timedelta(days=DRAFT_WITHIN)
    if purpose is Purpose.OBSERVE:
        running = [one for one in store.find(Circulation, meeting_id=meeting.id) if not one.superseded]
        return running[-1].last_day if running else None
    return None


def proposed_return(store: Store, purpose: Purpose, meeting: Meeting, today: date) -> date | None:
    """Return the day that a sender is proposed: the usual one, or a week from today once that has passed."""
    usual = usual_return(store, purpose, meeting)
    return today + timedelta(days=LEAST_TIME) if usual is not None and usual < today else usual


def checked_return(purpose: Purpose, day: date | None, today: date) -> date | None:
    """Return the day that a sender chose; what is only read is not expected back.

    Raises BadInput("return_day_past").
    """
    if day is None or purpose is Purpose.READ:
        return None
    if day < today:
        raise BadInput("return_day_past")
    return day
