"""What stands between a program and its disk: compiled from `shim.c`, told what to do by numbers."""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

SYNC, WRITE, RENAME, OPEN, UNLINK, TRUNCATE = 1, 2, 4, 8, 16, 32
EVERYTHING = SYNC | WRITE | RENAME | OPEN | TRUNCATE

SOURCE = Path(__file__).with_name("shim.c")
COMPILER = shutil.which("cc") or shutil.which("gcc")
CAN_BE_BUILT = sys.platform == "linux" and COMPILER is not None

_NUMBERS = (
    "kinds",
    "at",
    "always",
    "errno",
    "short",
    "delay_ms",
    "delayed",
    "swallow",
    "counted",
    "failed",
    "kill_at",
    "delays",
)


def built(folder: Path) -> Path:
    """Compile the library into a folder, once, and return it."""
    library = folder / "shim.so"
    if not library.exists():
        assert COMPILER is not None
        partial = folder / f"shim-{os.getpid()}.so"
        command = [COMPILER, "-O2", "-shared", "-fPIC", "-o", str(partial), str(SOURCE), "-ldl", "-lpthread"]
        subprocess.run(command, check=True)
        partial.replace(library)
    return library


class Control:
    """The numbers that a program under the library obeys while it runs; ``counted`` and ``failed`` come back.

    ``kinds`` are the calls counted; call ``at`` of them fails with ``errno``, or all from there on
    (``always``); ``short`` cuts a write instead. Calls of the kinds ``delayed`` wait ``delay_ms``; with
    ``swallow`` no fsync reaches the disk.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(64))
        self.path = path
        with path.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), 64)

    def __getitem__(self, name: str) -> int:
        return int(struct.unpack_from("i", self._page, _NUMBERS.index(name) * 4)[0])

    def __setitem__(self, name: str, value: int) -> None:
        struct.pack_into("i", self._page, _NUMBERS.index(name) * 4, value)

    def set(self, **numbers: int) -> None:
        """Begin anew: every number not given is 0."""
        for name in _NUMBERS:
            self[name] = numbers.get(name, 0)

    def fail(self, kinds: int, at: int = 1, *, error: int = errno.EIO, always: bool = True) -> None:
        """Let call ``at`` of some kinds fail, and by default all that follow."""
        self.set(kinds=kinds, at=at, errno=error, always=int(always))


def surroundings(
    library: Path,
    root: Path,
    control: Path | None = None,
    log: Path | None = None,
    failures: Path | None = None,
) -> dict[str, str]:
    """Return the environment in which a program's files below ``root`` go through the library."""
    told = {"LD_PRELOAD": str(library), "FAULTS_ROOT": str(root.resolve())}
    if control is not None:
        told["FAULTS_CONTROL"] = str(control)
    if log is not None:
        told["FAULTS_LOG"] = str(log)
    if failures is not None:
        told["FAULTS_TOLD"] = str(failures)
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen", **told}
