"""Pairs of lines in titled groups: what an act would change, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme

Lines = Sequence[tuple[str, str]]

_ABOVE_TITLE = 8
"""Pixels that part a group from the one above it."""


class _Entry(QWidget):
    """A title above, a bold line, a soft line; what is empty takes no room."""

    def __init__(self, theme: Theme, *, below_others: bool) -> None:
        super().__init__()
        self._below_others = below_others
        self._labels = (
            TextLabel(theme, "", "small", "text_soft", bold=True, wrap=True),
            TextLabel(theme, "", "small", bold=True, wrap=True),
            TextLabel(theme, "", "small", "text_soft", wrap=True),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        for label in self._labels:
            column.addWidget(label)

    def say(self, *texts: str) -> None:
        """Show title, first and second line."""
        for label, text in zip(self._labels, texts, strict=True):
            label.show_text(text)
            label.setVisible(bool(text))
        self._labels[0].setContentsMargins(0, _ABOVE_TITLE if self._below_others else 0, 0, 0)
        self.show()


class LinesView(QWidget):
    """Pairs of lines in titled groups. Entries are kept and filled anew: walking cells makes no widgets."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._entries: list[_Entry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_groups(self, groups: Sequence[tuple[str, Lines]]) -> None:
        """Show titled groups of (bold, soft) lines; empty groups are left out."""
        wanted = [
            (title if at == 0 else "", first, second)
            for title, lines in groups
            for at, (first, second) in enumerate(lines)
        ]
        while len(self._entries) < len(wanted):
            self._entries.append(_Entry(self.theme, below_others=bool(self._entries)))
            self._column.addWidget(self._entries[-1])
        for entry, texts in zip(self._entries, wanted, strict=False):
            entry.say(*texts)
        for entry in self._entries[len(wanted) :]:
            entry.hide()
