"""Two parts within the detail of a page: side by side, under two tabs where large text leaves no room."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.panes import Memory, TwoPanes
from dgsdesk.desktop.theme.theme import Theme

_SIDE_BY_SIDE = 720


class InnerPanes(TwoPanes):
    """A main part, and one beside it that begins ``beside`` px wide at 100 %."""

    def __init__(
        self,
        theme: Theme,
        memory: Memory,
        key: str,
        main: tuple[str, QWidget],
        side: tuple[str, QWidget],
        beside: int,
    ) -> None:
        super().__init__(theme, memory, key, main[1], side[1], (main[0], side[0]))
        self._beside = beside
        self._arrange()

    def _is_narrow(self) -> bool:
        return self.width() < self.theme.wide(_SIDE_BY_SIDE)

    def _widths(self) -> tuple[int, int]:
        return 0, self._beside

    def _bound(self, *, in_tabs: bool) -> None:
        """Let both parts be as wide as they are dragged."""
