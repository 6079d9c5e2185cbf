"""What a page may use of the shell: ask, act, go elsewhere, tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.shell.hub import Hub
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Job, Pieces, Runner
from dgsdesk.desktop.shell.session import Session
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import KnownError, NotFound, Unexpected

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dgsdesk.application.command import Command, Outcome
    from dgsdesk.application.mailing.message_as_left import MessageAsLeft
    from dgsdesk.application.paper import PaperSource, PrintedPaper
    from dgsdesk.application.ports.press import Press

R = TypeVar("R")
Failed = Callable[[KnownError], None]


def _nothing(_: object) -> None:
    """Wait for nothing."""


class ErrorPresenter(Protocol):
    """The one place that turns errors into what is shown."""

    def message(self, error: KnownError) -> Message:
        """Return what to show for a known error."""
        ...

    def report(self, error: Exception) -> None:
        """Show a bug, with a text to copy."""
        ...


class Way(Enum):
    """How it came to an act: somebody did it, took it back, or had it done again."""

    DONE = auto()
    TAKEN_BACK = auto()
    DONE_AGAIN = auto()


@dataclass(frozen=True)
class Done:
    """An act that was carried out: its label, and whether a toast offers the way back."""

    label: str
    told: bool
    way: Way = Way.DONE


@dataclass
class _Asked:
    """An act under way, and who asked for it."""

    command: object
    owner: QObject | None
    job: Job | None = field(default=None, compare=False)


class PageHost(QObject):
    """The pages' view of the shell. No page knows the window, the session or the runner.

    ``closing`` when the network is about to be left: what works on it aside ends. ``replacing_wanted`` names
    a backup that is to take the place of the damaged network, and the commands to run in it first.
    """

    page_wanted = Signal(str, object)
    example_wanted = Signal()
    history_wanted = Signal(str)
    unlock_wanted = Signal(str)
    replacing_wanted = Signal(str, object)
    message_told = Signal(object)
    message_withdrawn = Signal(object)
    act_done = Signal(object)
    saved_changed = Signal(bool)
    alone_wanted = Signal(bool)
    room_wanted = Signal(bool)
    bare_wanted = Signal(object)
    closing = Signal()
    window_wanted = Signal(str, object)
    named = Signal(str)
    _refused_late = Signal(object)

    def __init__(
        self,
        theme: Theme,
        actions: ActionRegistry,
        runner: Runner,
        preferences: Preferences,
        errors: ErrorPresenter,
        parent: QObject | None = None,
        hub: Hub | None = None,
    ) -> None:
        """``hub`` is that of the other windows, if there are any."""
        super().__init__(parent)
        self.theme = theme
        self.actions = actions
        self.preferences = preferences
        self.hub = hub or Hub(self)
        self._runner = runner
        self._errors = errors
        self._refused_late.connect(self.tell_error, Qt.ConnectionType.QueuedConnection)
        self._session: Session | None = None
        self._latest: dict[tuple[int, str], Job] = {}
        self._acts: list[_Asked] = []
        self._ways_out: dict[str, tuple[str, Callable[[], object]]] = {}
        self._writes = 0
        self.failed_writes = 0
        self._unsaved: set[int] = set()
        self.page_titles: dict[str, str] = {}

    # -- the session -----------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Say whether a network is open; before that, `ask` and `run` are bugs."""
        return self._session is not None

    @property
    def session(self) -> Session | None:
        """Return the session, for another window on it."""
        return self._session

    def open_session(self, session: Session | None) -> None:
        """Take the session that the worker opened, or let go of it."""
        self._session = session
        self._acts = []

    # -- asking and acting -----------------------------------------------------------------------------------

    def ask(
        self,
        query: Callable[..., R],
        *args: Any,
        then: Callable[[R], None],
        owner: QObject,
        failed: Failed | None = None,
        replaces: str = "",
    ) -> Job:
        """Read rows in the database worker and hand them to ``then`` in the interface's thread.

        ``replaces`` names the question: a newer one of the same owner and name drops the answer of the older,
        and the older itself when it has not had its turn.
        Without ``failed``, a known error becomes a message on the page. A bug is reported; ``failed`` then
        hears of Unexpected("unexpected"). What comes after the network was closed is dropped.
        """
        session = self._open()

        def answered(found: R) -> None:
            if self._session is session:
                then(found)

        asked = partial(session.ask, query, *args)
        job = self._runner.database(asked, answered, self._failing(failed), owner)
        job.only_reads = True
        self._replace(owner, replaces, job)
        return job

    def read_messages(
        self,
        command: Command[Any],
        *,
        then: Callable[[list[MessageAsLeft]], None],
        failed: Failed,
        owner: QObject,
    ) -> Job:
        """Write the messages that a command would lay and hand them over as they would leave."""
        session = self._open()
        return self._runner.database(lambda: session.messages_of(command), then, self._failing(failed), owner)

    def read_papers(
        self,
        sources: Sequence[PaperSource],
        *,
        then: Callable[[list[PrintedPaper]], None],
        failed: Failed,
        owner: QObject,
    ) -> Job:
        """Compose the papers of acts and queries and hand them over; nothing is changed or laid."""
        session = self._open()
        return self._runner.database(lambda: session.papers_of(sources), then, self._failing(failed), owner)

    @property
    def press(self) -> Press:
        """Return what prints papers and reads their pages, for work in the pool for documents."""
        return self._open().press

    def run(
        self,
        command: Command[R],
        *,
        then: Callable[[R], None] = _nothing,
        failed: Failed | None = None,
        owner: QObject | None = None,
        initiator: object = None,
        quiet: bool = False,
    ) -> Job:
        """Carry out a command; then tell the hub, name the act with « Annuler », hand its value to ``then``.

        ``initiator`` (a page, or another subscriber of the hub) is not asked to refresh; ``quiet`` (typing)
        shows no toast, the status bar still names the act, and keeps the worker out of the way of a key.
        What the same ``owner`` asks twice before it is done (a double click, Enter held down) is done once.
        """
        session = self._open()
        asked = _Asked(command, owner)
        if owner is not None and not quiet:
            twice = next((one.job for one in self._acts if one == asked), None)
            if twice is not None:
                return twice
            self._acts.append(asked)

        fail = self._failing(failed)

        def done(outcome: Outcome[R]) -> None:
            self._forget_act(asked)
            if quiet:
                self._runner.hold()
            self._write_ended()
            self._tell_outcome(outcome, initiator, quiet)
            if owner is None or shiboken6.isValid(owner):
                then(outcome.value)

        def not_done(error: Exception) -> None:
            self._forget_act(asked)
            self._write_ended()
            self.failed_writes += 1
            awaited = owner is None or shiboken6.isValid(owner)
            (fail if awaited else self._failing(None))(error)
            if isinstance(error, NotFound):
                self._give_back_words(command)

        if quiet:
            self._runner.hold()
        self._write_began()
        # No owner here: what changed must be told even when the page that asked is gone.
        asked.job = self._runner.database(lambda: session.run(command), done, not_done)
        return asked.job

    def _forget_act(self, asked: _Asked) -> None:
        self._acts = [one for one in self._acts if one is not asked]

    def _give_back_words(self, command: Command[Any]) -> None:
        """Offer what was typed for a thing that was removed meanwhile: nobody else has it any more."""
        from dgsdesk.application.typed_words import typed_words

        words = typed_words(command)
        if words:
            self.hub.words_left.emit([(self.tr("Ce qui venait d’être écrit"), text) for text in words])

    def rehearse(
        self,
        command: Command[Any],
        query: Callable[..., R],
        *,
        then: Callable[[R, R], None],
        owner: QObject,
        failed: Failed | None = None,
        replaces: str = "",
    ) -> Job:
        """Read rows as they are and as they would be after a command, and hand both to ``then``."""
        session = self._open()

        def both(found: tuple[R, R]) -> None:
            then(*found)

        job = self._runner.database(
            lambda: session.rehearse(command, query), both, self._failing(failed), owner
        )
        self._replace(owner, replaces, job)
        return job

    def stop(self) -> None:
        """Stop what is being computed; it ends with an error that says so, and nothing is changed."""
        self._open().stop()

    def undo(self) -> None:
        """Take the last act back."""
        session = self._open()
        self._runner.database(session.undo, partial(self._gone, Way.TAKEN_BACK), self._failing(None), self)

    def redo(self) -> None:
        """Do again what was taken back."""
        session = self._open()
        self._runner.database(session.redo, partial(self._gone, Way.DONE_AGAIN), self._failing(None), self)

    def make_document(
        self,
        work: Callable[[], R],
        *,
        then: Callable[[R], None],
        owner: QObject,
        failed: Failed | None = None,
    ) -> Job:
        """Write or read a file in the pool for documents; ``work`` must not touch the session."""
        return self._runner.document(work, then, self._failing(failed), owner)

    def in_pieces(self, work: Iterator[object], *, owner: QObject) -> Pieces:
        """Go through work of the interface's thread that takes long; keys and paints have their turn between.

        What is made meanwhile must not be in sight yet, or be whole at each piece.
        """
        return self._runner.in_pieces(work, owner)

    @property
    def is_making(self) -> bool:
        """Say whether something that somebody waits for is being gone through in pieces."""
        return self._runner.is_making

    def open_path(self, path: str) -> None:
        """Open a file or a folder with the system's program, aside; what did not work is told."""
        from dgsdesk.application.opening import open_laid

        opener, late = self._open().opener, self._tell_from_thread
        self._runner.document(partial(open_laid, opener, path, late), failed=self._failing(None), owner=self)

    def _tell_from_thread(self, error: KnownError) -> None:
        """Show an error that another thread met, unless the window has gone meanwhile."""
        with suppress(RuntimeError):
            self._refused_late.emit(error)

    def when_idle(self, call: Callable[[], object]) -> None:
        """Call once, when nothing is under way and all that came is shown; not once the network is closed."""
        self._runner.when_idle(lambda: call() if self.is_open else None)

    @property
    def all_saved(self) -> bool:
        """Say whether nothing typed or asked is still on its way to the disk."""
        return not self._writes and not self._unsaved

    def mark_unsaved(self, owner: QObject, unsaved: bool) -> None:
        """Say that ``owner`` holds typed text that no command carries yet (« Enregistrement… »)."""
        before = self.all_saved
        if unsaved and id(owner) not in self._unsaved:
            self._unsaved.add(id(owner))
            owner.destroyed.connect(partial(self._forget, id(owner)))
        elif not unsaved:
            self._unsaved.discard(id(owner))
        self._tell_saved(before)

    def _forget(self, owner_id: int, *_: object) -> None:
        before = self.all_saved
        self._unsaved.discard(owner_id)
        self._latest = {key: job for key, job in self._latest.items() if key[0] != owner_id}
        self._tell_saved(before)

    def _write_began(self) -> None:
        before = self.all_saved
        self._writes += 1
        self._tell_saved(before)

    def _write_ended(self) -> None:
        before = self.all_saved
        self._writes -= 1
        self._tell_saved(before)

    def _tell_saved(self, before: bool) -> None:
        if self.all_saved != before:
            self.saved_changed.emit(self.all_saved)

    # -- telling ---------------------------------------------------------------------------------------------

    def open(self, page_id: str, subject: object | None = None) -> None:
        """Go to a page, and there to a subject (usually an id)."""
        self.page_wanted.emit(page_id, subject)

    def open_window(self, page_id: str, subject: object) -> None:
        """Show a page and its subject in a window of their own."""
        self.window_wanted.emit(page_id, subject)

    def name_window(self, title: str) -> None:
        """Say what a window of its own shows."""
        self.named.emit(title)

    def want_room(self, wanted: bool) -> None:
        """Fold the rail for a part of a page that needs the width, or give it back."""
        self.room_wanted.emit(wanted)

    def stand_alone(self, alone: bool) -> None:
        """Give the page the width of the rail too, until another page is opened (projection)."""
        self.alone_wanted.emit(alone)

    def stand_bare(self, room: QWidget | None) -> None:
        """Give a widget the whole screen, nothing around it, until None or another page comes."""
        self.bare_wanted.emit(room)

    def tell(self, message: Message) -> None:
        """Show a message above the page, until it is closed or the page left."""
        self.message_told.emit(message)

    def withdraw(self, message: Message) -> None:
        """Take a message away that says what is no longer so, where it still stands."""
        self.message_withdrawn.emit(message)

    def tell_error(self, error: KnownError) -> None:
        """Show a known error as a message."""
        self.tell(self.message_for(error))

    def in_session(
        self,
        work: Callable[[Session], R],
        then: Callable[[R], None],
        owner: QObject,
        failed: Failed | None = None,
        make_way: Callable[[], object] | None = None,
    ) -> Job:
        """Do something with the session itself in the worker: the shell's own, not for pages.

        ``make_way`` lets it end early when something else is asked.
        """
        session = self._open()
        return self._runner.database(lambda: work(session), then, self._failing(failed), owner, make_way)

    def message_for(self, error: KnownError) -> Message:
        """Return the message of a known error, for a page that shows it beside its cause."""
        message = self._errors.message(error)
        if error.code not in self._ways_out:
            return message
        words, act = self._ways_out[error.code]
        return replace(message, button=words, act=act, passing=False)

    def offer_way_out(self, code: str, words: str, act: Callable[[], object]) -> None:
        """Put a button on the message of an error, wherever it is told."""
        self._ways_out[code] = words, act

    # -- inside ----------------------------------------------------------------------------------------------

    def _open(self) -> Session:
        if self._session is None:
            raise RuntimeError("no network is open")
        return self._session

    def _replace(self, owner: QObject, name: str, job: Job) -> None:
        if not name:
            return
        former = self._latest.get((id(owner), name))
        if former is not None and former is not job:
            former.cancel()
        self._latest[(id(owner), name)] = job

    def _failing(self, failed: Failed | None) -> Callable[[Exception], None]:
        def on_error(error: Exception) -> None:
            if not isinstance(error, KnownError):
                self._errors.report(error)
                if failed is not None:  # who asked must not wait for ever
                    failed(Unexpected("unexpected"))
            elif failed is not None:
                failed(error)
            else:
                self.tell_error(error)

        return on_error

    def _tell_outcome(self, outcome: Outcome[Any], initiator: object, quiet: bool) -> None:
        self.hub.changed(outcome.changes, initiator)
        self.act_done.emit(Done(outcome.label, not quiet and bool(outcome.label and outcome.changes)))

    def _gone(self, way: Way, outcome: Outcome[None]) -> None:
        self.hub.changed(outcome.changes)
        self.act_done.emit(Done(outcome.label, bool(outcome.label), way))
