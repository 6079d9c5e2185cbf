"""Keys that a pane takes for itself while it has the keyboard, before the page's own act of the same key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from dgsdesk.desktop.meetings.step import StepPane


class OwnKeysPane(StepPane):
    """A pane whose ``own_keys`` (portable key -> act) win while the keyboard is inside of it.

    « Ctrl+N » makes the thing of the page: in this step an observation, elsewhere a meeting.
    """

    own_keys: ClassVar[Mapping[str, str]] = {}

    def event(self, event: QEvent) -> bool:
        """Claim our keys from the shortcuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if self._act_of(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the act of a claimed key."""
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            self.host.actions.action(act).trigger()

    def _act_of(self, event: QKeyEvent) -> str | None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        act = self.own_keys.get(pressed)
        return act if act is not None and self.host.actions.action(act).isEnabled() else None
