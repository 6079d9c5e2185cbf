"""Files and folders that the user chooses; files are read whole outside the interface's thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from dgsdesk.application.chosen_file import refused_file
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.whole_file import read_whole

_LAST = "files/last_folder"


def ask_file(memory: Preferences, parent: QWidget, title: str, kinds: str) -> Path | None:
    """Let the user choose a file; nothing when the user gave up. ``kinds`` is like « Listes (*.csv) »."""
    name, _ = QFileDialog.getOpenFileName(parent, title, usual_folder(memory), kinds)
    return _remembered(memory, name)


def ask_files(memory: Preferences, parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Let the user choose files, several at once; none when the user gave up."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, usual_folder(memory), kinds)
    _remembered(memory, *names[:1])
    return [Path(name) for name in names]


def ask_new_file(memory: Preferences, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let the user say where a file is to be written, as ``name`` unless another one is given."""
    wanted = str(Path(usual_folder(memory)) / name)
    given, _ = QFileDialog.getSaveFileName(parent, title, wanted, kinds)
    return _remembered(memory, given)


def ask_folder(memory: Preferences, parent: QWidget, title: str, start: str = "") -> str:
    """Let the user choose a folder, from ``start`` if that still stands; empty when the user gave up."""
    start = start if start and Path(start).is_dir() else usual_folder(memory)
    return QFileDialog.getExistingDirectory(parent, title, start)


def usual_folder(memory: Preferences) -> str:
    """Return where a file was chosen last, else the user's documents, else the user's home.

    What is not there is passed over: the dialogue would open where the program was started from.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = (one for one in (memory.text(_LAST), documents) if one and Path(one).is_dir())
    return next(there, QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))


def _remembered(memory: Preferences, *names: str) -> Path | None:
    path = next((Path(name) for name in names if name), None)
    if path is not None:
        memory.keep(_LAST, str(path.parent))
    return path


def read_chosen(path: Path, code: str = "file_unreadable") -> bytes:
    """Return a file's content; raises BadInput when it cannot be read, is a folder or far too large."""
    try:
        return read_whole(path)
    except OSError as error:
        raise refused_file(error, path.name or str(path), code) from error
