"""Open a file with the program that the system has for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dgsdesk.domain.errors import StorageUnavailable

_SECONDS = 1.0
"""How long a refusal is waited for; what runs longer has opened the file."""


class SystemOpener:
    """What a double click does: ``open`` on macOS, ``xdg-open`` on Linux, the shell on Windows."""

    def open(self, path: str) -> None:
        """Have the system open a file; raises StorageUnavailable("no_program")."""
        try:
            refused = self._start(path)
        except OSError as error:
            raise StorageUnavailable("no_program", where=Path(path).name) from error
        if refused:
            raise StorageUnavailable("no_program", where=Path(path).name)

    def _start(self, path: str) -> bool:
        if sys.platform == "win32":
            os.startfile(path)
            return False
        command = "open" if sys.platform == "darwin" else "xdg-open"
        nowhere = subprocess.DEVNULL
        started = subprocess.Popen(
            [command, path], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        try:
            return started.wait(timeout=_SECONDS) != 0
        except subprocess.TimeoutExpired:
            return False
