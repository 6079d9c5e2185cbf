"""The one presenter of errors: known ones become messages, others a report to copy."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.sentences import sentence
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.bug_report import log_bug
from dgsdesk.domain.errors import KnownError, Unexpected


class Errors(QObject):
    """Turn errors into messages; ``bug_found(report)`` when it is ours to mend."""

    bug_found = Signal(str)

    def message(self, error: KnownError) -> Message:
        """Return what, where and what to do of a known error; one without sentence is a bug too."""
        try:
            said = sentence(error)
        except KeyError as missing:
            self.report(missing)
            return self.bug_message()
        return Message(said.what, remedy=said.remedy, passing=True)

    def bug_message(self) -> Message:
        """Return what is said of a bug."""
        said = sentence(Unexpected("unexpected"))
        return Message(said.what, remedy=said.remedy)

    def report(self, error: BaseException) -> None:
        """Log a bug and offer its report."""
        self.bug_found.emit(log_bug(error))
