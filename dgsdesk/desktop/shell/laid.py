"""What was laid for the user is said above the page, with a button that opens it in the system's program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.host import PageHost


def tell_file(host: PageHost, path: str, said: str = "") -> None:
    """Say where a file was laid, and offer to open it."""
    words = said or _tr("« {} » est enregistré.").format(Path(path).name)
    opened = partial(host.open_path, path)
    host.tell(Message(words, where=path, tone="ok", button=_tr("Ouvrir"), act=opened))


def tell_folder_of(host: PageHost, path: str, said: str) -> None:
    """Say that a file was laid, ``{}`` being its name, and offer the folder that it is in."""
    file = Path(path)
    host.tell(folder_message(host, said.format(file.name), str(file.parent)))


def tell_folder(host: PageHost, folder: str, said: str) -> None:
    """Say what was laid in a folder, and offer the folder."""
    host.tell(folder_message(host, said, folder))


def folder_message(
    host: PageHost, said: str, folder: str, *, where: str | None = None, remedy: str = ""
) -> Message:
    """Return a message that says what was laid and offers its folder, which it names without ``where``."""
    return Message(
        said,
        where=folder if where is None else where,
        remedy=remedy,
        tone="ok",
        button=_tr("Ouvrir le dossier") if folder else "",
        act=partial(host.open_path, folder),
    )


def drafts_message(host: PageHost, said: str, drafts: Sequence[str], *, where: str = "") -> Message:
    """Return a message that says what was laid, how drafts leave, and opens their folder, or the one."""
    alone = len(drafts) == 1
    return Message(
        said,
        where=where,
        remedy=_tr("Un double clic sur un message l’ouvre dans votre messagerie, où il s’envoie."),
        tone="ok",
        button=_tr("Ouvrir le message") if alone else _tr("Ouvrir le dossier des messages"),
        act=partial(host.open_path, drafts[0] if alone else str(Path(drafts[0]).parent)),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Laid", words)
