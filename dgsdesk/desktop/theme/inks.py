"""What a painter asks of a theme, and the theme of paper: light, at 100 %, whatever the window shows."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from dgsdesk.desktop.theme.fonts import FontScale
from dgsdesk.desktop.theme.icons import IconPainter, drawing_of
from dgsdesk.desktop.theme.palette import to_color
from dgsdesk.desktop.theme.tokens import tokens


class Inks(Protocol):
    """Colours, fonts and lengths to paint with; the window's theme is one."""

    icons: IconPainter

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        ...

    def font(self, style: str = "body", *, bold: bool | None = None) -> QFont:
        """Return the font of a style."""
        ...

    def metrics(self, style: str = "body", *, bold: bool | None = None) -> QFontMetricsF:
        """Return the metrics of a style's font."""
        ...

    def line(self, style: str = "body") -> float:
        """Return the height of one line of a style, in pixels."""
        ...

    def wide(self, pixels: float) -> int:
        """Return a width that grows with the text scale."""
        ...


class PaperIcons(IconPainter):
    """Icons drawn straight on the paper: pixmaps belong to the interface's thread."""

    def paint(self, painter: QPainter, name: str, role: str, rect: QRectF) -> None:
        """Paint the drawing in the middle of ``rect``, as large as its shorter side."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(rect.center())
        drawing_of(self.lucide(name), self._colours.color(role), side).render(painter, square)


class PaperInks:
    """The light scheme at 100 % of text, for pictures that go into documents; it paints in any thread."""

    scheme = "light"

    def __init__(self) -> None:
        self._tokens = tokens()
        self._fonts = FontScale(self._tokens)
        self.icons: IconPainter = PaperIcons(self, self._tokens.icons)

    def color(self, role: str) -> QColor:
        """Return the colour of a role on paper."""
        return to_color(self._tokens.colors[self.scheme][role])

    def font(self, style: str = "body", *, bold: bool | None = None) -> QFont:
        """Return the font of a style."""
        return self._fonts.font(style, bold=bold)

    def metrics(self, style: str = "body", *, bold: bool | None = None) -> QFontMetricsF:
        """Return the metrics of a style's font."""
        return QFontMetricsF(self.font(style, bold=bold))

    def line(self, style: str = "body") -> float:
        """Return the height of one line of a style, in pixels."""
        return self.metrics(style).height()

    def wide(self, pixels: float) -> int:
        """Return the width itself: paper has no text scale."""
        return round(pixels)
