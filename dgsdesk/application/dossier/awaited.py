"""Dossiers that were to be back by now, or within days: who is awaited, and who was reminded lately.

It imports little: « Accueil » is the first page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dgsdesk.application.ports.store import Store
from dgsdesk.application.view import View
from dgsdesk.domain.dossier import Dossier, DossierWay, purposes_in
from dgsdesk.domain.meeting import Meeting, ReminderTopic, Sending, SendingKind
from dgsdesk.domain.wording import day_and_month, days_away, plural

AWAITED_BEFORE = 2
"""Days before a dossier is expected back from which it is spoken of."""

AGAIN_AFTER = 3
"""Days after a reminder within which the same one is not proposed again."""


@dataclass(frozen=True)
class AwaitedDossier:
    """A dossier that has not come back: whose, of which meeting, by when.

    ``address`` is where its message went, empty where none did; ``reminded_on`` the day of the last reminder
    since it left. ``may_remind`` tells that its day has passed and that a reminder is to be proposed.
    """

    id: str
    meeting: Meeting
    addressee: str
    address: str
    sent_on: date
    due: date
    late: bool
    reminded_on: date | None
    may_remind: bool


@dataclass(frozen=True)
class AwaitedRow:
    """What a meeting's page says of a dossier that is awaited; without an address nobody can be reminded."""

    id: str
    words: str
    late: bool
    may_remind: bool
    has_address: bool


def awaited_dossiers(store: Store, today: date, meeting_id: str = "") -> list[AwaitedDossier]:
    """Return what is awaited of one meeting, or of all; of each reader the newest dossier alone counts."""
    of_meeting = {"meeting_id": meeting_id} if meeting_id else {}
    known = store.find(Dossier, way={DossierWay.SENT, DossierWay.TAKEN}, **of_meeting)
    answered = {one.base_sha256 for one in known if one.way is DossierWay.TAKEN}
    newest = {one.family_id: one for one in sorted(known, key=lambda one: one.counter) if one.due}
    found = [
        (one, one.due)
        for one in newest.values()
        if one.due and one.due <= today + timedelta(days=AWAITED_BEFORE) and one.state_sha256 not in answered
    ]
    ids = {one.meeting_id for one, _ in found}
    meetings = {one.id: one for one in store.find(Meeting, id=ids)} if ids else {}
    sent = store.find(Sending, meeting_id=ids) if ids else []
    return [
        _awaited(one, due, meetings[one.meeting_id], sent, today)
        for one, due in found
        if one.meeting_id in meetings and one.purpose in purposes_in(meetings[one.meeting_id].state)
    ]


def _awaited(
    one: Dossier, due: date, meeting: Meeting, sent: Iterable[Sending], today: date
) -> AwaitedDossier:
    covering = [each for each in sent if _carried(each, one)]
    address = max(covering, key=lambda each: each.sent_at).address if covering else ""
    days = [each.sent_at.date() for each in sent if address and _reminded(each, one, address)]
    reminded_on, late = max(days, default=None), due < today
    again = reminded_on is None or today >= reminded_on + timedelta(days=AGAIN_AFTER)
    may_remind = late and bool(address) and again
    return AwaitedDossier(
        one.id, meeting, one.addressee, address, one.made_at.date(), due, late, reminded_on, may_remind
    )


def _carried(letter: Sending, one: Dossier) -> bool:
    is_carrying = letter.kind is SendingKind.DOSSIER
    return is_carrying and (letter.meeting_id, letter.recipient) == (one.meeting_id, one.addressee)


def _reminded(letter: Sending, one: Dossier, address: str) -> bool:
    """Tell whether a letter is a reminder of a dossier, laid since it left."""
    is_of_it = letter.topic is ReminderTopic.DOSSIER and letter.meeting_id == one.meeting_id
    return is_of_it and letter.sent_at >= one.made_at and letter.address.casefold() == address.casefold()


def awaited_rows(view: View, meeting_id: str) -> tuple[AwaitedRow, ...]:
    """Return what is awaited of one meeting, in words, the most overdue first."""
    today = view.clock.today()
    found = sorted(awaited_dossiers(view.store, today, meeting_id), key=lambda one: (one.due, one.addressee))
    return tuple(_row(one, today) for one in found)


def _row(one: AwaitedDossier, today: date) -> AwaitedRow:
    if one.late:
        days = plural((today - one.due).days, "jour", "jours")
        when = f"en retard de {days}"
    else:
        when = days_away(one.due, today)
    parts = [one.addressee, f"pour le {day_and_month(one.due)}", f"confié le {day_and_month(one.sent_on)}"]
    parts += [f"relancé le {day_and_month(one.reminded_on)}"] if one.reminded_on else []
    words = f"{when}\u00a0: {', '.join(parts)}"
    return AwaitedRow(one.id, words, one.late, one.may_remind, bool(one.address))
