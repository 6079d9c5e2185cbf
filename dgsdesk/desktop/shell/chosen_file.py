"""Files that the user chooses, read whole outside the interface's thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dgsdesk.domain.errors import BadInput

FILE_LIMIT = 100_000_000
"""Bytes above which a file is no document of ours; what reads it has its own, narrower limits."""


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Let the user choose a file; nothing when the user gave up. ``kinds`` is like « Listes (*.csv) »."""
    name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def ask_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Let the user choose files, several at once; none when the user gave up."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def read_chosen(path: Path, code: str = "file_unreadable") -> bytes:
    """Return a file's content; raises BadInput when it cannot be read, is a folder or far too large."""
    try:
        if path.is_dir():
            raise BadInput("file_is_folder", where=path.name or str(path))
        if not path.is_file():  # a pipe or a device would be read for ever
            raise BadInput(code, where=path.name)
        if path.stat().st_size > FILE_LIMIT:
            raise BadInput("file_too_large", where=path.name, limit=FILE_LIMIT // 1_000_000)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput(code, where=path.name.replace("\0", "")) from error
