"""The fingerprint beside each backup: SQLite's own checks do not see a letter that rotted."""

from __future__ import annotations

import hashlib
from pathlib import Path

FINGERPRINT = ".sha256"
"""What the name of a backup's fingerprint ends in: a line as `sha256sum` writes it, beside the backup."""


def fingerprint_of(path: Path) -> Path:
    """Return where the fingerprint of a backup lies."""
    return path.with_name(f"{path.name}{FINGERPRINT}")


def write_fingerprint(path: Path) -> None:
    """Write the fingerprint of a backup beside it; raises OSError."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    fingerprint_of(path).write_text(f"{sha256}  {path.name}\n", encoding="utf-8")
