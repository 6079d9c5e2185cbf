"""The type scale: Inter with tabular digits, in points, scaled from 100 to 200 %."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from dgsdesk.desktop.theme.tokens import Tokens
from dgsdesk.shipped import shipped

FIRST = ("Inter-Regular.otf", "Inter-SemiBold.otf")
"""What the first paint shows."""
RARER = ("Inter-Italic.otf", "Inter-Bold.otf")
# On macOS a point is a pixel, elsewhere 96 dpi make 4/3 of it.
_POINT = 4 / 3 if sys.platform == "darwin" else 1.0
_TNUM = QFont.Tag("tnum")


@cache
def load_fonts(files: tuple[str, ...]) -> bool:
    """Load some of the shipped Inter once, even beside a system's own, which may be another version.

    Return False when a file is missing: Qt then takes a fallback.
    """
    return all(QFontDatabase.addApplicationFont(str(shipped("fonts", name))) >= 0 for name in files)


class FontScale:
    """Make and keep the fonts of one text scale."""

    def __init__(self, tokens: Tokens, percent: int = 100) -> None:
        self._tokens = tokens
        self._percent = percent
        self._made: dict[tuple[str, bool | None, bool, float], QFont] = {}
        self._metrics: dict[tuple[str, bool | None], QFontMetricsF] = {}
        self._lines: dict[str, float] = {}

    @property
    def percent(self) -> int:
        """Text scale in percent, one of the tokens' steps."""
        return self._percent

    def scale_to(self, percent: int) -> None:
        """Set the text scale and forget the fonts made for the former one."""
        self._percent = percent
        self._made.clear()
        self._metrics.clear()
        self._lines.clear()

    def font(
        self, style: str = "body", *, bold: bool | None = None, italic: bool = False, times: float = 1.0
    ) -> QFont:
        """Return the font of a style; ``bold`` None keeps the style's own weight."""
        key = (style, bold, italic, times)
        if key not in self._made:
            self._made[key] = self._make(style, bold, italic, times)
        return self._made[key]

    def metrics(self, style: str, bold: bool | None) -> QFontMetricsF:
        """Return the metrics of a style's font: rows ask for them thousands of times."""
        key = (style, bold)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(style, bold=bold))
        return self._metrics[key]

    def line(self, style: str) -> float:
        """Return the height of one line of a style, in pixels."""
        if style not in self._lines:
            self._lines[style] = self.metrics(style, None).height()
        return self._lines[style]

    def _make(self, style: str, bold: bool | None, italic: bool, times: float) -> QFont:
        step = self._tokens.type[style]
        heavy = step.weight >= 600 if bold is None else bold
        font = QFont(list(self._tokens.family))
        font.setPointSizeF(step.pt * _POINT * times * self._percent / 100)
        font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setFeature(_TNUM, 1)
        return font
