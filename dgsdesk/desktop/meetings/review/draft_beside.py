"""The draft beside what is said of it; under two tabs where large text leaves no room for both."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from dgsdesk.desktop.components.panes import Memory, TwoPanes
from dgsdesk.desktop.theme.theme import Theme

_DRAFT, _LEAST_SAID = 500, 420
"""Pixels at 100 %: what the draft begins with, what must remain for the observations."""


class DraftBeside(TwoPanes):
    """Under tabs the observations come first, and come forward with whatever asks something there."""

    def __init__(self, theme: Theme, memory: Memory, draft: QWidget, said: QStackedWidget) -> None:
        words = (
            QCoreApplication.translate("DraftBeside", "Projet"),
            QCoreApplication.translate("DraftBeside", "Observations"),
        )
        super().__init__(theme, memory, "review", draft, said, words)
        self._said = said
        said.currentChanged.connect(self.show_said)
        self.show_said()

    def show_said(self) -> None:
        """Bring the observations forward."""
        self.show_tab(self._said)

    def _is_narrow(self) -> bool:
        return self.width() < self.theme.wide(_DRAFT + _LEAST_SAID)

    def _widths(self) -> tuple[int, int]:
        return _DRAFT, 0

    def _bound(self, *, in_tabs: bool) -> None:
        """Let both parts be as wide as they are dragged."""
