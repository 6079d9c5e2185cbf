"""A column of words in the middle of a page, scrolled when it is too long."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme


def in_the_middle(theme: Theme, body: QWidget, name: str) -> QScrollArea:
    """Return an area that shows ``body`` in its middle; ``name`` is told to screen readers."""
    ground = Panel(theme, "surface")
    row = QHBoxLayout(ground)
    row.setContentsMargins(theme.space("xl"), 0, theme.space("xl"), 0)
    row.addStretch(1)
    row.addWidget(body, 10)
    row.addStretch(1)
    area = scrolled(ground)
    area.setAccessibleName(name)
    return area
