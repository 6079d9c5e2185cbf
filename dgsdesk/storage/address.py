"""The address by which SQLite is told of a file and how to open it."""

from __future__ import annotations

from pathlib import PurePath

READ_ONLY = "mode=ro&immutable=1"
"""Nothing is written, no lock is taken: for a file that nobody changes meanwhile."""


def sqlite_address(path: PurePath, how: str = READ_ONLY) -> str:
    """Return the address of a file, its path from the root; raises ValueError for another."""
    address = path.as_uri()
    if path.drive.startswith("\\\\"):  # « file://serveur/… », where SQLite takes no machine's name
        address = address.replace("file://", "file:////", 1)
    return f"{address}?{how}"
