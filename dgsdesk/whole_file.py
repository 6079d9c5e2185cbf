"""Writing a file whole or not at all, and naming what kept it from being written."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write the content under a temporary name in the same folder, flush it, then give it its name.

    Raises OSError; then nothing stands at the final name that was not there before.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".partiel")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


_CODES = {
    errno.ENOSPC: "storage_full",
    errno.EDQUOT: "storage_full",
    errno.EFBIG: "storage_full",
    errno.EROFS: "storage_read_only",
}


def os_failure_code(error: OSError) -> str:
    """Return the known failure that an error of the operating system stands for."""
    return _CODES.get(error.errno or 0, "storage_unwritable")
