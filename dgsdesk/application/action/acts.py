"""Actions: what somebody promised, by when, and where it stands (product § 3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.keep import KEEP, Keep, chosen
from dgsdesk.application.minutes.discussed import tell_discussed
from dgsdesk.application.minutes.holding import writable_meeting
from dgsdesk.application.ports.store import Store
from dgsdesk.application.words import required, shortened
from dgsdesk.domain.action import SETTLED_STATES, Action, ActionState, Decision, is_overdue
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Person

_OFFERED = 100
"""As many decisions are offered for an action that no meeting noted."""

STATE_WORDS = {
    ActionState.TODO: "à faire",
    ActionState.DOING: "en cours",
    ActionState.DONE: "faite",
    ActionState.DROPPED: "abandonnée",
}


@dataclass(frozen=True)
class AddAction(Command[str]):
    """Note an action: under an item of a meeting, or on its own (``item_id`` none)."""

    item_id: str | None
    text: str
    owner: str = ""
    owner_id: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class EditAction(Command[None]):
    """Change what, who, when and from which decision.

    Another owner in words is nobody known unless ``owner_id`` says so.
    """

    action_id: str
    text: str | Keep = KEEP
    owner: str | Keep = KEEP
    due: date | Keep | None = KEEP
    owner_id: str | Keep | None = KEEP
    decision_id: str | Keep | None = KEEP


@dataclass(frozen=True)
class MoveAction(Command[None]):
    """Say where an action stands."""

    action_id: str
    state: ActionState


@dataclass(frozen=True)
class RemoveAction(Command[None]):
    action_id: str


@dataclass(frozen=True)
class ActionRow:
    """One line of the list: its words, its owner, its date, where it comes from, whether it is late."""

    id: str
    text: str
    owner: str
    due: date | None
    state: ActionState
    overdue: bool
    done_on: date | None
    meeting_id: str | None
    meeting_day: date | None
    item_title: str
    owner_id: str | None = None
    decision: str = ""
    decision_id: str | None = None


@handles(AddAction, "Action ajoutée : {short}")
def add_action(act: Act, command: AddAction) -> str:
    meeting_id = item = None
    if command.item_id is not None:
        item = act.store.get(AgendaItem, command.item_id)
        meeting_id = item.meeting_id
        writable_meeting(act, meeting_id)
    if command.owner_id is not None:
        act.store.get(Person, command.owner_id)
    text = required(command.text, "action")
    act.tell(short=shortened(text))
    others = act.store.find(Action, meeting_id=meeting_id)
    action = Action(
        id=act.new_id(),
        meeting_id=meeting_id,
        item_id=command.item_id,
        position=1 + max((other.position for other in others), default=0),
        text=text,
        owner=command.owner.strip(),
        owner_id=command.owner_id,
        due=command.due,
    )
    act.store.add(action)
    if item is not None:
        tell_discussed(act, item)
    return action.id


@handles(EditAction, "Action modifiée : {short}")
def edit_action(act: Act, command: EditAction) -> None:
    action = act.store.get(Action, command.action_id)
    owner = chosen(command.owner, action.owner).strip()
    former_id = action.owner_id if owner == action.owner else None
    action.text = required(chosen(command.text, action.text), "action")
    action.owner = owner
    action.owner_id = chosen(command.owner_id, former_id)
    action.due = chosen(command.due, action.due)
    action.decision_id = chosen(command.decision_id, action.decision_id)
    if action.decision_id is not None:
        act.store.get(Decision, action.decision_id)
    act.tell(short=shortened(action.text))


@handles(MoveAction, "Action « {short} » : {word}")
def move_action(act: Act, command: MoveAction) -> None:
    action = act.store.get(Action, command.action_id)
    action.state = command.state
    action.done_on = act.today if command.state is ActionState.DONE else None
    act.tell(short=shortened(action.text, 40), word=STATE_WORDS[command.state])


@handles(RemoveAction, "Action retirée : {short}")
def remove_action(act: Act, command: RemoveAction) -> None:
    action = act.store.get(Action, command.action_id)
    act.tell(short=shortened(action.text))
    act.store.remove(action)


def actions_list(view: View) -> list[ActionRow]:
    """Return every action: late ones first, then by date, those without a date after, settled ones last."""
    return sorted(action_rows(view, view.store.find(Action)), key=_order)


def action_rows(view: View, actions: Sequence[Action]) -> list[ActionRow]:
    """Return some actions as rows, in their order, with where they come from."""
    met = view.store.find(Meeting, id={action.meeting_id for action in actions} - {None})
    meetings = {meeting.id: meeting for meeting in met}
    items = {item.id: item for item in view.store.find(AgendaItem, id={a.item_id for a in actions} - {None})}
    wanted = {a.decision_id for a in actions} - {None}
    decisions = {one.id: one for one in view.store.find(Decision, id=wanted)}
    today = view.clock.today()
    return [_row(action, meetings, items, decisions, today) for action in actions]


def _row(
    action: Action,
    meetings: dict[str, Meeting],
    items: dict[str, AgendaItem],
    decisions: dict[str, Decision],
    today: date,
) -> ActionRow:
    meeting = meetings.get(action.meeting_id or "")
    item = items.get(action.item_id or "")
    decision = decisions.get(action.decision_id or "")
    return ActionRow(
        id=action.id,
        text=action.text,
        owner=action.owner,
        due=action.due,
        state=action.state,
        overdue=is_overdue(action, today),
        done_on=action.done_on,
        meeting_id=action.meeting_id,
        meeting_day=meeting.day if meeting else None,
        item_title=item.title if item else "",
        owner_id=action.owner_id,
        decision=decision_words(decision) if decision else "",
        decision_id=decision.id if decision else None,
    )


def decision_words(decision: Decision) -> str:
    """Write « 2026-11/03 L’Agglo enlève les dépôts »; a draft's decisions have no number yet."""
    return f"{decision.number} {decision.text}".strip()


def decision_choices(view: View, action_id: str) -> tuple[tuple[str, str], ...]:
    """Return the decisions that an action may come from, as (id, words).

    Those of its meeting, of its item first; for an action noted outside meetings the newest hundred that
    stand. The decision it has is always among them.
    """
    action = view.store.get(Action, action_id)
    if action.meeting_id is not None:
        found = view.store.find(Decision, meeting_id=action.meeting_id)
        found.sort(key=lambda one: (one.item_id != action.item_id, one.position))
    else:
        found = _newest_decisions(view.store)
    if action.decision_id and all(one.id != action.decision_id for one in found):
        found.append(view.store.get(Decision, action.decision_id))
    return tuple((one.id, shortened(decision_words(one), 90)) for one in found)


def _newest_decisions(store: Store) -> list[Decision]:
    """Return the newest decisions that stand: of the last meetings that took any, one of each at least."""
    counts = store.count(Decision, "meeting_id", replaced_by_id=None)
    days = {one.id: one.day for one in store.newest(Meeting, "day", _OFFERED, id=set(counts))}
    standing = store.find(Decision, meeting_id=set(days), replaced_by_id=None)
    standing.sort(key=lambda one: (days[one.meeting_id], one.position), reverse=True)
    return standing[:_OFFERED]


def _order(row: ActionRow) -> tuple[bool, bool, date, str]:
    return row.state in SETTLED_STATES, row.due is None, row.due or date.max, row.id
