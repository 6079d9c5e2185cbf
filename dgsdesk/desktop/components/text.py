"""Labels that follow the theme."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dgsdesk.desktop.theme.theme import Theme


class TextLabel(QLabel):
    """A plain text in a style and a colour role of the theme.

    ``elide`` keeps one line and puts the whole in the tooltip, down to ``least`` px (at 100 %) of words;
    ``wrap`` breaks lines.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        style: str = "body",
        role: str = "text",
        *,
        bold: bool | None = None,
        wrap: bool = False,
        elide: bool = False,
        least: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        self._margins: tuple[int, int, int, int] | None = None
        self._heights: dict[int, int] = {}  # layouts ask for them again and again
        super().__init__(parent)
        self.theme = theme
        self._least = least
        self._style = style
        self._role = role
        self._bold = bold
        self._elide = elide
        self._whole = self._strong = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.follow(self.restyle)
        self.restyle()
        self.show_text(text)

    def show_text(self, text: str, strong: str = "") -> None:
        """Show a text; its part ``strong`` stands out, in a label that is not elided."""
        self._whole = text
        self._strong = strong if strong in text and not self._elide else ""
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole_text(self) -> str:
        """Return the text before eliding."""
        return self._whole

    def set_role(self, role: str) -> None:
        """Change the colour role."""
        self._role = role
        self.restyle()

    def restyle(self) -> None:
        """Take font and colour from the theme."""
        self.setFont(self.theme.font(self._style, bold=self._bold))
        palette = self.palette()
        for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            palette.setColor(part, self.theme.color(self._role))
        self.setPalette(palette)
        if self._margins is not None:
            super().setContentsMargins(*self._margins)
        self._fit()

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        """Keep margins: Qt works those of a label out anew for another style, and loses them without size."""
        self._margins = (left, top, right, bottom)
        super().setContentsMargins(left, top, right, bottom)

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole text, even while it is elided."""
        hint = super().sizeHint()
        if self._elide:
            hint.setWidth(self.fontMetrics().horizontalAdvance(self._whole) + 2)
        return hint

    def minimumSizeHint(self) -> QSize:
        """Let an elided text shrink, to nothing where nothing else was asked for."""
        hint = super().minimumSizeHint()
        if not self._elide:
            return hint
        return QSize(min(self.theme.wide(self._least), self.sizeHint().width()), hint.height())

    def heightForWidth(self, width: int) -> int:
        """Return the height at the width that it will have: a bounded one is never wider than its bound."""
        asked = min(width, self.maximumWidth())
        if asked not in self._heights:
            self._heights[asked] = super().heightForWidth(asked)
        return self._heights[asked]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide again."""
        super().resizeEvent(event)
        if self._elide:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Elide again when the font changes; keep the margins, which a new style takes away."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        if event.type() == QEvent.Type.StyleChange and self._margins is not None:
            super().setContentsMargins(*self._margins)
        if self._elide and event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._heights.clear()
        if self._strong:
            before, _, after = self._whole.partition(self._strong)
            weight = self.theme.font(self._style, bold=True).weight().value
            strong = f'<span style="font-weight:{weight}">{escape(self._strong)}</span>'
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText(f"{escape(before)}{strong}{escape(after)}")
            return
        self.setTextFormat(Qt.TextFormat.PlainText)
        if not self._elide:
            self.setText(self._whole)
            return
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        cut = shown != self._whole
        self.setText(shown)
        self.setToolTip(self._whole if cut else "")


class Panel(QWidget):
    """A widget whose ground is a colour role, for panes and bands; ``line`` draws an edge of one pixel.

    ``line`` is empty, or one or more of the letters ``t``, ``b``, ``l``, ``r``.
    """

    def __init__(
        self, theme: Theme, role: str = "surface", line: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._role = role
        self._line = line
        self.setAutoFillBackground(True)
        theme.follow(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the ground from the theme."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.theme.color(self._role))
        self.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edges."""
        del event
        if not self._line:
            return
        painter = QPainter(self)
        color = self.theme.color("line")
        width, height = self.width(), self.height()
        edges = {
            "t": (0, 0, width, 1),
            "b": (0, height - 1, width, 1),
            "l": (0, 0, 1, height),
            "r": (width - 1, 0, 1, height),
        }
        for side in self._line:
            painter.fillRect(*edges[side], color)
        painter.end()


class TallPanel(Panel):
    """The inside of a scroll area: as high as its wrapped words need at its width, never squeezed."""

    def event(self, event: QEvent) -> bool:
        """Measure again when something inside, or the width, changed."""
        done = super().event(event)
        layout = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and layout is not None:
            self.setMinimumHeight(max(layout.totalHeightForWidth(self.width()), 0))
        return done
