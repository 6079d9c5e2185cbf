"""Dossiers: what travels of one meeting between laptops, for whom and for what (product § 3.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import MeetingState


class Purpose(StrEnum):
    """What the reader of a dossier is asked for: to write, to remark, or to read."""

    EDIT = "edit"
    OBSERVE = "observe"
    READ = "read"


USUAL_EDITION = {
    Purpose.EDIT: Audience.DIRECTORS,
    Purpose.OBSERVE: Audience.DIRECTORS,
    Purpose.READ: Audience.ALL,
}
"""The audience whose text a dossier carries unless told otherwise.

Whoever writes or remarks sits in the meeting; whoever only reads may pass the file on.
"""


_WRITTEN = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.DRAFTING})
"""The states in which what a reader wrote can still be taken."""


def purposes_in(state: MeetingState) -> tuple[Purpose, ...]:
    """Return what a dossier of a meeting may be for in its state, the usual one first."""
    if state in _WRITTEN:
        return (Purpose.EDIT, Purpose.READ)
    if state is MeetingState.CIRCULATED:
        return (Purpose.OBSERVE, Purpose.READ)
    return (Purpose.READ,)


class DossierWay(StrEnum):
    """Which way a dossier went: it left from here, this network was made of it, or it was taken in here."""

    SENT = "sent"
    OPENED = "opened"
    TAKEN = "taken"


@dataclass(eq=False, kw_only=True)
class Dossier(Entity):
    """The record that a dossier left or came; its ``id`` is the dossier's own.

    ``family_id`` is the id of the family's first dossier. ``laptop_id``, ``public_key`` and ``counter`` are
    of the laptop that wrote it; the counter rises with each one that it writes. ``made_at`` is told by that
    laptop's clock and orders nothing. ``base_sha256`` names the state that a return is counted from (empty:
    none came before), ``state_sha256`` the state that it carries itself; both are kept among the files.
    ``due`` is the day on which its sender expects it back, if any was chosen.
    """

    family_id: str
    meeting_id: str
    way: DossierWay
    purpose: Purpose
    edition: Audience
    sender: str
    addressee: str
    laptop_id: str
    public_key: str
    counter: int
    made_at: datetime
    state_sha256: str
    base_sha256: str = ""
    sealed: bool = False
    due: date | None = None
