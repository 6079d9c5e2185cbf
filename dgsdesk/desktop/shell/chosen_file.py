"""Files that the user chooses, read whole outside the interface's thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dgsdesk.application.chosen_file import refused_file
from dgsdesk.whole_file import read_whole


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
        return read_whole(path)
    except OSError as error:
        raise refused_file(error, path.name or str(path), code) from error
