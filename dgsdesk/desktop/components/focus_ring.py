"""The focus ring outside buttons: one frame per window that follows the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from dgsdesk.desktop.theme.ring import WANTS_RING, focus_ring
from dgsdesk.desktop.theme.theme import Theme


class _Above(QProxyStyle):
    """Put the frame above everything in its window: in the row of its button the ring would be cut."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """Answer the one question; the rest as ever."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)


class FocusRing(QFocusFrame):
    """Show the ring round the focused button of a window, after a key."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._above = _Above()
        self.setStyle(self._above)
        self._theme = theme
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        theme.changed.connect(self.update)
        self.hide()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        wanted = (
            new is not None
            and new.window() is self._window
            and bool(new.property(WANTS_RING))
            and self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        )
        if wanted and new is not None:
            self.setWidget(new)
        elif self.widget() is not None:
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes none, its stubs do not say so

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, 2 px away from the button."""
        del event
        painter = QPainter(self)
        radius = self._theme.tokens.radius["button"] + 2
        focus_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)
        painter.end()
