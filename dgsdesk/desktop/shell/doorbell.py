"""The program was started again while its network is open: the window comes forward and shows what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.shell import Shell


class Letters(Protocol):
    """What other starts of the program handed over."""

    def prepare(self) -> str:
        """Return the folder to watch."""
        ...

    def take(self) -> list[str]:
        """Return the files that came, "" where only the window is wanted."""
        ...


class Doorbell(QObject):
    """Watches while the shell's window is open; ``page`` shows the files that came."""

    def __init__(self, shell: Shell, letters: Letters, page: str) -> None:
        super().__init__(shell)
        self._shell, self._letters, self._page = shell, letters, page
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        shell.host.make_document(letters.prepare, then=self._watch, owner=self)

    def _watch(self, folder: str) -> None:
        self._watcher.addPath(folder)
        self._look()

    def _look(self) -> None:
        if not self._shell.closed:
            self._shell.host.make_document(self._letters.take, then=self._show, owner=self)

    def _show(self, files: list[str]) -> None:
        if not files or self._shell.closed:
            return
        window = self._shell.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if shown := tuple(filter(None, files)):
            self._shell.open_page(self._page, shown)
