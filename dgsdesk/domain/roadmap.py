"""What the elected members ask of the network, in the order that they gave it (product § 3.15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity


class RequestState(StrEnum):
    """Changed by a named act alone; the first two are still to be answered for."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


OWED = frozenset({RequestState.OPEN, RequestState.UNDER_WAY})
"""The states of a request that has its rank on the roadmap."""


@dataclass(eq=False, kw_only=True)
class PoliticalRequest(Entity):
    """One request (commande du politique): who asked what and when, what is expected, who leads it, by when.

    ``position`` counts from 0 among all of them; the first matters most.
    """

    title: str
    position: int
    asked_by: str = ""
    asked_on: date | None = None
    expected: str = ""
    lead: str = ""
    due: date | None = None
    state: RequestState = RequestState.OPEN


@dataclass(eq=False, kw_only=True)
class RequestWork(Entity):
    """What the network treats in answer to a request: a grey zone, a shared subject or a raised theme.

    ``kind`` is a ``SourceKind`` by its value, ``source_id`` the id of what it names.
    """

    request_id: str
    kind: str
    source_id: str
