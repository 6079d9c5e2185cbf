"""The windows of one program: one worker, one session, one hub, any number of windows on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from dgsdesk.desktop.shell.errors import Errors
from dgsdesk.desktop.shell.hub import Hub
from dgsdesk.desktop.shell.kept_windows import KeptWindow, keep_windows, kept_windows
from dgsdesk.desktop.shell.networks import Example, Networks
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Runner

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost
    from dgsdesk.desktop.shell.main_window import MainWindow

_ROUNDS = 50
"""How often what was asked is awaited at most: a page that hears of a change reads its head, then what it
shows, and begins again when it hears of another meanwhile. Five do, mostly."""


class OneWindow(Protocol):
    """What is known here of a shell: its number in the order of opening, its window, its host."""

    number: int
    window: MainWindow
    host: PageHost

    def keep_typed(self) -> None:
        """Keep what is typed in it."""
        ...

    def as_it_stands(self) -> KeptWindow:
        """Return what it shows, and where it stands."""
        ...


class Windows(QObject):
    """What the windows share, and which of them is in front.

    What is typed goes from one to the other when the other comes to the front: it is kept first, then read
    again there, so that no window ever writes over what stands in another.
    """

    def __init__(
        self, runner: Runner, preferences: Preferences, example: Example | None, has_door: bool
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._network_id = ""
        self.runner = runner
        self.hub = Hub(self)
        self.errors = Errors(self)
        self.networks = Networks(runner, self.errors, example, has_door)
        self._open: list[OneWindow] = []
        self._is_read = True
        self.hub.subscribe(self, self._note_change)
        self.networks.left.connect(self.part)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.part)  # the computer is being shut down

    def _note_change(self, _: frozenset[str]) -> None:
        """Know that windows are reading, until nothing is under way: however long a slow computer takes."""
        if self._is_read:
            self._is_read = False
            self.runner.when_idle(self._note_read)

    def _note_read(self) -> None:
        self._is_read = True

    def join(self, shell: OneWindow) -> None:
        """Hear of another window; the newest is in front."""
        self._open.append(shell)

    def leave(self, shell: OneWindow) -> None:
        """Forget a window that closed."""
        self._open = [one for one in self._open if one is not shell]

    def note(self) -> None:
        """Remember the windows beside the first, for the next start."""
        if self._network_id:
            beside = [one for one in self._open if one.number > 1]
            kept = [one.as_it_stands() for one in sorted(beside, key=lambda one: one.number)]
            keep_windows(self._preferences, self._network_id, kept)

    def part(self) -> None:
        """Remember the windows that are open: they close now, but nobody closes them one by one."""
        self.note()
        self._network_id = ""

    def kept(self, network_id: str) -> list[KeptWindow]:
        """Return the windows to open again beside the first, none when there are some."""
        return kept_windows(self._preferences, network_id) if len(self._open) == 1 else []

    def follow(self, network_id: str) -> None:
        """Remember from now on the windows of a network."""
        self._network_id = network_id
        self.note()

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
        self.note()
        for other in others:
            other.keep_typed()
        if others and not (self._is_read and all(other.host.all_saved for other in others)):
            self.catch_up()
        return all(other.host.all_saved for other in others)

    def catch_up(self) -> None:
        """Wait until all that was asked is done, and what that asked in turn: some milliseconds."""
        for _ in range(_ROUNDS):
            if not self.runner.finish():
                return
