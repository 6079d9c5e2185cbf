"""Bringing back what colleagues sent: files chosen or dropped together, a message pasted, then one check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from dgsdesk.application.review.incoming import (
    ImportObservations,
    Incoming,
    IncomingPreview,
    ReceivedFile,
    incoming_preview,
)
from dgsdesk.application.review.page import ReviewPage
from dgsdesk.desktop.meetings.review.incoming_panel import IncomingPanel, PastePanel
from dgsdesk.desktop.shell.chosen_file import ask_files, read_chosen
from dgsdesk.desktop.shell.host import PageHost

KINDS = (".docx", ".eml", ".msg", ".zip")
_LONGEST_CLIP = 20_000


def is_taken(path: str) -> bool:
    """Tell whether a file may hold observations, by its name; its content is looked at when it is read."""
    return path.casefold().endswith(KINDS)


class IncomingWork(QObject):
    """Leads from files to observations in the place of the list. ``finished`` when the list may return."""

    finished = Signal()

    def __init__(self, host: PageHost, pane: QWidget, stack: QStackedWidget) -> None:
        super().__init__(pane)
        self._host = host
        self._pane = pane
        self._stack = stack
        self._page: ReviewPage | None = None
        self.panel = IncomingPanel(host.theme)
        self.paste = PastePanel(host.theme)
        for widget in (self.panel, self.paste):
            stack.addWidget(widget)
            widget.closed.connect(self.finished)
        self.panel.wanted.connect(self._note)
        self.panel.named.connect(self._preview)
        self.paste.read.connect(lambda text: self._preview(Incoming(pasted=text)))

    def follow(self, page: ReviewPage) -> None:
        """Work for this meeting."""
        self._page = page

    def choose(self) -> None:
        """Let the user choose files."""
        kinds = self.tr("Fichiers annotés et messages (*.docx *.eml *.msg *.zip)")
        title = self.tr("Importer des fichiers annotés")
        paths = ask_files(self._host.preferences, self._pane, title, kinds)
        if paths:
            self.examine([str(path) for path in paths])

    def examine(self, paths: Sequence[str]) -> None:
        """Read files, all of them, and show what they would bring."""

        def read() -> tuple[ReceivedFile, ...]:
            return tuple(ReceivedFile(Path(path).name, read_chosen(Path(path))) for path in paths)

        self._host.make_document(read, then=lambda files: self._preview(Incoming(files)), owner=self._pane)

    def start_paste(self) -> None:
        """Show the field for a message, with what was copied when that is text."""
        copied = QGuiApplication.clipboard().text()
        self.paste.start(copied if len(copied) < _LONGEST_CLIP else "")
        self._stack.setCurrentWidget(self.paste)

    def _preview(self, incoming: Incoming) -> None:
        if self._page is None:
            return
        self._host.ask(
            incoming_preview,
            self._page.meeting_id,
            incoming,
            then=lambda preview: self._show(incoming, preview),
            owner=self._pane,
            replaces="incoming",
        )

    def _show(self, incoming: Incoming, preview: IncomingPreview) -> None:
        if self._page is None:
            return
        sound = self._without_refused(incoming, preview)
        self.panel.show_preview(sound, preview, self._page.authors)
        self._stack.setCurrentWidget(self.panel)

    @staticmethod
    def _without_refused(incoming: Incoming, preview: IncomingPreview) -> Incoming:
        """Leave out what cannot be read: it was told, and must not hold the others back."""
        refused = {one.name for one in preview.refused}
        files = tuple(file for file in incoming.files if file.name not in refused)
        return Incoming(files, incoming.pasted, incoming.told, incoming.received_on)

    def _note(self, incoming: Incoming) -> None:
        if self._page is not None:
            command = ImportObservations(self._page.meeting_id, incoming)
            self._host.run(command, then=lambda _: self.finished.emit(), owner=self._pane)
