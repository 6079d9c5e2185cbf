"""What a step of a meeting is on the screen: a pane below the stepper, made when its step is first opened.

Each step has a room here, named in `dgsdesk.desktop.meetings.registry`: ``pane.py`` subclasses `StepPane`,
the light ``acts.py`` declares its acts (a tuple ``ACTS``) and is told to `dgsdesk.desktop.meetings.entry`:
so the palette knows them before the pane is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dgsdesk.application.meeting.page import MeetingHeader
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import EVERYTHING
from dgsdesk.desktop.shell.page import KEPT_UNSEEN, Page


class StepPane(QWidget):
    """Base of the six panes. Build the view and bind the acts in ``__init__``, read in `refresh`.

    The page calls `show_meeting` when its step is opened or another meeting chosen, and `refresh` after a
    change of one of ``kinds`` while the pane is shown. ``header`` is the meeting's head, always fresh before
    either call; ``is_acting`` says whether this step is the one that acts now; without ``may_write`` all is
    only read, whatever the state of the meeting.
    """

    step: ClassVar[Step]
    kinds: ClassVar[frozenset[str]] = EVERYTHING

    step_wanted = Signal(object)
    buttons_changed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.setProperty(KEPT_UNSEEN, True)
        self.host = host
        self.theme = host.theme
        self.theme.follow(self._take_font)
        self._take_font()
        self.meeting_id = ""
        self.may_write = True
        self.header: MeetingHeader | None = None

    def _take_font(self) -> None:
        self.setFont(self.theme.font())  # as a page does, for the same reason

    @property
    def is_acting(self) -> bool:
        """Whether the meeting stands at this step."""
        return self.header is not None and self.header.current is self.step

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting; reads by `refresh` unless a pane does better."""
        self.meeting_id = meeting_id
        self.refresh(EVERYTHING)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again what is shown of ``meeting_id``; keep the place of lists and what is being typed."""

    def plain_acts(self) -> Sequence[str]:
        """Return the ids of the acts offered as plain buttons in the page's header, at most two."""
        return ()

    def primary_act(self) -> str:
        """Return the id of the act that moves the meeting on, the page's filled button; empty for none."""
        return ""

    def own_page(self) -> QWidget | None:
        """Return the page that this pane stands on: it need not hear of what is typed here."""
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, Page):
            widget = widget.parentWidget()
        return widget

    def go_to(self, at: str, words: Sequence[str]) -> None:
        """Bring what has an id (an item, an observation) into sight, and in its text the first word found."""

    def thing(self) -> str:
        """Return the id of the item or observation that is chosen, for its history; empty for none."""
        return ""

    def take_focus(self) -> None:
        """Give the keyboard to the pane's main list."""
        self.focusNextChild()

    def leaving(self) -> None:
        """Keep what is being typed: called before the pane is hidden and before the program ends."""

    def make_part(self) -> bool:
        """Make one more part in advance, as `Page.make_part` does."""
        return False
