"""What a network needs behind the pages: its backup of the day, and a journal that stays small."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.networks import Networks
from dgsdesk.desktop.shell.runner import Runner
from dgsdesk.desktop.shell.session import Session
from dgsdesk.domain.errors import KnownError

_SOON_MS = 1_000
"""How long after the first page it begins: what somebody does at once is not kept waiting."""

_LOOK_EVERY = 15 * 60_000
"""Milliseconds between two looks whether the day's backup is due, in a window left open."""


class Upkeep(QObject):
    """Does it while nobody does anything; ``done()`` after each part that the window shows."""

    def __init__(
        self,
        host: PageHost,
        runner: Runner,
        networks: Networks,
        is_ours: Callable[[], bool],
        done: Callable[[], None],
    ) -> None:
        """``is_ours`` tells whether the window is open and leads: one of several does the work."""
        super().__init__(host)
        self._host, self._runner, self._networks = host, runner, networks
        self._is_ours = is_ours
        self._done = done
        self._daily = QTimer(self)
        self._daily.timeout.connect(self._settle)

    def begin(self) -> None:
        """Do what waited for the first page, and look again from time to time."""
        self._runner.when_idle(self._look_through, _SOON_MS)
        self._daily.start(_LOOK_EVERY)

    def stop(self) -> None:
        """Look no more."""
        self._daily.stop()

    def _look_through(self) -> None:
        """Look a large file through while nothing else is wanted of it, then load what acts need."""
        session = self._host.session
        if session is not None and self._is_ours():
            self._host.in_session(
                lambda session: session.look_through(),
                self._looked_through,
                self,
                self._not_settled,
                session.make_way,
            )

    def _looked_through(self, done: bool) -> None:
        session = self._host.session
        if not done:
            self._runner.when_idle(self._look_through, _SOON_MS)
        elif session is not None:
            self._host.make_document(session.load, then=lambda _: self._settle(), owner=self)

    def _settle(self) -> None:
        if self._host.is_open and self._is_ours():
            self._host.in_session(_settle, self._settled, self, self._not_settled)

    def _settled(self, finish_backup: Callable[[], None]) -> None:
        self._done()
        if self._is_ours():
            self._host.make_document(finish_backup, then=lambda _: self._done(), owner=self)
        self._runner.when_idle(self._compact)

    def _not_settled(self, error: KnownError) -> None:
        """Say what went wrong behind the first page; a damaged network is closed, to be healed."""
        if error.code == "storage_damaged" and self._is_ours():
            self._networks.leave_damaged(error)
        elif error.code != "unexpected":  # a bug is told as such
            self._host.tell(replace(self._host.message_for(error), passing=False))  # no act mends it

    def _compact(self) -> None:
        """Make the old journal smaller step by step; what fails waits a day."""
        if self._host.is_open and self._is_ours():
            self._host.in_session(_compact, self._compacted, self, _let_be)

    def _compacted(self, more: bool) -> None:
        if more:
            self._runner.when_idle(self._compact)


def _settle(session: Session) -> Callable[[], None]:
    """Settle a session, in the worker; return what waits for the backup that this began."""
    session.settle()
    return session.finish_backup


def _compact(session: Session) -> bool:
    """Make the journal of a session smaller by a step, in the worker; return whether more is left."""
    return session.compact()


def _let_be(_: KnownError) -> None:
    """Leave for another day what could not be written now."""
