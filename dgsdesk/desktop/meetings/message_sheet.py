"""One message exactly as it leaves: subject, people, words, what is attached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from dgsdesk.application.mailing.message_as_left import MessageAsLeft, attached_words, people_words
from dgsdesk.desktop.components.scrolled import scrolled_inside
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import NBSP

_LEAST_LINES = 5
"""Lines of the words that are seen at once; a place too low for them scrolls all of it."""


class MessageSheet(Panel):
    """Show a message that was read back from its own bytes; ``told`` takes more lines above its words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self.left: MessageAsLeft | None = None
        self._shown = ""
        self.told = QVBoxLayout()
        self.below = QVBoxLayout()
        self._subject = TextLabel(theme, "", "section", wrap=True)
        self._people = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Message tel qu’il part"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(0)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._attached = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._lay_out()
        theme.follow(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        space = self.theme.space
        sheet = Panel(self.theme, "surface")
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(space("xl"), space("m"), space("xl"), space("m"))
        layout.setSpacing(space("s"))
        layout.addWidget(self._subject)
        layout.addWidget(self._people)
        layout.addLayout(self.told)
        layout.addWidget(self.text, 1)
        layout.addSpacing(space("s"))
        layout.addWidget(self._attached)
        layout.addLayout(self.below)
        scrolled_inside(self, sheet)

    def _restyle(self) -> None:
        self.text.setMinimumHeight(round(self.theme.line("body") * _LEAST_LINES))
        self.text.setFont(self.theme.font("body"))
        palette = self.text.palette()
        palette.setColor(QPalette.ColorRole.Base, self.theme.color("surface"))
        self.text.setPalette(palette)

    def show_left(self, left: MessageAsLeft | None) -> None:
        """Show a message as it was read back; None until it is."""
        self.left = left
        self._attached.setVisible(left is not None)
        self._people.setVisible(left is not None)
        if left is None:
            return
        self._people.show_text(people_words(left))
        self.show_words(left.subject, left.text)
        self._attached.show_text(attached_words(left))

    def show_words(self, subject: str, text: str) -> None:
        """Show a subject and a text; the same text keeps its place."""
        self._subject.show_text(f"{self.tr('Objet')}{NBSP}: {subject}" if subject else "")
        if text != self._shown:
            self._shown = text
            self.text.setPlainText(text)
