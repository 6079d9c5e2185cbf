"""Who must hear of a meeting now: newcomers, those who were told, those who are no longer invited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.meeting import CalendarFile, Meeting, Sending, SendingKind
from dgsdesk.domain.wording import capitalised, plural

CALENDAR_GROUPS = {
    CalendarFile.NEW: "Nouveau rendez-vous",
    CalendarFile.CHANGED: "Rendez-vous mis à jour",
    CalendarFile.REMOVED: "Rendez-vous retiré",
    CalendarFile.NONE: "Message sans fichier d’agenda",
}
"""What those who get each kind of calendar file stand under."""

CALENDAR_WORDS = {
    CalendarFile.NEW: "Agenda : une demande de réunion, qui ajoute le rendez-vous au calendrier.",
    CalendarFile.CHANGED: "Agenda : une demande mise à jour, qui modifie le rendez-vous déjà inscrit.",
    CalendarFile.REMOVED: "Agenda : une annulation, qui retire le rendez-vous du calendrier.",
    CalendarFile.NONE: "Agenda : aucun fichier, le rendez-vous déjà inscrit reste juste.",
}
"""What a message does to its reader's calendar."""

METHOD_WORDS = {
    "REQUEST": "Agenda : une demande de réunion, qui inscrit le rendez-vous ou le met à jour.",
    "CANCEL": CALENDAR_WORDS[CalendarFile.REMOVED],
}
"""What the calendar part of a message asks for, by its method."""


UNTOUCHED = "Aucun message : rien ne change"
"""What those stand under who are invited and get nothing."""


@dataclass(frozen=True)
class CalendarRound:
    """The mailboxes of a meeting by what their calendars know of it.

    ``new`` are invited and have no entry yet, ``told`` are invited and have one, ``gone`` have one and are
    no longer invited. ``waiting`` are invited and have none any more: they were told that the meeting is put
    off and wait for its new date.
    """

    new: tuple[Recipient, ...]
    told: tuple[Recipient, ...]
    gone: tuple[Recipient, ...]
    waiting: tuple[Recipient, ...] = ()


def calendar_round(store: Store, meeting: Meeting, invited: Sequence[Recipient]) -> CalendarRound:
    """Compare whom the meeting is for with whom its calendar files went to; addresses without case."""
    sendings = store.find(Sending, meeting_id=meeting.id)
    holders = _holders(sendings)
    put_off = {one.address.casefold() for one in sendings if one.kind is SendingKind.POSTPONEMENT}
    wanted = {one.address.casefold() for one in invited}
    without = [one for one in invited if one.address.casefold() not in holders]
    return CalendarRound(
        new=tuple(one for one in without if one.address.casefold() not in put_off),
        waiting=tuple(one for one in without if one.address.casefold() in put_off),
        told=tuple(one for one in invited if one.address.casefold() in holders),
        gone=tuple(one for address, one in holders.items() if address not in wanted),
    )


def round_words(counts: Mapping[CalendarFile, int]) -> str:
    """Say in a line what reaches the calendars: « 17 rendez-vous mis à jour, 1 nouveau rendez-vous. »."""
    said = (
        plural(counts.get(CalendarFile.CHANGED, 0), "rendez-vous mis à jour", "rendez-vous mis à jour"),
        plural(counts.get(CalendarFile.NEW, 0), "nouveau rendez-vous", "nouveaux rendez-vous"),
        plural(counts.get(CalendarFile.REMOVED, 0), "rendez-vous retiré", "rendez-vous retirés"),
        plural(counts.get(CalendarFile.NONE, 0), "message sans agenda", "messages sans agenda"),
    )
    return capitalised(", ".join(words for words in said if not words.startswith("0"))) + "."


def _holders(sendings: Iterable[Sending]) -> dict[str, Recipient]:
    """Return who has an entry in the calendar, by address.

    One appears with a new entry and disappears with its removal: they are counted, since two sendings of one
    instant have no order.
    """
    balance: Counter[str] = Counter()
    people: dict[str, Recipient] = {}
    for one in sendings:
        address = one.address.casefold()
        balance[address] += (one.calendar is CalendarFile.NEW) - (one.calendar is CalendarFile.REMOVED)
        if one.calendar is not CalendarFile.NONE:
            people[address] = Recipient(one.recipient, one.address, one.quality, Audience(one.edition))
    return {address: one for address, one in people.items() if balance[address] > 0}
