"""Print PDF in a process of its own, as a window does: the compiler keeps what it needed for what it printed.

That is 45 MB after the first paper and gigabytes after the decisions of twenty years. The process goes when
nothing was printed for a while; where none can be started, the papers are printed here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from threading import Lock, Timer

from dgsdesk.formats.apart import NO_CONSOLE, own_program, own_surroundings, receive, send
from dgsdesk.formats.pdf import compiled

FLAG = "--print-apart"
"""First argument of the program when it is started to print (``dgsdesk.__main__``)."""

REST_S = 20.0
"""Seconds without a paper after which the process goes."""


class Printer:
    """Prints one paper after the other; any thread may call."""

    def __init__(self, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None

    def compiled(self, told: str, folder: str, created: datetime) -> bytes:
        """Do what `dgsdesk.formats.pdf.compiled` does; it raises its errors."""
        with self._lock:
            printed = self._asked(json.dumps([told, folder, created.isoformat()]).encode())
        return printed or compiled(told, folder, created)  # which says what is wrong

    def close(self) -> None:
        """Let the process go; the next paper starts another."""
        with self._lock:
            self._end()

    @property
    def is_running(self) -> bool:
        """Say whether the process is there."""
        return self._process is not None

    def _asked(self, request: bytes) -> bytes:
        """Return what the process prints, nothing where it fails."""
        if self._leaving is not None:
            self._leaving.cancel()
        try:
            self._process = self._process or _start()
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            send(self._process.stdin, [request])
            printed = receive(self._process.stdout)
        except (OSError, EOFError):
            self._end()
            return b""
        self._leaving = Timer(self._rest_s, self.close)
        self._leaving.daemon = True
        self._leaving.start()
        return printed

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()  # it lays nothing: what it holds is in our hands
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*own_program(), FLAG],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own_surroundings(),
        creationflags=NO_CONSOLE if sys.platform == "win32" else 0,
    )


def serve() -> int:
    """Print what comes on standard input until nothing comes any more; return the exit code."""
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        while True:
            try:
                told, folder, created = json.loads(receive(source))
            except EOFError:
                return 0
            send(target, [_printed(told, folder, datetime.fromisoformat(created))])


def _printed(told: str, folder: str, created: datetime) -> bytes:
    """Print, or return nothing: the window prints it again, and hears of the error."""
    try:
        return compiled(told, folder, created)
    except Exception:
        return b""


PRINTER = Printer()
"""The one of this program."""
