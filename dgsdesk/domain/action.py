"""Actions and decisions: what was decided, and what somebody promised to do by a date (product § 3.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.entity import Entity


class ActionState(StrEnum):
    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


OPEN_STATES = frozenset({ActionState.TODO, ActionState.DOING})
"""The states in which something is still to be done."""

SETTLED_STATES = frozenset(ActionState) - OPEN_STATES
"""The states in which nothing is to be done any more."""

DUE_WITHIN = 7
"""Days ahead within which an action is due soon."""


@dataclass(eq=False, kw_only=True)
class Decision(Entity):
    """A decision taken under an item; ``number`` is « 2026-11/03 » once the minutes are numbered.

    ``place`` is how many blocks of the item's text stand before it; negative means after all of them.
    ``audience`` reserves it further than its item.
    """

    meeting_id: str
    item_id: str | None
    position: int
    text: str
    number: str = ""
    replaced_by_id: str | None = None
    place: int = -1
    audience: Audience = Audience.ALL


@dataclass(eq=False, kw_only=True)
class Action(Entity):
    """What (``text``), who (``owner``, in words of the day), when (``due``), from which decision.

    ``place`` and ``audience`` as for decisions.
    """

    meeting_id: str | None
    item_id: str | None
    position: int
    text: str
    owner: str = ""
    owner_id: str | None = None
    due: date | None = None
    state: ActionState = ActionState.TODO
    done_on: date | None = None
    place: int = -1
    audience: Audience = Audience.ALL
    decision_id: str | None = None


class Due(Protocol):
    """What is to be done by a day."""

    @property
    def state(self) -> ActionState: ...

    @property
    def due(self) -> date | None: ...


def is_overdue(action: Due, today: date) -> bool:
    """Tell whether an open action's date has passed."""
    return action.state in OPEN_STATES and action.due is not None and action.due < today


def is_pressing(action: Action, today: date) -> bool:
    """Tell whether an action is open, and late or due within a week."""
    soon = today + timedelta(days=DUE_WITHIN)
    return action.state in OPEN_STATES and action.due is not None and action.due <= soon
