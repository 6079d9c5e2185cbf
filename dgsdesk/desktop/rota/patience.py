"""A plan that takes long says so, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.host import PageHost

_LONG_MS = 700


class Patience(QObject):
    """Watches the acts of the window, and what is only rehearsed between ``begin`` and ``end``."""

    def __init__(self, host: PageHost, page: QWidget) -> None:
        super().__init__(page)
        self._host = host
        self._page = page
        self._told: Message | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LONG_MS)
        self._timer.timeout.connect(self._say)
        host.saved_changed.connect(self._watch)  # a method of ours: Qt lets go of it when the page goes

    def _watch(self, saved: bool) -> None:
        self.end() if saved else self.begin()

    def begin(self) -> None:
        """Wait for an answer."""
        self._timer.start()

    def end(self) -> None:
        """Hear that it has come: nothing is computed any more, and nothing to be stopped."""
        self._timer.stop()
        told, self._told = self._told, None
        if told is not None:
            self._host.withdraw(told)

    def _say(self) -> None:
        if self._page.isVisible():
            self._told = Message(
                self.tr("Le tour d’accueil se calcule encore."),
                remedy=self.tr("Vous pouvez continuer à travailler, ou l’interrompre."),
                tone="info",
                button=self.tr("Interrompre"),
                act=self._host.stop,
            )
            self._host.tell(self._told)
