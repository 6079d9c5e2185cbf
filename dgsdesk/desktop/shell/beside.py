"""Opens the windows again that stood beside the first when its network was left."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dgsdesk.application.surroundings import meetings_still_there
from dgsdesk.desktop.shell.kept_windows import KeptWindow

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost
    from dgsdesk.desktop.shell.main_window import MainWindow
    from dgsdesk.desktop.shell.windows import Windows


class WindowsBeside(QObject):
    """One by one, while nothing is under way; ``open_one`` opens one whose page this window ``knows``."""

    def __init__(
        self,
        host: PageHost,
        window: MainWindow,
        windows: Windows,
        knows: Container[str],
        open_one: Callable[[KeptWindow], object],
    ) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self._windows = windows
        self._knows = knows
        self._open_one = open_one

    def reopen(self, network_id: str) -> None:
        """Open those of a network whose meetings are still there."""
        kept = self._windows.kept(network_id)
        if not kept:
            self._windows.follow(network_id)
            return
        ids = frozenset(one.place[0] for one in kept if one.place)

        def open_them(there: frozenset[str]) -> None:
            stand = [one for one in kept if not one.place or one.place[0] in there]
            self._open([one for one in stand if one.page in self._knows], network_id)

        self._host.ask(meetings_still_there, ids, then=open_them, owner=self, replaces="beside")

    def _open(self, kept: Sequence[KeptWindow], network_id: str) -> None:
        """Open one of these windows, the others once that is done; then remember them as they stand."""
        if not self._host.is_open:
            return
        for one in kept[:1]:
            was_active = self._window.isActiveWindow()
            self._open_one(one)
            self._window.raise_()
            if was_active:
                self._window.activateWindow()
        if len(kept) > 1:
            self._host.when_idle(partial(self._open, kept[1:], network_id))
        else:
            self._windows.follow(network_id)
