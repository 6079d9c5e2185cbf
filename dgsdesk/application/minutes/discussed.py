"""Which items a meeting spoke of, told by what stands under them."""

from __future__ import annotations

from collections.abc import Collection

from dgsdesk.application.command import Act
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem, was_discussed
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.minutes import MinutesEntry


def written_items(store: Store, item_ids: Collection[str]) -> set[str]:
    """Return which of these items have notes, a decision or an action."""
    wanted = set(item_ids)
    written = {str(entry.item_id) for entry in store.find(MinutesEntry, item_id=wanted) if entry.text.blocks}
    written |= {str(one.item_id) for one in store.find(Decision, item_id=wanted)}
    return written | {str(one.item_id) for one in store.find(Action, item_id=wanted)}


def tell_discussed(act: Act, item: AgendaItem) -> None:
    """Let an item know by what is written under it whether it was discussed.

    To be called by whatever writes under an item. Before the session what is written only prepares it.
    """
    meeting = act.store.get(Meeting, item.meeting_id)
    if meeting.state is MeetingState.INVITED:
        return
    under_way = meeting.current_item_id == item.id
    known = was_discussed(item, written=item.id in written_items(act.store, {item.id}), under_way=under_way)
    if item.discussed is not known:
        item.discussed = known


def settle_discussed(act: Act, meeting: Meeting) -> None:
    """Say at the end of a session of every item whether it was reached, notes prepared before it included.

    Where neither clock nor notes were used, nothing is known: somebody took them on paper.
    """
    items = act.store.find(AgendaItem, meeting_id=meeting.id)
    written = written_items(act.store, {item.id for item in items})
    for item in items:
        item.discussed = was_discussed(item, written=item.id in written) or item.discussed
    if any(item.discussed for item in items):
        for item in items:
            item.discussed = bool(item.discussed)
