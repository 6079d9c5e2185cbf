"""The sheet from which a dossier is prepared: for whom, for what, what left already and came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.desk import View
from dgsdesk.application.dossier.mail import SENT_FOR
from dgsdesk.application.dossier.return_day import proposed_return
from dgsdesk.application.home.todos import DRAFT_WITHIN
from dgsdesk.application.invitation.invitees import invitees, seat_recipients
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.domain.dossier import Dossier, DossierWay, Purpose, purposes_in
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import date_long, elided_of, hour


@dataclass(frozen=True)
class DossierReader:
    """Somebody whom a dossier may go to, by name and quality; ``is_host`` marks whoever writes the minutes.

    ``short`` is the name alone, the quality where there is none, and ``quality`` what it leaves out.
    """

    name: str
    address: str
    is_host: bool
    short: str
    quality: str


@dataclass(frozen=True)
class DossierSheet:
    """Who may be written to, the host first; what for, the usual one first.

    ``past`` tells what left and what came back, newest first; ``returns`` when a dossier for a purpose is
    proposed to come back, ``written_by`` the day by which a draft of the meeting is expected anyhow.
    """

    meeting_id: str
    readers: tuple[DossierReader, ...]
    purposes: tuple[Purpose, ...]
    past: tuple[str, ...]
    returns: Mapping[Purpose, date | None]
    written_by: date


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
    purposes, today = purposes_in(meeting.state), view.clock.today()
    returns = {one: proposed_return(view.store, one, meeting, today) for one in purposes}
    written_by = max(meeting.day, today) + timedelta(days=DRAFT_WITHIN)
    return DossierSheet(meeting_id, tuple(readers), purposes, tuple(map(_past, past)), returns, written_by)


def _reader(one: Recipient, host: Recipient | None) -> DossierReader:
    is_host = host is not None and one.address.casefold() == host.address.casefold()
    name, quality = one.name or one.quality, one.quality if one.name else ""
    return DossierReader(", ".join(filter(None, (name, quality))), one.address, is_host, name, quality)


def _past(one: Dossier) -> str:
    when = f"{date_long(one.made_at.date())} à {hour(one.made_at.time())}"
    if one.way is DossierWay.TAKEN:
        return f"{when}\u00a0: retour {elided_of(one.sender)}"
    sealed = ", protégé" if one.sealed else ""
    due = f", attendu d’ici le {date_long(one.due)}" if one.due else ""
    return f"{when}\u00a0: envoyé à {one.addressee}, {SENT_FOR[one.purpose]}{due}{sealed}"
