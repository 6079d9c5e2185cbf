"""The documents of the meeting in a host's window: its own, added by a drop or a choice."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.library.acts import Place
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.library.attached import AttachedPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.library import OwnerKind


class HostDocumentsPane(Panel):
    """What is kept with the meeting; it goes back with the dossier."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        words = self.tr(
            "Ce que vous joignez ici repart avec le dossier. Les documents d’un point s’ouvrent depuis "
            "l’ordre du jour."
        )
        self.note = TextLabel(self.theme, words, "small", "text_soft", wrap=True)
        self.note.setContentsMargins(20, 12, 16, 0)
        self.attached = AttachedPanel(host, "host")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(self.attached, 1)

    def show_meeting(self, meeting_id: str) -> None:
        """Show what is kept with a meeting."""
        self.attached.show_place(Place(OwnerKind.MEETING, meeting_id))

    def take_focus(self) -> None:
        """Give the keyboard to the documents."""
        self.attached.take_focus()
