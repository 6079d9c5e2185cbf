"""Open a file with the program that the system has for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from dgsdesk.domain.errors import StorageUnavailable

_LINUX = (("xdg-open",), ("gio", "open"))

_SECONDS = 1.0
"""How long a refusal is waited for; what runs longer has opened the file."""


class SystemOpener:
    """What a double click does: ``open`` on macOS, ``xdg-open`` or ``gio`` on Linux, the shell on Windows."""

    def open(self, path: str) -> None:
        """Have the system open a file or a folder; raises StorageUnavailable("no_program")."""
        try:
            opened = self._start(path)
        except OSError:
            opened = False
        if not opened:
            raise StorageUnavailable("no_program", where=Path(path).name, folder=str(Path(path).parent))

    def _start(self, path: str) -> bool:
        if sys.platform == "win32":
            os.startfile(path)
            return True
        commands = (("open",),) if sys.platform == "darwin" else _LINUX
        return any(_ran((*command, path)) for command in commands if which(command[0]))


def _ran(command: Sequence[str]) -> bool:
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    try:
        return started.wait(timeout=_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
