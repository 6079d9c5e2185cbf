"""Which room makes the pane of each step."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dgsdesk.application.meeting.steps import Step

if TYPE_CHECKING:
    from dgsdesk.desktop.meetings.step import StepPane
    from dgsdesk.desktop.shell.host import PageHost

STEP_PANES: dict[Step, tuple[str, str]] = {
    Step.PREPARE: ("prepare", "PreparePane"),
    Step.INVITE: ("invite", "InvitePane"),
    Step.HOLD: ("hold", "HoldPane"),
    Step.DRAFT: ("draft", "DraftPane"),
    Step.REVIEW: ("review", "ReviewPane"),
    Step.DISPATCH: ("dispatch", "DispatchPane"),
}
"""Step -> its room in this package and the class of its pane."""


def load_pane(step: Step) -> Any:
    """Import the room of a step; return the class of its pane."""
    room, name = STEP_PANES[step]
    return getattr(importlib.import_module(f"{__package__}.{room}.pane"), name)


def make_pane(step: Step, host: PageHost) -> StepPane:
    """Build the pane of a step."""
    pane: StepPane = load_pane(step)(host)
    return pane


def step_of_act(action_id: str) -> Step | None:
    """Return the step that does an act, None for those of the page itself."""
    prefix = action_id.partition(".")[0]
    return next((step for step, (room, _) in STEP_PANES.items() if room == prefix), None)
