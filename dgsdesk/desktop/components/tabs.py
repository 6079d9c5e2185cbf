"""Tabs above the parts of a page: no line of their own, each as wide as its title."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme


class Tabs(QTabBar):
    """The titles of parts, one of which is in front; `name` says what they are parts of."""

    def __init__(self, name: str, titles: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        for title in titles:
            self.addTab(title)


def band_of(theme: Theme, tabs: Tabs) -> Panel:
    """Return the band with tabs at the top of a page, a line under it."""
    band = Panel(theme, "surface", "b")
    row = QVBoxLayout(band)
    row.setContentsMargins(8, 0, 8, 1)  # the words of the first tab stand below the title
    row.addWidget(tabs)
    return band
