"""Which room makes the pane of each step."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.shell.loading import load_in_pieces

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


def pane_in_pieces(step: Step) -> Iterator[str]:
    """Load the room of a step module by module."""
    return load_in_pieces([_module_of(step)], ("dgsdesk.",))


def _module_of(step: Step) -> str:
    return f"{__package__}.{STEP_PANES[step][0]}.pane"


def make_pane(step: Step, host: PageHost) -> StepPane:
    """Build the pane of a step."""
    pane: StepPane = getattr(importlib.import_module(_module_of(step)), STEP_PANES[step][1])(host)
    return pane


def step_of_act(action_id: str) -> Step | None:
    """Return the step that does an act, None for those of the page itself."""
    prefix = action_id.partition(".")[0]
    return next((step for step, (room, _) in STEP_PANES.items() if room == prefix), None)
