"""One thing that the status bar says."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


class Notice(QWidget):
    """An icon and some words, hidden while there are none."""

    def __init__(self, theme: Theme, icon: str, role: str = "text_soft", *, elide: bool = False) -> None:
        super().__init__()
        self.icon = IconView(theme, icon, role, "inline")
        self.label = TextLabel(theme, "", "small", "text_soft", elide=elide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.setSpacing(6)
        if icon:
            layout.addWidget(self.icon)
        layout.addWidget(self.label)
        self.hide()

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        self.label.show_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
