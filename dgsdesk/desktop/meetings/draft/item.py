"""One item of the minutes as it is written: its title, its notes, and whether they are on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.minutes.session_page import SessionItem
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.meetings.item_notes import ItemNotes
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError


class DraftItem(QWidget):
    """Write one item; what is typed is kept a moment later. It is made empty, for the first item shown."""

    def __init__(self, host: PageHost, initiator: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host
        self.theme = host.theme
        self.title = TextLabel(self.theme, "", "section", wrap=True)
        self.question = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.kept = TextLabel(self.theme, "", "small", "text_soft")
        self.trouble = InlineMessage(self.theme)
        self.trouble.hide()
        self.editor = NotesEditor(self.theme, self.tr("Texte du point"), grows=True)
        self._alone = False
        self.notes = ItemNotes(host, "", self.editor, initiator)
        self.notes.said.connect(self._say)
        self.notes.failed.connect(lambda _, error: self._not_kept(error))
        self.notes.saved.connect(lambda _: self.trouble.hide())
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

    def expect_width(self, width: int) -> None:
        """Take the width that it will be shown at, before its text."""
        self.editor.expect_width(width)
        self.resize(width, self.height())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written yet."""
        return self.editor.says_nothing()

    def show_item(self, row: SessionItem, *, writable: bool) -> None:
        """Show what is kept, unless something newer is being typed here."""
        self.notes.item_id = row.id
        self.number = row.number
        self.title.show_text(f"{row.number} {row.title}")
        self.question.show_text(row.question)
        self.question.setVisible(bool(row.question) and not self._alone)
        self.editor.setAccessibleName(self._name(row))
        self.editor.setReadOnly(not writable)
        self.notes.show(row)

    def show_alone(self, alone: bool, times: float) -> None:
        """Show the text and its title alone, the text larger; or all again."""
        self._alone = alone
        self.title.set_role("text_faint" if alone else "text")
        self.question.setVisible(bool(self.question.text()) and not alone)
        self.kept.setVisible(not alone)
        self.editor.enlarge(times if alone else 1.0)

    def _name(self, row: SessionItem) -> str:
        return f"Texte du point {row.number}, {row.title}"

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
