"""What is typed is on the disk a moment later, and is only called saved once the disk has said so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from dgsdesk.application.command import Command
from dgsdesk.application.minutes.notes import Kept
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError, NotFound
from dgsdesk.domain.wording import hour

PAUSE_MS = 700
"""How long the hand rests before what was typed is sent."""

LONGEST_MS = 1400
"""How long typing without a rest may go on before it is sent: two seconds at most and it is on the disk."""

RETRY_MS = 5000
"""How long to wait after a failure before trying again by oneself; twice as long after each further one."""

LONGEST_RETRY_MS = 60_000


class Autosave(QObject):
    """Send what one editor holds, after each pause.

    ``make`` builds the command from the editor as it stands. ``said(words, tone)`` is what to show beside the
    field: « Enregistrement… », « enregistré à 10 h 21 » (tone ok), or why it failed (tone bad). ``initiator``
    is not told of the change that it made itself.
    """

    said = Signal(str, str)
    failed = Signal(object)
    saved = Signal()

    def __init__(
        self,
        host: PageHost,
        make: Callable[[], Command[Kept]],
        initiator: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._make = make
        self._initiator = initiator
        self._dirty = False
        self._sent = 0
        self._under_way = 0
        self.broken = False
        self._failures = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        for timer in (self._pause, self._longest, self._retry):
            timer.timeout.connect(self.flush)

    @property
    def waiting(self) -> bool:
        """Say whether something typed is not on the disk yet."""
        return self._dirty or self._under_way > 0

    def touch(self) -> None:
        """Hear that something was typed."""
        if not self._dirty:
            self._dirty = True
            self._host.mark_unsaved(self, True)
            self.said.emit(self.tr("Enregistrement…"), "text_soft")
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> None:
        """Send now what was typed."""
        for timer in (self._pause, self._longest, self._retry):
            timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        self._sent += 1
        self._under_way += 1
        number = self._sent
        self._host.run(
            self._make(),
            then=lambda kept: self._kept(number, kept),
            failed=self._not_kept,
            owner=self,
            initiator=self._initiator(),
            quiet=True,
        )

    def _kept(self, number: int, kept: Kept) -> None:
        self._under_way -= 1
        self.broken = False
        self._failures = 0
        if number == self._sent and not self._dirty:
            self._host.mark_unsaved(self, False)
            self.said.emit(self.tr("enregistré à {}").format(hour(kept.at.time())), "ok")
            self.saved.emit()

    def _not_kept(self, error: KnownError) -> None:
        self._under_way -= 1
        self.broken = True
        if isinstance(error, NotFound):  # what it belonged to was removed: the words are offered elsewhere
            self._host.mark_unsaved(self, False)
            self.said.emit(self.tr("non enregistré"), "bad")
            return
        self._dirty = True
        self._host.mark_unsaved(self, True)
        self._retry.start(min(RETRY_MS * 2**self._failures, LONGEST_RETRY_MS))
        self._failures += 1
        self.said.emit(self.tr("non enregistré"), "bad")
        self.failed.emit(error)
