"""What the merge of a returned file gave is written: text, title, decisions, actions, conflicts."""

from __future__ import annotations

from collections.abc import Iterable

from dgsdesk.application.command import Act
from dgsdesk.application.minutes.discussed import tell_discussed
from dgsdesk.application.ports.store import Store
from dgsdesk.application.returned.merge import ActionWords, FoundConflict, ItemMerge
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.block_matching import followed
from dgsdesk.domain.minutes import ConflictChoice, MinutesConflict, MinutesEntry
from dgsdesk.domain.minutes_matching import same_text
from dgsdesk.domain.richtext import RichText, plain_text


def take_item(act: Act, meeting_id: str, item: ItemMerge) -> None:
    """Write one item as it was merged."""
    if item.text != item.now.text:
        write_text(act, meeting_id, item.now.id, item.text)
        _follow_text(act, item)
    if item.title != item.now.title:
        act.store.get(AgendaItem, item.now.id).title = item.title
    for decision in act.store.find(Decision, id=set(item.decisions)):
        words = item.decisions[decision.id]
        decision.text, decision.audience = words.text, words.audience
    for fresh in item.new_decisions:
        add_decision(act, meeting_id, item.now.id, fresh.text, fresh.audience)
    for action in act.store.find(Action, id=set(item.actions)):
        write_action(action, item.actions[action.id])
    for promised in item.new_actions:
        add_action(act, meeting_id, item.now.id, promised)
    tell_discussed(act, act.store.get(AgendaItem, item.now.id))


def write_text(act: Act, meeting_id: str, item_id: str, text: RichText) -> None:
    """Replace what was said under an item."""
    entries = act.store.find(MinutesEntry, item_id=item_id)
    if entries:
        entries[0].text = text
    else:
        act.store.add(MinutesEntry(id=act.new_id(), meeting_id=meeting_id, item_id=item_id, text=text))


def _follow_text(act: Act, item: ItemMerge) -> None:
    """Keep decisions and actions noted in mid-text behind the block that they stood behind."""
    noted: list[Decision | Action] = [
        *act.store.find(Decision, item_id=item.now.id),
        *act.store.find(Action, item_id=item.now.id),
    ]
    for one in noted:
        one.place = followed(one.place, item.now.text.blocks, item.text.blocks)


def add_decision(act: Act, meeting_id: str, item_id: str, text: str, audience: Audience) -> None:
    """Add a decision at the end of the meeting's."""
    others = act.store.find(Decision, meeting_id=meeting_id)
    position = 1 + max((other.position for other in others), default=0)
    act.store.add(
        Decision(
            id=act.new_id(),
            meeting_id=meeting_id,
            item_id=item_id,
            position=position,
            text=text,
            audience=audience,
        )
    )


def add_action(act: Act, meeting_id: str, item_id: str, words: ActionWords) -> None:
    """Add an action at the end of the meeting's."""
    others = act.store.find(Action, meeting_id=meeting_id)
    action = Action(
        id=act.new_id(),
        meeting_id=meeting_id,
        item_id=item_id,
        position=1 + max((other.position for other in others), default=0),
        text=words.text,
        audience=words.audience,
    )
    write_action(action, words)
    act.store.add(action)


def write_action(action: Action, words: ActionWords) -> None:
    """Write what, who and when; a person who is no longer named is no longer tied to it.

    It may become readable by fewer, never by more: a mark that was lost on the way widens nothing.
    """
    action.text, action.due = words.text, words.due
    action.audience = min(action.audience, words.audience)
    if action.owner != words.owner:
        action.owner, action.owner_id = words.owner, None


Key = tuple[str, str, str, str, str]


def fresh_conflicts(
    store: Store, meeting_id: str, items: Iterable[ItemMerge]
) -> list[tuple[ItemMerge, FoundConflict]]:
    """Return the conflicts that nobody was asked about yet."""
    known = {
        _key(one.item_id, one.part, one.subject, one.base, one.theirs)
        for one in store.find(MinutesConflict, meeting_id=meeting_id)
    }
    return [
        (item, found)
        for item in items
        for found in item.conflicts
        if _key(item.now.id, found.part, found.subject, found.base, found.theirs) not in known
    ]


def _key(item_id: str, part: str, subject: str, base: RichText, theirs: RichText) -> Key:
    return item_id, part, subject, same_text(plain_text(base)), same_text(plain_text(theirs))


def keep_conflicts(
    act: Act,
    meeting_id: str,
    found: Iterable[tuple[ItemMerge, FoundConflict]],
    source: str,
    version: int,
    written_by: str,
) -> int:
    """Keep the conflicts until somebody chooses; return how many."""
    known = act.store.find(MinutesConflict, meeting_id=meeting_id)
    position = max((one.position for one in known), default=0)
    count = 0
    for count, (item, one) in enumerate(found, 1):
        act.store.add(
            MinutesConflict(
                id=act.new_id(),
                meeting_id=meeting_id,
                item_id=item.now.id,
                position=position + count,
                part=one.part,
                base=one.base,
                ours=one.ours,
                theirs=one.theirs,
                place=one.place,
                source=source,
                version=version,
                read_at=act.now,
                read_by=act.actor,
                written_by=written_by,
                subject=one.subject,
                choice=ConflictChoice.OPEN,
            )
        )
    return count
