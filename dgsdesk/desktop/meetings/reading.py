"""What the page of a meeting reads: the list, then the head, while the step is loaded and made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dgsdesk.application.meeting.page import (
    MEETINGS_AT_ONCE,
    MeetingHeader,
    MeetingLine,
    MeetingLines,
    latest_meetings,
    meeting_header,
)
from dgsdesk.application.meeting.steps import Step

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.page import Page
    from dgsdesk.desktop.shell.runner import Pieces

Changes = frozenset[str]


class MeetingReading:
    """Asks for a page what it shows; each answer comes with what the page has heard of meanwhile."""

    def __init__(
        self,
        page: Page,
        show_lines: Callable[[MeetingLines, Changes], None],
        show_head: Callable[[MeetingHeader, Changes], None],
        make_step: Callable[[Step], Iterator[object]],
    ) -> None:
        """``make_step`` loads and makes a step that was not opened yet, piece by piece."""
        self._page = page
        self._host = page.host
        self._show_lines = show_lines
        self._show_head = show_head
        self._make_step = make_step
        self.lines: tuple[MeetingLine, ...] = ()
        self._most = MEETINGS_AT_ONCE
        self._work: Pieces | None = None
        self._loads = False
        self._answer: tuple[MeetingHeader, Changes] | None = None
        self._behind: list[tuple[Callable[[], Any], str]] = []

    def read_lines(self, meeting_id: str, changes: Changes) -> None:
        """Read the newest meetings, and the one that is shown."""
        then = self._take_lines
        self._page.read_again(changes, latest_meetings, self._most, meeting_id, then=then, replaces="list")

    def read_older(self, meeting_id: str) -> None:
        """Read older ones as well."""
        self._most += MEETINGS_AT_ONCE
        self.read_lines(meeting_id, frozenset())

    def _take_lines(self, read: MeetingLines, changes: Changes) -> None:
        self.lines = read.lines
        self._show_lines(read, changes)

    def line(self, meeting_id: str) -> MeetingLine | None:
        """Return a meeting of the list."""
        return next((line for line in self.lines if line.id == meeting_id), None)

    def read_head(self, meeting_id: str, step: Step, changes: Changes) -> None:
        """Read the head while the step that it is likely to open is loaded and made; show it behind both."""
        if self._work is not None:
            self._work.cancel()
        if self._answer is not None:  # not shown yet: what it was to tell is told by the next one
            changes |= self._answer[1]
            self._answer = None
        self._loads = True
        then = self._take_head
        self._page.read_again(changes, meeting_header, meeting_id, then=then, replaces="header")
        self._work = self._host.in_pieces(self._load(step), owner=self._page)

    def _load(self, step: Step) -> Iterator[object]:
        yield from self._make_step(step)
        self._loads = False
        behind, self._behind = self._behind, []
        if self._host.is_open:
            self._show()
            for work, name in behind:
                self.after(work, name)

    def _take_head(self, header: MeetingHeader, changes: Changes) -> None:
        self._answer = header, changes
        if not self._loads:
            self._show()

    def _show(self) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            self._show_head(*answer)

    def after(self, work: Callable[[], Any], name: str) -> None:
        """Do something once all that was asked before is shown."""
        if self._loads:  # the head is still to be shown
            self._behind.append((work, name))
            return
        self._host.ask(lambda _: None, then=lambda _: work(), owner=self._page, replaces=name)
