"""One item of the minutes as it is written: its title, its notes, and whether they are on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.notes import KeepNotes, NotedAction, NotedDecision
from dgsdesk.application.session_page import SessionItem
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.editor.autosave import Autosave
from dgsdesk.desktop.editor.noted import Notes
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError


class DraftItem(QWidget):
    """Write one item; what is typed is kept a moment later."""

    def __init__(self, host: PageHost, row: SessionItem, initiator: Callable[[], object]) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._row = row
        self.title = TextLabel(self.theme, "", "section", wrap=True)
        self.question = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.kept = TextLabel(self.theme, "", "small", "text_soft")
        self.trouble = InlineMessage(self.theme)
        self.trouble.hide()
        self.editor = NotesEditor(self.theme, self._name(row), grows=True)
        self.autosave = Autosave(host, self._command, initiator, self)
        self.editor.edited.connect(self.autosave.touch)
        self.autosave.said.connect(self._say)
        self.autosave.failed.connect(self._not_kept)
        self.autosave.saved.connect(self.trouble.hide)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, self.theme.space("s"))
        layout.setSpacing(self.theme.space("xs"))
        layout.addLayout(head)
        layout.addWidget(self.question)
        layout.addWidget(self.trouble)
        layout.addWidget(self.editor)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written yet."""
        return not self.editor.copyable()

    def show_item(self, row: SessionItem, *, writable: bool) -> None:
        """Show what is kept, unless something newer is being typed here."""
        self._row = row
        self.title.show_text(f"{row.number} {row.title}")
        self.question.show_text(row.question)
        self.question.setVisible(bool(row.question))
        self.editor.setAccessibleName(self._name(row))
        self.editor.setReadOnly(not writable)
        notes = _notes(row)
        if not self.autosave.waiting and notes != self.editor.notes():
            self.editor.show_notes(notes)

    def _name(self, row: SessionItem) -> str:
        return f"Texte du point {row.number}, {row.title}"

    def _command(self) -> KeepNotes:
        notes = self.editor.notes()
        return KeepNotes(self._row.id, notes.text, notes.decisions, notes.actions)

    def _say(self, words: str, tone: str) -> None:
        self.kept.show_text(words)
        self.kept.set_role(tone)

    def _not_kept(self, error: KnownError) -> None:
        """Say why, and let what was typed be copied elsewhere meanwhile."""
        told = self.host.message_for(error)
        text = self.editor.copyable()
        copy = Message(
            told.what,
            told.where,
            told.remedy,
            button=self.tr("Copier le texte"),
            act=lambda: QGuiApplication.clipboard().setText(text),
        )
        self.trouble.show_message(copy)
        self.trouble.show()


def _notes(row: SessionItem) -> Notes:
    return Notes(
        row.text,
        tuple(NotedDecision(line.id, line.text, line.place) for line in row.decisions),
        tuple(
            NotedAction(line.id, line.text, line.owner, line.owner_id, line.due, line.place)
            for line in row.actions
        ),
    )
