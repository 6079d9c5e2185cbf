"""Work outside the interface's thread: one worker for the database, a small pool for documents.

Results come back through one queued signal; what belongs to a widget that is gone is dropped.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from dgsdesk.domain.errors import KnownError

R = TypeVar("R")
Failed = Callable[[Exception], None]


TURN_S = 0.0005
"""How long a worker may keep the interpreter to itself while the interface's thread waits for it: a key
asks for it some thirty times, since Qt gives it up at each call."""


PIECE_S = 0.015
"""How long a piece of work may keep the interface's thread before it looks for keys, clicks and paints."""


TURN = object()
"""What a piece of work gives before one that takes long: it is not begun in the same breath."""


def _ignore(_: object) -> None:
    """Take a result that nobody waits for."""


@dataclass(eq=False)
class Job:
    """One piece of work under way; cancelling it drops its result, and the work when it ``only_reads``."""

    work: Callable[[], Any]
    then: Callable[[Any], None] = _ignore
    failed: Failed = _ignore
    owner: QObject | None = None
    make_way: Callable[[], object] | None = None
    only_reads: bool = False
    cancelled: bool = False
    delivered: bool = False
    result: Any = None
    error: Exception | None = field(default=None)

    def cancel(self) -> None:
        """Forget the result (a write is still carried out)."""
        self.cancelled = True

    def perform(self) -> None:
        """Do the work and keep its result or its error; called in a worker."""
        if self.cancelled and self.only_reads:
            return  # a newer question was asked before this one had its turn
        try:
            self.result = self.work()
        except Exception as error:
            self.error = error

    def deliver(self) -> None:
        """Hand the result over; called in the interface's thread."""
        self.delivered = True
        if self.cancelled or (self.owner is not None and not shiboken6.isValid(self.owner)):
            if self.error is not None and not (self.only_reads and isinstance(self.error, KnownError)):
                self.failed(self.error)  # not what a question could not find that nobody asks any more
            return
        if self.error is not None:
            self.failed(self.error)
        else:
            self.then(self.result)


class Pieces:
    """Work for the interface's thread that lets others have their turn, as long as its owner is there."""

    def __init__(self, work: Iterator[object], owner: QObject, *, whole: bool) -> None:
        """Begin, and go through all of it at once where it is wanted ``whole``."""
        self._work: Iterator[object] | None = work
        self._owner = owner
        if whole:
            deque(work, maxlen=0)
            self._work = None
        else:
            self._go_on()

    @property
    def is_done(self) -> bool:
        """Say whether nothing of it is left, or nobody it was for."""
        return self._work is None or not shiboken6.isValid(self._owner)

    def cancel(self) -> None:
        """Leave the rest."""
        self._work = None

    def _go_on(self) -> None:
        until = monotonic() + PIECE_S
        while self._work is not None:
            done = next(self._work, self)
            if done is self:
                self._work = None
            elif done is TURN or monotonic() >= until:
                QTimer.singleShot(0, self._owner, self._go_on)
                return


class Runner(Protocol):
    """The door to the workers."""

    @property
    def busy_changed(self) -> SignalInstance:
        """Tell whether work is under way, each time that it changes."""
        ...

    def database(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = _ignore,
        failed: Failed = _ignore,
        owner: QObject | None = None,
        make_way: Callable[[], object] | None = None,
    ) -> Job:
        """Do ``work`` in the one database worker, in the order of the calls.

        ``make_way`` is called, in the interface's thread, when something else is asked before it is done.
        """
        ...

    def document(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = _ignore,
        failed: Failed = _ignore,
        owner: QObject | None = None,
    ) -> Job:
        """Do ``work`` in the pool for documents: no database there, any order."""
        ...

    def hold(self) -> None:
        """Let what is asked of the database in this turn of the event loop go to the worker after it."""
        ...

    def in_pieces(self, work: Iterator[object], owner: QObject) -> Pieces:
        """Go through ``work`` in the interface's thread, other events and paints between its pieces."""
        ...

    @property
    def is_making(self) -> bool:
        """Say whether something is being gone through in pieces; any thread may ask."""
        ...

    def when_idle(self, call: Callable[[], object], after_ms: int = 0) -> None:
        """Call once, in the interface's thread, when nothing is under way and all that came is shown.

        Not before ``after_ms`` milliseconds have passed.
        """
        ...

    def finish(self) -> bool:
        """Wait until the database worker has done all that was asked, and deliver it.

        Return whether who got it asked for more.
        """
        ...

    def close(self) -> None:
        """Finish all that was asked, then stop; results that come so late are dropped, errors are not."""
        ...


