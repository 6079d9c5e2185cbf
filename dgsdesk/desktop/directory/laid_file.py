"""A file that was laid for the user, told above the page with a button that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell.host import PageHost


def tell_laid(host: PageHost, path: str) -> None:
    """Say where a file was laid."""
    file = Path(path)

    def said(words: str) -> str:
        return QCoreApplication.translate("LaidFile", words)

    host.tell(
        Message(
            said("« {} » est enregistré.").format(file.name),
            where=str(file.parent),
            tone="ok",
            button=said("Ouvrir"),
            act=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(path)),
        )
    )
