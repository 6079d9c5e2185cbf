"""Read strangers' files in a process of its own, which may neither eat the memory nor the time of ours.

The process takes files on its standard input and answers on its standard output, one after the other; it
starts in about a tenth of a second, so many files go through one. On Linux its memory and its processor time
for each file are limited by the system; on macOS the time alone, since that system ignores the limit of
memory; on Windows there is only our clock. Everywhere it refuses to connect, to write and to start anything.
The limits of the readers themselves hold everywhere.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import IO

from dgsdesk.domain.errors import StorageUnavailable

FLAG = "--read-apart"
"""First argument of the program when it is started to read (``dgsdesk.__main__``)."""

READERS = {
    "docx": "dgsdesk.formats.docx.apart",
    "calendar": "dgsdesk.formats.ics.apart",
    "arrival": "dgsdesk.formats.arrivals.apart",
    "text": "dgsdesk.formats.file_text.apart",
    "dossier": "dgsdesk.formats.dossier.apart",
}
"""The modules whose ``answer(request)`` reads; each is loaded in its own process alone."""

MAX_SECONDS = 4
MAX_MEMORY = 512 * 2**20
"""Addresses, not memory in use: the libraries alone take 60 MB of them."""

MAX_START = 30
"""A cold disk and a watchful antivirus may hold the process up before it has seen any file."""

_PATIENCE = 1.0
_LONGEST_ANSWER = 2**30
_LENGTH = struct.Struct(">Q")
NO_CONSOLE = 0x08000000  # subprocess.CREATE_NO_WINDOW, which other systems do not know
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.remove")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Died(Exception):
    """The process ended over a file: ``slow`` when it took too long, otherwise it broke."""

    def __init__(self, slow: bool) -> None:
        super().__init__(slow)
        self.slow = slow


class Apart:
    """A process that reads; it starts with the first file, and anew after one that it died of."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, *request: bytes) -> bytes:
        """Return the reader's answer to one request; raises Died, StorageUnavailable("reader_forbidden").

        It comes in pieces: to put a large file behind its name would copy it, which holds every thread up.
        """
        if self._process is None:
            self._process = _start(self._reader)
            self._exchange(None, MAX_START)
        return self._exchange(request, MAX_SECONDS + _PATIENCE)

    def _exchange(self, request: Sequence[bytes] | None, seconds: float) -> bytes:
        """Return the process's next message, after a request if there is one; raises Died."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        late = Event()
        timer = Timer(seconds, _stop, (process, late))
        timer.start()
        try:
            if request is not None:
                send(process.stdin, request)
            return receive(process.stdout)
        except (OSError, EOFError) as error:
            code = self._end()
            raise Died(late.is_set() or code == -_cpu_signal()) from error
        finally:
            timer.cancel()

    def close(self) -> None:
        """Let the process go."""
        if self._process is not None:
            self._end()

    def _end(self) -> int:
        process, self._process = self._process, None
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):  # it died before it took everything
            process.stdin.close()
        process.stdout.close()
        try:
            return process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _stop(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def serve(reader: str) -> int:
    """Answer requests from standard input until there are no more; return the exit code."""
    answer: Callable[[bytes], Iterable[bytes]] = import_module(READERS[reader]).answer
    _limit()
    sys.dont_write_bytecode = True
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as target:
        sys.addaudithook(_refuse)
        send(target, [])  # ready: from now on the clock counts for the file alone
        while True:
            try:
                request = receive(source)
            except EOFError:
                return 0
            _grant_time()
            send(target, [*answer(request)])


def send(stream: IO[bytes], pieces: Sequence[bytes]) -> None:
    """Write one message, behind its length."""
    stream.write(_LENGTH.pack(sum(map(len, pieces))))
    stream.writelines(pieces)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return one message; raises EOFError when it is not whole."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length) if length <= _LONGEST_ANSWER else b""
    if len(body) < length:
        raise EOFError
    return body


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what no reader needs, whatever a file talked a library into."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)


def _limit() -> None:
    """Let the system end this process when it takes too much."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _grant_time() -> None:
    """Give the processor time for one more file."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(usage.ru_utime + usage.ru_stime) + 1 + MAX_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _start(reader: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [*own_program(), FLAG, reader],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=own_surroundings(),
            creationflags=NO_CONSOLE if sys.platform == "win32" else 0,
        )
    except OSError as error:  # an antivirus or a rule of the system forbids it: the file is not at fault
        raise StorageUnavailable("reader_forbidden") from error


def own_program() -> list[str]:
    """Give the command that starts this same program, packed or from its sources."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dgsdesk"]


def own_surroundings() -> dict[str, str]:
    """Give this process's environment; the sources that run here are those that run there."""
    here = str(Path(__file__).parents[2])
    paths = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _cpu_signal() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", 0))
