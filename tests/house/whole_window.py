"""Where the window can go: every page, and a fitting meeting for every step."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from dgsdesk.application.meeting.page import MeetingLine, meetings_list
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop import meetings
from dgsdesk.desktop.meetings.registry import STEP_PANES
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.meeting import MeetingState

FITTING = {
    Step.PREPARE: MeetingState.PLANNED,
    Step.INVITE: MeetingState.PLANNED,
    Step.HOLD: MeetingState.PLANNED,
    Step.DRAFT: MeetingState.CIRCULATED,
    Step.REVIEW: MeetingState.CIRCULATED,
    Step.DISPATCH: MeetingState.DISPATCHED,
}
"""Step -> the state of a meeting of the demonstration in which the step has much to show."""


@dataclass(frozen=True)
class Spot:
    """A page, and in that of the meetings a step."""

    page: str
    step: Step | None = None

    def __str__(self) -> str:
        return self.page if self.step is None else f"{self.page}-{self.step.value}"


def is_made(step: Step) -> bool:
    """Whether the pane of a step exists."""
    return find_spec(f"{meetings.__name__}.{STEP_PANES[step][0]}") is not None


SPOTS = (
    *(Spot(entry.id) for entry in PAGES if entry.id != "meetings"),
    *(Spot("shortcuts"), Spot("about"), Spot("licences"), Spot("guide"), Spot("bug_report")),
    *(Spot("meetings", step) for step in Step if is_made(step)),
)


def go(shell: Shell, spot: Spot) -> None:
    """Bring a spot to the front, the first of its list chosen, and let the window lay itself out.

    What the page makes while nobody does anything is made: it is looked at as well.
    """
    subject = None if spot.step is None else (fitting_meeting(shell, spot.step).id, spot.step)
    shell.open_page(spot.page, subject)
    while shell.page(spot.page).make_part():
        pass
    settle()


def fitting_meeting(shell: Shell, step: Step) -> MeetingLine:
    """Return the first meeting whose state fits a step."""
    lines: list[MeetingLine] = []
    shell.host.ask(meetings_list, then=lines.extend, owner=shell.host)
    return next(line for line in lines if line.state is FITTING[step])


def settle() -> None:
    """Let pass what waits in the event loop, as between two gestures of a person."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def where(shell: Shell, widget: QWidget | None) -> str:
    """Name a widget by its classes, from the inside out."""
    names: list[str] = []
    while widget is not None and widget is not shell.window and len(names) < 4:
        names.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " in ".join(names)
