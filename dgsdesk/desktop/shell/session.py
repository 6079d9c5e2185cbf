"""What the desktop knows of the application: commands go in, rows come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from dgsdesk.application.command import Command, Outcome
    from dgsdesk.application.mailing.message_as_left import MessageAsLeft
    from dgsdesk.application.paper import PaperSource, PrintedPaper
    from dgsdesk.application.ports.machine import Opener
    from dgsdesk.application.ports.press import Press

R = TypeVar("R")


class Session(Protocol):
    """One open network. Lives in the database worker: only the runner calls it."""

    def run(self, command: Command[R]) -> Outcome[R]:
        """Carry out a frozen command in one unit of work; raise a KnownError and change nothing otherwise."""
        ...

    def ask(self, query: Callable[..., R], *args: Any) -> R:
        """Read frozen rows."""
        ...

    def messages_of(self, command: Command[Any]) -> list[MessageAsLeft]:
        """Return the messages that a command would lay, as they would leave; nothing is changed."""
        ...

    def papers_of(self, sources: Sequence[PaperSource]) -> list[PrintedPaper]:
        """Return the papers that acts would lay and queries give; nothing is changed."""
        ...

    @property
    def press(self) -> Press:
        """Return what prints and reads pages; any thread may use it."""
        ...

    @property
    def opener(self) -> Opener:
        """Return what opens files with the system's programs; any thread may use it."""
        ...

    def rehearse(self, command: Command[Any], query: Callable[..., R], *args: Any) -> tuple[R, R]:
        """Return what a query would read before and after a command, and change nothing."""
        ...

    def stop(self) -> None:
        """Let what is being computed end without a change; the one call that any thread may make."""
        ...

    def undo(self) -> Outcome[None]:
        """Take the last act back."""
        ...

    def redo(self) -> Outcome[None]:
        """Do again what was taken back."""
        ...

    def undoable(self) -> str | None:
        """Return the label of the act that `undo` would take back, or None."""
        ...

    def redoable(self) -> str | None:
        """Return the label of the act that `redo` would do again, or None."""
        ...

    def look_through(self) -> bool:
        """Look a large file through as long as nobody asks it to `make_way`; tell whether it is done."""
        ...

    def make_way(self) -> None:
        """Let `look_through` end, to be begun again; any thread may call."""
        ...

    def load(self) -> None:
        """Load what the first act needs; any thread may call."""
        ...

    def settle(self) -> None:
        """Do what can wait until the first page stands, and once a day: the backup begins."""
        ...

    def compact(self) -> bool:
        """Make the old part of the journal smaller, one short step; tell whether there is more to do."""
        ...

    def finish_backup(self) -> None:
        """Wait until the backup that is under way is done; any thread may call."""
        ...

    def close(self) -> None:
        """Close files and let go of locks."""
        ...

    def give_way_to(self, backup: str) -> str:
        """Close, and put a backup in the network's place; return where the former file is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rail and status bar say about the open network, in French, ready to show.

    ``start`` is the id of the page to open first. ``notice`` is empty outside example networks; ``backup`` is
    like « Sauvegarde du jour : 8 h 02 »; ``counts`` are figures beside pages in the rail.
    """

    start: str = "home"
    network: str = ""
    communes: str = ""
    notice: str = ""
    backup: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    network_id: str = ""

    def count(self, page_id: str) -> int:
        """Return the figure shown beside a page in the rail, 0 for none."""
        return dict(self.counts).get(page_id, 0)
