"""Whether something has passed its time, for « Accueil »: told by counts, however many years there are."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.ports.store import Store
from dgsdesk.application.retention_finding import NO_AUTHOR, overdue_of
from dgsdesk.application.retention_terms import KIND_WORDS, retention_terms
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, Sending
from dgsdesk.domain.minutes import Observation, ObservationState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.retention import KeptKind, term_before

_DISPATCH_MONTHS = 3
"""Months after a meeting within which the last of its messages has surely left."""


def retention_due(view: View, today: date) -> tuple[str, ...]:
    """Return the kinds of which something has passed its time, in words."""
    store, terms = view.store, retention_terms(view.store)
    found = [kind for kind, months in terms.items() if _is_due(store, kind, term_before(today, months))]
    return tuple(KIND_WORDS[kind].title for kind in found)


def _is_due(store: Store, kind: KeptKind, limit: date) -> bool:
    if kind is KeptKind.CONTACTS:
        return bool(overdue_of(store, kind, limit))
    if kind is KeptKind.ARRIVALS:
        settled = {ArrivalState.FILED, ArrivalState.SET_ASIDE}
        return any(at.date() <= limit for at in store.count(Arrival, "arrived_at", state=settled))
    if kind is KeptKind.SENDINGS:
        limit = term_before(limit, _DISPATCH_MONTHS)
    over = {one.id for one in store.find(Meeting) if one.day <= limit}
    return bool(over) and _is_left(store, kind, over)


def _is_left(store: Store, kind: KeptKind, over: set[str]) -> bool:
    """Tell whether meetings that are long over have left what names somebody."""
    match kind:
        case KeptKind.ANSWERS:
            return bool(set(store.count(Attendance, "answer", meeting_id=over)) - {Answer.UNKNOWN})
        case KeptKind.SENDINGS:
            return bool(set(store.count(Sending, "address", meeting_id=over)) - {""})
        case KeptKind.OBSERVATIONS:
            settled = set(ObservationState) - {ObservationState.OPEN}
            named = store.count(Observation, "author", meeting_id=over, state=settled)
            return bool(set(named) - {NO_AUTHOR, *(one.name for one in store.find(Organisation))})
        case _:
            return bool(store.count(Dossier, "meeting_id", meeting_id=over))
