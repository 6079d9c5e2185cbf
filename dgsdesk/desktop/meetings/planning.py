"""Planning a meeting and changing its particulars, by the forms of the panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting
from dgsdesk.application.meeting.page import MeetingForm, circle_choices, meeting_form
from dgsdesk.application.view import View
from dgsdesk.desktop.meetings.side_panel import MeetingPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError


def _form_and_hosts(view: View, meeting_id: str) -> tuple[MeetingForm, tuple[tuple[str, str], ...]]:
    choices = circle_choices(view)
    return meeting_form(view, meeting_id), choices[0].hosts if choices else ()


class Planning(QObject):
    """``meeting`` says which one is open; ``show`` opens the one that was planned."""

    def __init__(
        self, host: PageHost, panel: MeetingPanel, meeting: Callable[[], str], show: Callable[[str], object]
    ) -> None:
        super().__init__(panel)
        self.host = host
        self.panel = panel
        self._meeting = meeting
        self._show = show
        panel.plan_wanted.connect(self._plan)
        panel.changed.connect(self._change)

    def ask_new(self) -> None:
        """Open the form of a meeting to plan; without any circle, say where the first is opened."""
        self.panel.open_form(self.panel.new, self.tr("Planifier une réunion"))
        then, failed = self.panel.new.show_choices, self._no_choice
        self.host.ask(circle_choices, then=then, failed=failed, owner=self, replaces="choices")

    def _no_choice(self, error: KnownError) -> None:
        self.panel.dismiss()
        self.host.tell_error(error)

    def _plan(self, circle_id: str, day: date, host_id: str | None) -> None:
        self.host.run(PlanMeeting(circle_id, day, host_id), then=self._planned, owner=self)

    def _planned(self, meeting_id: str) -> None:
        self.panel.dismiss()
        self._show(meeting_id)

    def ask_particulars(self) -> None:
        """Open the form of the meeting that is shown."""
        self._read_form()
        self.panel.open_form(self.panel.particulars, self.tr("Modifier la réunion"))

    def _read_form(self) -> None:
        then = self._show_form
        self.host.ask(_form_and_hosts, self._meeting(), then=then, owner=self, replaces="form")

    def _show_form(self, read: tuple[MeetingForm, tuple[tuple[str, str], ...]]) -> None:
        self.panel.particulars.show_form(*read)

    def _change(self, name: str, value: object) -> None:
        command = ChangeMeeting(self._meeting(), **{name: value})  # type: ignore[arg-type]
        self.host.run(command, then=lambda _: self._read_form(), owner=self)
