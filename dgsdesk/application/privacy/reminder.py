"""Whether something has passed its time, for « Accueil »: told by counts, however many years there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.finding import NO_AUTHOR, overdue_of
from dgsdesk.application.privacy.terms import retention_terms
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.dossier import Dossier
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, Sending
from dgsdesk.domain.minutes import Observation, ObservationState
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.retention import KeptKind, term_before

_DISPATCH_MONTHS = 3
"""Months after a meeting within which the last of its messages has surely left."""


_AT_ONCE = 200
"""As many meetings are asked of at once."""


def retention_due(view: View, today: date) -> bool:
    """Tell whether something has passed its time; what had not is believed so for the rest of the day."""
    terms = retention_terms(view.store)
    asked = (today, *sorted(terms.items()))
    if view.proofs.kept_within == asked:
        return False
    due = _is_due(view.store, {kind: term_before(today, months) for kind, months in terms.items()})
    view.proofs.kept_within = () if due else asked
    return due


def _is_due(store: Store, limits: Mapping[KeptKind, date]) -> bool:
    """Look at the quickest first."""
    if overdue_of(store, KeptKind.CONTACTS, limits[KeptKind.CONTACTS]):
        return True
    settled = {ArrivalState.FILED, ArrivalState.SET_ASIDE}
    arrived = store.count(Arrival, "arrived_at", state=settled)
    if any(at.date() <= limits[KeptKind.ARRIVALS] for at in arrived):
        return True
    met = store.values(Meeting, ("day", "id"))
    return any(
        _is_left(store, kind, piece)
        for kind in _OF_MEETINGS
        for last in (_surely_over(kind, limits[kind]),)
        for piece in _pieces([one for day, one in met if day <= last])
    )


def _pieces(ids: Sequence[str]) -> Iterator[set[str]]:
    """Give ids in pieces, in their order: where anything is left, the oldest meetings tell it soonest."""
    return (set(ids[at : at + _AT_ONCE]) for at in range(0, len(ids), _AT_ONCE))


_OF_MEETINGS = (KeptKind.ANSWERS, KeptKind.SENDINGS, KeptKind.OBSERVATIONS, KeptKind.DRAFTS)


def _surely_over(kind: KeptKind, limit: date) -> date:
    """Return the last day of the meetings of which everything has passed its time."""
    return term_before(limit, _DISPATCH_MONTHS) if kind is KeptKind.SENDINGS else limit


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
