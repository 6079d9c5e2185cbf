"""What the three registers (grey zones, shared subjects, raised themes) have in common: words and checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dgsdesk.application.ports.store import Store
from dgsdesk.application.words import required
from dgsdesk.domain.agenda import AgendaItem, SourceKind
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.typography import french
from dgsdesk.domain.wording import NBSP, date_long

OVER = frozenset(
    {
        MeetingState.DRAFTING,
        MeetingState.CIRCULATED,
        MeetingState.APPROVED,
        MeetingState.DISPATCHED,
    }
)
"""The states of a meeting that is over: what it did not reach is carried over."""

LIVE = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD, MeetingState.POSTPONED})
"""The states of a meeting that still has its agenda before it."""


def title_of(text: str) -> str:
    """Return a title in French typography; raises BadInput("empty_text")."""
    return french(required(" ".join(text.split()), "titre"))


def words_of(text: str) -> str:
    """Return a free text in French typography, without blank lines around it."""
    return french(text.strip())


class Sourced(NamedTuple):
    """An item, and what it is about."""

    id: str
    source_kind: SourceKind
    source_id: str


def sources_of(store: Store, items: Sequence[AgendaItem | Sourced]) -> dict[str, tuple[SourceKind, str]]:
    """Return item id -> what the item is about, through as many carry-overs as it went.

    Each step back is one statement; a chain is as long as an item was carried over.
    """
    known = {item.id: Sourced(item.id, item.source_kind, item.source_id) for item in items}
    wanted = {item.source_id for item in items if item.source_kind is SourceKind.CARRIED_OVER}
    while missing := wanted - known.keys():
        former = [Sourced(*one) for one in store.values(AgendaItem, Sourced._fields, id=missing)]
        known |= {item.id: item for item in former}
        wanted = {item.source_id for item in former if item.source_kind is SourceKind.CARRIED_OVER}
    return {item.id: _origin(known[item.id], known) for item in items}


def _origin(item: Sourced, known: dict[str, Sourced]) -> tuple[SourceKind, str]:
    seen: set[str] = set()
    while item.source_kind is SourceKind.CARRIED_OVER and item.source_id in known and item.id not in seen:
        seen.add(item.id)
        item = known[item.source_id]
    return item.source_kind, item.source_id


def is_over(meeting: Meeting) -> bool:
    """Tell whether a meeting was held and closed."""
    return meeting.state in OVER


def held_days(store: Store) -> list[date]:
    """Return the days of the meetings that took place, in order."""
    counts = store.count(Meeting, "day", state=OVER | {MeetingState.HELD})
    return [day for day, meetings in counts.items() for _ in range(meetings)]


def epci_word(network: Network | None) -> str:
    """Return the one word for the EPCI in a narrow cell: « Agglo », « Métropole », « Communauté »."""
    words = {"CA": "Agglo", "ME": "Métropole", "ML": "Métropole", "EPT": "Territoire"}
    return words.get(network.epci_type if network else "", "Communauté")


def names_of(store: Store) -> dict[str, str]:
    """Return organisation id -> name, those that left included."""
    return {organisation.id: organisation.name for organisation in store.find(Organisation)}


def met_at(meeting: Meeting, names: dict[str, str]) -> str:
    """Write « 10 novembre 2026, Gorges »."""
    host = names.get(meeting.host_id or "", "")
    return f"{date_long(meeting.day)}, {host}" if host else date_long(meeting.day)


def quoted(text: str) -> str:
    """Put a title between guillemets."""
    return f"«{NBSP}{text}{NBSP}»"
