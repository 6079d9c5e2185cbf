"""Reading a chosen file; writing one whole or not at all, so that a power cut leaves it too.

A name is only sure once its folder was synced: SQLite does so for its own files, and what its rows speak of
must not be lost where they are kept. Files and folders that are made are their owner's alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import BinaryIO

UNFINISHED = ".partiel"
"""How the name of a file ends that is still being written."""

OWNERS_FILE, OWNERS_FOLDER = 0o600, 0o700

_IS_WINDOWS = os.name == "nt"

FILE_LIMIT = 100_000_000
"""Bytes above which a file is no document of ours; what reads it has its own, narrower limits."""


def read_whole(path: Path) -> bytes:
    """Return the content of a file that somebody chose.

    Raises OSError: IsADirectoryError, EFBIG above `FILE_LIMIT` (it may also grow while it is read), EINVAL
    for what is no file (a pipe or a device would be read for ever) and for a name that no system takes.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not path.is_file():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1) if path.stat().st_size <= FILE_LIMIT else None
    except ValueError as error:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error
    if content is None or len(content) > FILE_LIMIT:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Write the content under a temporary name in the same folder, flush it, then give it its name.

    Raises OSError; then nothing stands at the final name that was not there before. Who writes many files
    syncs their folders once at the end, with `sync_folders`.
    """

    def write(file: BinaryIO) -> None:
        file.write(content)

    _whole(path, write, synced)


def fill_whole(path: Path, fill: Callable[[BinaryIO], None], *, synced: bool = True) -> None:
    """Let ``fill`` write a file, as `write_whole` writes one; raises OSError, and what ``fill`` raises."""
    _whole(path, fill, synced)


def copy_whole(source: Path, path: Path, *, synced: bool = True) -> None:
    """Copy a file as `write_whole` writes one; raises OSError."""

    def copy(file: BinaryIO) -> None:
        with source.open("rb") as original:
            shutil.copyfileobj(original, file, 1 << 20)

    _whole(path, copy, synced)


def _whole(path: Path, fill: Callable[[BinaryIO], None], synced: bool) -> None:
    with _under_final_name(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                fill(file)
                sync_open(file)
            was_there = path.exists()
            put_in_place(partial, path)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    if synced:
        _sure(path, was_there)


@contextmanager
def _under_final_name(path: Path) -> Iterator[None]:
    """Let an error speak of the file by its final name: nobody knows the other."""
    try:
        yield
    except OSError as error:
        if str(error.filename).endswith(UNFINISHED):
            error.filename = str(path)
        raise


_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0)
"""What Windows refuses is tried again after these: an antivirus, the search’s indexer or a program that
synchronises opens what was just written, and a name is not moved while it is open; five seconds at most."""


def put_in_place(ready: Path, path: Path) -> None:
    """Give a file its final name, whatever had it; raises OSError."""
    _patiently(lambda: os.replace(ready, path))


def rename_folder(ready: Path, path: Path) -> None:
    """Give a folder, with all that it holds, a name that nothing has; raises OSError."""
    _patiently(lambda: os.rename(ready, path))


def _patiently(move: Callable[[], None]) -> None:
    nobody = Event()
    for pause in _PAUSES_S if _IS_WINDOWS else ():
        try:
            return move()
        except PermissionError:
            nobody.wait(pause)
    return move()


def _sure(path: Path, was_there: bool) -> None:
    """Sync the folder of a file that was given its name; a new one that is not sure is taken away."""
    try:
        sync_folders([path.parent])
    except OSError:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, to stay after a power cut; raises OSError."""
    missing = [one for one in (path, *path.parents) if not one.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=OWNERS_FOLDER, exist_ok=True)
    sync_folders(folder.parent for folder in missing)


@contextmanager
def staying(folder: Path, named: Path | None = None) -> Iterator[None]:
    """Raise OSError(ENODEV) when a folder is not the same at the end: its stick was pulled meanwhile.

    What was written by its name since then lies on another disk, or in part on either. The error names
    ``named``, else the folder.
    """
    before, pulled = _identity(folder), OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(named or folder))
    try:
        yield
    except OSError as error:
        if _identity(folder) == before:
            raise
        raise pulled from error
    if _identity(folder) != before:
        raise pulled


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def sync_file(path: Path) -> None:
    """Make sure what a file holds that somebody else has written; raises OSError."""
    with path.open("rb+") as file:
        sync_open(file)


_UNSURE_AT_MOST = 16_000_000
"""Bytes of a long file that wait for the disk: more, and whoever saves a word then waits for all of them."""


def sync_open(file: BinaryIO) -> None:
    """Make sure what was written to an open file; raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def flushing(sync: Callable[[], object]) -> Callable[[int], None]:
    """Return what is told how many bytes more of a file were written, and now and then makes them sure."""
    unsure = 0

    def written(count: int) -> None:
        nonlocal unsure
        unsure += count
        if unsure > _UNSURE_AT_MOST:
            sync()
            unsure = 0

    return written


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names within folders sure; raises OSError. Windows does it by itself."""
    if _IS_WINDOWS:
        return
    for folder in sorted(set(folders)):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a drive that knows no such thing
                raise
        finally:
            os.close(handle)


def keep_private(path: Path) -> None:
    """Take a file or folder of ours away from everybody but its owner, where the disk can."""
    if _IS_WINDOWS or not path.exists():
        return
    wanted = OWNERS_FOLDER if path.is_dir() else OWNERS_FILE
    if path.stat().st_mode & 0o077:
        try:
            path.chmod(wanted)
        except OSError:
            return  # a stick without rights, or somebody else's file


_CODES = {
    errno.ENOSPC: "storage_full",
    errno.EDQUOT: "storage_full",
    errno.EFBIG: "storage_full",
    errno.EROFS: "storage_read_only",
    errno.EIO: "storage_failing",
    errno.ENODEV: "storage_pulled",
    errno.ENXIO: "storage_pulled",
    errno.ENAMETOOLONG: "storage_name_too_long",
}

_OF_WINDOWS = {
    19: "storage_read_only",
    21: "storage_pulled",
    23: "storage_failing",
    32: "storage_held",
    33: "storage_held",
    39: "storage_full",
    55: "storage_pulled",
    206: "storage_name_too_long",
    433: "storage_pulled",
    1117: "storage_failing",
    1167: "storage_pulled",
    1295: "storage_full",
}
"""Windows’ own numbers (winerror.h) where Python’s ``errno`` says no more than « denied » or « invalid »."""

_LONGEST_OF_WINDOWS = 259


def os_failure_code(error: OSError) -> str:
    """Return the known failure that an error of the operating system stands for."""
    if _IS_WINDOWS and isinstance(error, FileNotFoundError):
        names = [str(name) for name in (error.filename, error.filename2) if name is not None]
        if max(map(len, names), default=0) > _LONGEST_OF_WINDOWS:
            return "storage_name_too_long"  # it takes no longer path, and says that there is none
    of_windows: int = getattr(error, "winerror", None) or 0
    return _OF_WINDOWS.get(of_windows) or _CODES.get(error.errno or 0, "storage_unwritable")
