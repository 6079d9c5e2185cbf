"""Which module makes the pane of each step, and the acts of them all."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from dgsdesk.application.steps import Step
from dgsdesk.desktop.shell.actions import ActionSpec

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
"""Step -> the module of this package and the class in it."""


def make_pane(step: Step, host: PageHost) -> StepPane:
    """Import the module of a step and build its pane."""
    module, name = STEP_PANES[step]
    made: Any = getattr(importlib.import_module(f"{__package__}.{module}"), name)
    pane: StepPane = made(host)
    return pane


def step_acts() -> tuple[ActionSpec, ...]:
    """Return the acts that the panes declare, in the order of the steps, without making any pane."""
    acts: list[ActionSpec] = []
    for module, _ in STEP_PANES.values():
        name = f"{__package__}.{module}_acts"
        if find_spec(name) is not None:
            acts += importlib.import_module(name).ACTS
    return tuple(acts)
