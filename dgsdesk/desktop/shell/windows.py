"""The windows of one program: one worker, one session, one hub, any number of windows on them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from dgsdesk.desktop.shell.errors import Errors
from dgsdesk.desktop.shell.hub import Hub
from dgsdesk.desktop.shell.networks import Example, Networks
from dgsdesk.desktop.shell.runner import Runner

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost
    from dgsdesk.desktop.shell.main_window import MainWindow

_LATELY_S = 2.0
"""For how long after a change a window that comes to the front may still be reading it."""

_ROUNDS = 6
"""How often what was asked is awaited: a page that hears of a change reads its head, then what it shows."""


class OneWindow(Protocol):
    """What is known here of a shell: its number in the order of opening, its window, its host."""

    number: int
    window: MainWindow
    host: PageHost

    def keep_typed(self) -> None:
        """Keep what is typed in it."""
        ...


class Windows(QObject):
    """What the windows share, and which of them is in front.

    What is typed goes from one to the other when the other comes to the front: it is kept first, then read
    again there, so that no window ever writes over what stands in another.
    """

    def __init__(self, runner: Runner, example: Example | None, has_door: bool) -> None:
        super().__init__()
        self.runner = runner
        self.hub = Hub(self)
        self.errors = Errors(self)
        self.networks = Networks(runner, self.errors, example, has_door)
        self._open: list[OneWindow] = []
        self._changed_at = 0.0
        self.hub.subscribe(self, self._note_change)

    def _note_change(self, _: frozenset[str]) -> None:
        self._changed_at = monotonic()

    def join(self, shell: OneWindow) -> None:
        """Hear of another window; the newest is in front."""
        self._open.append(shell)

    def leave(self, shell: OneWindow) -> None:
        """Forget a window that closed."""
        self._open = [one for one in self._open if one is not shell]

    def others(self, shell: OneWindow) -> list[OneWindow]:
        """Return the other windows."""
        return [one for one in self._open if one is not shell]

    def every(self) -> list[OneWindow]:
        """Return the windows, the one in front last."""
        return list(self._open)

    def is_front(self, shell: OneWindow) -> bool:
        """Say whether a window was in front last: it tells what concerns no window more than another."""
        return bool(self._open) and self._open[-1] is shell

    def leads(self, shell: OneWindow) -> bool:
        """Say whether a window does what is done once for all: the oldest that is open, by its number."""
        return bool(self._open) and min(self._open, key=lambda one: one.number) is shell

    def came_to_front(self, shell: OneWindow) -> bool:
        """Have what is typed elsewhere kept and read here before anything is typed here.

        Return False when something could not be kept.
        """
        others = self.others(shell)
        self._open = [*others, shell]
        for other in others:
            other.keep_typed()
        lately = monotonic() - self._changed_at < _LATELY_S
        if others and (lately or any(not other.host.all_saved for other in others)):
            self.catch_up()
        return all(other.host.all_saved for other in others)

    def catch_up(self) -> None:
        """Wait until all that was asked is done, and what that asked in turn: some milliseconds."""
        for _ in range(_ROUNDS):
            self.runner.finish()
