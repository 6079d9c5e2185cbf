"""The sheet from which a dossier is prepared: for whom, for what, what left already and came back."""

from __future__ import annotations

from dataclasses import dataclass

from dgsdesk.application.desk import View
from dgsdesk.application.dossier_mail import SENT_FOR
from dgsdesk.application.invitees import invitees, seat_recipients
from dgsdesk.application.mailing import Recipient
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.wording import date_long, hour

_WRITTEN = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING)
"""The states in which what a reader wrote can still be taken."""


@dataclass(frozen=True)
class DossierReader:
    """Somebody whom a dossier may go to; ``is_host`` marks whoever writes the minutes."""

    name: str
    address: str
    is_host: bool


@dataclass(frozen=True)
class DossierSheet:
    """Who may be written to, the host first; what for, the usual one first.

    ``past`` tells what left and what came back, newest first.
    """

    meeting_id: str
    readers: tuple[DossierReader, ...]
    purposes: tuple[Purpose, ...]
    past: tuple[str, ...]


def dossier_sheet(view: View, meeting_id: str) -> DossierSheet:
    """Return the sheet of one meeting; raises NotFound."""
    meeting = view.store.get(Meeting, meeting_id)
    host = seat_recipients(view.store, meeting).get(meeting.host_id or "")
    readers = [_reader(one, host) for one in invitees(view.store, meeting).recipients]
    readers.sort(key=lambda one: not one.is_host)
    past = [
        one for one in view.store.find(Dossier, meeting_id=meeting_id) if one.way is not DossierWay.OPENED
    ]
    past.sort(key=lambda one: (one.made_at, one.id), reverse=True)
    return DossierSheet(meeting_id, tuple(readers), purposes_of(meeting), tuple(map(_past, past)))


def purposes_of(meeting: Meeting) -> tuple[Purpose, ...]:
    """Return what a dossier of a meeting may be for in its state, the usual one first."""
    if meeting.state in _WRITTEN:
        return (Purpose.EDIT, Purpose.READ)
    if meeting.state is MeetingState.CIRCULATED:
        return (Purpose.OBSERVE, Purpose.READ)
    return (Purpose.READ,)


def _reader(one: Recipient, host: Recipient | None) -> DossierReader:
    is_host = host is not None and one.address.casefold() == host.address.casefold()
    return DossierReader(", ".join(filter(None, (one.name, one.quality))), one.address, is_host)


def _past(one: Dossier) -> str:
    when = f"{date_long(one.made_at.date())} à {hour(one.made_at.time())}"
    if one.way is DossierWay.TAKEN:
        return f"{when}\u00a0: retour de {one.sender}"
    sealed = ", protégé" if one.sealed else ""
    return f"{when}\u00a0: envoyé à {one.addressee}, {SENT_FOR[one.purpose]}{sealed}"
