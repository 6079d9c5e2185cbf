"""What came back (« Arrivées », product § 3.11): files kept as they came, and addresses once recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.meeting import Answer


class ArrivalState(StrEnum):
    """Where an arrival stands: it waits for a person, was filed, or was set aside."""

    WAITING = "waiting"
    FILED = "filed"
    SET_ASIDE = "set_aside"


@dataclass(eq=False, kw_only=True)
class Arrival(Entity):
    """A file that came back, once by content; ``found`` says in words what it was and did.

    ``reason`` says why it waits, ``meeting_id`` which meeting it speaks of, ``sender`` who it came from.
    """

    name: str
    sha256: str
    size: int
    kind: str
    arrived_at: datetime
    state: ArrivalState = ArrivalState.WAITING
    meeting_id: str | None = None
    sender: str = ""
    found: str = ""
    reason: str = ""


@dataclass(eq=False, kw_only=True)
class KnownAddress(Entity):
    """An address that a person once said belongs to an organisation; it is not asked again."""

    address: str
    organisation_id: str


@dataclass(eq=False, kw_only=True)
class KnownColumns(Entity):
    """What a person once said that a list's columns hold, by its set of titles (folded, joined by « | »).

    ``fields`` names one field per column, empty for a column that is not taken.
    """

    titles: str
    fields: tuple[str, ...]


_REPLIES = {
    "ACCEPTED": Answer.COMES,
    "COMPLETED": Answer.COMES,
    "IN-PROCESS": Answer.COMES,
    "DECLINED": Answer.DECLINES,
    "TENTATIVE": Answer.TENTATIVE,
    "DELEGATED": Answer.REPRESENTED,
}


_EXCHANGE = "040000008200E00074C5B7101A82E008"
_WRAPPED = b"vCal-Uid\x01\x00\x00\x00"


def own_uid(uid: str) -> str:
    """Return an event's identity; Exchange may send it back within its own ([MS-OXOCAL] § 2.2.1.27)."""
    if uid.upper().startswith(_EXCHANGE):
        try:
            _, _, wrapped = bytes.fromhex(uid).partition(_WRAPPED)
            return wrapped.rstrip(b"\0").decode() or uid
        except ValueError:
            return uid
    return uid.strip()


def answer_of_reply(partstat: str) -> Answer | None:
    """Return what a calendar's reply means (PARTSTAT, RFC 5545 § 3.2.12); nothing for « NEEDS-ACTION »."""
    return _REPLIES.get(partstat.upper())
