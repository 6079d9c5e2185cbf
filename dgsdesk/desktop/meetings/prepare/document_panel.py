"""The documents of the chosen item, which go with the invitation; of the meeting where no item is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.agenda.workshop import WorkshopItem
from dgsdesk.application.library.acts import Place
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import closable_head
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.library.attached import AttachedPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.library import OwnerKind


class DocumentPanel(Panel):
    """``closed`` asks to go back to the pools."""

    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface_alt")
        self._title = TextLabel(self.theme, "", "section", wrap=True)
        self._note = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.attached = AttachedPanel(host, "prepare", "surface_alt")
        close = Button(self.theme, self.tr("Fermer"), kind=ButtonKind.LINK, flush=True)
        close.clicked.connect(self.closed.emit)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 0)
        head.setSpacing(4)
        head.addLayout(closable_head(self._title, close))
        head.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.attached, 1)

    def show_item(self, item: WorkshopItem | None, meeting_id: str) -> None:
        """Show what goes with an item, or what the meeting keeps."""
        if item is not None:
            self._title.show_text(self.tr("Documents du point"))
            words = self.tr("«\u00a0%1\u00a0»\u00a0: ils partent avec l’invitation, en pièces jointes.")
            self._note.show_text(words.replace("%1", f"{item.number} {item.title}".strip()))
            self.attached.show_place(Place(OwnerKind.ITEM, item.id))
        else:
            self._title.show_text(self.tr("Documents de la réunion"))
            self._note.show_text(self.tr("Gardés avec elle\u202f; ils ne partent pas avec l’invitation."))
            self.attached.show_place(Place(OwnerKind.MEETING, meeting_id) if meeting_id else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
