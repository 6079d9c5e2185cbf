"""Open a file with the program that the system has for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import which
from threading import Thread

from dgsdesk.domain.errors import StorageUnavailable

Late = Callable[[StorageUnavailable], object]
"""Is given a refusal that came after the call had returned."""

_LINUX = (("xdg-open",), ("gio", "open"))

_SECONDS, _LATE_SECONDS = 1.0, 15.0
"""How long a refusal is waited for, and still heard of after that; what runs longer has opened the file."""


class SystemOpener:
    """What a double click does: ``open`` on macOS, ``xdg-open`` or ``gio`` on Linux, the shell on Windows."""

    def open(self, path: str, late: Late | None = None) -> None:
        """Have the system open a file or a folder; raises StorageUnavailable("no_program").

        ``late`` is given the error where the refusal takes its time; a thread of its own calls it.
        """
        refused = StorageUnavailable("no_program", where=Path(path).name, folder=str(Path(path).parent))
        try:
            opened = self._start(path, partial(late, refused) if late is not None else None)
        except OSError:
            opened = False
        if not opened:
            raise refused

    def _start(self, path: str, late: Callable[[], object] | None) -> bool:
        if sys.platform == "win32":
            os.startfile(path)
            return True
        commands = (("open",),) if sys.platform == "darwin" else _LINUX
        return any(_ran((*command, path), late) for command in commands if which(command[0]))


def _ran(command: Sequence[str], late: Callable[[], object] | None) -> bool:
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    try:
        return started.wait(timeout=_SECONDS) == 0
    except subprocess.TimeoutExpired:
        if late is not None:
            Thread(target=_wait_on, args=(started, late), daemon=True, name="opening").start()
        return True


def _wait_on(started: subprocess.Popen[bytes], late: Callable[[], object]) -> None:
    """Tell of a refusal that comes late; a program that ends well, or not at all, has opened the file."""
    with suppress(subprocess.TimeoutExpired):
        if started.wait(timeout=_LATE_SECONDS) != 0:
            late()
