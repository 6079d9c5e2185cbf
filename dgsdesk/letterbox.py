"""What a second start of the program hands to the one that has a network open: a file to show, or nothing.

A letter is a small file in a folder beside the network, its owner's alone; the open window watches that
folder, takes the letter and comes forward. There is no socket: nothing listens, and nobody else can write.
"""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event
from uuid import uuid4

from dgsdesk.whole_file import make_folder, write_whole

SUFFIX = ".dgsdesk"
"""The only kind of file that is handed over."""

_MOST = 32_768
_LOOK_EVERY_S, _LOOKS = 0.02, 150

_ASK_A_LITTLE, _STILL_RUNNING, _DENIED = 0x1000, 259, 5
"""Windows’ PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE, and ERROR_ACCESS_DENIED: it is another’s."""


def holder_of(database: Path) -> Path:
    """Return the small file that says who has a database open."""
    return database.with_name(f".{database.name}.ouvert")


class Letterbox:
    """The letters beside one network."""

    def __init__(self, database: Path) -> None:
        self._holder = holder_of(database)
        self.folder = database.with_name(f".{database.name}.remis")

    def hand_over(self, file: Path | None = None) -> bool:
        """Hand a file to the window that has the network open; with none, that only comes forward.

        Return whether it was taken: not when nobody has it open, or nobody looks within three seconds.
        """
        if not self.is_held():
            return False
        letter = self.folder / f"{uuid4()}.json"
        try:
            make_folder(self.folder)
            write_whole(letter, json.dumps({"file": str(file.resolve()) if file else ""}).encode())
        except OSError:
            return False
        nobody = Event()  # no loop of events runs yet that could tell when the letter is gone
        for _ in range(_LOOKS):
            if not letter.exists():
                return True
            nobody.wait(_LOOK_EVERY_S)
        with suppress(FileNotFoundError):
            letter.unlink()
            return False
        return True  # taken at the last moment

    def is_held(self) -> bool:
        """Tell whether a program of this machine says that it has the network open, and lives."""
        try:
            held = json.loads(self._holder.read_text(encoding="utf-8"))
            machine, process = held["machine"], int(held["process"])
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return machine == socket.gethostname() and process != os.getpid() and _lives(process)

    def prepare(self) -> str:
        """Make the folder and return its path, to be watched; raises OSError."""
        make_folder(self.folder)
        return str(self.folder)

    def take(self) -> list[str]:
        """Take every letter; return the files to be shown, "" for a letter that only rings."""
        taken: list[str] = []
        for letter in sorted(self.folder.glob("*.json")):
            told = _told(letter)
            with suppress(OSError):
                letter.unlink()
                if told is not None:
                    taken.append(told)
        return taken


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return _lives_on_windows(process)  # ``os.kill`` would end it there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _lives_on_windows(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        system, code = ctypes.WinDLL("kernel32", use_last_error=True), ctypes.c_ulong()
        system.OpenProcess.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(system.OpenProcess(_ASK_A_LITTLE, False, process))
        if not handle:
            return ctypes.get_last_error() == _DENIED
        known = system.GetExitCodeProcess(handle, ctypes.byref(code))
        system.CloseHandle(handle)
        return bool(known) and code.value == _STILL_RUNNING
    return True


def _told(letter: Path) -> str | None:
    """Return what a letter says when it is ours and its file one that may be shown; None for any other."""
    try:
        status = letter.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST or not _is_own(status):
            return None
        file = json.loads(letter.read_text(encoding="utf-8"))["file"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if file == "":
        return ""
    return file if isinstance(file, str) and _may_be_shown(Path(file)) else None


def _is_own(status: os.stat_result) -> bool:
    return os.name == "nt" or status.st_uid == os.geteuid()


def _may_be_shown(file: Path) -> bool:
    return file.is_absolute() and file.suffix.lower() == SUFFIX and file.is_file()
