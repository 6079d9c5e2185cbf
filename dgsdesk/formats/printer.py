"""Print PDF in a process of its own, as a window does: the compiler keeps what it needed for what it printed.

That is 45 MB after the first paper and gigabytes after the decisions of twenty years. The same process draws
the pages of previews (`dgsdesk.formats.pages_apart`). It goes when nothing was printed for a while and none
of its pages is looked at; where none can be started, the papers are printed here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from dgsdesk.formats.apart import NO_CONSOLE, own_program, own_surroundings, receive, send
from dgsdesk.formats.pdf import compiled

if TYPE_CHECKING:
    from dgsdesk.formats.drawing import Drawing

FLAG = "--print-apart"
"""First argument of the program when it is started to print (``dgsdesk.__main__``)."""

REST_S = 20.0
"""Seconds without a paper after which the process goes."""

_BUSY_S = 1.0
"""Seconds that the picture of a page waits for a paper that is being printed."""


class Printer:
    """Prints one paper after the other; any thread may call."""

    def __init__(self, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None
        self._looked_at = 0
        self._taken = ""

    def compiled(self, told: str, folder: str, created: datetime) -> bytes:
        """Do what `dgsdesk.formats.pdf.compiled` does; it raises its errors."""
        with self._lock:
            printed = self._asked([["print", told, folder, created.isoformat()]])
        return printed[0] if printed else compiled(told, folder, created)  # which says what is wrong

    def drawn(self, key: str, content: bytes, request: list[Any]) -> list[bytes]:
        """Return what `dgsdesk.formats.drawing.Drawing` answers of a PDF, nothing where it cannot."""
        if not self._lock.acquire(timeout=_BUSY_S):
            return []
        try:
            if self._process is None or self._taken != key:
                self._asked([["take", key], content])
                self._taken = key if self._process is not None else ""
            return self._asked([["draw", key, *request]])
        finally:
            self._lock.release()

    def stay(self) -> None:
        """Let the process stay until `may_go`: its pages are looked at."""
        with self._lock:
            self._looked_at += 1
            self._wait()

    def may_go(self) -> None:
        """Let the process go in a while, unless other pages are looked at."""
        with self._lock:
            self._looked_at -= 1
            self._wait()

    def close(self) -> None:
        """Let the process go; the next paper starts another."""
        with self._lock:
            self._end()

    @property
    def is_running(self) -> bool:
        """Say whether the process is there."""
        return self._process is not None

    def _asked(self, request: list[Any]) -> list[bytes]:
        """Return what the process answers, piece by piece; nothing where it fails."""
        try:
            self._process = self._process or _start()
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            for part in request:
                send(self._process.stdin, [part if isinstance(part, bytes) else json.dumps(part).encode()])
            count = int(receive(self._process.stdout))
            answer = [receive(self._process.stdout) for _ in range(count)]
        except (OSError, EOFError, ValueError):
            self._end()
            return []
        self._wait()
        return answer

    def _wait(self) -> None:
        """Let the process go after a rest, once nothing of it is looked at."""
        if self._leaving is not None:
            self._leaving.cancel()
        if self._process is not None and not self._looked_at:
            self._leaving = Timer(self._rest_s, self.close)
            self._leaving.daemon = True
            self._leaving.start()

    def _end(self) -> None:
        process, self._process = self._process, None
        self._taken = ""
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
    """Print and draw what comes on standard input until nothing comes any more; return the exit code."""
    from dgsdesk.formats.drawing import Drawing

    drawing = Drawing()
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        while True:
            try:
                act, *told = json.loads(receive(source))
                content = receive(source) if act == "take" else b""
            except EOFError:
                return 0
            answer = _answered(drawing, act, told, content)
            for piece in (b"%d" % len(answer), *answer):
                send(target, [piece])


def _answered(drawing: Drawing, act: str, told: list[Any], content: bytes) -> list[bytes]:
    """Print or draw; nothing where it fails: the window does it again, and hears of the error."""
    try:
        if act == "print":
            text, folder, created = told
            return [compiled(text, folder, datetime.fromisoformat(created))]
        if act == "take":
            (key,) = told
            drawing.take(key, content)
            return []
        return drawing.answer(*told)
    except Exception:
        return []


PRINTER = Printer()
"""The one of this program."""
