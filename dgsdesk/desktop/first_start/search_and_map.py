"""What is found as one types at the left; at the right the communes that it brings, as map and list."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.first_start.choice_rows import left_width
from dgsdesk.desktop.first_start.communes_pane import CommunesPane
from dgsdesk.desktop.theme.theme import Theme


class SearchAndMap(QWidget):
    """A field, what is said of the search, and its list; the map, once something is chosen."""

    def __init__(
        self, theme: Theme, field: SearchField, found: RowList, pane: CommunesPane, empty: EmptyPage
    ) -> None:
        super().__init__()
        self._theme = theme
        self._pane = pane
        self._count = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._left = Panel(theme, "surface", "r")
        self._column = QVBoxLayout(self._left)
        self._right = QStackedWidget()
        self._lay_out(field, found, empty)
        theme.changed.connect(self._measure)

    def _lay_out(self, field: SearchField, found: RowList, empty: EmptyPage) -> None:
        label = TextLabel(self._theme, field.accessibleName(), "small", bold=True)
        label.setBuddy(field)
        head = QVBoxLayout()
        head.setContentsMargins(24, 12, 16, 12)
        head.setSpacing(6)
        for part in (label, field, self._count):
            head.addWidget(part)
        self._column.setContentsMargins(0, 0, 1, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(found, 1)
        ground = Panel(self._theme, "surface_alt")
        QVBoxLayout(ground).addWidget(empty)
        self._right.addWidget(ground)
        self._right.addWidget(self._pane)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left)
        layout.addWidget(self._right, 1)

    def add_foot(self, foot: QWidget) -> None:
        """Stand something below the list."""
        self._column.addWidget(foot)

    def say(self, words: str) -> None:
        """Say what was found, or what to type."""
        self._count.show_text(words)

    def show_map(self, shown: bool) -> None:
        """Show the communes, or the page that says what to do."""
        self._right.setCurrentIndex(1 if shown else 0)

    def _measure(self) -> None:
        """Share the width; the map, which repeats the list of communes, goes first when text is large."""
        self._left.setFixedWidth(left_width(self._theme, self.width()))
        self._pane.measure(self.width() - self._left.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._measure()
