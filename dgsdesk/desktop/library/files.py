"""Files taken into the library and opened from it, the same from every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.library.files import copy_to_open
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.chosen_file import read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.library import FileKind

ICONS = {
    FileKind.WORD: "file-text",
    FileKind.PDF: "scroll-text",
    FileKind.SHEET: "table",
    FileKind.SLIDES: "monitor",
    FileKind.TEXT: "file-text",
    FileKind.PICTURE: "image",
    FileKind.PROGRAM: "triangle-alert",
    FileKind.OTHER: "file",
}
"""The icon of each kind of file."""

TOGETHER_LIMIT = 300_000_000
"""Bytes of files that are taken at once: they are held in memory until they are kept."""


def take_files(
    host: PageHost,
    paths: Sequence[Path],
    owner: QObject,
    *,
    place: Place | None = None,
    then: Callable[[tuple[str, ...]], None],
) -> None:
    """Read files and take them into the library, attached to ``place`` if any; all or none."""
    if not paths:
        return

    def keep(files: tuple[NewFile, ...]) -> None:
        host.run(AddDocuments(files, place), then=then, owner=owner)

    host.make_document(lambda: read_new_files(paths), then=keep, owner=owner)


def read_new_files(paths: Sequence[Path]) -> tuple[NewFile, ...]:
    """Return files whole; raises BadInput, and nothing was taken then."""
    files: list[NewFile] = []
    room = TOGETHER_LIMIT
    for path in paths:
        content = read_chosen(path)
        room -= len(content)
        if room < 0:
            raise BadInput("files_too_heavy", where=path.name, limit=TOGETHER_LIMIT // 1_000_000)
        files.append(NewFile(path.name, content))
    return tuple(files)


def open_document(host: PageHost, file_id: str, owner: QObject) -> None:
    """Open a kept file with the system's program; a program only after a word of warning."""
    host.ask(
        copy_to_open,
        file_id,
        then=host.open_path,
        failed=lambda error: _not_opened(host, file_id, owner, error),
        owner=owner,
    )


def _not_opened(host: PageHost, file_id: str, owner: QObject, error: KnownError) -> None:
    if error.code != "program_not_opened":
        host.tell_error(error)
        return
    said = host.message_for(error)

    def open_it() -> None:
        host.ask(partial(copy_to_open, despite_warning=True), file_id, then=host.open_path, owner=owner)

    anyway = QCoreApplication.translate("LibraryFiles", "Ouvrir quand même")
    host.tell(Message(said.what, remedy=said.remedy, tone="warn", button=anyway, act=open_it))
