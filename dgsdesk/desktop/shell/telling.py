"""What a window says above its page and in its toast, and which window says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell import bug_report
from dgsdesk.desktop.shell.host import Done, Way

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.windows import OneWindow, Windows


class Telling(QObject):
    """Tells in one window; ``open_page`` shows a report in it."""

    def __init__(self, shell: OneWindow, windows: Windows, open_page: Callable[[str, object], None]) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._window = shell.window
        self._windows = windows
        self._open_page = open_page
        host = shell.host
        host.message_told.connect(self.tell)
        host.message_withdrawn.connect(self._window.hide_message)
        host.act_done.connect(self._act_done)
        windows.networks.told.connect(self._tell_in_front)
        windows.errors.bug_found.connect(self._bug_found)
        host.actions.refused.connect(lambda why: self.tell(Message(why, tone="info")))

    def tell(self, message: Message) -> None:
        """Show a message above the page."""
        self._window.show_message(message)

    def _tell_in_front(self, message: Message) -> None:
        """Tell in the window in front what concerns no window more than another."""
        if self._windows.is_front(self._shell):
            self.tell(message)

    def _act_done(self, done: Done) -> None:
        toast, host = self._window.toast, self._shell.host
        match done.way if done.told else None:
            case Way.DONE:
                toast.show_act(done.label, host.undo)
            case Way.TAKEN_BACK:
                toast.show_taken_back(done.label, host.redo)
            case Way.DONE_AGAIN:
                toast.show_done_again(done.label, host.undo)
            case None:
                self._window.hide_toast()
        self._window.hide_passing_message()
        for other in self._windows.others(self._shell):
            other.window.hide_toast()  # « Annuler » takes the last act back: it is this one now

    def _bug_found(self, report: str) -> None:
        if not self._windows.is_front(self._shell):
            return
        message = self._windows.errors.bug_message()
        button, act = self.tr("Voir le rapport"), lambda: self._open_page(bug_report.PAGE_ID, report)
        self.tell(Message(message.what, message.where, message.remedy, button=button, act=act))
