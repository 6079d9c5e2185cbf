"""A newer dossier of the same family: told above the host's work, looked at, taken as one act or left."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from dgsdesk.application.dossier.take import TakePreview, take_preview
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.dossier.coming_back import ComingBackPane
from dgsdesk.desktop.shell.host import PageHost


class News(NamedTuple):
    """The file that brings news: its name, its content, the passphrase that opened it."""

    name: str
    content: bytes
    passphrase: str


NewsOf = Callable[[], News | None]
"""Tells the news, once the session is open."""


def no_news() -> News | None:
    """Tell none."""
    return None


class HostNews(QObject):
    """``looked_at()`` when the pane is to be shown, ``closed()`` when the news were taken or left."""

    looked_at = Signal()
    closed = Signal()

    def __init__(self, host: PageHost, news: NewsOf, owner: QObject) -> None:
        super().__init__(owner)
        self._host = host
        self._news = news
        self.band = InlineMessage(host.theme, closable=True)
        self.band.hide()
        self.pane: ComingBackPane | None = None

    def look(self) -> None:
        """Say that there are news, unless they were taken already."""
        news = self._news()
        if news is not None:
            self._host.ask(take_preview, *news, then=self._tell, owner=self, replaces="news")

    def _tell(self, preview: TakePreview) -> None:
        if preview.refused or not preview.changes:
            return
        self.band.show_message(
            Message(
                self.tr("{} vous a envoyé une version plus récente de ce dossier.").format(
                    preview.dossier.sender.name
                ),
                remedy=self.tr("Votre travail reste en place\u202f; regardez ce qu’elle change."),
                tone="info",
                button=self.tr("Voir ce qu’elle change"),
                act=self._open,
            )
        )

    def _open(self) -> None:
        news = self._news()
        if news is None:
            return
        if self.pane is None:
            self.pane = ComingBackPane(self._host)
            self.pane.closed.connect(self._close)
        self.looked_at.emit()
        self.pane.open_content(*news)

    def _close(self, taken: bool) -> None:
        if taken:
            self.band.dismiss()
        self.closed.emit()
