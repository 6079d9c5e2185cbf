"""A database that answers when a test says so: what is asked, clicked or typed before the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from dgsdesk.desktop.shell.runner import Failed, Job, SyncRunner

R = TypeVar("R")


class HeldRunner(SyncRunner):
    """Answers at once until it is told to ``hold_back``, then when it is told to ``answer``."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Job] | None = None

    def database(
        self,
        work: Callable[[], R],
        then: Callable[[R], None] = lambda _: None,
        failed: Failed = lambda _: None,
        owner: QObject | None = None,
        make_way: Callable[[], object] | None = None,
    ) -> Job:
        if self._held is None:
            return super().database(work, then, failed, owner, make_way)
        job = Job(work, then, failed, owner)
        self._held.append(job)
        return job

    def hold_back(self) -> None:
        """Answer nothing from now on."""
        self._held = []

    def answer(self) -> None:
        """Answer all that was asked, found before the first of it is told, then what the answers ask."""
        held, self._held = self._held, None
        for job in held or ():
            job.perform()
        for job in held or ():
            job.deliver()