class ThreadRunner(QObject):
    """The runner of the program."""

    busy_changed = Signal(bool)
    _delivered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_S)
        self._asked: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._held: list[Job] | None = None
        self._in_no_hurry: Job | None = None
        self._done: deque[Job] = deque()
        self._under_way = 0
        self._questions = 0
        self._pieces: list[Pieces] = []
        self._waiting: list[Callable[[], object]] = []
        self._closed = False
        self._pool: ThreadPoolExecutor | None = None
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._worker = threading.Thread(target=self._serve, name="database", daemon=True)
        self._worker.start()

    def database(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = _ignore,
        failed: Failed = _ignore,
        owner: QObject | None = None,
        make_way: Callable[[], object] | None = None,
    ) -> Job:
        """Do ``work`` in the one database worker, in the order of the calls."""
        job = self._begin(Job(work, then, failed, owner, make_way))
        self._questions += 1
        self._make_way()
        if make_way is not None:
            self._in_no_hurry = job
        if self._held is None:
            self._asked.put(job)
        else:
            self._held.append(job)
        return job

    def hold(self) -> None:
        """Let what is asked of the database in this turn of the event loop go to the worker after it.

        The worker would take the interpreter while the interface's thread still needs it: a key waits.
        """
        if self._held is None:
            self._held = []
            QTimer.singleShot(0, self, self._let_go)

    def _make_way(self) -> None:
        """Let work that is in no hurry leave the database to what is asked now."""
        job, self._in_no_hurry = self._in_no_hurry, None
        if job is not None and not job.delivered and job.make_way is not None:
            job.make_way()

    def _let_go(self) -> None:
        held, self._held = self._held, None
        for job in held or ():
            self._asked.put(job)

    def document(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = _ignore,
        failed: Failed = _ignore,
        owner: QObject | None = None,
    ) -> Job:
        """Do ``work`` in the pool for documents: no database there, any order."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="document")
        job = self._begin(Job(work, then, failed, owner))
        self._pool.submit(self._perform, job)
        return job

    def in_pieces(self, work: Iterator[object], owner: QObject) -> Pieces:
        """Go through ``work`` in the interface's thread, other events and paints between its pieces."""
        self._pieces = [one for one in self._pieces if not one.is_done]
        self._pieces.append(Pieces(work, owner, whole=False))
        return self._pieces[-1]

    @property
    def is_making(self) -> bool:
        """Say whether something is being gone through in pieces; any thread may ask."""
        return any(not one.is_done for one in self._pieces)

    def when_idle(self, call: Callable[[], object], after_ms: int = 0) -> None:
        """Call once, in the interface's thread, when nothing is under way and all that came is shown."""
        if after_ms:
            QTimer.singleShot(after_ms, self, lambda: self.when_idle(call))
            return
        self._waiting.append(call)
        self._look_for_calm()

    def _look_for_calm(self) -> None:
        if self._waiting and not self._under_way:
            QTimer.singleShot(0, self, self._call_waiting)

    def _call_waiting(self) -> None:
        if not self._under_way:
            waiting, self._waiting = self._waiting, []
            for call in waiting:
                call()

    def finish(self) -> bool:
        """Wait until the database worker has done all that was asked, deliver it; tell if more is asked."""
        self._let_go()
        self._make_way()
        questions = self._questions
        done = threading.Event()
        self._asked.put(Job(done.set))
        self._under_way += 1
        done.wait()
        self._deliver()
        return self._questions != questions

    def close(self) -> None:
        """Finish all that was asked, then stop; results that come so late are dropped, errors are not."""
        if self._closed:
            return
        self._closed = True
        self._let_go()
        self._make_way()
        self._asked.put(None)
        self._worker.join()
        if self._pool is not None:
            self._pool.shutdown()
        for job in self._done:
            job.cancel()
        self._deliver()

    def _begin(self, job: Job) -> Job:
        if self._closed:
            raise RuntimeError("the runner is closed")
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        return job

    def _serve(self) -> None:
        while (job := self._asked.get()) is not None:
            self._perform(job)

    def _perform(self, job: Job) -> None:
        job.perform()
        self._done.append(job)
        self._delivered.emit()

    def _deliver(self) -> None:
        while self._done:
            job = self._done.popleft()
            self._under_way -= 1
            if self._under_way == 0:
                self.busy_changed.emit(False)
            job.deliver()
        self._look_for_calm()


class SyncRunner(QObject):
    """The runner of tests: everything is done and delivered before the call returns."""

    busy_changed = Signal(bool)

    def database(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = _ignore,
        failed: Failed = _ignore,
        owner: QObject | None = None,
        make_way: Callable[[], object] | None = None,
    ) -> Job:
        """Do and deliver at once: nobody has to make way."""
        job = Job(work, then, failed, owner)
        job.perform()
        job.deliver()
        return job

    document = database

    def hold(self) -> None:
        """Hold nothing: all is done at once."""

    def in_pieces(self, work: Iterator[object], owner: QObject) -> Pieces:
        """Do all of it at once."""
        return Pieces(work, owner, whole=True)

    is_making = False

    def when_idle(self, call: Callable[[], object], after_ms: int = 0) -> None:
        """Call at once: nothing is ever under way."""
        call()

    def finish(self) -> bool:
        """Wait for nothing: all is done."""
        return False

    def close(self) -> None:
        """Stop nothing: there is no worker."""
