"""« Proposer un ordre du jour »: parts filled from the pools within the time, each choice with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dgsdesk.application.agenda.acts import agenda_meeting, put_item
from dgsdesk.application.agenda.pools import POOL_TITLES, PoolEntry
from dgsdesk.application.agenda.source import draft_of
from dgsdesk.application.agenda.workshop import Workshop, WorkshopPart, agenda_workshop
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.agenda import SourceKind
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.wording import plural

LEAST = 15
"""The fewest minutes for which an item is worth putting on an agenda."""

add_sentences(
    {
        "nothing_to_propose": (
            "Il n’y a rien à proposer : les temps sont remplis, ou rien n’attend.",
            "Notez un sujet (F8) ou ajoutez une zone grise.",
        ),
    }
)


@dataclass(frozen=True)
class ProposedItem:
    """One choice: what, into which part, for how long, and why."""

    source_kind: SourceKind
    source_id: str
    title: str
    part_id: str
    part_title: str
    minutes: int
    reason: str


@dataclass(frozen=True)
class Proposal:
    """What would be added. ``waiting`` is how many entries stay in the pools."""

    items: tuple[ProposedItem, ...]
    waiting: int


@dataclass(frozen=True)
class ApplyProposal(Command[tuple[str, ...]]):
    """Add what ``propose_agenda`` proposes, but for the sources left out; returns the items' ids.

    Raises RuleBroken("nothing_to_propose").
    """

    meeting_id: str
    leave_out: tuple[str, ...] = ()


@handles(ApplyProposal, "Ordre du jour proposé : {count}")
def apply_proposal(act: Act, command: ApplyProposal) -> tuple[str, ...]:
    meeting = agenda_meeting(act, command.meeting_id)
    proposal = propose_agenda(act.view, meeting.id)
    wanted = [item for item in proposal.items if item.source_id not in command.leave_out]
    if not wanted:
        raise RuleBroken("nothing_to_propose")
    act.tell(count=plural(len(wanted), "point ajouté", "points ajoutés"))
    return tuple(
        put_item(
            act, meeting, draft_of(act.store, item.source_kind, item.source_id), item.part_id, item.minutes
        ).id
        for item in wanted
    )


def propose_agenda(view: View, meeting_id: str) -> Proposal:
    """Fill the parts from the pools within the time; the same input gives the same proposal.

    In the grey zones' part those whose review is due come first; then, in every part, what comes at each
    meeting, what a meeting did not reach, and the ripest (product § 3.3).
    """
    workshop = agenda_workshop(view, meeting_id)
    left = workshop.capacity - workshop.total
    chosen: list[ProposedItem] = []
    entries = [entry for pool in workshop.pools for entry in pool.entries]
    for part in workshop.parts:
        room = min(left, part.planned - part.used)
        for item in _fill(part, _candidates(part, workshop), room):
            chosen.append(item)
            left -= item.minutes
    return Proposal(tuple(chosen), len(entries) - len(chosen))


def _candidates(part: WorkshopPart, workshop: Workshop) -> list[PoolEntry]:
    """What may fill a part, in the order in which it is taken."""
    fitting = [
        entry
        for pool in workshop.pools
        for entry in pool.entries
        if entry.part_kind is part.kind and _comes_by_itself(entry)
    ]
    order = {kind: rank for rank, kind in enumerate(POOL_TITLES)}
    return sorted(
        fitting,
        key=lambda entry: (
            not (entry.stale and part.kind is PartKind.GREY_ZONES),
            not entry.recurring,
            not entry.undone,
            -entry.squares,
            -entry.weight,
            order[entry.kind],
            entry.title,
            entry.source_id,
        ),
    )


def _comes_by_itself(entry: PoolEntry) -> bool:
    """Leave alone what only has an action open: somebody must want to speak of it again."""
    return entry.undone or entry.recurring or entry.kind is not SourceKind.CARRIED_OVER


def _fill(part: WorkshopPart, candidates: list[PoolEntry], room: int) -> Iterator[ProposedItem]:
    """Take candidates while there is room; the last one may get less than its usual minutes."""
    for entry in candidates:
        if room < LEAST:
            return
        minutes = min(entry.minutes, room)
        room -= minutes
        yield ProposedItem(
            entry.kind, entry.source_id, entry.title, part.id, part.title, minutes, _reason(entry)
        )


def _reason(entry: PoolEntry) -> str:
    """Say why an entry was taken; a review that is due, a lack of time and a habit speak for themselves."""
    clear = entry.stale or entry.undone or entry.recurring
    return entry.words if clear else f"le plus mûr : {entry.words}"
