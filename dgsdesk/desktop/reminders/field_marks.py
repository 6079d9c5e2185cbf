"""Fields of a message shown as such while its text is reworded: « {appel} » is not a slip of the pen."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from dgsdesk.application.mailing.salutation import places_of_fields
from dgsdesk.desktop.theme.theme import Theme


class FieldMarks(QSyntaxHighlighter):
    """Set the fields of a text on a ground of their own."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Mark the fields of one line."""
        look = QTextCharFormat()
        look.setBackground(self._theme.color("selected"))
        look.setForeground(self._theme.color("on_selected"))
        look.setFontWeight(QFont.Weight.DemiBold)
        for start, end in places_of_fields(text):
            self.setFormat(start, end - start, look)
