"""The fingerprint beside each backup: SQLite's own checks do not see a letter that rotted."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from dgsdesk.whole_file import write_whole

FINGERPRINT = ".sha256"
"""What the name of a backup's fingerprint ends in: a line as `sha256sum` writes it, beside the backup."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def fingerprint_of(path: Path) -> Path:
    """Return where the fingerprint of a backup lies."""
    return path.with_name(f"{path.name}{FINGERPRINT}")


def write_fingerprint(path: Path) -> None:
    """Write the fingerprint of a backup beside it, whole or not at all; raises OSError."""
    write_whole(fingerprint_of(path), f"{_read_anew(path)}  {path.name}\n".encode())


def known_fingerprint(path: Path) -> str | None:
    """Return the fingerprint that lies beside a backup; an empty or unreadable one is none."""
    try:
        words = fingerprint_of(path).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return None
    return words[0] if words and _SHA256.fullmatch(words[0]) else None


def agrees(path: Path) -> bool:
    """Tell whether a backup can be read and is, to the letter, what its fingerprint says."""
    try:
        return known_fingerprint(path) == _read_anew(path)
    except OSError:
        return False


def _read_anew(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
