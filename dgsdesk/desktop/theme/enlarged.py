"""The theme of a part that is enlarged on its own: what is read from afar while it is projected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dgsdesk.desktop.theme.fonts import FontScale
from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class EnlargedTheme(Theme):
    """Follows a theme in everything but the size of its text, and of what grows with the text."""

    def __init__(self, theme: Theme) -> None:
        QObject.__init__(self)
        self.tokens = theme.tokens
        self.icons = theme.icons
        self._theme = theme
        self._app = theme._app
        self._times = 1.0
        self._followers = {}
        self._fonts = FontScale(self.tokens, theme.text_scale)
        self._follow()
        theme.changed.connect(self._follow)

    def enlarge(self, times: float) -> None:
        """Multiply the size of the text; 1.0 as the theme has it."""
        if times != self._times:
            self._times = times
            self._follow()

    def _when_seen(self, widget: QWidget, work: Callable[[], object]) -> None:
        self._theme._when_seen(widget, work)

    def _follow(self) -> None:
        self._scheme, self._colors = self._theme._scheme, self._theme._colors
        self._fonts.scale_to(round(self._theme.text_scale * self._times))
        self._tell()
